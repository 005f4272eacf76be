"""Wat er in een bestand van een rapportage staat, in elke vorm: dezelfde rijen, drie schrijvers."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.kolommen import kolom_van_pgn, op_papier, tabel
from rapportages.models import LETTERS, Maandrapportage
from rapportages.services.fouten import RapportageGeweigerd
from rapportages.services.grafiek import staven
from verzuimloket.clock import AMSTERDAM
from verzuimloket.export import csv, pdf, xlsx
from verzuimloket.export.tabel import Rij, Table

VORMEN = ("csv", "xlsx", "pdf")
HOOGSTE_AANTAL_OP_PAPIER = 3000  # een pdf staat tijdens het maken in het geheugen, en kost ongeveer 10 ms per rij
TE_VEEL_VOOR_PAPIER = (
    f"Een pdf heeft hoogstens {HOOGSTE_AANTAL_OP_PAPIER} rijen. Neem voor deze lijst de csv of het Excel-bestand."
)
_SOORTEN: dict[str, Soort] = {letter: soort for soort, letter in LETTERS.items()}


def bestandsnaam(rapportage: Maandrapportage, code: Code, ontvanger: Ontvanger, vorm: str) -> str:
    """`202511A04I27GZ.csv`."""
    return f"{rapportage.waarde.woord}{code}{ontvanger}.{vorm}"


def tabel_van(rapportage: Maandrapportage, code: Code) -> Table:
    return tabel(code, rapportage.sluitmoment, rapportage.t1, rapportage.maand)


def schrijf(
    rapportage: Maandrapportage, code: Code, ontvanger: Ontvanger, vorm: str, rijen: Iterable[Rij], stroom: BinaryIO
) -> int:
    """Schrijf de rijen als csv, xlsx of pdf en geef hun aantal. Werpt KeyError bij een andere vorm en
    RapportageGeweigerd bij een pdf met te veel rijen.
    """
    kop = tabel_van(rapportage, code)
    if vorm == "pdf":
        return _schrijf_pdf(rapportage, code, ontvanger, kop, rijen, stroom)
    return {"csv": csv.write, "xlsx": xlsx.write}[vorm](kop, rijen, stroom)


def onthoud_leerlingen(code: Code, rijen: Iterable[Rij], gezien: dict[str, None]) -> Iterator[Rij]:
    """De rijen, terwijl `gezien` de nummers verzamelt van wie erin staan."""
    plek = kolom_van_pgn(code)
    for rij in rijen:
        if plek is not None:
            gezien[str(rij[plek])] = None
        yield rij


def _schrijf_pdf(
    rapportage: Maandrapportage, code: Code, ontvanger: Ontvanger, kop: Table, rijen: Iterable[Rij], stroom: BinaryIO
) -> int:
    smal, in_het_smal = op_papier(kop)
    alles = list(islice(rijen, HOOGSTE_AANTAL_OP_PAPIER + 1))
    if len(alles) > HOOGSTE_AANTAL_OP_PAPIER:
        raise RapportageGeweigerd(TE_VEEL_VOOR_PAPIER)
    gemaakt = f"{rapportage.gebouwd_op.astimezone(AMSTERDAM):%d-%m-%Y}" if rapportage.gebouwd_op else ""
    gegevens = [
        ("Ontvanger", f"{ontvanger} {_naam(ontvanger)}".strip()),
        ("Maand", str(rapportage)),
        ("Bekend op (K)", f"{rapportage.sluitmoment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"),
        ("Gemaakt op", gemaakt),
        ("Verloopt op", f"{rapportage.verloopt_op:%d-%m-%Y}" if rapportage.verloopt_op else ""),
        ("Aantal rijen", str(len(alles))),
    ]
    context = {"gegevens": gegevens, "ondertitel": f"{rapportage}, {ontvanger}",
               "staven": staven(alles) if code is Code.A06 else {}}  # fmt: skip
    if len(smal.columns) < len(kop.columns):
        gegevens.append(("Kolommen", "een keuze; de csv en de werkmap hebben ze allemaal"))
    return pdf.write(smal, map(in_het_smal, alles), stroom, context)


def _naam(ontvanger: Ontvanger) -> str:
    organisatie = Organisatie.objects.filter(soort=_SOORTEN[ontvanger.letter], code=ontvanger.code).first()
    return organisatie.naam if organisatie else ""
