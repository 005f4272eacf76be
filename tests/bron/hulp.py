"""Leveringen als bytes: zo komt elk regeleinde, elk teken en elke afgebroken regel precies op schijf."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.db import connection

from bron.models import DiplomaVersie, Intrekking, Levering, Nummerwijziging, Oordeel, PeriodeVersie, PersoonVersie
from tests.leveringen import pgn

AN, BEN, CAS = pgn(0), pgn(1), pgn(2)
OWN, TWEEDE_OWN = "101222331", "100000016"  # onderwijsnummers
MODELLEN = (PersoonVersie, PeriodeVersie, DiplomaVersie, Nummerwijziging, Intrekking, Oordeel)


def vlp(nummer: int = 1, leverancier: str = "PROEF") -> str:
    return f"VLP;{leverancier};{nummer};2026-08-01T07:00:00+02:00"


def levering(*regels: str, nummer: int = 1, leverancier: str = "PROEF") -> str:
    """De tekst van een hele levering met deze records."""
    return "\n".join([vlp(nummer, leverancier), *regels, f"SLR;{len(regels)}"]) + "\n"


def per(nummer: str, achternaam: str = "Zeeman", gemeente: str = "") -> str:
    return f"PER;{nummer};2009-05-05;V;{achternaam};;Noor;;;;;;;{gemeente};;"


def isg(nummer: str, van: str = "2025-08-01", tot: str = "", *, brin: str = "00ZV", volgnummer: str = "1") -> list[str]:
    sleutel = f"{brin};{nummer};{volgnummer}"
    return [f"ISG;{sleutel};{van};{tot};", f"ISP;{sleutel};{van};VO;0011;2;;;VT;J;00"]


def dip(nummer: str, soort: str = "HAVO", dag: str = "2026-07-01") -> str:
    return f"DIP;00ZV;{nummer};{soort};;;{dag}"


def leg(map_: Path, inhoud: str | bytes, naam: str = "levering.csv") -> Path:
    pad = map_ / naam
    pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
    return pad


def inhoud_register() -> dict[str, list[tuple[Any, ...]]]:
    """Elke rij van het register, om te bewijzen dat er niets veranderde."""
    beeld = {"levering": list(Levering.objects.order_by("pk").values_list())}
    for model in MODELLEN:
        beeld[model._meta.model_name] = list(model.objects.unscoped("test").order_by("pk").values_list())
    return beeld


def aantallen() -> dict[str, int]:
    return {naam: len(rijen) for naam, rijen in inhoud_register().items() if rijen}


def omgeving() -> dict[str, Any]:
    """Waarmee een eigen proces op de database van deze test werkt: `env` en `cwd`."""
    db = connection.settings_dict
    wie = f"{db['USER']}:{db['PASSWORD']}" if db["PASSWORD"] else db["USER"]
    if db["HOST"].startswith("/"):  # de ingebouwde server luistert op een socket
        adres = f"postgresql://{wie}@/{db['NAME']}?host={db['HOST']}"
    else:
        adres = f"postgresql://{wie}@{db['HOST']}:{db['PORT']}/{db['NAME']}"
    return {
        "env": os.environ | {"DATABASE_URL": adres, "DJANGO_SETTINGS_MODULE": "verzuimloket.settings"},
        "cwd": Path(__file__).parents[2],
    }


def opdracht(*argumenten: str | Path, extra: dict[str, str] | None = None, **anders: Any) -> subprocess.Popen[str]:
    """`manage.py bron_inlezen ...` als eigen proces, op de database van deze test."""
    waar = omgeving()
    return subprocess.Popen(
        [sys.executable, "manage.py", "bron_inlezen", *map(str, argumenten)],
        env=waar["env"] | (extra or {}),
        cwd=waar["cwd"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **anders,
    )
