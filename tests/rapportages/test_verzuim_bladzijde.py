"""De tabel met meldingen van docs/domein/maandrapportage.md, regel voor regel door de echte bouw."""

from datetime import date, datetime

import pytest

from rapportages.models import RapportageRij, VerzuimRij
from rapportages.services import bouw_maand
from tests.domein.rapportages.test_bladzijde import tabel
from tests.rapportages import meldingen, naslag, register
from tests.rapportages.meldingen import M
from tests.rapportages.test_tegen_de_naslag import BSNS
from verzuimloket.kalender import AMSTERDAM

RIJEN = list(zip(BSNS, tabel("geregistreerd"), strict=False))


def uitgeschreven(pgn: str) -> tuple[naslag.Record, ...]:
    """Iemand die op t1 op school zat en op t2 niet meer: hij staat op de lijst."""
    isg = naslag.Isg("27GZ", pgn, "1", date(2024, 8, 1), (naslag.Isp(date(2024, 8, 1)),), date(2024, 11, 20), "07")
    return naslag.Per(pgn, date(2008, 5, 5)), isg


@pytest.fixture
def gebouwd(organisaties):
    records = tuple(record for pgn, _ in RIJEN for record in uitgeschreven(pgn))
    register.leg_neer([naslag.Levering(datetime(2024, 11, 25, tzinfo=AMSTERDAM), records)])
    meldingen.leg_neer(
        M(nummer, pgn, datetime.fromisoformat(rij[0]).replace(tzinfo=AMSTERDAM), soort=rij[1], status=rij[2])
        for nummer, (pgn, rij) in enumerate(RIJEN, 1)
    )
    bouw_maand(2024, 12)


@pytest.mark.django_db
def test_de_tabel_met_meldingen_klopt(gebouwd):
    op_r01 = set(VerzuimRij.objects.unscoped("test").values_list("persoon", flat=True))
    lijst = {rij.persoon: rij for rij in RapportageRij.objects.unscoped("test").filter(code="A04")}
    gevonden = [
        [*rij[:3], "NJ"[lijst[pgn].melding_wettelijk], "NJ"[lijst[pgn].melding_niet_wettelijk],
         "ja" if pgn in op_r01 else "nee"]
        for pgn, rij in RIJEN
    ]  # fmt: skip
    assert gevonden == [rij for _, rij in RIJEN]
