"""Wat de tests van de weeklevering delen: een maandag, de regels van een ontvanger en een persoon die al bekend was."""

import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from django.db import connection

from bron.models import Mutatie
from bron.services.weeklevering import bouw_week
from tests.leveringen import lever, pgn
from verzuimloket.clock import AMSTERDAM

MAANDAG = date(2026, 11, 23)
K = datetime(2026, 11, 23, tzinfo=AMSTERDAM)
DEZE_WEEK = datetime(2026, 11, 18, 9, tzinfo=AMSTERDAM)
EERDER = datetime(2026, 11, 2, 9, tzinfo=AMSTERDAM)
AN = pgn(0)


def bekend(map_: Path, *regels: str) -> None:
    """Wat de vorige maandag al bekend was."""
    lever(map_, *regels, op=EERDER)


def deze_week(map_: Path, *regels: str, op: datetime = DEZE_WEEK) -> None:
    lever(map_, *regels, op=op)


def mutaties(gemeente: str = "0363", maandag: date = MAANDAG) -> list[tuple[str, str]]:
    """Soort en datum van elke regel voor een gemeente, op volgorde van het bestand."""
    bouw_week(maandag)
    rijen = Mutatie.objects.unscoped("test").filter(ontvanger_gemeente=gemeente, weeklevering__peildatum=maandag)
    return [(soort, str(datum)) for soort, datum in rijen.order_by("pgn", "pk").values_list("soort", "datum")]


def opdracht(*argumenten: str | Path) -> subprocess.Popen[str]:
    """`manage.py weeklevering ...` als eigen proces, op de database van deze test en op maandagochtend."""
    db = connection.settings_dict
    wie = f"{db['USER']}:{db['PASSWORD']}" if db["PASSWORD"] else db["USER"]
    adres = f"postgresql://{wie}@{db['HOST']}:{db['PORT']}/{db['NAME']}"
    if db["HOST"].startswith("/"):  # de ingebouwde server luistert op een socket
        adres = f"postgresql://{wie}@/{db['NAME']}?host={db['HOST']}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "weeklevering", *map(str, argumenten)],
        env=os.environ | {"DATABASE_URL": adres, "VERZUIMLOKET_NU": "2026-11-23T04:00:00+01:00"},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
