"""Elke actie in het logboek heeft een zin; een zin zonder actie is weg te gooien."""

import ast
import re

import pytest

from meldingen.models import Gebeurtenis
from tests.house.broncode import BASIS, VERDIEPINGEN, boom, modules
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.zinnen import sjabloon_van, zin

VORM = re.compile(rf"({'|'.join(VERDIEPINGEN)}):[a-z_]+:[a-z_]+")
LIJSTEN = ("toegevoegd", "gewijzigd", "gearchiveerd", "verwijderd")
# acties die de code samenstelt: hun vorm in de code, en wat er allemaal uit kan komen
SAMENGESTELD = {
    "accounts:gebruiker:{}": [f"accounts:gebruiker:{woord}" for woord in ("toegelaten", "afgesloten")],
    "accounts:apparaat:{}": [
        f"accounts:apparaat:{woord}"
        for woord in ("uitgegeven", "geblokkeerd", "gedeblokkeerd", "verloren", "teruggenomen", "gelijkgezet")
    ],
    "accounts:lijst:{}": [f"accounts:lijst:{woord}" for woord in ("aangeboden", "bevestigd", "verworpen")],
    "accounts:organisatie:{}": [
        f"accounts:organisatie:{woord}" for woord in ("toegevoegd", "gewijzigd", "einde", "gesloten")
    ],
    "accounts:voorstel:{}": [
        f"accounts:voorstel:{woord}" for woord in ("gevraagd", "ingestemd", "afgewezen", "ingetrokken")
    ],
    "bron:aanlevering:{}": [f"bron:aanlevering:{woord}" for woord in ("aangeboden", "opnieuw", "ingetrokken")],
    "meldingen:melding:{}": [f"meldingen:melding:{soort}" for soort in Gebeurtenis.Soort.values],
    "meldingen:{}:{}": [f"meldingen:{ding}:{woord}" for ding in ("locatie", "melder") for woord in LIJSTEN],
}


def vorm(knoop: ast.JoinedStr) -> str:
    return "".join(str(deel.value) if isinstance(deel, ast.Constant) else "{}" for deel in knoop.values)


def knopen(soort):
    return [knoop for pad in modules() for knoop in ast.walk(boom(pad)) if isinstance(knoop, soort)]


def uitgeschreven() -> set[str]:
    teksten = {knoop.value for knoop in knopen(ast.Constant) if isinstance(knoop.value, str)}
    return {tekst for tekst in teksten if VORM.fullmatch(tekst)}


def samengesteld() -> set[str]:
    als_actie = [woord.value for woord in knopen(ast.keyword) if woord.arg == "actie"]
    return {vorm(knoop) for knoop in als_actie if isinstance(knoop, ast.JoinedStr)}


ACTIES = sorted(uitgeschreven().union(*SAMENGESTELD.values()))


def test_elke_samengestelde_actie_is_hier_uitgeschreven():
    assert samengesteld() == set(SAMENGESTELD)


@pytest.mark.parametrize("actie", ACTIES)
def test_elke_actie_is_een_zin(actie):
    gelezen = zin(AuditEvent(actie=actie, object_type="melding", object_id="12", details={"rol": "melder"}))
    assert re.fullmatch(r"[A-Z][^{}%\n]+\.", gelezen), gelezen


def test_er_is_geen_zin_zonder_actie():
    aanwezig = {f"audit/{pad.name}" for pad in (BASIS / "templates/audit").iterdir()}
    assert aanwezig == {sjabloon_van(actie) for actie in ACTIES}
