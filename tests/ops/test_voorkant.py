"""Wat een voorbijganger als eerste leest: README, SECURITY, CHANGELOG, LICENSE, publiccode.yml en .ci/run."""

import re
import tomllib
from datetime import date

import pytest
import yaml

from tests.house.broncode import BASIS

PYPROJECT = tomllib.loads((BASIS / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PUBLICCODE = yaml.safe_load((BASIS / "publiccode.yml").read_text(encoding="utf-8"))
MAKEFILE = (BASIS / "Makefile").read_text(encoding="utf-8")
BEELD = "docs/beelden/raadplegen.png"  # gemaakt door de browsertests
# Publiccode.yml Standard 0.4, categories-list: wat bij een zaaksysteem kan horen
CATEGORIEEN = {
    "business-process-management", "collaboration", "communications", "data-analytics", "data-collection",
    "document-management", "task-management", "workflow-management",
}  # fmt: skip


def lees(naam):
    return (BASIS / naam).read_text(encoding="utf-8")


@pytest.mark.parametrize("naam", ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_elke_verwijzing_aan_de_voorkant_bestaat(naam):
    doelen = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", lees(naam))
    # de handleidingen en het beeld komen van een andere kant van het huis
    assert [doel for doel in doelen if doel not in {BEELD, "docs/handleiding/"} and not (BASIS / doel).exists()] == []


def test_de_readme_toont_het_beeld_van_het_portaal():
    assert re.findall(r"!\[[^\]]{10,}\]\(([^)]+)\)", lees("README.md")) == [BEELD]


@pytest.mark.parametrize(
    "opdracht", sorted(set(re.findall(r"make ([a-z]+)", lees("README.md") + lees("CONTRIBUTING.md"))))
)
def test_elke_genoemde_make_opdracht_bestaat(opdracht):
    assert re.search(rf"^{opdracht}:", MAKEFILE, re.MULTILINE)


def test_de_readme_past_op_een_scherm():
    assert len(lees("README.md").splitlines()) <= 60


def test_ci_draait_wat_een_nieuwkomer_draait_en_eist_de_browser():
    opdrachten = [regel for regel in lees(".ci/run").splitlines() if regel and not regel.startswith("#")]
    assert opdrachten == [
        "set -euo pipefail",
        'cd "$(dirname "$0")/.."',
        "export EIS_BROWSER=1",
        "make check",
        "make test",
    ]
    assert (BASIS / ".ci/run").stat().st_mode & 0o111


@pytest.mark.parametrize(
    "sleutel",
    [
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal",
        "maintenance", "localisation",
    ],
)  # fmt: skip
def test_publiccode_heeft_wat_de_standaard_eist(sleutel):
    assert PUBLICCODE[sleutel]


def test_publiccode_zegt_hetzelfde_als_pyproject():
    gezegd = (PUBLICCODE["softwareVersion"], PUBLICCODE["legal"]["license"])
    assert gezegd == (PYPROJECT["version"], PYPROJECT["license"])


def test_publiccode_gebruikt_woorden_van_de_standaard():
    assert set(PUBLICCODE["categories"]) <= CATEGORIEEN
    assert (PUBLICCODE["developmentStatus"], PUBLICCODE["softwareType"]) == ("development", "standalone/web")
    assert set(PUBLICCODE["platforms"]) == {"web"}
    assert set(PUBLICCODE["intendedAudience"]["scope"]) <= {"education", "local-authorities", "society", "welfare"}
    assert date.fromisoformat(PUBLICCODE["releaseDate"])


def test_publiccode_beschrijft_binnen_de_grenzen_van_de_standaard():
    nl = PUBLICCODE["description"]["nl"]
    assert len(nl["shortDescription"]) <= 150
    assert 150 <= len(nl["longDescription"]) <= 10_000
    assert all(len(eigenschap) <= 100 for eigenschap in nl["features"])


def test_een_gemeenschap_heeft_een_aanspreekpunt():
    assert PUBLICCODE["maintenance"]["type"] == "community"
    assert [persoon["name"] for persoon in PUBLICCODE["maintenance"]["contacts"]] != []


def test_de_licentie_is_de_hele_eupl():
    tekst = lees("LICENSE")
    assert tekst.startswith("# EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert re.findall(r"^## (\d+)\.", tekst, re.MULTILINE) == [str(nummer) for nummer in range(1, 16)]
    assert "Appendix" in tekst


def test_het_wijzigingenbestand_gebruikt_de_koppen_van_keep_a_changelog():
    koppen = re.findall(r"^### (.+)$", lees("CHANGELOG.md"), re.MULTILINE)
    assert set(koppen) <= {"Toegevoegd", "Gewijzigd", "Verouderd", "Verwijderd", "Opgelost", "Veiligheid"}
