"""Een storing halverwege: één Nederlandse zin, afsluitcode 1, niets half, en daarna kan dezelfde levering opnieuw."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.db import Error, connection, transaction

from bron.fouten import zin_bij_storing
from bron.services import lees_in
from tests.bron.hulp import AN, BEN, aantallen, isg, leg, levering, opdracht, per
from tests.bron.test_veiligheid import houd_slot, wacht_op_tabel, wacht_tot_er_wachten

pytestmark = pytest.mark.django_db(transaction=True)
INHOUD = levering(per(AN), *isg(AN))
HEEL = {"levering": 1, "persoonversie": 1, "periodeversie": 1}
VOL = "De schijf van de database is vol. Er is niets opgeslagen. Maak ruimte. Bied de levering daarna opnieuw aan."
WEG = "De verbinding met de database viel weg. Bied de levering opnieuw aan: is zij toch al verwerkt, dan verandert er niets."


def afloop(proces: subprocess.Popen[str]) -> tuple[int, str, str]:
    uit, fout = proces.communicate(timeout=120)
    return proces.returncode, uit, fout.strip()


# --- de zinnen ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "begin"),
    [
        ("53100", "De schijf van de database is vol."),
        ("53200", "De database heeft te weinig geheugen."),
        ("53300", "De database heeft geen verbinding vrij."),
        ("53400", "Een grens van de database is bereikt"),
        ("55P03", "Een ander werk hield het register te lang bezet."),
        ("57014", "Het inlezen is afgebroken"),
        ("57P01", "De verbinding met de database viel weg."),
        ("40P01", "Een ander werk zat in de weg."),
        ("25006", "De database staat op alleen lezen."),
        ("42P01", "De tabellen of rechten van de database"),
        ("23505", "De database weigerde de levering (code 23505)."),
        ("P0001", "De database weigerde de levering (code P0001)."),
    ],
)
def test_een_fout_van_de_database_is_een_zin_zonder_gegevens(code, begin):
    opdracht_ = f"DO $$ BEGIN RAISE EXCEPTION 'rij van {AN}' USING ERRCODE = '{code}', DETAIL = 'Zeeman'; END $$"
    with pytest.raises(Error) as fout, connection.cursor() as cursor:
        cursor.execute(opdracht_)
    zin = zin_bij_storing(fout.value)
    assert (zin.startswith(begin), AN in zin, "Zeeman" in zin) == (True, False, False)


def test_te_weinig_geheugen_is_ook_een_zin():
    assert zin_bij_storing(MemoryError()).startswith("Er is te weinig geheugen om deze levering in te lezen.")


# --- de opdracht ----------------------------------------------------------------------------------------------------
@pytest.fixture
def volle_tabel():
    """De tabel van de perioden weigert elke rij met de fout van een volle schijf: halverwege het samenvoegen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION vol() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file'"
            " USING ERRCODE = '53100', DETAIL = NEW.pgn; END $$;"
            " CREATE TRIGGER vol BEFORE INSERT ON bron_periodeversie FOR EACH ROW EXECUTE FUNCTION vol()"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION IF EXISTS vol() CASCADE")


def test_een_volle_schijf_tijdens_het_samenvoegen_laat_niets_half_achter(tmp_path, volle_tabel):
    bestand = leg(tmp_path, INHOUD)
    assert afloop(opdracht(bestand)) == (1, "", f"CommandError: levering.csv: {VOL}")
    assert (aantallen(), [pad.name for pad in tmp_path.iterdir()]) == ({}, ["levering.csv"])


def test_na_een_volle_schijf_komt_dezelfde_levering_alsnog_heel_binnen(tmp_path, volle_tabel):
    bestand = leg(tmp_path, INHOUD)
    afloop(opdracht(bestand))
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION vol() CASCADE")
    assert afloop(opdracht(bestand)) == (0, "aangeboden 3, verwerkt 3, afgekeurd 0\n", "")
    assert aantallen() == HEEL


