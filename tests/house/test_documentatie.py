"""De documentatie noemt alles wat er is; een vergeten regel is een rode test."""

import re
from pathlib import Path

import pytest
from django.conf import settings

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
