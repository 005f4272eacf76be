"""Systeemcontroles op fouten bij het inrichten, met een vast nummer.

E010 de database bevat accounts of tokens van de demo, terwijl het portaal niet in demomodus draait.
"""

import logging
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connection

from verzuimloket.db.bereik import JOBS, WEB
from verzuimloket.versleuteling import afdruk

logger = logging.getLogger(__name__)


@checks.register(checks.Tags.database)
def geen_demo_in_productie(
    app_configs: object = None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """E010. Raakt de database alleen aan als `databases` genoemd zijn, zoals bij `migrate` en `check --database`."""
    if settings.PROEF or not databases or not _heeft_demo():
        return []
    return [
        checks.Error(
            "In de database staan accounts of tokens van de demo. Iedereen kent hun wachtwoord en code.",
            hint="Begin met een lege database, of verwijder de accounts en tokens van de demo.",
            id="verzuimloket.E010",
        )
    ]


def eis_productie() -> None:
    """Bij de start van web, worker en beat: werpt ImproperlyConfigured bij E010.

    Is de database er (nog) niet, dan start het proces gewoon: het portaal zegt dan zelf dat het even weg is.
    """
    try:
        fouten = geen_demo_in_productie(databases=["default"])
    finally:
        if not settings.PROEF:
            connection.close()  # een geërfde verbinding mag niet mee naar de kinderen van de server
    if fouten:
        raise ImproperlyConfigured(f"{fouten[0].id}: {fouten[0].msg} {fouten[0].hint}")


def waarschuw_voor_rol() -> bool:
    """Bij de start van het web: zegt in het log dat het inlogt als een rol die langs de rij-beveiliging mag; geeft of.

    Verzoeken gaan ook dan over op de rol van het web (besluit 25); wat daarbuiten gebeurt, niet.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls OR pg_has_role(rolname, %s, 'USAGE') FROM pg_roles"
                " WHERE rolname = session_user",
                [JOBS],
            )
            ruim = bool(cursor.fetchone()[0])
    except (DatabaseError, InterfaceError):
        return False  # geen database: dat zegt het portaal zelf al
    finally:
        if not settings.PROEF:
            connection.close()
    if ruim and not settings.PROEF:
        logger.warning("Het web logt in als een rol die alle rijen mag lezen. Gebruik %s (installeren.md).", WEB)
    return ruim


def _heeft_demo() -> bool:
    """Een token met het demogeheim, of een demoaccount dat met het demowachtwoord opengaat."""
    wereld = import_module(settings.DEMO_WERELD)
    namen = [account.gebruikersnaam for account in wereld.ACCOUNTS]
    tokens = apps.get_model("accounts", "Token").objects  # met naam: de begane grond kent geen kamer
    try:
        if tokens.filter(afdruk=afdruk(bytes.fromhex(wereld.totp_sleutel()))).exists():
            return True
        afdrukken = list(get_user_model().objects.filter(username__in=namen).values_list("password", flat=True))
    except (DatabaseError, InterfaceError) as fout:  # geen database, of nog geen tabellen
        logger.warning("Controle op demoaccounts overgeslagen: %s", type(fout).__name__)
        return False
    return any(check_password(wereld.WACHTWOORD, afdruk) for afdruk in afdrukken)