@pytest.fixture
def kleine_schijf():
    """Een echte schijf van twee megabyte, waar de tijdelijke tabellen van een nieuw proces op terechtkomen."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        [data] = cursor.fetchone()
    if os.geteuid() != 0 or not Path(data).is_dir() or shutil.which("mount") is None:
        pytest.skip("Alleen root kan een kleine schijf maken, naast een database op deze machine.")
    schijf, eigenaar = Path(tempfile.mkdtemp(prefix="kleine-schijf-")), Path(data).stat()
    soort = f"size=2m,uid={eigenaar.st_uid},gid={eigenaar.st_gid},mode=700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", soort, "tmpfs", str(schijf)], check=True)
    naam = f"schijf_{os.getpid()}"
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLESPACE {naam} LOCATION '{schijf}'")
        with stel_database_in("temp_tablespaces", naam):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLESPACE IF EXISTS {naam}")
        subprocess.run(["umount", str(schijf)], check=True)
        schijf.rmdir()


@contextmanager
def stel_database_in(instelling: str, waarde: str) -> Iterator[None]:
    """Wat elke nieuwe verbinding met deze database krijgt; de verbinding van de test zelf merkt er niets van."""
    naam = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{naam}" SET {instelling} = {waarde}')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{naam}" RESET {instelling}')


def test_een_echt_volle_schijf_onder_de_tussenopslag_geeft_dezelfde_zin(tmp_path, kleine_schijf):
    bestand = leg(tmp_path, levering(*(per(BEN, f"Naam {nummer:06d} {'x' * 150}") for nummer in range(40_000))))
    assert afloop(opdracht(bestand)) == (1, "", f"CommandError: levering.csv: {VOL}")
    assert aantallen() == {}


@pytest.mark.parametrize(("functie", "zin"), [
    ("pg_terminate_backend", WEG),
    ("pg_cancel_backend", "Het inlezen is afgebroken door de database of een beheerder. Er is niets opgeslagen. "
                          "Bied de levering daarna opnieuw aan."),
])  # fmt: skip
def test_een_verbroken_verbinding_laat_niets_half_achter(tmp_path, functie, zin):
    bestand = leg(tmp_path, INHOUD)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bron_diplomaversie IN ACCESS EXCLUSIVE MODE")  # na persoon en periode
        proces = opdracht(bestand)
        wacht_op_tabel("bron_diplomaversie")
        cursor.execute(
            f"SELECT {functie}(pid) FROM pg_locks WHERE relation = 'bron_diplomaversie'::regclass AND NOT granted"
        )
        assert afloop(proces) == (1, "", f"CommandError: levering.csv: {zin}")
    assert aantallen() == {}
    lees_in(bestand)
    assert aantallen() == HEEL


def test_een_database_die_er_niet_is_geeft_een_zin(tmp_path):
    proces = opdracht(leg(tmp_path, INHOUD), extra={"DATABASE_URL": "postgresql://niemand@127.0.0.1:1/weg"})
    code, uit, fout = afloop(proces)
    assert (code, uit, fout.splitlines()[-1]) == (1, "", f"CommandError: levering.csv: {WEG}")


def test_een_database_die_alleen_leest_geeft_een_zin(tmp_path):
    with stel_database_in("default_transaction_read_only", "on"):
        code, uit, fout = afloop(opdracht(leg(tmp_path, INHOUD)))
    assert (code, uit, "De database staat op alleen lezen." in fout, aantallen()) == (1, "", True, {})


def test_een_volle_schijf_bij_de_terugkoppeling_laat_geen_half_bestand_achter(tmp_path):
    bestand = leg(tmp_path, levering(per(AN), *isg(AN), *["x"] * 2000))
    klein = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (20_000, 20_000))
    code, uit, fout = afloop(opdracht(bestand, preexec_fn=klein))
    assert (code, uit, len(fout.splitlines())) == (1, "", 1)
    assert [pad.name for pad in tmp_path.iterdir()] == ["levering.csv"]
    assert afloop(opdracht(bestand))[0] == 0
    terug = (tmp_path / "levering.csv.terugkoppeling.csv").read_text().splitlines()
    assert (aantallen(), len(terug)) == (HEEL | {"oordeel": 2000}, 2004)


def test_twee_opdrachten_die_op_elkaar_wachten_storen_elkaar_niet(tmp_path):
    een = leg(tmp_path, levering(per(AN), leverancier="EEN"), "een.csv")
    twee = leg(tmp_path, levering(per(BEN), leverancier="TWEE"), "twee.csv")
    with transaction.atomic():
        houd_slot()
        processen = [opdracht(bestand) for bestand in (een, twee)]
        wacht_tot_er_wachten(2)
    assert [afloop(proces) for proces in processen] == [(0, "aangeboden 1, verwerkt 1, afgekeurd 0\n", "")] * 2
    assert aantallen() == {"levering": 2, "persoonversie": 2}
