"""`make bench`, of `python -m bench [naam ...]`. SCHAAL=0.1 maakt alles kleiner; SCHAAL=1 is het hele land.

Elke module in bench/ met een functie `meet(schaal: float) -> Iterator[Regel]` doet mee. Een regel boven haar grens
maakt de afloop 1.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

BASIS = Path(__file__).resolve().parent.parent
# een server voor een heel land: de tabellen passen in het geheugen (docs/beheer/opschalen.md)
LANDELIJK = {
    "shared_buffers": "2GB",
    "checkpoint_timeout": "30min",
    "max_wal_size": "8GB",
    "wal_buffers": "64MB",
    "wal_writer_delay": "20ms",
}
MODULES = ("bron", "weeklevering", "terugblik", "meldingen", "rls", "rapportages", "exports")


def _omgeving() -> None:
    os.environ["VERZUIMLOKET_TEST"] = "1"
    os.environ.setdefault("BASIS_URL", "http://testserver")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verzuimloket.settings")
    os.environ.setdefault("LOG_NIVEAU", "WARNING")
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        import atexit

        from verzuimloket.embedded import start_of_gebruik, stop

        adressen = start_of_gebruik(BASIS / ".bench", database="bench", instellingen=LANDELIJK)
        atexit.register(stop, BASIS / ".bench")
        os.environ["DATABASE_URL"] = adressen.database_url
        os.environ["REDIS_URL"] = adressen.redis_url


def _eis_volgorde() -> None:
    """Stop als de server niet op bytes sorteert: een oude map .bench meet dan een vijfde te traag."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        if (volgorde := cursor.fetchone()[0]) != "C":
            sys.exit(f"De server sorteert op {volgorde} en niet op bytes (C). Verwijder de map .bench en meet opnieuw.")


def main() -> int:
    _omgeving()
    import django

    django.setup()
    from django.core.management import call_command

    from bench.meting import druk_af

    _eis_volgorde()
    call_command("migrate", verbosity=0)
    schaal = float(os.environ.get("SCHAAL", "1"))
    gekozen = sys.argv[1:] or [naam for naam in MODULES if (BASIS / "bench" / f"{naam}.py").exists()]
    te_hoog = 0
    for naam in gekozen:
        print(f"\n== {naam} (SCHAAL={schaal:g})", flush=True)
        for regel in import_module(f"bench.{naam}").meet(schaal):
            te_hoog += not druk_af(regel)
    print(f"\n{te_hoog} boven de grens" if te_hoog else "\nalles binnen de grens")
    return 1 if te_hoog else 0


if __name__ == "__main__":
    sys.exit(main())
