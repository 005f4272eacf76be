"""Het lege sjabloon om gebruikers in te vullen, en het bestand met wat er mis was."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO

from accounts.domein.inlezen import ROLKOLOMMEN, Kolom, Oordeel
from accounts.domein.rechten import MATRIX, Rol
from verzuimloket.export import xlsx
from verzuimloket.export.tabel import Column, Soort, Table

BLAD = "Gebruikers"
BREEDTES = {Kolom.NAAM: 28, Kolom.EMAIL: 34, Kolom.GEBRUIKERSNAAM: 24}
UITLEG = {
    Kolom.NAAM: "Verplicht. Voornaam en achternaam.",
    Kolom.EMAIL: "Verplicht. Het adres van het werk.",
    Kolom.GEBRUIKERSNAAM: "Verplicht. Kleine letters, cijfers en . _ - @. Hiermee logt de gebruiker in.",
    Kolom.ROL: "Verplicht. Kies een rol uit de lijst. Over de rol beheerder beslist een tweede persoon.",
    Kolom.ROL_2: "Als de gebruiker nog een rol heeft.",
    Kolom.ROL_3: "Als de gebruiker nog een rol heeft.",
    Kolom.VANAF: "Leeg: vanaf de dag waarop u bevestigt. Schrijf een dag als 1-9-2027.",
    Kolom.TOT: "Leeg: zonder einddatum. Schrijf een dag als 31-7-2028.",
}
_WAT = "Wat er mis is"
_DAGEN = (Kolom.VANAF, Kolom.TOT)


def schrijf_sjabloon(rollen: Sequence[Rol], meeste: int) -> bytes:
    """Een werkmap met alleen de koppen, per kolom uitleg, en lijsten met de rollen van deze organisatie."""
    # openpyxl laden kost 0,3 s en is alleen hier nodig; alleen dit pakket schrijft keuzelijsten in cellen
    from openpyxl import Workbook

    boek = Workbook()
    blad: Any = boek.active
    blad.title = BLAD
    blad.append([kolom.value for kolom in Kolom])
    blad.freeze_panes = "A2"
    keuzes: Any = boek.create_sheet("Rollen")
    keuzes.append(["Rollen bij uw organisatie"])
    for rol in rollen:
        keuzes.append([MATRIX[rol].label])
    uitleg: Any = boek.create_sheet("Toelichting")
    uitleg.append(["Kolom", "Uitleg"])
    for kolom, zin in UITLEG.items():
        uitleg.append([kolom.value, zin])
    uitleg.append(["Hoeveel", f"Hoogstens {meeste} gebruikers in één bestand. Voeg geen kolommen toe."])
    _maak_op(blad, len(rollen), meeste)
    for ander, breedtes in ((keuzes, (34,)), (uitleg, (20, 90))):
        _kop(ander, breedtes)
    stroom = io.BytesIO()
    boek.save(stroom)
    return stroom.getvalue()


def _maak_op(blad: Any, rollen: int, meeste: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # zie schrijf_sjabloon

    _kop(blad, [BREEDTES.get(kolom, 20) for kolom in Kolom])
    for plek, kolom in enumerate(Kolom):
        letter = chr(65 + plek)
        blad.column_dimensions[letter].number_format = "dd-mm-yyyy" if kolom in _DAGEN else "@"
        if kolom in ROLKOLOMMEN:
            keuring = DataValidation("list", formula1=f"Rollen!$A$2:$A${rollen + 1}", allow_blank=True)
            keuring.error = "Kies een rol uit de lijst."
        elif kolom in _DAGEN:
            keuring = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
            keuring.error = "Schrijf een dag als 31-12-2027."
        else:
            keuring = DataValidation()
        keuring.promptTitle, keuring.prompt = kolom.value, UITLEG[kolom]
        keuring.showInputMessage = keuring.showErrorMessage = True
        keuring.add(f"{letter}2:{letter}{meeste + 1}")
        blad.add_data_validation(keuring)


def _kop(blad: Any, breedtes: Sequence[int]) -> None:
    from openpyxl.styles import Font, PatternFill  # zie schrijf_sjabloon

    for cel, breedte in zip(blad[1], breedtes, strict=True):
        cel.font, cel.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        blad.column_dimensions[cel.column_letter].width = breedte


def schrijf_fouten(oordelen: Iterable[Oordeel]) -> BinaryIO:
    """De rijen die niet zijn aangemeld zoals zij er stonden, met erachter wat er mis is. Staat op zijn begin."""
    kolommen = tuple(
        Column(kolom.value, Soort.DATUM if kolom in _DAGEN else Soort.TEKST, BREEDTES.get(kolom, 20)) for kolom in Kolom
    )
    tabel = Table(BLAD, (Column("Rij in uw bestand", Soort.GETAL), *kolommen, Column(_WAT, breedte=90)))
    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    rijen = ([o.rij.nummer, *(_waarde(o, kolom) for kolom in Kolom), o.uitleg] for o in oordelen)
    xlsx.write(tabel, rijen, stroom)
    stroom.seek(0)
    return stroom


def _waarde(oordeel: Oordeel, kolom: Kolom) -> str | date | None:
    rij = oordeel.rij
    dag = {Kolom.VANAF: rij.vanaf, Kolom.TOT: rij.tot}.get(kolom)
    return dag or rij.ruw.get(kolom) or None
