"""Het menu: één tabel. Een pagina die nog niet bestaat of niet mag, staat er niet in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from accounts.domein.rechten import Handeling

_H = Handeling
# (label, url-naam, wie één van deze handelingen mag)
MENU: tuple[tuple[str, str, tuple[Handeling, ...]], ...] = (
    ("Opvoeren verzuim", "meldingen:nieuw", (_H.OPVOEREN,)),
    ("Raadplegen/wijzigen", "meldingen:lijst", (_H.RAADPLEGEN,)),
    ("Beheer locaties", "meldingen:locaties", (_H.LOCATIES_BEHEREN,)),
    ("Beheer melders", "meldingen:melders", (_H.MELDERS_BEHEREN,)),
    ("Rapportages", "rapportages:overzicht", (_H.RAPPORTAGES_LEZEN,)),
    ("Leveringen", "bron:leveringen", (_H.LEVERINGEN_LEZEN, _H.LEVERINGEN_VOLGEN)),
    ("Aanleveringen", "bron:aanleveringen", (_H.LEVERINGEN_VOLGEN,)),
    ("Bouw rapportages", "rapportages:bouw", (_H.LEVERINGEN_VOLGEN,)),
    ("Register", "bron:register", (_H.REGISTER_INZIEN,)),
    ("Routering", "meldingen:routeringen", (_H.ROUTERING_BEHEREN,)),
    ("Fusies", "accounts:fusies", (_H.ORGANISATIES_BEHEREN,)),
    ("Organisaties", "accounts:organisaties", (_H.ORGANISATIES_BEHEREN,)),
    ("Betrokkenen", "accounts:betrokkenen", (_H.BETROKKENEN_INZIEN,)),
    ("Toegangssleutels", "accounts:sleutels", (_H.SLEUTELS_BEHEREN,)),
    ("Uw organisatie", "accounts:eigen_organisatie", (_H.GEBRUIKERS_BEHEREN,)),
    ("Gebruikers", "accounts:gebruikers", (_H.GEBRUIKERS_BEHEREN,)),
    ("Rollen", "accounts:rollen", (_H.GEBRUIKERS_BEHEREN,)),
    ("Tokens", "accounts:tokens", (_H.GEBRUIKERS_BEHEREN,)),
    ("Voorstellen", "accounts:voorstellen", (_H.GEBRUIKERS_BEHEREN, _H.ORGANISATIES_BEHEREN)),
    ("Logboek", "accounts:logboek", (_H.LOGBOEK_LEZEN,)),
)


@dataclass(frozen=True, slots=True)
class Menupunt:
    """`teller` is het aantal ongelezen, of None als dit punt niets telt."""

    label: str
    url: str
    actief: bool
    teller: int | None = None


def menu_voor(gebruiker: Any, pad: str) -> list[Menupunt]:
    """De menupunten voor deze gebruiker; actief is het punt met het langste adres waar `pad` mee begint."""
    scope = getattr(gebruiker, "scope", None)
    if scope is None:
        return []
    punten = [
        (label, naam, url) for label, naam, handelingen in MENU if scope.mag(*handelingen) and (url := _adres(naam))
    ]
    hier = max((url for _, _, url in punten if pad.startswith(url)), key=len, default="")
    return [Menupunt(label, url, url == hier, _teller(naam, gebruiker)) for label, naam, url in punten]


def _adres(naam: str) -> str:
    try:
        return reverse(naam)
    except NoReverseMatch:
        return ""


def _teller(naam: str, gebruiker: Any) -> int | None:
    pad = settings.MENU_TELLERS.get(naam)
    return import_string(pad)(gebruiker) if pad else None


@dataclass(frozen=True, slots=True)
class Tegel:
    """Een stukje van 'het werk van nu' op de startpagina."""

    titel: str
    aantal: int
    url: str
    uitleg: str = ""


def tegels_voor(gebruiker: Any) -> Iterable[Tegel]:
    """Wat de kamers in STARTPAGINA_TEGELS voor deze gebruiker te melden hebben, in die volgorde."""
    return [tegel for pad in settings.STARTPAGINA_TEGELS for tegel in import_string(pad)(gebruiker)]
