"""Welke mail bij welke stap hoort. De mail draagt het meldingsnummer en een link; nooit iets over de leerling.

Bron: de mail op de slides van DUO ("Melding relatief verzuim door ... is gewijzigd.").
"""

from typing import Any

from accounts.berichten import ook_aan_adressen
from meldingen.models import Melding
from verzuimloket.outbox.services import enqueue


def _context(melding: Melding) -> dict[str, object]:
    return {"nummer": melding.nummer, "school": melding.school.naam, "locatie": melding.locatie.naam}


def aan_instantie(melding: Melding, gebeurtenis: str) -> None:
    """Aan de instantie die de melding nu heeft: nieuw, gewijzigd, ingetrokken, doorgestuurd of aanvulling."""
    sleutel = f"melding:{melding.nummer}:{gebeurtenis}:{melding.versie}:instantie:{melding.instantie_id}"
    _stuur(melding, gebeurtenis, melding.instantie.email, sleutel, melding.instantie_id)


def aan_school(melding: Melding, gebeurtenis: str) -> None:
    """Aan de melder: teruggemeld, heropend, notitie of overgenomen (een andere instantie)."""
    sleutel = f"melding:{melding.nummer}:{gebeurtenis}:{melding.versie}:school"
    _stuur(melding, gebeurtenis, melding.email_melder, sleutel, melding.school_id)


def _stuur(melding: Melding, gebeurtenis: str, ontvanger: str, sleutel: str, organisatie_id: int) -> None:
    """De mail zelf, en dezelfde aan de bevestigde adressen van die organisatie."""
    mail: dict[str, Any] = {"sjabloon": f"melding/{gebeurtenis}", "sleutel": sleutel}
    context = _context(melding)
    enqueue(**mail, ontvanger=ontvanger, context=context)
    ook_aan_adressen([organisatie_id], **mail, context=context, behalve=ontvanger)
