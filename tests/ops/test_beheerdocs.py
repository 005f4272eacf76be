"""De beheerpagina's noemen alleen wat er is: scripts, diensten, commando's, instellingen en adressen."""

import re
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from django.urls import resolve

from tests.house.broncode import BASIS
from tests.house.test_documentatie import INSTELLINGEN

BLADEN = sorted((BASIS / "docs/beheer").glob("*.md"))
COMPOSE = yaml.safe_load((BASIS / "docker-compose.yml").read_text(encoding="utf-8"))
TEKST = "\n".join(blad.read_text(encoding="utf-8") for blad in BLADEN)
# namen in hoofdletters die geen instelling van het portaal zijn
ANDERE_NAMEN = {"VERSIE", "SHA256SUMS", "CHANGELOG"}


def blokken(tekst):
    return "\n".join(re.findall(r"```\n(.*?)```", tekst, re.DOTALL))


def test_elke_bladzijde_staat_in_de_inhoud():
    inhoud = (BASIS / "docs/beheer/README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\]\(([\w-]+\.md)\)", inhoud)) == [
        blad.name for blad in BLADEN if blad.name != "README.md"
    ]


@pytest.mark.parametrize("pad", sorted(set(re.findall(r"(?:ops|bin|requirements)/[\w.-]+\w", TEKST))))
def test_elk_genoemd_bestand_bestaat(pad):
    assert (BASIS / pad).is_file()


@pytest.mark.parametrize("commando", sorted(set(re.findall(r"manage\.py ([a-z_]+)", TEKST))))
def test_elk_genoemd_commando_bestaat(commando):
    assert commando in get_commands()


def test_elke_genoemde_dienst_staat_in_compose():
    genoemd = re.findall(r"--scale (\w+)=|compose (?:restart|run --rm(?: -v \S+)?) (\w+)", TEKST)
    gestopt = re.findall(r"compose stop ([\w ]+)`", TEKST)
    diensten = {naam for paar in genoemd for naam in paar if naam} | set(" ".join(gestopt).split())
    assert diensten == {"web", "worker", "nginx", "beat"} <= set(COMPOSE["services"])


def test_elke_instelling_in_de_uitleg_bestaat():
    namen = set(re.findall(r"\b[A-Z][A-Z0-9]*_[A-Z_]+\b", blokken(TEKST)))
    assert [naam for naam in sorted(namen - ANDERE_NAMEN) if f"`{naam}`" not in INSTELLINGEN] == []


@pytest.mark.parametrize("adres", sorted(set(re.findall(r"`(/gezondheid/[\w/]*)`", TEKST))))
def test_elk_genoemd_adres_bestaat(adres):
    assert resolve(adres).url_name.startswith("gezondheid")


def test_elk_bestand_met_een_geheim_wordt_bij_het_installeren_gemaakt():
    uitleg = (BASIS / "docs/beheer/installeren.md").read_text(encoding="utf-8")
    bestanden = {Path(geheim["file"]).as_posix() for geheim in COMPOSE["secrets"].values()}
    assert [bestand for bestand in sorted(bestanden) if bestand not in uitleg] == []


def test_elke_waarde_die_compose_eist_staat_in_de_uitleg():
    compose = (BASIS / "docker-compose.yml").read_text(encoding="utf-8")
    uitleg = blokken((BASIS / "docs/beheer/installeren.md").read_text(encoding="utf-8"))
    geeist = set(re.findall(r"\$\{(\w+):\?", compose))
    assert geeist == set(re.findall(r"^([A-Z_]+)=", uitleg, re.MULTILINE))
