"""Een maand bouwen: stap voor stap, en pas zichtbaar als alles klopt (docs/domein/maandrapportage.md)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Sum

from bron.models import Levering
from bron.services.weeklevering import LeveringLoopt, wacht_op_leveringen
from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, Telling
from rapportages.services import stappen
from rapportages.services.fouten import BouwLoopt, RapportageGeweigerd
from rapportages.services.ontvangers import eis_ontvanger
from rapportages.services.publicatie import publiceer
from verzuimloket.clock import nu

SLOT = "rapportages.bouw"  # advisory lock: er bouwt er hoogstens één

# op volgorde; een stap is één transactie, dus na een uitval gaat de bouw verder bij de eerste die niet klaar is
STAPPEN: tuple[tuple[str, Callable[[Maandrapportage], None]], ...] = (
    ("namen", stappen.bewaar_namen),
    ("lijst", stappen.bouw_lijst),
    ("vorig convenantjaar", stappen.bouw_vorig_jaar),
    ("herinschrijvingen", stappen.bouw_herinschrijvingen),
    ("relatief verzuim", stappen.bouw_verzuim),
    ("tellingen", stappen.tel),
    ("publiceren", publiceer),
)


@dataclass(frozen=True, slots=True)
class UitslagRegel:
    code: Code
    rijen: int
    ontvangers: int


@dataclass(frozen=True, slots=True)
class Uitslag:
    """Wat er van een maand staat. `gebouwd` is onwaar als zij er al was."""

    maand: Maand
    gebouwd: bool
    regels: tuple[UitslagRegel, ...]


@dataclass(frozen=True, slots=True)
class Stap:
    """Een stap die begint; `was_klaar` als een eerdere, onderbroken bouw hem al deed."""

    nummer: int
    naam: str
    was_klaar: bool = False

    def __str__(self) -> str:
        return f"stap {self.nummer} van {len(STAPPEN)}: {self.naam}{' (was al klaar)' if self.was_klaar else ''}"


def bouw_maand(
    jaar: int, maand: int, ontvanger: str | None = None, voortgang: Callable[[Stap], None] = lambda stap: None
) -> Uitslag:
    """Bouw de rapportages van een maand, of maak een onderbroken bouw af; een gebouwde maand blijft zoals zij is.

    Wacht op leveringen van vóór K die nog opgeslagen worden. Daarna per stap één transactie onder een advisory lock.
    Schrijft rijen, namen en tellingen; de laatste stap controleert A04 = vorige + A01 - A02 en schrijft dan
    zichtbaarheid, één logregel en een bericht per lezer. `ontvanger` beperkt alleen de uitslag. Werpt
    RapportageGeweigerd met een zin, BouwLoopt als een ander bouwt of nog inleest.
    """
    gevraagd = Maand(jaar, maand)
    gekozen = eis_ontvanger(ontvanger) if ontvanger else None
    bestaand = Maandrapportage.objects.filter(maand=gevraagd.t2).first()
    if bestaand is not None and bestaand.zichtbaar:
        return Uitslag(gevraagd, False, tuple(_regels(bestaand, gekozen)))
    eis_te_bouwen(gevraagd)
    klaar = 0 if bestaand is None or bestaand.afgekeurd_op else bestaand.stap
    if not klaar:
        _wacht_op_leveringen(gevraagd)
    for nummer, (naam, werk) in enumerate(STAPPEN, 1):
        voortgang(Stap(nummer, naam, nummer <= klaar))
        rapportage = _zet_stap(gevraagd, nummer, werk)
    if not rapportage.zichtbaar:
        raise RapportageGeweigerd(
            f"De controle van {gevraagd} klopt niet: A04 is niet de vorige lijst plus A01 min A02. Er is niets"
            " gepubliceerd; functioneel beheer heeft bericht gekregen."
        )
    return Uitslag(gevraagd, True, tuple(_regels(rapportage, gekozen)))


def eis_te_bouwen(maand: Maand) -> None:
    """Werpt RapportageGeweigerd als de maand nog niet gesloten is, of als er vóór K niets ontvangen is."""
    k = maand.sluitmoment
    if k > nu():
        raise RapportageGeweigerd(f"De maand {maand} is nog niet gesloten. Dat gebeurt op {k:%d-%m-%Y} om 00:00.")
    if not Levering.objects.filter(ontvangen_op__lt=k).exists():
        raise RapportageGeweigerd(f"Voor {maand} zijn vóór {k:%d-%m-%Y} geen registraties ontvangen.")


def _wacht_op_leveringen(maand: Maand) -> None:
    try:
        wacht_op_leveringen(maand.sluitmoment)
    except LeveringLoopt as fout:
        raise BouwLoopt(
            "Er wordt nog een levering van vóór het sluitmoment verwerkt. Probeer het zo nog eens."
        ) from fout


@transaction.atomic
def _zet_stap(maand: Maand, nummer: int, werk: Callable[[Maandrapportage], None]) -> Maandrapportage:
    """Slot, rij, stap, stand: in één transactie. Een stap die al klaar is, wordt overgeslagen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [SLOT])
        if not cursor.fetchone()[0]:
            raise BouwLoopt("Er wordt al een maandrapportage gebouwd. Probeer het zo nog eens.")
        # een landelijke stap mag lang duren en sorteert in het geheugen; vertalen kost meer dan het oplevert
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '128MB'; SET LOCAL jit = off")
    rapportage, _ = Maandrapportage.objects.select_for_update().get_or_create(
        maand=maand.t2, defaults={"t1": maand.t1, "sluitmoment": maand.sluitmoment}
    )
    if rapportage.afgekeurd_op is not None and nummer == 1:
        stappen.begin_opnieuw(rapportage)
    if rapportage.stap < nummer and rapportage.afgekeurd_op is None:
        if nummer == 1:
            rapportage.begonnen_op = nu()
        werk(rapportage)
        if rapportage.afgekeurd_op is None:
            rapportage.stap = nummer
        rapportage.bijgewerkt_op = nu()
        rapportage.save()
    return rapportage


def _regels(rapportage: Maandrapportage, ontvanger: Ontvanger | None) -> Iterator[UitslagRegel]:
    """Per code het aantal rijen en ontvangers, uit de tellingen (die ook na het opruimen blijven)."""
    tellingen = Telling.objects.unscoped("aantallen per code voor de uitslag").filter(
        rapportage=rapportage, aantal__gt=0
    )
    landelijk = dict(tellingen.filter(ontvanger="").values_list("code").annotate(som=Sum("aantal")))
    for code in Code:
        bron = Code.A05 if code is Code.A06 else code
        van_code = tellingen.filter(code=bron).exclude(ontvanger="")
        if ontvanger is not None:
            van_code = van_code.filter(ontvanger=str(ontvanger))
            rijen = van_code.aggregate(som=Sum("aantal"))["som"] or 0
        else:
            rijen = landelijk.get(bron, 0)
        yield UitslagRegel(code, rijen, van_code.values("ontvanger").distinct().count())
