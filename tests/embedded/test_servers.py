"""De ingebouwde servers overleven wat een ontwikkelmachine hun aandoet."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg2
import pytest
import redis

from tests.embedded.conftest import Gebruiker, dood, pid_van
from verzuimloket.embedded import Adressen, start_of_gebruik, stop
from verzuimloket.embedded.postgres import SYSTEEMGEBRUIKER


def vraag(url: str, opdracht: str = "SELECT 1") -> object:
    verbinding = psycopg2.connect(url)
    verbinding.autocommit = True
    with verbinding.cursor() as cursor:
        cursor.execute(opdracht)
        antwoord = cursor.fetchone()[0] if cursor.description else None
    verbinding.close()
    return antwoord


def beide_antwoorden(adressen: Adressen) -> bool:
    klant = redis.Redis.from_url(adressen.redis_url.replace("redis+socket://", "unix://"))
    with klant:
        return klant.ping() is True and vraag(adressen.database_url) == 1


def test_een_tweede_gebruiker_krijgt_dezelfde_servers(map_: Path, gebruiker: Gebruiker) -> None:
    adressen = start_of_gebruik(map_, snel=True)
    pid = pid_van(map_)
    ander = gebruiker(map_)
    assert (ander.adres, pid_van(map_)) == (adressen.database_url, pid)


def test_alleen_de_laatste_gebruiker_stopt_de_servers(map_: Path, gebruiker: Gebruiker) -> None:
    adressen = start_of_gebruik(map_, snel=True)
    ander = gebruiker(map_)
    assert stop(map_) is False
    assert beide_antwoorden(adressen)
    uitvoer, _ = ander.communicate("klaar\n")
    assert uitvoer.split() == ["True"]
    assert not (map_ / "postgres" / "postmaster.pid").exists()


def test_na_kill_9_van_de_gebruiker_gaat_de_volgende_met_dezelfde_server_verder(
    map_: Path, gebruiker: Gebruiker
) -> None:
    eerste = gebruiker(map_)
    pid = pid_van(map_)
    eerste.kill()
    eerste.wait()
    assert beide_antwoorden(start_of_gebruik(map_, snel=True))
    assert pid_van(map_) == pid
    assert stop(map_) is True


def test_na_kill_9_van_de_servers_is_wat_vastgelegd_was_er_nog(map_: Path) -> None:
    adressen = start_of_gebruik(map_, snel=True)
    # de tests leggen niet meteen vast; deze vraag wel, zoals in de demo
    duurzaam = adressen.database_url + "&options=-csynchronous_commit%3Don"
    vraag(duurzaam, "CREATE TABLE IF NOT EXISTS proef AS SELECT 7 AS waarde")
    klant = redis.Redis.from_url(adressen.redis_url.replace("redis+socket://", "unix://"))
    with klant:
        dood(int(klant.info("server")["process_id"]))
    dood(pid_van(map_))
    opnieuw = start_of_gebruik(map_, snel=True)
    assert beide_antwoorden(opnieuw)
    assert vraag(opnieuw.database_url, "SELECT waarde FROM proef") == 7


def test_een_pidbestand_met_het_nummer_van_een_ander_levend_proces_houdt_de_start_niet_tegen(
    map_: Path, tmp_path: Path
) -> None:
    # een proces dat ook postgres heet en van dezelfde gebruiker is, zoals de server van een andere map
    programma = Path(shutil.copy(shutil.which("sleep") or "", Path(tempfile.mkdtemp(dir="/tmp")) / "postgres"))
    programma.parent.chmod(0o755)
    wie = SYSTEEMGEBRUIKER if os.geteuid() == 0 else None
    with subprocess.Popen([programma, "300"], user=wie, cwd="/") as vreemde:
        for bestand in (map_ / "postgres" / "postmaster.pid", map_ / ".s.PGSQL.5432.lock"):
            bestand.write_text(f"{vreemde.pid}\n{map_}/postgres\n1\n5432\n{map_}\n\n0 0\nready\n")
            shutil.chown(bestand, wie or os.getuid())
        assert beide_antwoorden(start_of_gebruik(map_, snel=True))
        assert vreemde.poll() is None
        vreemde.kill()
    shutil.rmtree(programma.parent)


def test_een_bezette_socket_wordt_overgenomen(map_: Path) -> None:
    zwijgers = []
    for naam in (".s.PGSQL.5432", "valkey.sock"):
        (map_ / naam).unlink(missing_ok=True)
        zwijger = socket.socket(socket.AF_UNIX)
        zwijger.bind(str(map_ / naam))
        zwijger.listen()
        zwijgers.append(zwijger)
    assert beide_antwoorden(start_of_gebruik(map_, snel=True))
    for zwijger in zwijgers:
        zwijger.close()


def test_een_server_waarvan_de_socket_is_opgeruimd_komt_terug(map_: Path) -> None:
    start_of_gebruik(map_, snel=True)
    for naam in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (map_ / naam).unlink()
    assert beide_antwoorden(start_of_gebruik(map_, snel=True))


def test_een_poort_uit_de_omgeving_verandert_niets(map_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "6543")
    adressen = start_of_gebruik(map_, snel=True)
    monkeypatch.delenv("PGPORT")
    assert beide_antwoorden(adressen)


@pytest.mark.parametrize("deel", ["lang-" * 25, "mijn map's naam"])
def test_een_lang_of_ongewoon_pad_werkt(ingericht: Path, deel: str) -> None:
    ouder = Path(tempfile.mkdtemp(prefix="vl-", dir="/tmp"))
    ouder.chmod(0o711)
    subprocess.run(["cp", "-a", ingericht, ouder / deel], check=True)
    adressen = start_of_gebruik(ouder / deel, snel=True)
    try:
        assert beide_antwoorden(adressen)
    finally:
        stop(ouder / deel)
        shutil.rmtree(ouder)


def test_een_half_aangemaakte_dataomgeving_wordt_opnieuw_gemaakt() -> None:
    map_ = Path(tempfile.mkdtemp(prefix="vl-", dir="/tmp"))
    (map_ / "postgres.half").mkdir()
    (map_ / "postgres.half" / "PG_VERSION").write_text("18\n")
    try:
        assert vraag(start_of_gebruik(map_, snel=True, met_redis=False).database_url) == 1
    finally:
        stop(map_)
        shutil.rmtree(map_)


def test_een_kind_van_een_fork_stopt_de_servers_van_zijn_ouder_niet(map_: Path) -> None:
    adressen = start_of_gebruik(map_, snel=True)
    kind = os.fork()
    if kind == 0:
        os._exit(0 if stop(map_) is False else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1]) == 0
    assert beide_antwoorden(adressen)


@pytest.mark.skipif(os.geteuid() != 0, reason="alleen root start de server als een andere gebruiker")
def test_als_root_draait_postgres_onder_een_eigen_gebruiker(map_: Path) -> None:
    start_of_gebruik(map_, snel=True)
    eigenaar = Path(f"/proc/{pid_van(map_)}").stat().st_uid
    assert pwd.getpwuid(eigenaar).pw_name == SYSTEEMGEBRUIKER


@pytest.mark.skipif(os.geteuid() != 0, reason="alleen root kan zich als een ander voordoen")
def test_een_andere_gebruiker_van_de_machine_komt_er_niet_in(map_: Path) -> None:
    adressen = start_of_gebruik(map_, snel=True)
    poging = "import sys, socket; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])"
    sockets = [map_ / ".s.PGSQL.5432", map_ / "valkey.sock"]
    uitkomst = [
        subprocess.run(["/usr/bin/env", "python3", "-c", poging, pad], user="nobody", cwd="/", capture_output=True)
        for pad in sockets
    ]
    assert [b"PermissionError" in poging.stderr for poging in uitkomst] == [True, True]
    assert beide_antwoorden(adressen)
