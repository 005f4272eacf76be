"""Een klein register met drie gebouwde maanden, langs de echte wegen: leveringen inlezen en `bouw_maand`.

Per wereld acht leerlingen van wie de maanden dit zeggen (2026-11 is de eerste van een nieuw convenantjaar):

| leerling | 2026-09 | 2026-10 | 2026-11 |
|---|---|---|---|
| 0 blijft weg | A01, A04 | A04 | A14 |
| 1 schreef zich 15 september weer in | A01, A04 | A02 | - |
| 2 schreef zich 20 september uit | - | A01, A04 | A14 |
| 3 schreef zich 15 oktober uit | - | - | A01, A04 GEEN INSCHRIJVING, A14 |
| 4 wordt 20 oktober niet bekostigd | - | - | A01, A04 NIET BEKOSTIGD, A14 |
| 5 doet vanaf 20 oktober alleen examen | - | - | A01, A04 EXAMENDEELNEMER, A14 |
| 6 en 7 gaan gewoon naar school | - | - | - |
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from accounts.domein.rechten import Rol
from accounts.models import Gebruiker
from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, RapportageRij, VerzuimRij
from rapportages.services import bouw_maand
from tests.cast import Wereld, maak_lid
from tests.leveringen import LANG_GELEDEN, inschrijving, lever, persoon, pgn
from verzuimloket import clock

SEPTEMBER, OKTOBER, NOVEMBER = Maand(2026, 9), Maand(2026, 10), Maand(2026, 11)
MAANDEN = (SEPTEMBER, OKTOBER, NOVEMBER)
ONTVANGEN = LANG_GELEDEN + timedelta(days=1)
LEERLINGEN = 8
NAMEN = (
    ("Aydın", "", "Elif"), ("Bakker", "de", "Noor"), ("Nguyễn", "", "Thị Hồng"), ("Dekker", "", "Sam"),
    ("Evers", "van", "Lotte"), ("Fransen", "", "Ayoub"), ("Groen", "", "Bo"), ("Hendriks", "", "Mees"),
)  # fmt: skip


def nummer(wereld: Wereld, leerling: int) -> str:
    """Het PGN van een leerling van deze wereld."""
    return pgn((600 if wereld.brin == "00ZV" else 800) + leerling)


def richt_in(map_: Path, *werelden: Wereld, extra: int = 0, op: datetime = ONTVANGEN) -> None:
    """Lever van elke wereld de leerlingen van de tabel, en `extra` leerlingen meer zoals leerling 3."""
    regels: list[str] = []
    for wereld in werelden:
        for organisatie in ("school", "gemeente", "regio"):
            getattr(wereld, organisatie)  # een onbekende gemeente keurt de inlezer af
        regels += _records(wereld, extra)
    lever(map_, *regels, op=op)


def bouw(*maanden: Maand) -> list[Maandrapportage]:
    """Bouw deze maanden (of alle drie), elk op haar eigen sluitmoment, alsof de klok toen stond."""
    gekozen = maanden or MAANDEN
    for maand in gekozen:
        with clock.op(maand.sluitmoment + timedelta(hours=1)):
            bouw_maand(maand.jaar, maand.maand)
    return list(Maandrapportage.objects.filter(maand__in=[maand.t2 for maand in gekozen]).order_by("maand"))


def lezer_bij(wereld: Wereld, waar: str) -> Gebruiker:
    """Iemand met de rol rapportages bij de `school`, `gemeente` of `regio` van deze wereld."""
    return wereld.rapport if waar == "school" else maak_lid(f"rapport.{waar}", getattr(wereld, waar), Rol.RAPPORTAGES)


def rijen(maand: Maand, code: Code = Code.A04) -> list[RapportageRij]:
    """De opgeslagen rijen van een maand, van alle ontvangers."""
    van_maand = RapportageRij.objects.unscoped("proef").filter(rapportage__maand=maand.t2, code=code)
    return list(van_maand.order_by("persoon"))


def verzuimrij(maand: Maand, wereld: Wereld, leerling: int = 0, **anders: object) -> VerzuimRij:
    """Een regel van R01 bij een gebouwde maand."""
    velden: dict[str, object] = {
        "nummer": VerzuimRij.objects.unscoped("proef").count() + 1, "soort": "V3", "status": "R",
        "geregistreerd_op": maand.sluitmoment - timedelta(days=20), "eerste_dag": maand.vorige.t2,
        "persoon": nummer(wereld, leerling), "brin": wereld.brin, "gemeentecode": wereld.gemeentecode,
        "rmc_nummer": wereld.rmc_nummer, "achternaam": NAMEN[leerling][0], "voorvoegsel": NAMEN[leerling][1],
        "voornamen": NAMEN[leerling][2], "geboortedatum": "2009-03-14",
    }  # fmt: skip
    rapportage = Maandrapportage.objects.get(maand=maand.t2)
    return VerzuimRij.objects.create(rapportage=rapportage, **(velden | anders))


def _records(wereld: Wereld, extra: int) -> Iterator[str]:
    for leerling in range(LEERLINGEN + extra):
        achternaam, voorvoegsel, voornamen = NAMEN[leerling % LEERLINGEN]
        yield persoon(
            nummer(wereld, leerling), gemeente=wereld.gemeentecode, geboren="2009-03-14", achternaam=achternaam,
            voorvoegsel=voorvoegsel, voornamen=voornamen,
        )  # fmt: skip
        yield from _inschrijving(wereld, nummer(wereld, leerling), leerling if leerling < LEERLINGEN else 3)


def _inschrijving(wereld: Wereld, wie: str, soort: int) -> list[str]:
    tot = {0: "2026-08-20", 1: "2026-08-20", 2: "2026-09-20", 3: "2026-10-15"}.get(soort, "")
    eerste = inschrijving(wie, brin=wereld.brin, tot=tot)
    if soort == 1:
        return [
            *eerste,
            f"ISG;{wereld.brin};{wie};2;2026-09-15;;",
            f"ISP;{wereld.brin};{wie};2;2026-09-15;VO;0011;3;;;VT;J;00",
        ]
    if soort == 4:
        return [*eerste, f"ISP;{wereld.brin};{wie};1;2026-10-20;VO;0011;3;;;VT;N;00"]
    if soort == 5:
        return [*eerste, f"ISP;{wereld.brin};{wie};1;2026-10-20;VO;0011;3;;;EX;J;00"]
    return eerste
