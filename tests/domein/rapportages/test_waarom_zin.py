"""De korte zin bij een rij: voor elke reden en elk waarom één, uit de bewaarde kolommen alleen."""

from datetime import date

import pytest

from rapportages.domein.selectie import Reden, Waarom
from rapportages.domein.uitleg import waarom_zin
from rapportages.models import RapportageRij

T2 = date(2025, 11, 1)
TABEL = [
    (Reden.GEEN_INSCHRIJVING, "", date(2025, 10, 14),
     "Uitgeschreven per 14 oktober 2025; op 1 november 2025 kenden wij geen inschrijving."),
    (Reden.GEEN_INSCHRIJVING, "", None, "Op 1 november 2025 kenden wij geen inschrijving."),
    (Reden.NIET_BEKOSTIGD, "", date(2025, 10, 14),
     "Op 1 november 2025 was er wel een inschrijving, maar die was niet bekostigd."),
    (Reden.EXAMENDEELNEMER, "", None,
     "Op 1 november 2025 stond de leerling alleen ingeschreven als examendeelnemer."),
    (Reden.GEEN_INSCHRIJVING, Waarom.OVERLEDEN, None, "Van de lijst: de leerling was op 1 november 2025 overleden."),
    (Reden.GEEN_INSCHRIJVING, Waarom.VERTROKKEN, None,
     "Van de lijst: de leerling was op 1 november 2025 uit Nederland vertrokken."),
    (Reden.NIET_BEKOSTIGD, Waarom.STARTKWALIFICATIE, None,
     "Van de lijst: de leerling had op 1 november 2025 een startkwalificatie."),
    (Reden.GEEN_INSCHRIJVING, Waarom.HERINGESCHREVEN, date(2025, 10, 14),
     "Van de lijst: op 1 november 2025 was er een bekostigde inschrijving."),
    (Reden.GEEN_INSCHRIJVING, Waarom.NIET_IN_STARTSET, None,
     "Van de lijst: de leerling hoort niet meer bij de startset van het convenantjaar."),
]  # fmt: skip


@pytest.mark.parametrize(("reden", "waarom", "uitgeschreven", "zin"), TABEL)
def test_een_rij_heeft_een_korte_zin(reden, waarom, uitgeschreven, zin):
    rij = RapportageRij(reden=reden, waarom=waarom, datum_uitschrijving=uitgeschreven)
    assert waarom_zin(rij, T2) == zin


def test_elke_reden_en_elk_waarom_staat_in_de_tabel():
    assert {reden for reden, *_ in TABEL} | {waarom for _, waarom, *_ in TABEL} == {*Reden, *Waarom, ""}
