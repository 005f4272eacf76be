"""De voorbeelden van docs/domein/weeklevering.md, nagespeeld van leveringsbestand tot regel."""

import re
from pathlib import Path

import pytest

from bron.domein.diploma import RANG
from bron.exports.weeklevering import TABEL
from bron.models import Mutatie
from bron.services.weeklevering import bouw_week
from tests.bron.week import AN, MAANDAG, bekend, deze_week
from tests.leveringen import persoon

BLADZIJDE = (Path(__file__).parents[2] / "docs/domein/weeklevering.md").read_text(encoding="utf-8")
BLOKKEN = [blok.splitlines() for blok in re.findall(r"^```week\n(.*?)^```", BLADZIJDE, re.MULTILINE | re.DOTALL)]


def records(soort: str, *rest: str) -> list[str]:
    match soort:
        case "PER":
            geboren, gemeente, *anders = rest
            return [persoon(AN, geboren=geboren, gemeente=gemeente, **dict(deel.split("=") for deel in anders))]
        case "ISG":
            brin, van, tot = rest
            sleutel = f"{brin};{AN};1;{van}"
            return [f"ISG;{sleutel};{tot.replace('open', '')};", f"ISP;{sleutel};VO;0011;2;;;VT;J;00"]
        case "VIS":
            return [f"VIS;{rest[0]};{AN};1"]
        case "DIP":
            return [f"DIP;00ZV;{AN};{rest[0]};;;{rest[1]}"]
    return [f"VDI;00ZV;{AN};{rest[0]};;{rest[1]}"]


@pytest.mark.django_db
@pytest.mark.parametrize("blok", BLOKKEN, ids=lambda blok: " ".join(blok)[:60])
def test_elk_voorbeeld_van_een_mutatie_klopt(tmp_path, wereld, andere_wereld, maandagochtend, blok):
    _ = wereld.gemeente, andere_wereld.gemeente
    for wanneer, lever in (("eerder", bekend), ("week", deze_week)):
        regels = [record for regel in blok if regel.startswith(wanneer) for record in records(*regel.split()[1:])]
        lever(tmp_path, *regels)
    bouw_week(MAANDAG)
    rijen = Mutatie.objects.unscoped("test").order_by("pk").values_list("ontvanger_gemeente", "soort", "datum")
    assert [f"-> {gemeente} {soort} {datum}" for gemeente, soort, datum in rijen] == [
        regel for regel in blok if regel.startswith("->")
    ]


def test_de_bladzijde_noemt_elke_kolom_op_volgorde():
    deel = BLADZIJDE.split("## De kolommen\n\n")[1].split("\n\n")[0]
    assert re.findall(r"`([A-Z_]+)`", deel) == TABEL.koppen


def test_de_bladzijde_noemt_elk_diploma_van_hoog_naar_laag():
    [rij] = re.findall(r"\(NLQF\): (.*)\.$", BLADZIJDE, re.MULTILINE)
    assert rij.split(", ") == [naam for naam in reversed(RANG) if naam != "MBO"]
