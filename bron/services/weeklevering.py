"""De P-leveringen van een maandag bouwen: in één transactie, één keer, en daarna voor altijd hetzelfde."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from accounts.berichten import ook_aan_adressen
from accounts.domein.mails import Mailsoort
from accounts.domein.rechten import Rol, Soort
from accounts.models import Gebruiker, Organisatie, Toewijzing
from accounts.queries.mails import die_willen
from bron.domein.week import (
    JONGSTE,
    MAANDAG,
    TE_OUD,
    WEEK,
    geboren_uiterlijk,
    laatste_maandag,
    sluitmoment,
    verloopt_op,
)  # fmt: skip
from bron.models import Inlezing, Levering, Mutatie, Weeklevering
from bron.queries import weekmutaties
from bron.queries.weeklevering import gemeenten_van
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM, nu, vandaag
from verzuimloket.outbox.services import enqueue_allen

SLOT = 0x7765656B  # pg_advisory_xact_lock: er bouwt er hoogstens één
BOUWUUR = time(4)  # op maandag; wat zondagavond nog binnenkwam, is dan verwerkt
INHALEN = 12  # weken vóór de laatste maandag die na een uitval nog gebouwd worden
STIL = timedelta(minutes=10)  # een inlezing die zo lang niets meldt, is er niet meer


class WeekleveringGeweigerd(Exception):
    """De weeklevering kan niet gebouwd of gegeven worden; de tekst zegt waarom."""


class LeveringLoopt(WeekleveringGeweigerd):
    """Er wordt nog ingelezen of gebouwd; later nog eens proberen."""


@dataclass(frozen=True, slots=True)
class Bouw:
    """Wat er van een maandag staat. `gebouwd` is onwaar als zij er al was."""

    levering: Weeklevering
    gebouwd: bool


def bouw_week(peildatum: date, *, wacht: bool = True) -> Bouw:
    """Bouw de P-leveringen van een maandag; wat al gebouwd is, blijft zoals het is.

    Wacht op leveringen die nog opgeslagen worden. Dan één transactie: slot, weeklevering, mutaties, aantal,
    zichtbaarheid, één logregel en een bericht per lezer. Breekt zij af, dan is er niets. Zonder `wacht` werpt zij
    LeveringLoopt als een ander bouwt. Werpt WeekleveringGeweigerd met een zin, ook bij een verlopen maandag.
    """
    eis_bouwbaar(peildatum)
    wacht_op_leveringen(sluitmoment(peildatum))
    with transaction.atomic(), connection.cursor() as cursor:
        _pak_slot(cursor, wacht=wacht)
        levering, _ = Weeklevering.objects.get_or_create(
            peildatum=peildatum,
            defaults={"sluitmoment": sluitmoment(peildatum), "vorig_sluitmoment": sluitmoment(peildatum - WEEK)},
        )
        if levering.gebouwd_op is not None:
            return Bouw(_niet_verlopen(levering), gebouwd=False)
        levering.mutaties = _voeg_in(cursor, levering)
        levering.gebouwd_op = nu()
        levering.verloopt_op = verloopt_op(vandaag())
        levering.save()
        _maak_bekend(levering)
    return Bouw(levering, gebouwd=True)


def eis_bouwbaar(peildatum: date) -> None:
    """Werpt WeekleveringGeweigerd als `peildatum` geen voorbije maandag is, of er niets ontvangen is."""
    if peildatum.weekday() != MAANDAG:
        raise WeekleveringGeweigerd(f"{peildatum:%d-%m-%Y} is geen maandag. Een weeklevering is van een maandag.")
    if sluitmoment(peildatum) > nu():
        raise WeekleveringGeweigerd(f"De maandag {peildatum:%d-%m-%Y} is nog niet geweest.")
    if not Levering.objects.filter(ontvangen_op__lt=sluitmoment(peildatum)).exists():
        raise WeekleveringGeweigerd(f"Vóór {peildatum:%d-%m-%Y} zijn geen registraties ontvangen.")


def _niet_verlopen(levering: Weeklevering) -> Weeklevering:
    if levering.verlopen(vandaag()):
        raise WeekleveringGeweigerd(
            f"De weeklevering van {levering.peildatum:%d-%m-%Y} is verlopen op {levering.verloopt_op:%d-%m-%Y}."
        )
    return levering


def wacht_op_leveringen(k: datetime) -> None:
    """Wat vóór K binnenkwam en nog gelezen wordt, hoort erbij. In een eigen transactie: inlezen kan daarna verder.

    Werpt LeveringLoopt als een inlezing nog bezig is; op de opslag van een levering wacht zij.
    """
    bezig = Q(stand=Inlezing.Stand.BEZIG, begonnen_op__lt=k, bijgewerkt_op__gte=nu() - STIL)
    if Inlezing.objects.filter(bezig).exists():
        raise LeveringLoopt("Er wordt nog een levering ingelezen van vóór deze maandag. Probeer het zo nog eens.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("LOCK TABLE bron_levering IN SHARE MODE")


def _pak_slot(cursor: Any, *, wacht: bool) -> None:
    cursor.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '128MB'")
    # gemeten: per leerling de index, in één proces en zonder vertalen, is het snelst en laat het portaal leven
    cursor.execute(
        "SET LOCAL random_page_cost = 1.1; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off"
    )
    if wacht:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        return
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SLOT])
    if not cursor.fetchone()[0]:
        raise LeveringLoopt("Er wordt al een weeklevering gebouwd. Probeer het zo nog eens.")


def _voeg_in(cursor: Any, levering: Weeklevering) -> int:
    gegevens = parameters(levering.peildatum) | {"id": levering.pk}
    weg = f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{tabel}' for tabel in weekmutaties.TIJDELIJK)}"
    cursor.execute(weg)
    for opdracht in weekmutaties.STAPPEN:
        cursor.execute(opdracht, gegevens)
    cursor.execute(weekmutaties.INVOEGEN, gegevens)
    aantal: int = cursor.rowcount
    cursor.execute(weg)
    return aantal


def parameters(peildatum: date) -> dict[str, Any]:
    """De parameters van de vragen in bron/queries/weekmutaties.py."""
    vorige = peildatum - WEEK
    return {
        "k": sluitmoment(peildatum),
        "dag": peildatum,
        "jongste": geboren_uiterlijk(peildatum, JONGSTE),
        "te_oud": geboren_uiterlijk(peildatum, TE_OUD),
        "vorige_k": sluitmoment(vorige),
        "vorige": vorige,
        "vorige_jongste": geboren_uiterlijk(vorige, JONGSTE),
        "vorige_te_oud": geboren_uiterlijk(vorige, TE_OUD),
    }


def _maak_bekend(levering: Weeklevering) -> None:
    record(
        actie="bron:weeklevering:gebouwd",
        object_type="weeklevering",
        object_id=str(levering),
        details={"mutaties": levering.mutaties},
    )
    mail: dict[str, Any] = {"sjabloon": "leveringen/klaar", "context": {"peildatum": f"{levering.peildatum:%d-%m-%Y}"}}
    ontvangers = _ontvangers(levering)
    sleutel = f"weeklevering:{levering.peildatum}"
    enqueue_allen(**mail, ontvangers={f"{sleutel}:{lezer.pk}": lezer.email for lezer in _lezers(ontvangers)})
    ook_aan_adressen(ontvangers, **mail, sleutel=sleutel)


def _ontvangers(levering: Weeklevering) -> list[int]:
    """De organisaties met regels in deze levering: gemeenten, regio's, en instanties die voor zo'n gemeente werken."""
    regels = Mutatie.objects.unscoped("welke ontvangers regels hebben").filter(weeklevering=levering)
    gemeenten = set(regels.values_list("ontvanger_gemeente", flat=True).distinct())
    regios = set(regels.exclude(ontvanger_regio="").values_list("ontvanger_regio", flat=True).distinct())
    instanties = Organisatie.objects.filter(soort=Soort.UITVOERENDE_INSTANTIE, actief=True)
    bedienen = [instantie.pk for instantie in instanties if gemeenten_van(instantie) & gemeenten]
    met_regels = Organisatie.objects.filter(
        Q(soort=Soort.GEMEENTE, code__in=gemeenten) | Q(soort=Soort.RMC_REGIO, code__in=regios) | Q(pk__in=bedienen),
        actief=True,
    )
    return list(met_regels.order_by("pk").values_list("pk", flat=True))


def _lezers(ontvangers: list[int]) -> list[Gebruiker]:
    """Wie vandaag de rol rapportages of behandelaar RMC heeft bij een van deze organisaties, en mail wil."""
    toewijzingen = (
        Toewijzing.objects.unscoped("bericht aan de lezers van weekleveringen")
        .geldig(vandaag())
        .filter(organisatie__in=ontvangers, rol__in=(Rol.RAPPORTAGES, Rol.BEHANDELAAR_RMC))
    )
    lezers = Gebruiker.objects.filter(is_active=True, pk__in=toewijzingen.values("gebruiker")).exclude(email="")
    return list(die_willen(lezers, Mailsoort.WEEKLEVERINGEN).order_by("pk"))


def bouw_wat_moet() -> list[date]:
    """Bouw elke maandag die aan de beurt is, de oudste eerst; geeft de gebouwde maandagen.

    Een maandag is aan de beurt vanaf 04:00. Na een uitval wordt hoogstens een kwartaal ingehaald: ouder is verlopen.
    Daarvan tellen alleen de weken na de eerste die ooit gebouwd is; is er nog geen, dan alleen de laatste.
    """
    klaar = []
    for peildatum in _aan_de_beurt(nu()):
        try:
            bouw = bouw_week(peildatum, wacht=False)
        except LeveringLoopt:
            break
        except WeekleveringGeweigerd:
            continue
        if bouw.gebouwd:
            klaar.append(peildatum)
    return klaar


def _aan_de_beurt(moment: datetime) -> list[date]:
    laatste = laatste_maandag(moment.astimezone(AMSTERDAM).date())
    if moment < datetime.combine(laatste, BOUWUUR, tzinfo=AMSTERDAM):
        laatste -= WEEK
    gebouwd = set(Weeklevering.objects.filter(gebouwd_op__isnull=False).values_list("peildatum", flat=True))
    eerste = max(min(gebouwd, default=laatste), laatste - INHALEN * WEEK)
    maandagen = (eerste + n * WEEK for n in range((laatste - eerste) // WEEK + 1))
    return [maandag for maandag in maandagen if maandag not in gebouwd]
