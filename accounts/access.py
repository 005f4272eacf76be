"""De deur van elke pagina: wie mag hier komen? Elke view draagt precies één kenmerk, `@requires` of `@openbaar`.

Volgorde: geen enkel recht op de soort pagina -> 403; een object van een ander -> 404 (`visible_to`); een handeling
die niet mag op een object dat u wel ziet -> 403 (`vereis`). Een view zonder kenmerk wordt geweigerd.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.views.decorators.http import require_http_methods

from accounts.domein.rechten import Handeling
from accounts.models import Gebruiker
from accounts.scope import Scope
from verzuimloket.pagina import foutpagina

Weiger = Callable[[HttpRequest, int], HttpResponse]
"""Geeft het antwoord bij 401 en 405, in de vorm die de koppeling verwacht."""
View = Callable[..., HttpResponseBase]


class Verzoek(HttpRequest):
    """Een verzoek dat door `@requires` is: de gebruiker is ingelogd met een tweede factor en heeft een scope.

    `teruggezet` zijn de velden die bij een time-out bewaard werden, of None; `bevestig` controleert een eenmalige code
    (accounts/sessie.py). Alleen een type: de middleware zet ze.
    """

    user: Gebruiker  # type: ignore[assignment] # nooit AnonymousUser: de middleware laat die niet door
    teruggezet: QueryDict | None
    vers_bevestigd: Callable[[], bool]
    bevestig: Callable[[str], str]


def scope_van(request: Verzoek) -> Scope:
    """De scope van wie dit vraagt. Werpt PermissionDenied zonder scope."""
    if request.user.scope is None:
        raise PermissionDenied("Zonder organisatie mag dit niet.")
    return request.user.scope


LEZEN = ("GET", "HEAD")
FORMULIER = ("GET", "HEAD", "POST")
ALLEEN_POST = ("POST",)
# verdieping 1 kent geen rollen en dus geen kenmerk; deze views tonen geen gegevens
OPENBAAR_VAN_BENEDEN = {"verzuimloket.gezondheid.leeft", "verzuimloket.gezondheid.klaar"}


@dataclass(frozen=True, slots=True)
class Toegang:
    """Het kenmerk van een view; `urls --json` en de huistests lezen het."""

    openbaar: bool
    handelingen: frozenset[Handeling] = frozenset()
    zonder_organisatie: bool = False
    methoden: tuple[str, ...] = LEZEN
    concept: str = ""
    activiteit: bool = True
    sleutel: str = ""
    weiger: "Weiger | None" = None


def toegang_van(view: Any) -> Toegang | None:
    """Het kenmerk van een view, of None als het ontbreekt."""
    naam = f"{getattr(view, '__module__', '')}.{getattr(view, '__qualname__', '')}"
    return getattr(view, "toegang", None) or (Toegang(openbaar=True) if naam in OPENBAAR_VAN_BENEDEN else None)


def _merk(view: View, toegang: Toegang) -> View:
    if toegang_van(view) is not None:
        raise TypeError(f"{view.__name__} heeft al een kenmerk van toegang.")
    gewikkeld: Any = wraps(view)(_alleen_met(toegang.methoden, view))
    gewikkeld.toegang = toegang
    return gewikkeld


def _alleen_met(methoden: tuple[str, ...], view: View) -> View:
    """Een andere methode geeft 405 met een pagina: bij een leeg antwoord toont de browser zijn eigen storing."""
    toegestaan: View = require_http_methods(list(methoden))(view)

    def keur(request: HttpRequest, *args: Any, **waarden: Any) -> HttpResponseBase:
        response = toegestaan(request, *args, **waarden)
        if response.status_code == 405 and isinstance(response, HttpResponse) and not response.content:
            pagina = foutpagina(405, "Dit kan niet op deze manier", "Ga terug en gebruik de knop op de pagina.")
            pagina.headers["Allow"] = response.headers["Allow"]
            return pagina
        return response

    return keur


def requires(
    *handelingen: Handeling,
    methoden: tuple[str, ...] = LEZEN,
    zonder_organisatie: bool = False,
    concept: str = "",
    activiteit: bool = True,
) -> Callable[[View], View]:
    """Alleen voor wie is ingelogd met tweede factor en minstens één van deze handelingen mag (anders 403).

    `methoden`: LEZEN (standaard), FORMULIER of ALLEEN_POST; iets anders geeft 405.
    `zonder_organisatie`: ook voor wie nog geen organisatie koos (alleen het keuzescherm).
    `concept`: een soort; verloopt de sessie, dan worden de getypte velden van een POST bewaard en na het inloggen
    op hetzelfde pad als `request.teruggezet` (QueryDict, anders None) aangeboden.
    `activiteit`: False voor wat de pagina zelf opvraagt; dat houdt de sessie niet in leven.
    """
    if bool(handelingen) == zonder_organisatie:
        raise TypeError("Geef @requires minstens één handeling.")

    def kenmerk(view: View) -> View:
        return _merk(
            view, Toegang(False, frozenset(handelingen), zonder_organisatie, tuple(methoden), concept, activiteit)
        )

    return kenmerk


def sleutel(doel: str, *, weiger: Weiger, methoden: tuple[str, ...] = ALLEEN_POST) -> Callable[[View], View]:
    """Alleen voor een systeem met een geldige toegangssleutel voor dit doel (Toegangssleutel.Doel), zonder sessie.

    De view krijgt haar als `request.sleutel`. Zonder geldige sleutel antwoordt `weiger` met 401, bij een andere methode
    met 405.
    """

    def kenmerk(view: View) -> View:
        return _merk(view, Toegang(False, methoden=tuple(methoden), sleutel=doel, weiger=weiger))

    return kenmerk


def openbaar(view: View | None = None, *, methoden: tuple[str, ...] = LEZEN) -> Any:
    """Voor iedereen, ook zonder inloggen. Te gebruiken als `@openbaar` of `@openbaar(methoden=FORMULIER)`."""
    if view is None:
        return lambda echte: openbaar(echte, methoden=methoden)
    return _merk(view, Toegang(True, methoden=tuple(methoden)))


def vereis(request: HttpRequest, *handelingen: Handeling) -> None:
    """403 als de gebruiker geen van deze handelingen mag. Roep dit aan nadat `visible_to` het object gaf."""
    if not mag(request, *handelingen):
        raise PermissionDenied("Uw rol geeft dit recht niet.")


def mag(request: HttpRequest, *handelingen: Handeling) -> bool:
    scope = getattr(request.user, "scope", None)
    return scope is not None and scope.mag(*handelingen)
