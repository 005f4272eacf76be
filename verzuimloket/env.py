"""Lezen van omgevingsvariabelen: een onverwachte waarde stopt de start met een zin die de variabele noemt."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

WAAR = {"1", "true", "ja", "on", "yes"}
ONWAAR = {"0", "false", "nee", "off", "no", ""}


def env_str(naam: str, standaard: str = "") -> str:
    return os.environ.get(naam, "").strip() or standaard


def env_bool(naam: str, standaard: bool = False) -> bool:
    """Ja of nee; iets anders dan 1/0, true/false, ja/nee, on/off of yes/no is een fout."""
    waarde = os.environ.get(naam)
    if waarde is None:
        return standaard
    if waarde.strip().lower() in WAAR:
        return True
    if waarde.strip().lower() in ONWAAR:
        return False
    raise ImproperlyConfigured(f"{naam} moet 1 of 0 zijn (of ja/nee, true/false), niet {waarde!r}.")


def env_int(naam: str, standaard: int, *, minimaal: int = 0) -> int:
    waarde = env_str(naam, str(standaard))
    try:
        getal = int(waarde)
    except ValueError:
        raise ImproperlyConfigured(f"{naam} moet een geheel getal zijn, niet {waarde!r}.") from None
    if getal < minimaal:
        raise ImproperlyConfigured(f"{naam} moet minstens {minimaal} zijn, niet {getal}.")
    return getal


def env_list(naam: str, standaard: str = "") -> list[str]:
    return [deel.strip() for deel in env_str(naam, standaard).split(",") if deel.strip()]


def env_secret(naam: str, standaard: str | None = None, *, nooit: str | None = None) -> str:
    """Een geheim uit NAAM of uit het bestand dat NAAM_FILE noemt; ontbreekt het, dan start het portaal niet.

    `nooit` is de waarde die iedereen kent: die weigeren wij, waar zij ook vandaan komt.
    """
    bestand = env_str(f"{naam}_FILE")
    waarde = _lees_bestand(f"{naam}_FILE", bestand) if bestand else env_str(naam) or standaard
    if waarde is None:
        raise ImproperlyConfigured(f"{naam} (of {naam}_FILE) ontbreekt. Het portaal start niet zonder dit geheim.")
    if nooit is not None and waarde == nooit:
        raise ImproperlyConfigured(f"{naam} is het geheim van de demo, en dat kent iedereen. Kies een eigen geheim.")
    return waarde


def _lees_bestand(naam: str, bestand: str) -> str:
    try:
        waarde = Path(bestand).read_text(encoding="utf-8-sig").strip()
    except OSError as fout:
        raise ImproperlyConfigured(f"{naam} kan niet gelezen worden: {fout.strerror}.") from None
    except ValueError:  # geen UTF-8, of een NUL in de bestandsnaam
        raise ImproperlyConfigured(f"{naam} noemt een bestand dat geen tekst in UTF-8 is.") from None
    if not waarde:
        raise ImproperlyConfigured(f"{naam} noemt een leeg bestand.")
    return waarde


def env_email(naam: str, standaard: str) -> dict[str, object]:
    """EMAIL_URL -> de mailinstellingen van Django. Vormen: smtp://, smtp+tls:// (STARTTLS) en smtps://."""
    try:
        delen = urlsplit(env_secret(naam, standaard))  # er kan een wachtwoord in staan
        poort = delen.port
    except ValueError:
        raise ImproperlyConfigured(
            f"{naam} heeft een onleesbaar adres of een poort buiten 0 tot en met 65535."
        ) from None
    if delen.scheme not in {"smtp", "smtp+tls", "smtps"} or not delen.hostname:
        raise ImproperlyConfigured(f"{naam} moet beginnen met smtp://, smtp+tls:// of smtps:// en een host noemen.")
    return {
        "EMAIL_HOST": delen.hostname,
        "EMAIL_PORT": poort or (465 if delen.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(delen.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(delen.password or ""),
        "EMAIL_USE_TLS": delen.scheme == "smtp+tls",
        "EMAIL_USE_SSL": delen.scheme == "smtps",
    }
