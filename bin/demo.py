"""`make demo`: het hele portaal op deze machine, met fictieve leerlingen. Ctrl-C stopt alles.

PORT kiest een andere poort, DEMO_MAP een andere map voor de gegevens.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

BASIS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASIS))

from verzuimloket.embedded import start_of_gebruik, stop  # noqa: E402 - pas na het pad

PORT = os.environ.get("PORT", "8000")
MAP = Path(os.environ.get("DEMO_MAP", BASIS / ".demo")).resolve()
SEINEN = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # SIGHUP: het venster van de terminal gaat dicht
ROLLEN = ("web", "jobs")
STOPTIJD = 8.0  # seconden voordat een proces dat niet luistert, gedood wordt


class Gestopt(Exception):
    """Ctrl-C, of een SIGTERM."""


def zeg(regel: str) -> None:
    print(regel, flush=True)


def vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return int(proef.getsockname()[1])


def eis_vrije_poort() -> None:
    if not PORT.isdecimal() or not 0 < int(PORT) < 65536:
        sys.exit(f"PORT moet een getal van 1 tot en met 65535 zijn, niet {PORT!r}.")
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind(("127.0.0.1", int(PORT)))
        except OSError:
            sys.exit(f"Poort {PORT} is bezet. Kies een andere, bijvoorbeeld: make demo PORT=8001")


def omgeving(database_url: str, redis_url: str, smtp: int) -> dict[str, str]:
    uit = os.environ | {
        "VERZUIMLOKET_DEMO": "1",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
        "BASIS_URL": f"http://localhost:{PORT}",
        "DEMO_MAP": str(MAP),
        "BIJLAGEN_MAP": os.environ.get("BIJLAGEN_MAP", str(MAP / "bijlagen")),
        "PYTHONUNBUFFERED": "1",
        "LOG_NIVEAU": os.environ.get("LOG_NIVEAU", "WARNING"),
    }
    uit.pop("VERZUIMLOKET_TEST", None)
    uit.pop("VERZUIMLOKET_EMBEDDED", None)
    if uit.get("VERZUIMLOKET_NU"):
        uit.setdefault("VERZUIMLOKET_NU_ANKER", str(time.time()))
    return uit


def beheer(omgeving: dict[str, str], *argumenten: str) -> None:
    klaar = subprocess.run([sys.executable, "manage.py", *argumenten], cwd=BASIS, env=omgeving)
    if klaar.returncode:
        raise SystemExit(klaar.returncode)


def start(omgeving: dict[str, str], naam: str, *opdracht: str) -> subprocess.Popen[bytes]:
    """Elk proces in een eigen groep: Ctrl-C komt alleen hier aan, en wij stoppen alles in de goede volgorde."""
    log = open(MAP / f"{naam}.log", "ab")  # noqa: SIM115 - blijft open zolang het proces draait
    uitvoer = None if naam == "web" else log
    return subprocess.Popen(
        [sys.executable, "-m", *opdracht],
        cwd=BASIS,
        env=omgeving,
        stdout=uitvoer,
        stderr=uitvoer,
        start_new_session=True,
    )


def wacht_op_web(web: subprocess.Popen[bytes]) -> None:
    einde = time.monotonic() + 60
    while time.monotonic() < einde:
        if web.poll() is not None:
            raise SystemExit("De webserver is gestopt voordat hij antwoordde; de reden staat hierboven.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/gezondheid/", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("De webserver antwoordt niet binnen een minuut.")


def stop_alles(processen: dict[str, subprocess.Popen[bytes]]) -> None:
    for sein, tijd in ((signal.SIGTERM, STOPTIJD), (signal.SIGKILL, 3.0)):
        levend = [proces for proces in processen.values() if proces.poll() is None]
        for proces in levend:
            try:
                os.killpg(proces.pid, sein)
            except ProcessLookupError:
                continue
        einde = time.monotonic() + tijd
        for proces in levend:
            try:
                proces.wait(max(0.0, einde - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue


def _stop_netjes(*_: object) -> None:
    raise Gestopt


def draai(omgeving_: dict[str, str], smtp: int) -> int:
    beheer(omgeving_, "migrate", "--verbosity", "0")
    beheer(omgeving_, "laad_demo")
    celery = ("celery", "-A", "verzuimloket")
    # elk proces logt in als zijn eigen rol, zoals in productie (besluit 25); de eigenaar migreert alleen
    adres = omgeving_["DATABASE_URL"]
    als = {rol: omgeving_ | {"DATABASE_URL": adres.replace("//postgres@", f"//verzuimloket_{rol}@")} for rol in ROLLEN}
    opdrachten = {
        "post": ("demo.smtp", str(smtp), str(MAP / "post")),
        "web": ("gunicorn", "verzuimloket.wsgi", "--bind", f"127.0.0.1:{PORT}", "--workers", "2",
                "--threads", "4", "--timeout", "60", "--log-level", "warning"),
        "worker": (*celery, "worker", "--loglevel", "WARNING", "--concurrency", "2"),
        "beat": (*celery, "beat", "--loglevel", "WARNING", "--schedule", str(MAP / "beat"), "--pidfile", ""),
    }  # fmt: skip
    processen: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for naam, opdracht in opdrachten.items():  # één voor één: Ctrl-C hiertussen laat niets achter
            processen[naam] = start(als["web" if naam == "web" else "jobs"], naam, *opdracht)
        wacht_op_web(processen["web"])
        zeg(f"\nHet Verzuimloket draait op http://localhost:{PORT}")
        zeg(f"De mail van de demo staat op http://localhost:{PORT}/demo/postbus/\n")
        beheer(omgeving_, "demo_accounts")
        beheer(omgeving_, "demo_pgns")
        zeg("\nCtrl-C stopt alles.")
        while True:
            for naam, proces in processen.items():
                if proces.poll() is not None:
                    zeg(f"Het proces '{naam}' is gestopt (code {proces.returncode}); zie {MAP / (naam + '.log')}.")
                    return 1
            threading.Event().wait(0.5)
    finally:
        for sein in SEINEN:
            signal.signal(sein, signal.SIG_IGN)
        zeg("Alles wordt gestopt ...")
        stop_alles(processen)


def main() -> int:
    eis_vrije_poort()
    for sein in SEINEN:
        signal.signal(sein, _stop_netjes)
    MAP.mkdir(parents=True, exist_ok=True)
    try:
        zeg("PostgreSQL en Redis starten ...")
        adressen = start_of_gebruik(MAP)
        smtp = vrije_poort()
        return draai(omgeving(adressen.database_url, adressen.redis_url, smtp), smtp)
    except (Gestopt, KeyboardInterrupt):
        return 0
    finally:
        stop(MAP)


if __name__ == "__main__":
    sys.exit(main())
