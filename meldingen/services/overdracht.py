"""Open meldingen die van de ene instantie naar de andere gaan zonder dat iemand ze een voor een doorstuurt."""

from collections.abc import Sequence
from datetime import date

from accounts.models import Gebruiker, Organisatie
from meldingen.models import Doorzending, Gebeurtenis, Melding
from meldingen.models.zaak import MeldingQuerySet
from verzuimloket import clock
from verzuimloket.audit.services import onderwerp_van, record

PAKKET = 500
VELDEN = (
    "versie", "instantie", "gewijzigd_op", "gewijzigd_door", "ongelezen_instantie", "ongelezen_school",
    "routering_reden",
)  # fmt: skip


def draag_over(
    meldingen: MeldingQuerySet, *, naar: Organisatie, door: Gebruiker, bij: int, dag: date, waarom: str
) -> int:
    """Leg deze meldingen bij `naar`, in de transactie van de aanroeper; geeft hoeveel er overgingen.

    Elke melding krijgt een regel in de tijdlijn, een doorzending (zo houdt de vorige instantie wat zij had, tot en met
    deze regel) en een logregel. `bij` is de organisatie van `door`.
    """
    op_slot = meldingen.exclude(instantie=naar).select_for_update(of=("self",)).select_related("instantie")
    rijen = list(op_slot.order_by("nummer"))
    reden = f"{waarom} Daarom ging deze melding op {dag.day}-{dag.month}-{dag.year} over naar {naar.naam}."
    _schrijf_op(rijen, naar, door, bij, reden)
    for melding in rijen:
        melding.versie += 1
        melding.instantie = naar
        melding.gewijzigd_op, melding.gewijzigd_door = clock.nu(), door
        melding.ongelezen_instantie = melding.ongelezen_school = True
        melding.routering_reden = reden[:500]
        record(
            actie="meldingen:melding:doorgestuurd", gebruiker=door, organisatie=bij,
            onderwerp=onderwerp_van(melding.pgn), object_type="melding", object_id=melding.nummer,
            details={"versie": melding.versie, "velden": ["Instantie"]},
        )  # fmt: skip
    Melding.objects.unscoped("de rijen die hierboven op slot staan").bulk_update(rijen, VELDEN, PAKKET)
    return len(rijen)


def _schrijf_op(rijen: Sequence[Melding], naar: Organisatie, door: Gebruiker, bij: int, reden: str) -> None:
    """De regel in de tijdlijn en de doorzending van elke melding, met waar zij nu nog ligt."""
    nu = clock.nu()
    gebeurtenissen = [
        Gebeurtenis(
            melding=melding, soort=Gebeurtenis.Soort.DOORGESTUURD, op=nu, gebruiker=door, organisatie_id=bij,
            wijzigingen=[["Instantie", melding.instantie.naam, naar.naam]], tekst=reden,
        )
        for melding in rijen
    ]  # fmt: skip
    regels = Gebeurtenis.objects.bulk_create(gebeurtenissen, PAKKET)
    doorzendingen = [
        Doorzending(
            melding=regel.melding, van=regel.melding.instantie, naar=naar, gebeurtenis=regel, reden=reden[:500], op=nu
        )
        for regel in regels
    ]
    Doorzending.objects.bulk_create(doorzendingen, PAKKET)
