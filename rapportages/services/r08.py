"""R08 bouwen: elke maandag, in één transactie, en daarna verandert de week niet meer."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

from django.db import connection, transaction

from accounts.berichten import ook_aan_adressen
from accounts.models import Gebruiker
from accounts.queries.beperkingen import beperkte_nummers
from meldingen.models import Melding
from rapportages.domein.peildatum import verloopt_op
from rapportages.kolommen_r08 import TABEL, waarden
from rapportages.models import R08Rij, R08Week
from rapportages.queries import r08 as vragen
from rapportages.services.fouten import BouwLoopt, RapportageGeweigerd
from rapportages.services.ontvangers import lezers_van, ontvangende_organisaties
from verzuimloket.audit.services import onderwerp_van, record, record_bekeken
from verzuimloket.clock import nu, vandaag
from verzuimloket.export import csv, xlsx
from verzuimloket.export.tabel import Rij
from verzuimloket.kalender import AMSTERDAM, WEEK, begin_van_dag, maandag
from verzuimloket.outbox.services import enqueue_allen

SLOT = "rapportages.r08"  # advisory lock: er bouwt er hoogstens één
BOUWUUR = time(5)  # op maandag, na de weeklevering van 04:00
INHALEN = 12  # weken vóór de laatste maandag die na een uitval nog gebouwd worden
SCHRIJVERS = {"csv": csv.write, "xlsx": xlsx.write}
_PAKKET = 2000


@dataclass(frozen=True, slots=True)
class Uitslag:
    """Wat er van een week staat. `gebouwd` is onwaar als zij er al was."""

    week: R08Week
    gebouwd: bool


@transaction.atomic
def bouw_r08(peildatum: date) -> Uitslag:
    """Bouw R08 van een maandag; wat al gebouwd is, blijft zoals het is.

    Eén transactie: slot, week, rijen, tellingen, zichtbaarheid, één logregel en een bericht per lezer met rijen. Breekt
    zij af, dan is er niets. Werpt RapportageGeweigerd met een zin, BouwLoopt als een ander bouwt.
    """
    _eis_te_bouwen(peildatum)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [SLOT])
        if not cursor.fetchone()[0]:
            raise BouwLoopt("Er wordt al een R08 gebouwd. Probeer het zo nog eens.")
        week, _ = R08Week.objects.get_or_create(peildatum=peildatum)
        if week.gebouwd_op is not None:
            return Uitslag(_niet_verlopen(week), gebouwd=False)
        gegevens = vragen.parameters(week)
        cursor.execute(vragen.INVOEGEN, gegevens)
        week.leerlingen = cursor.rowcount
        cursor.execute(vragen.TELLEN, gegevens)
    week.gebouwd_op = nu()
    week.verloopt_op = verloopt_op(vandaag())
    week.save()
    _maak_bekend(week)
    return Uitslag(week, gebouwd=True)


def _eis_te_bouwen(peildatum: date) -> None:
    if maandag(peildatum) != peildatum:
        raise RapportageGeweigerd(f"{peildatum:%d-%m-%Y} is geen maandag. R08 is van een maandag.")
    if begin_van_dag(peildatum) > nu():
        raise RapportageGeweigerd(f"De maandag {peildatum:%d-%m-%Y} is nog niet geweest.")
    meldingen = Melding.objects.unscoped("is er vóór deze maandag iets gemeld")
    if not meldingen.filter(geregistreerd_op__lt=begin_van_dag(peildatum)).exists():
        raise RapportageGeweigerd(f"Vóór {peildatum:%d-%m-%Y} is geen verzuim gemeld.")


def _niet_verlopen(week: R08Week) -> R08Week:
    if week.verlopen(vandaag()):
        raise RapportageGeweigerd(f"R08 van {week.peildatum:%d-%m-%Y} is verlopen op {week.verloopt_op:%d-%m-%Y}.")
    return week


def _maak_bekend(week: R08Week) -> None:
    record(
        actie="rapportages:potentieel_lrv:gebouwd",
        object_type="r08week",
        object_id=str(week),
        details={"leerlingen": week.leerlingen},
    )
    mail: dict[str, Any] = {"sjabloon": "rapportages/r08_klaar", "context": {"peildatum": f"{week.peildatum:%d-%m-%Y}"}}
    ontvangers = vragen.ontvangers_met_rijen(week)
    enqueue_allen(**mail, ontvangers={f"r08:{week}:{lezer.pk}": lezer.email for lezer in lezers_van(ontvangers)})
    ook_aan_adressen(ontvangende_organisaties(ontvangers), **mail, sleutel=f"r08:{week}")


def bouw_wat_moet() -> list[date]:
    """Bouw elke maandag die aan de beurt is, de oudste eerst; geeft de gebouwde maandagen.

    Een maandag is aan de beurt vanaf 05:00. Na een uitval worden hoogstens twaalf eerdere weken ingehaald, en alleen
    die na de laatste gebouwde: zo telt AANTAL_WKN_GEMELD door. Is er nog geen, dan alleen de laatste maandag.
    """
    klaar = []
    for peildatum in _aan_de_beurt(nu()):
        try:
            uitslag = bouw_r08(peildatum)
        except RapportageGeweigerd:
            break
        if uitslag.gebouwd:
            klaar.append(peildatum)
    return klaar


def _aan_de_beurt(moment: datetime) -> list[date]:
    laatste = maandag(moment.astimezone(AMSTERDAM).date())
    if moment < datetime.combine(laatste, BOUWUUR, tzinfo=AMSTERDAM):
        laatste -= WEEK
    gebouwd = R08Week.objects.filter(gebouwd_op__isnull=False).order_by("peildatum").last()
    eerste = laatste if gebouwd is None else max(gebouwd.peildatum + WEEK, laatste - INHALEN * WEEK)
    return [eerste + n * WEEK for n in range((laatste - eerste) // WEEK + 1)]


@transaction.atomic
def verwijder_verlopen(dag: date, *, proef: bool = False) -> int:
    """Verwijder de rijen van elke verlopen week; geeft het aantal weken. `proef` telt alleen. De tellingen blijven.

    Slot per week, rijen weg, `opgeruimd_op` gezet, één logregel per week. De rijen van wie een beperking heeft, blijven
    tot zij is opgeheven; te lezen zijn zij dan al niet meer.
    """
    verlopen = R08Week.objects.filter(verloopt_op__lte=dag, opgeruimd_op=None).order_by("peildatum")
    if proef:
        return verlopen.count()
    weg = R08Rij.objects.unscoped("bewaartermijn van drie maanden").exclude(persoon__in=beperkte_nummers())
    weg.filter(week__opgeruimd_op__isnull=False).delete()
    aantal = 0
    for week in verlopen.select_for_update():
        rijen = weg.filter(week=week).delete()[0]
        week.opgeruimd_op = dag
        week.save(update_fields=["opgeruimd_op"])
        record(
            actie="rapportages:potentieel_lrv:opgeruimd",
            object_type="r08week",
            object_id=str(week),
            details={"rijen": rijen},
        )
        aantal += 1
    return aantal


@transaction.atomic
def r08_bekeken(gebruiker: Gebruiker, week: R08Week, rijen: Iterable[R08Rij]) -> None:
    """Leg vast welke leerlingen deze gebruiker op een pagina zag: één logregel per leerling."""
    _leg_vast(gebruiker, week, (rij.persoon for rij in rijen))


def _leg_vast(gebruiker: Gebruiker, week: R08Week, personen: Iterable[str]) -> None:
    record_bekeken(
        gebruiker,
        [onderwerp_van(persoon) for persoon in personen],
        actie="rapportages:potentieel_lrv:bekeken",
        object_type="r08week",
        object_id=str(week),
    )


@transaction.atomic
def maak_r08_bestand(gebruiker: Gebruiker, week: R08Week, vorm: str) -> BinaryIO:
    """De rijen van deze ontvanger als csv of xlsx, in een naamloos bestand dat op zijn begin staat.

    Schrijft één logregel per leerling en één voor het ophalen. Het bestand is af voordat de bezoeker iets krijgt.
    Werpt KeyError bij een andere vorm.
    """
    schrijf = SCHRIJVERS[vorm]
    gezien: dict[str, None] = {}

    def rijen() -> Iterator[Rij]:
        for rij in vragen.rijen_van(gebruiker, week).iterator(chunk_size=_PAKKET):
            gezien[rij.persoon] = None
            yield waarden(rij)

    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    try:
        aantal = schrijf(TABEL, rijen(), stroom)
        _leg_vast(gebruiker, week, gezien)
        record(
            actie="rapportages:potentieel_lrv:opgehaald",
            gebruiker=gebruiker,
            object_type="r08week",
            object_id=str(week),
            details={"vorm": vorm, "rijen": aantal},
        )
    except BaseException:
        stroom.close()
        raise
    stroom.seek(0)
    return stroom
