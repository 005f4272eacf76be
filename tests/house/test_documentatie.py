"""De documentatie noemt alles wat er is; een vergeten regel is een rode test."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.domein.rechten import MATRIX, Rol
from tests.house.broncode import BASIS, VERDIEPINGEN

INSTELLINGEN = (BASIS / "docs/beheer/instellingen.md").read_text(encoding="utf-8")


def omgevingsvariabelen() -> list[str]:
    bron = "\n".join(pad.read_text(encoding="utf-8") for pad in (BASIS / "verzuimloket").glob("*.py"))
    return sorted(set(re.findall(r'env_(?:str|bool|int|list|secret|email)\(\s*"([A-Z_]+)"', bron)))


def commandos() -> list[str]:
    return sorted(
        pad.stem
        for kamer in VERDIEPINGEN
        for pad in (BASIS / kamer).rglob("management/commands/*.py")
        if not pad.stem.startswith("_")
    )


@pytest.mark.parametrize("naam", omgevingsvariabelen())
def test_elke_omgevingsvariabele_staat_in_de_documentatie(naam):
    assert f"`{naam}`" in INSTELLINGEN


@pytest.mark.parametrize("naam", commandos())
def test_elk_commando_staat_in_de_documentatie(naam):
    assert f"`{naam}" in (BASIS / "docs/beheer/commandos.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("naam", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_elke_vaste_taak_staat_in_de_documentatie(naam):
    assert f"`{naam}`" in (BASIS / "docs/beheer/taken.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("pad", sorted(BASIS.glob("docs/**/*.md")), ids=lambda pad: str(pad.relative_to(BASIS)))
def test_elke_verwijzing_in_de_documentatie_bestaat(pad):
    doelen = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", pad.read_text(encoding="utf-8"))
    assert [doel for doel in doelen if not (pad.parent / doel).exists()] == []


@pytest.mark.parametrize(
    "pad",
    [*sorted(BASIS.glob("*.md")), *sorted(BASIS.glob("docs/**/*.md"))],
    ids=lambda pad: str(pad.relative_to(BASIS)),
)
def test_elk_beeld_in_de_documentatie_bestaat_en_heeft_een_beschrijving(pad):
    beelden = re.findall(r"!\[([^]]*)\]\((?!https?:)([^)#]+)\)", pad.read_text(encoding="utf-8"))
    assert [doel for tekst, doel in beelden if not tekst or not (pad.parent / doel).is_file()] == []


def test_elk_schermbeeld_wordt_ergens_getoond_en_is_klein():
    getoond = {
        (pad.parent / doel).resolve()
        for pad in [BASIS / "README.md", *BASIS.glob("docs/**/*.md")]
        for doel in re.findall(r"!\[[^]]*\]\(([^)]+)\)", pad.read_text(encoding="utf-8"))
    }
    beelden = set((BASIS / "docs/beelden").glob("*.png"))
    assert beelden == getoond & beelden
    assert [beeld.name for beeld in beelden if beeld.stat().st_size > 150_000] == []


def test_de_documentatie_noemt_geen_pad_van_een_eigen_machine():
    verboden = re.compile(r"/work/|\.\./shared|/home/\w+")
    raak = [
        str(pad.relative_to(BASIS))
        for map_ in (*VERDIEPINGEN, "docs", "templates", "tests", "bench", "bin", "ops")
        for pad in sorted(Path(BASIS / map_).rglob("*"))
        if pad.suffix in {".py", ".md", ".html", ".txt", ".sh", ".yml"} and pad.name != "test_documentatie.py"
        if verboden.search(pad.read_text(encoding="utf-8"))
    ]
    assert raak == []


@pytest.mark.parametrize("pad", sorted(BASIS.glob("docs/**/*.md")), ids=lambda pad: str(pad.relative_to(BASIS)))
def test_elk_bestand_dat_de_documentatie_noemt_bestaat(pad):
    mappen = "|".join((*VERDIEPINGEN, "tests", "bin", "bench"))
    genoemd = re.findall(rf"`((?:{mappen})/[\w/.-]+\.py)`", pad.read_text(encoding="utf-8"))
    assert [naam for naam in genoemd if not (BASIS / naam).is_file()] == []


def test_elk_besluit_staat_met_zijn_titel_in_de_lijst():
    lijst = (BASIS / "docs/besluiten/README.md").read_text(encoding="utf-8")
    in_de_lijst = re.findall(r"^\| (\d+) \| \[(.+)\]\((.+)\) \|$", lijst, re.MULTILINE)
    besluiten = sorted((BASIS / "docs/besluiten").glob("[0-9]*.md"))
    titels = [pad.read_text(encoding="utf-8").splitlines()[0] for pad in besluiten]
    assert [(f"# {nr}. {titel}", doel) for nr, titel, doel in in_de_lijst] == list(
        zip(titels, [pad.name for pad in besluiten], strict=True)
    )
    assert [int(nr) for nr, _, _ in in_de_lijst] == list(range(1, len(besluiten) + 1))


def test_een_besluit_zegt_wat_er_speelde_wat_wij_kozen_en_wat_volgt():
    for pad in sorted((BASIS / "docs/besluiten").glob("[0-9]*.md")):
        koppen = re.findall(r"^\*\*(.+?)\*\*", pad.read_text(encoding="utf-8"), re.MULTILINE)
        assert koppen[:3] == ["Wat speelde er.", "Besluit.", "Gevolg."], pad.name


def test_de_woordenlijst_staat_op_volgorde_en_noemt_elk_woord_een_keer():
    woorden = re.findall(r"^\| ([^|]+?) \|", (BASIS / "docs/woordenlijst.md").read_text(encoding="utf-8"), re.MULTILINE)
    woorden = [woord.casefold() for woord in woorden if woord not in {"woord", "---"}]
    assert woorden == sorted(set(woorden))


def test_elk_woord_dat_een_model_is_staat_in_de_woordenlijst():
    woorden = (BASIS / "docs/woordenlijst.md").read_text(encoding="utf-8").casefold()
    namen = {
        str(model._meta.verbose_name)
        for app in ("accounts", "meldingen")
        for model in apps.get_app_config(app).get_models()
    }
    assert sorted(naam for naam in namen if f"| {naam} |" not in woorden) == []


@pytest.mark.parametrize("rol", list(Rol))
def test_elke_rol_staat_in_de_woordenlijst(rol):
    woorden = (BASIS / "docs/woordenlijst.md").read_text(encoding="utf-8").casefold()
    assert re.search(rf"^\| {re.escape(MATRIX[rol].label.split(' (')[0].casefold())} ", woorden, re.MULTILINE)
