"""De wet van het huis (docs/huis.md), bewaakt aan de broncode zelf."""

import ast
import io
import sys
import tokenize
from pathlib import Path

import pytest

from tests.house.broncode import BASIS, VERDIEPINGEN, boom, geimporteerd, korte_naam, modules

STANDAARD = set(sys.stdlib_module_names)
SCHRIJVERS = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create"}
# bestanden boven de grens, met de reden; wie hier iets bijzet, schrijft een besluit
LANGE_BESTANDEN: dict[str, str] = {}
LANGE_FUNCTIES: dict[str, str] = {}


def kamer(pad: Path) -> str:
    return pad.relative_to(BASIS).parts[0]


def is_zuiver(pad: Path) -> bool:
    return "domein" in pad.parts or pad.name == "kalender.py"


@pytest.mark.parametrize("pad", modules(), ids=korte_naam)
def test_een_import_gaat_nooit_omhoog(pad):
    hoogte = VERDIEPINGEN.index(kamer(pad))
    hoger = set(VERDIEPINGEN[hoogte + 1 :])
    omhoog = [naam for knoop in ast.walk(boom(pad)) for naam in geimporteerd(knoop) if naam.split(".")[0] in hoger]
    assert omhoog == []


@pytest.mark.parametrize("pad", [pad for pad in modules() if is_zuiver(pad)], ids=korte_naam)
def test_een_zuivere_module_gebruikt_alleen_de_standaardbibliotheek_en_ander_domein(pad):
    namen = [naam for knoop in ast.walk(boom(pad)) for naam in geimporteerd(knoop)]
    vreemd = [
        naam
        for naam in namen
        if naam.split(".")[0] not in STANDAARD
        and ".domein" not in naam
        and not naam.startswith("verzuimloket.kalender")
    ]
    assert vreemd == []


@pytest.mark.parametrize("pad", modules(), ids=korte_naam)
def test_een_import_binnen_een_functie_heeft_een_reden(pad):
    regels = pad.read_text(encoding="utf-8").splitlines()
    zonder = [
        inner.lineno
        for functie in ast.walk(boom(pad))
        if isinstance(functie, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(functie)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        and "#" not in regels[inner.lineno - 1]
        and "#" not in regels[inner.lineno - 2]
    ]
    assert zonder == []


@pytest.mark.parametrize("pad", modules(), ids=korte_naam)
def test_een_bestand_is_hoogstens_300_regels(pad):
    regels = len(pad.read_text(encoding="utf-8").splitlines())
    assert regels <= 300 or korte_naam(pad) in LANGE_BESTANDEN


@pytest.mark.parametrize("pad", modules(), ids=korte_naam)
def test_een_functie_is_hoogstens_40_regels(pad):
    lang = [
        f"{korte_naam(pad)}:{knoop.name}"
        for knoop in ast.walk(boom(pad))
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef)
        and (knoop.end_lineno or knoop.lineno) - knoop.lineno + 1 > 40
    ]
    assert [naam for naam in lang if naam not in LANGE_FUNCTIES] == []


def _schrijft_alleen_hier(pad: Path) -> bool:
    """Kamers boven het projectpakket, buiten services en management; daar hoort geen schrijfactie."""
    delen = pad.relative_to(BASIS).parts
    return delen[0] != "verzuimloket" and not any(deel.startswith("services") for deel in delen)


@pytest.mark.parametrize("pad", [pad for pad in modules() if _schrijft_alleen_hier(pad)], ids=korte_naam)
def test_alleen_services_schrijven_naar_de_database(pad):
    schrijvend = [
        knoop.lineno
        for knoop in ast.walk(boom(pad))
        if isinstance(knoop, ast.Call)
        and isinstance(knoop.func, ast.Attribute)
        and knoop.func.attr in SCHRIJVERS
        and _op_een_manager(knoop.func.value)
    ]
    assert schrijvend == []


def _op_een_manager(knoop: ast.AST) -> bool:
    """Of de aanroep hangt aan `...objects` (een manager) of aan een keten die daar begint."""
    while isinstance(knoop, ast.Attribute | ast.Call):
        if isinstance(knoop, ast.Attribute) and knoop.attr in {"objects", "_default_manager", "_base_manager"}:
            return True
        knoop = knoop.value if isinstance(knoop, ast.Attribute) else knoop.func
    return False


@pytest.mark.parametrize("pad", modules(), ids=korte_naam)
def test_niemand_loopt_om_de_deur_heen(pad):
    omwegen = [
        knoop.lineno
        for knoop in ast.walk(boom(pad))
        if isinstance(knoop, ast.Attribute) and knoop.attr in {"_base_manager", "_default_manager"}
    ]
    assert omwegen == []


@pytest.mark.parametrize("pad", modules(), ids=korte_naam)
def test_er_zijn_geen_signalen_tussen_eigen_apps(pad):
    namen = [naam for knoop in ast.walk(boom(pad)) for naam in geimporteerd(knoop)]
    assert [naam for naam in namen if naam.startswith("django.dispatch")] == []


@pytest.mark.parametrize("pad", [pad for pad in modules() if pad.name != "clock.py"], ids=korte_naam)
def test_er_is_maar_een_klok(pad):
    eigen_klok = [
        knoop.lineno
        for knoop in ast.walk(boom(pad))
        if isinstance(knoop, ast.Attribute)
        and isinstance(knoop.value, ast.Name)
        and (knoop.value.id, knoop.attr)
        in {
            ("datetime", "now"),
            ("datetime", "today"),
            ("date", "today"),
            ("timezone", "now"),
            ("timezone", "localdate"),
        }
    ]
    assert eigen_klok == []


ALLES = sorted(pad for map_ in (*VERDIEPINGEN, "bench", "bin", "tests") for pad in (BASIS / map_).rglob("*.py"))


def uitgezette_regels(tekst: str) -> list[str]:
    """Commentaar dat zelf een opdracht is: een toewijzing, aanroep, import, return of if."""
    gevonden = []
    for teken in tokenize.generate_tokens(io.StringIO(tekst).readline):
        inhoud = teken.string.lstrip("# ")
        if teken.type != tokenize.COMMENT or inhoud.startswith(("noqa", "type:", "fmt:")) or not inhoud.isascii():
            continue
        try:
            [knoop] = ast.parse(inhoud.rstrip(":") + (": pass" if inhoud.endswith(":") else "")).body
        except (SyntaxError, ValueError):
            continue
        if not isinstance(knoop, ast.Expr) or isinstance(knoop.value, ast.Call | ast.Await):
            gevonden.append(teken.string)
    return gevonden


@pytest.mark.parametrize("pad", ALLES, ids=korte_naam)
def test_er_staat_geen_uitgezette_code(pad):
    assert uitgezette_regels(pad.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("regel", ["# x = 1", "# print(x)", "# import os", "# return x", "# if x:", "# for a in b:"])
def test_de_controle_ziet_uitgezette_code(regel):
    assert uitgezette_regels(f"y = 2\n{regel}\n") == [regel]
