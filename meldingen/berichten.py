"""Welke mail bij welke stap hoort. De mail draagt het meldingsnummer en een link; nooit iets over de leerling.

Bron: de mail op de slides van DUO ("Melding relatief verzuim door ... is gewijzigd.").
"""

from typing import Any

from django.db.models import Q

from accounts.berichten import ook_aan_adressen
from accounts.domein.rechten import Rol
from accounts.models import Gebruiker
from accounts.queries.rolhouders import met_rol
from meldingen.domein.leeftijd import LABELS, Leeftijdsgroep
from meldingen.models import Melding, Routering
from verzuimloket.outbox.services import enqueue, enqueue_allen


def _context(melding: Melding) -> dict[str, object]:
    return {"nummer": melding.nummer, "school": melding.school.naam, "locatie": melding.locatie.naam}


def aan_instantie(melding: Melding, gebeurtenis: str) -> None:
    """Aan de instantie die de melding nu heeft: nieuw, gewijzigd, ingetrokken, doorgestuurd of aanvulling."""
    sleutel = f"melding:{melding.nummer}:{gebeurtenis}:{melding.versie}:instantie:{melding.instantie_id}"
    _stuur(melding, gebeurtenis, melding.instantie.email, sleutel, melding.instantie_id)


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
    sleutel = f"melding:{melding.nummer}:{gebeurtenis}:{melding.versie}:school"
    _stuur(melding, gebeurtenis, melding.email_melder, sleutel, melding.school_id)


def _stuur(melding: Melding, gebeurtenis: str, ontvanger: str, sleutel: str, organisatie_id: int) -> None:
    """De mail zelf, en dezelfde aan de bevestigde adressen van die organisatie."""
    mail: dict[str, Any] = {"sjabloon": f"melding/{gebeurtenis}", "sleutel": sleutel}
    context = _context(melding)
    enqueue(**mail, ontvanger=ontvanger, context=context)
    ook_aan_adressen([organisatie_id], **mail, context=context, behalve=ontvanger)


def aangewezen(regel: Routering) -> None:
    """Aan wie bij de instantie behandelt: vanaf wanneer zij de meldingen van een gemeente of regio doet."""
    enqueue_allen(
        sjabloon="routering/aangewezen",
        ontvangers=_behandelaars(f"routering:{regel.pk}", regel.instantie_id, regel.groep),
        context={
            "gebied": regel.gebied.naam,
            "groep": LABELS[Leeftijdsgroep(regel.groep)],
            "vanaf": f"{regel.geldig_van.day}-{regel.geldig_van.month}-{regel.geldig_van.year}",
        },
    )


def overgedragen(*, sleutel: str, instantie: int, groep: str, aantal: int) -> None:
    """Aan wie bij de instantie behandelt: hoeveel lopende meldingen zij er in één keer bij kreeg."""
    enqueue_allen(
        sjabloon="routering/overgedragen",
        ontvangers=_behandelaars(sleutel, instantie, groep),
        context={"aantal": aantal},
    )


def _behandelaars(sleutel: str, instantie: int, groep: str) -> dict[str, str]:
    rollen = [Rol.BEHANDELAAR, Rol.BEHANDELAAR_RMC] if groep == Leeftijdsgroep.RMC else [Rol.BEHANDELAAR]
    bij = Q(organisatie_id=instantie)
    return {f"{sleutel}:{instantie}:{wie.pk}": wie.email for rol in rollen for wie in met_rol(rol, bij)}
