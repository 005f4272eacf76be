"""De kolommen van de bestanden, met per kolom waar haar waarde vandaan komt.

De koppen en hun volgorde staan in data/kolommen.csv; een kolom zonder bron blijft leeg.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bron.domein.persoon import lijstnaam
from meldingen.domein.soorten import SOORTEN
from meldingen.domein.workflow import LABELS
from rapportages.domein.codes import TITELS, Code
from rapportages.domein.definities import REDENEN, WAAROM
from verzuimloket.export.cellen import dag_van
from verzuimloket.export.tabel import Column, Rij, Soort, Table, Waarde
from verzuimloket.kalender import AMSTERDAM

Namen = Mapping[tuple[str, str], str]  # (soort, code) -> naam, zie models.Naam
Haler = Callable[[Any, Namen], Waarde]
_BESTAND = Path(__file__).parent / "data" / "kolommen.csv"
SOORTLABELS = {soort.code: soort.label for soort in SOORTEN}
STATUSLABELS = {status.value: label for status, label in LABELS.items()}
_BREED = {"NAAM_INST": 40, "NAAM_INSTELLING": 40, "ONDERWIJSNAAM": 40, "ILT/CREBO_OMS": 40, "ACHTERNAAM": 24,
          "VERZUIMSOORT_OMS": 40, "STATUS_OMS": 28, "WAAROM": 26}  # fmt: skip


def ja_nee(waarde: bool) -> str:
    return "J" if waarde else "N"


def zonder_nullen(code: str) -> str:
    """Gemeentecodes staan in de bestanden zonder voorloopnullen: 0059 wordt 59."""
    return code.lstrip("0")


def regio(nummer: str) -> str:
    return f"REGIO {nummer}" if nummer else ""


_PERSOON: dict[str, Haler] = {
    "ACHTERNAAM": lambda rij, _: rij.achternaam,
    "VOORVOEGSEL": lambda rij, _: rij.voorvoegsel,
    "WOONGEMEENTE": lambda rij, namen: namen.get(("G", rij.gemeentecode), "").upper(),
    "GEBOORTEDATUM": lambda rij, _: rij.geboortedatum,
    "RMC_REGIO": lambda rij, _: regio(rij.rmc_nummer),
    "STRAAT": lambda rij, _: rij.straat,
    "HUISNUMMER": lambda rij, _: rij.huisnummer,
    "HUISLETTER": lambda rij, _: rij.huisletter,
    "POSTCODE": lambda rij, _: rij.postcode,
    "WOONPLAATS": lambda rij, _: rij.plaats,
}
_SCHOOL: dict[str, Haler] = {
    "BRIN_NR": lambda rij, _: rij.brin,
    "NAAM_INST": lambda rij, namen: namen.get(("I", rij.brin), ""),
    "NAAM_INSTELLING": lambda rij, namen: namen.get(("I", rij.brin), ""),
    "LEERWEG": lambda rij, _: rij.leerweg,
    "NIVEAU": lambda rij, _: rij.type,
}
_LIJST: dict[str, Haler] = {
    **_PERSOON,
    **_SCHOOL,
    "BRIN": lambda rij, _: rij.brin,
    "RAPPORTAGEMAAND": lambda rij, _: rij.vanaf,
    "PERSOONSGEBONDENNUMMER": lambda rij, _: rij.persoon,
    "ALLE_VOORNAMEN": lambda rij, _: rij.voornamen,
    "ONDERWIJSCODE": lambda rij, _: rij.opleidingcode,
    "ONDERWIJSNAAM": lambda rij, namen: namen.get(("O", rij.opleidingcode), ""),
    "DATUM_UITSCHRIJVING": lambda rij, _: rij.datum_uitschrijving,
    "MELDING_VERZUIM_WETTELIJK": lambda rij, _: ja_nee(rij.melding_wettelijk),
    "MELDING_VERZUIM_NIET_WETTELIJK": lambda rij, _: ja_nee(rij.melding_niet_wettelijk),
    "REDEN": lambda rij, _: rij.reden,
    "GEMEENTECODE": lambda rij, _: zonder_nullen(rij.gemeentecode),
    "REDEN_UITSTROOM": lambda rij, _: rij.reden_uitstroom,
    "BRIN_VOLGNUMMER": lambda rij, _: rij.vestiging,
    "INSCHRIJVINGSVOLGNUMMER": lambda rij, _: rij.volgnummer,
    "HUISNUMMER_TOEVOEGING": lambda rij, _: rij.toevoeging,
    "VANAF_WANNEER": lambda rij, _: rij.vanaf,
    "WAAROM": lambda rij, _: rij.waarom,
}
_STARTSET: dict[str, Haler] = {
    **_PERSOON,
    **_SCHOOL,
    "#BRIN": lambda rij, _: rij.brin,
    "RAPPORTAGE_MAAND": lambda rij, _: rij.rijwoord,
    "BSN_ONDERWIJSNR": lambda rij, _: rij.persoon,
    "VOORNAMEN": lambda rij, _: rij.voornamen,
    "ILT/CREBO": lambda rij, _: rij.opleidingcode,
    "ILT/CREBO_OMS": lambda rij, namen: namen.get(("O", rij.opleidingcode), ""),
    "GEMCODE": lambda rij, _: zonder_nullen(rij.gemeentecode),
    "BRIN_VOLGNR": lambda rij, _: rij.vestiging,
    "INSCHR_VLGNR": lambda rij, _: rij.volgnummer,
    "HUISNR_TOEV": lambda rij, _: rij.toevoeging,
    "INDICATIE_STARTKWALIFICATIE": lambda rij, _: ja_nee(rij.indicatie),
}
_VERZUIM: dict[str, Haler] = {
    "MELDINGSNUMMER": lambda rij, _: rij.nummer,
    "PERSOONSGEBONDENNUMMER": lambda rij, _: rij.persoon,
    "ACHTERNAAM": lambda rij, _: rij.achternaam,
    "VOORVOEGSEL": lambda rij, _: rij.voorvoegsel,
    "ALLE_VOORNAMEN": lambda rij, _: rij.voornamen,
    "GEBOORTEDATUM": lambda rij, _: rij.geboortedatum,
    "BRIN": lambda rij, _: rij.brin,
    "NAAM_INSTELLING": lambda rij, namen: namen.get(("I", rij.brin), ""),
    "GEMEENTECODE": lambda rij, _: zonder_nullen(rij.gemeentecode),
    "WOONGEMEENTE": lambda rij, namen: namen.get(("G", rij.gemeentecode), "").upper(),
    "RMC_REGIO": lambda rij, _: regio(rij.rmc_nummer),
    "VERZUIMSOORT": lambda rij, _: rij.soort,
    "VERZUIMSOORT_OMS": lambda rij, _: SOORTLABELS.get(rij.soort, ""),
    "WETTELIJK": lambda rij, _: ja_nee(rij.verplicht),
    "STATUS": lambda rij, _: rij.status,
    "STATUS_OMS": lambda rij, _: STATUSLABELS.get(rij.status, ""),
    "DATUM_MELDING": lambda rij, _: rij.geregistreerd_op.astimezone(AMSTERDAM).date(),
    "EERSTE_VERZUIMDAG": lambda rij, _: rij.eerste_dag,
    "LAATSTE_VERZUIMDAG": lambda rij, _: rij.laatste_dag,
}
_PGN = ("PERSOONSGEBONDENNUMMER", "BSN_ONDERWIJSNR")
_OVERZICHT = ("NIVEAU", "STARTSET", "UITSCHRIJVINGEN", "PERCENTAGE")
_SOORTEN = {
    "STARTSET": Soort.GETAL,
    "UITSCHRIJVINGEN": Soort.GETAL,
    "PERCENTAGE": Soort.PROCENT,
    "MELDINGSNUMMER": Soort.GETAL,
}
_DATUMS = frozenset(
    {"GEBOORTEDATUM", "DATUM_UITSCHRIJVING", "DATUM_MELDING", "EERSTE_VERZUIMDAG", "LAATSTE_VERZUIMDAG"}
)
# op papier passen niet alle kolommen; de csv en de werkmap hebben ze allemaal
_OP_PAPIER = {
    "PERSOONSGEBONDENNUMMER": "Nummer", "BSN_ONDERWIJSNR": "Nummer", "ACHTERNAAM": "Naam", "GEBOORTEDATUM": "Geboren",
    "BRIN": "School", "NIVEAU": "Niveau", "ONDERWIJSNAAM": "Opleiding", "ILT/CREBO_OMS": "Opleiding",
    "DATUM_UITSCHRIJVING": "Weg sinds", "REDEN": "Reden", "WAAROM": "Waarom", "VANAF_WANNEER": "Vanaf",
    "WOONGEMEENTE": "Gemeente", "INDICATIE_STARTKWALIFICATIE": "Startkw.", "MELDINGSNUMMER": "Melding",
    "VERZUIMSOORT": "Soort", "STATUS": "Status", "DATUM_MELDING": "Gemeld", "EERSTE_VERZUIMDAG": "Eerste dag",
    "STARTSET": "Startset", "UITSCHRIJVINGEN": "Uitschrijvingen", "PERCENTAGE": "Percentage",
}  # fmt: skip
_IN_WOORDEN: dict[str, Mapping[Any, Waarde]] = {"REDEN": REDENEN, "WAAROM": WAAROM, "STATUS": STATUSLABELS}


@cache
def _koppen_van_duo() -> dict[str, tuple[str, ...]]:
    koppen: dict[str, list[str]] = {}
    with _BESTAND.open(encoding="utf-8", newline="") as bestand:
        for regel in csv.DictReader(bestand):
            koppen.setdefault(regel["bestandscode"], []).append(regel["kolom"])
    return {code: tuple(namen) for code, namen in koppen.items()}


def koppen(code: Code) -> tuple[str, ...]:
    """De koppen van een bestand, op volgorde."""
    duo = _koppen_van_duo()
    if code is Code.A02:
        return (*duo["A04"], "WAAROM")
    if code is Code.A05:
        return duo["A05"]
    if code is Code.A06:
        return _OVERZICHT
    if code is Code.R01:
        return tuple(_VERZUIM)
    return duo["A04"]


def tabel(code: Code, sluitmoment: date, t1: date, t2: date) -> Table:
    """De tabel van een bestand, met op het tweede blad wat de lezer moet weten."""
    kolommen = tuple(Column(kop, _soort(kop), _BREED.get(kop, 16)) for kop in koppen(code))
    return Table(f"{code} {TITELS[code]}", kolommen, _toelichting(code, sluitmoment, t1, t2))


def op_papier(tabel: Table) -> tuple[Table, Callable[[Rij], Rij]]:
    """Dezelfde tabel met alleen de kolommen die op papier passen, met leesbare koppen, en hoe een rij daar staat."""
    plekken = [plek for plek, kolom in enumerate(tabel.columns) if kolom.kop.lstrip("#") in _OP_PAPIER]
    gekozen = (tabel.columns[plek] for plek in plekken)
    kolommen = tuple(replace(kolom, kop=_OP_PAPIER[kolom.kop.lstrip("#")]) for kolom in gekozen)
    koppen = [kolom.kop for kolom in tabel.columns]
    cellen = [_cel(koppen, plek) for plek in plekken]
    return replace(tabel, columns=kolommen), lambda rij: [cel(rij) for cel in cellen]


def _cel(koppen: list[str], plek: int) -> Callable[[Rij], Waarde]:
    """Een cel op papier: codes in woorden, en een naam in één kolom."""
    if koppen[plek] == "ACHTERNAAM":
        voornamen = koppen.index("ALLE_VOORNAMEN" if "ALLE_VOORNAMEN" in koppen else "VOORNAMEN")
        voorvoegsel = koppen.index("VOORVOEGSEL")
        return lambda rij: lijstnaam(str(rij[voornamen]), str(rij[voorvoegsel]), str(rij[plek]))
    woorden = _IN_WOORDEN.get(koppen[plek], {})
    return lambda rij: woorden.get(rij[plek], rij[plek])


def kolom_van_pgn(code: Code) -> int | None:
    """De plek van het persoonsgebonden nummer in een rij; None als het bestand geen leerlingen noemt."""
    return next((plek for plek, kop in enumerate(koppen(code)) if kop in _PGN), None)


def _soort(kop: str) -> Soort:
    return Soort.DATUM if kop in _DATUMS else _SOORTEN.get(kop, Soort.TEKST)


def _toelichting(code: Code, sluitmoment: date, t1: date, t2: date) -> tuple[tuple[str, str], ...]:
    if code is Code.R01:
        return _toelichting_verzuim(t2)
    return (
        ("Rapportage", f"{code} {TITELS[code]}"),
        ("t1", f"{t1:%d-%m-%Y}, de begindag van het convenantjaar"),
        ("t2", f"{t2:%d-%m-%Y}, de meetdag"),
        ("K, het sluitmoment", f"{dag_van(sluitmoment):%d-%m-%Y} 00:00; wat daarvoor is ontvangen, telt mee"),
        ("Startset", "wie op t1 bekostigd en niet als examendeelnemer stond ingeschreven, 12 tot en met 21 jaar was, "
         "in Nederland woonde en geen startkwalificatie had"),
        ("Op de lijst", "wie uit de startset op t2 geen bekostigde inschrijving en geen startkwalificatie heeft"),
        ("Percentage", "op de lijst als deel van de startset; leeg bij minder dan tien deelnemers"),
        ("VANAF_WANNEER", "de kalendermaand vóór de t2 waarop de leerling zonder onderbreking op de lijst kwam"),
    )  # fmt: skip


def _toelichting_verzuim(t2: date) -> tuple[tuple[str, str], ...]:
    return (
        ("Rapportage", f"{Code.R01} {TITELS[Code.R01]}"),
        ("Welke meldingen", f"geregistreerd in de kalendermaand vóór {t2:%d-%m-%Y}; ook wie later is ingetrokken"),
        ("VERZUIMSOORT, STATUS", "zoals zij waren op het moment van maken"),
        ("WETTELIJK", "J als de wet een melding van deze soort eist, anders N"),
        ("BRIN", "de school die meldde"),
        ("GEMEENTECODE, RMC_REGIO", "de gemeente die de melding kreeg, of de laatste waarnaar zij is doorgestuurd"),
    )


def halers(code: Code) -> list[Haler]:
    """Per kolom de functie die haar waarde geeft, op volgorde."""
    bron = {Code.A05: _STARTSET, Code.R01: _VERZUIM}.get(code, _LIJST)
    return [bron.get(kop, _leeg) for kop in koppen(code)]


def _leeg(_rij: Any, _namen: Namen) -> None:
    return None
