"""Welke mail bij welke stap hoort. De mail draagt het meldingsnummer en een link; nooit iets over de leerling.

Bron: de mail op de slides van DUO ("Melding relatief verzuim door ... is gewijzigd.").
"""

from accounts.models import Gebruiker
from meldingen.models import Melding
from verzuimloket.outbox.services import enqueue


def _context(melding: Melding) -> dict[str, object]:
    return {"nummer": melding.nummer, "school": melding.school.naam, "locatie": melding.locatie.naam}


def aan_instantie(melding: Melding, gebeurtenis: str) -> None:
    """Aan de instantie die de melding nu heeft: nieuw, gewijzigd, ingetrokken, doorgestuurd of aanvulling."""
    enqueue(
        sjabloon=f"melding/{gebeurtenis}",
        ontvanger=melding.instantie.email,
        sleutel=f"melding:{melding.nummer}:{gebeurtenis}:{melding.versie}:instantie:{melding.instantie_id}",
        context=_context(melding),
    )


def aan_lezer(melding: Melding, lezer: Gebruiker, terugmelding: int) -> None:
    """Aan een lezer van de school: een collega geeft een terugmelding door."""
    enqueue(
        sjabloon="melding/doorgegeven",
        ontvanger=lezer.email,
        sleutel=f"melding:{melding.nummer}:doorgegeven:{terugmelding}:lezer:{lezer.pk}",
        context=_context(melding),
    )


def aan_school(melding: Melding, gebeurtenis: str) -> None:
    """Aan de melder: teruggemeld, heropend, notitie of overgenomen (een andere instantie)."""
    enqueue(
        sjabloon=f"melding/{gebeurtenis}",
        ontvanger=melding.email_melder,
        sleutel=f"melding:{melding.nummer}:{gebeurtenis}:{melding.versie}:school",
        context=_context(melding),
    )
