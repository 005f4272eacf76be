"""De tabel en de voorbeelden van docs/domein/rod.md en docs/beheer/aansluiten-rod.md, door de echte code nagespeeld."""

import ast
import re
from pathlib import Path

import pytest

from bron.domein.levering import VELDEN
from bron.domein.rod import lees_bericht, records
from bron.domein.rod_schema import BERICHTEN, VO, schemafouten
from bron.models import Oordeel
from bron.services import lees_in
from bron.services.rod import verwerk
from bron.services.rod_xml import lees
from tests.bron.hulp import AN, leg, levering, per
from tests.bron.rod import inschrijving, periode
from tests.factories import OrganisatieFactory
from tests.house.broncode import BASIS, boom, modules

DOCS = BASIS / "docs"
VERTALING = (DOCS / "domein" / "rod.md").read_text(encoding="utf-8")
AANSLUITEN = (DOCS / "beheer" / "aansluiten-rod.md").read_text(encoding="utf-8")


def tabel(tekst: str, kop: str) -> list[list[str]]:
    blok = next(b for b in re.findall(r"(?:^\|.*\n)+", tekst, re.MULTILINE) if b.startswith(f"| {kop} |"))
    return [[cel.strip() for cel in rij.strip("|").split("|")] for rij in blok.splitlines()[2:]]


def blok(tekst: str, soort: str) -> str:
    [gevonden] = re.findall(rf"^```{soort}\n(.*?)^```", tekst, re.MULTILINE | re.DOTALL)
    return gevonden


VOORBEELDEN = [re.split(r"\s+-> ", regel) for regel in blok(VERTALING, "periode").splitlines()]


@pytest.mark.django_db
@pytest.mark.parametrize(("velden", "verwacht"), VOORBEELDEN)
def test_elk_voorbeeld_van_een_periode_wordt_de_beschreven_isp_met_het_beschreven_oordeel(tmp_path, velden, verwacht):
    OrganisatieFactory(code="00ZV")
    lees_in(leg(tmp_path, levering(per(AN))))
    bericht = inschrijving(AN, periode(**dict(deel.split("=") for deel in velden.split())))
    isp = records(lees_bericht(lees(bericht).bericht))[1]
    gedaan = verwerk(bericht, leverancier="00ZV").levering
    codes = Oordeel.objects.unscoped("test").filter(levering=gedaan, recordsoort="ISP").values_list("code", flat=True)
    assert f"{isp.split(';', 4)[4]} {(*codes, 'goed')[0]}" == verwacht


def test_de_tabel_met_berichten_noemt_elk_bericht():
    assert {(rij[0], rij[1]) for rij in tabel(VERTALING, "bericht")} == {(n, VO.rsplit("/", 1)[1]) for n in BERICHTEN}


def test_de_vertaling_noemt_elk_veld_van_een_inschrijving():
    genoemd = ", ".join(rij[0] for rij in tabel(VERTALING, "veld van de levering")[3:]).split(", ")
    assert sorted(genoemd) == sorted({veld.naam for soort in ("ISG", "ISP") for veld in VELDEN[soort]})


def test_de_tabel_met_fouten_noemt_elke_code_met_haar_status():
    """De codes staan in de code als eerste argument van BerichtGeweigerd; 400 is de standaard."""
    gevonden = {"SLEUTEL": "401", "METHODE": "405"}
    for pad in modules():
        for knoop in ast.walk(boom(pad)):
            if isinstance(knoop, ast.Call) and getattr(knoop.func, "id", "") == "BerichtGeweigerd":
                eerste, *rest = knoop.args
                if isinstance(eerste, ast.Constant):
                    gevonden[eerste.value] = str(rest[1].value) if len(rest) > 1 else "400"
    assert dict(sorted(gevonden.items())) == dict(sorted((rij[0], rij[1]) for rij in tabel(AANSLUITEN, "code")))


@pytest.mark.django_db
def test_het_voorbeeldbericht_komt_goedgekeurd_terug(tmp_path):
    OrganisatieFactory(code="00ZV")
    lees_in(leg(tmp_path, levering(per("999900006"))))
    bericht = AANSLUITEN.partition("```xml\n")[2].partition("```")[0].encode()
    assert schemafouten(lees(bericht).bericht) == []
    antwoord = verwerk(bericht, leverancier="00ZV").document.decode()
    voorbeeld = AANSLUITEN.split("```xml\n")[2].partition("```")[0]
    moment = re.compile(r"(?<=datumTijdBedrijfsdocument>)[^<]+")
    assert moment.sub("", antwoord) == moment.sub("", voorbeeld)


def test_de_curl_regel_noemt_de_koppen_die_het_loket_leest():
    curl = blok(AANSLUITEN, "sh")
    koppen = dict(re.findall(r"-H ['\"]([A-Za-z-]+): ([^'\"]+)['\"]", curl))
    assert (koppen, "/api/rod/" in curl, Path("bericht.xml").name in curl) == (
        {"Authorization": "Bearer $SLEUTEL", "Content-Type": "text/xml; charset=utf-8"}, True, True,
    )  # fmt: skip
