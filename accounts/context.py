"""Wat elke pagina om haar inhoud heen toont: menu, organisatie, wisselen en de rusttijd van de sessie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.identiteit import organisaties_van
from accounts.menu import menu_voor


def schil(request: HttpRequest) -> dict[str, Any]:
    """`menu` is een lijst Menupunt, `actieve_organisatie` een Organisatie of None, `sessie_rust` in seconden.

    Alles wordt pas berekend als de pagina het toont.
    """
    gebruiker: Any = getattr(request, "user", None)
    return {
        "menu": SimpleLazyObject(lambda: menu_voor(gebruiker, request.path)),
        "actieve_organisatie": SimpleLazyObject(lambda: getattr(gebruiker, "organisatie", None)),
        "meerdere_organisaties": SimpleLazyObject(
            lambda: len(organisaties_van(getattr(gebruiker, "toewijzingen_nu", []))) > 1
        ),
        "sessie_rust": int(settings.SESSIE_RUST.total_seconds()),
    }
