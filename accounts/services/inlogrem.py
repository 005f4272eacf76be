"""De rem op raden (besluit 37): wie moet wachten, en onthouden wat misging of lukte. Regel: domein/inlogrem.py.

Eén tabel voor inloggen, eenmalige codes, activeren en bevestigen. `Axesrem` hangt haar aan django-axes, dat elke poging
langs `authenticate` en elk geslaagd inloggen meldt.
"""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from django.contrib.auth.hashers import make_password
from django.db.models import Exists, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.domein import inlogrem as regel
from accounts.models import Aanmeldpoging
from verzuimloket.audit.operatie import ip_van
from verzuimloket.clock import echt_nu


@dataclass(frozen=True, slots=True)
class Wacht:
    """Hoe lang nog, en of dat om het account is of om het adres."""

    duur: timedelta
    adres: bool = False

    def __bool__(self) -> bool:
        return self.duur > regel.GEEN

    @property
    def uitleg(self) -> str:
        """De zin voor het scherm; zij zegt niets over of het account bestaat."""
        tijd = regel.minuten(self.duur)
        wanneer = "Probeer het over 1 minuut opnieuw." if tijd == 1 else f"Probeer het over {tijd} minuten opnieuw."
        if not self.adres:
            return f"Er is te vaak iets verkeerds ingevuld. {wanneer}"
        ook = "Logde u hier eerder in, dan mag u het nu al."
        return f"Vanaf uw netwerk ging het bij te veel accounts mis. {wanneer} {ook}"

    @property
    def seconden(self) -> int:
        """Voor de kop Retry-After, naar boven afgerond."""
        return ceil(self.duur.total_seconds())


def wacht(request: HttpRequest, doel: str, naam: str, *, na_fout: bool = False) -> Wacht:
    """Moet wie dit probeert wachten? Ook voor een naam die niet bestaat.

    `na_fout`: ging het net mis, dan krijgt bij een adres dat dicht is ook een bekend account dat antwoord. Anders
    vertelde het verschil wie er wel eens inlogt.
    """
    wie, waar, nu = _account(naam), _adres(request), echt_nu()
    fouten = Aanmeldpoging.objects.filter(gelukt=False)
    lukte = Aanmeldpoging.objects.filter(account=wie, gelukt=True).order_by("-moment").values("moment")[:1]
    eigen = fouten.filter(account=wie, doel=doel, moment__gt=nu - regel.VENSTER).exclude(
        moment__lte=Coalesce(Subquery(lukte), nu - regel.VENSTER)
    ).values_list("moment", flat=True)  # fmt: skip
    duur = regel.wacht_account([nu - moment for moment in eigen], doel)
    if duur:
        return Wacht(duur)
    bekend = Aanmeldpoging.objects.filter(adres=waar, gelukt=True, moment__gt=nu - regel.BEKEND)
    vreemd = (
        fouten.filter(
            ~Exists(bekend.filter(account=OuterRef("account"))), adres=waar, moment__gt=nu - regel.ADRES_VENSTER
        )
        .values_list("account")
        .annotate(laatste=Max("moment"))
    )
    oud = {account: nu - laatste for account, laatste in vreemd}
    if not regel.wacht_adres(oud, bekend=False):
        return Wacht(regel.GEEN)
    return Wacht(regel.wacht_adres(oud, bekend=not na_fout and bekend.filter(account=wie).exists()), adres=True)


def tel_fout(request: HttpRequest, doel: str, naam: str) -> None:
    """Onthoud dat het misging, zonder naam of adres. Wie moest wachten, telt niet nog eens."""
    Aanmeldpoging.objects.create(doel=doel, account=_account(naam), adres=_adres(request), moment=echt_nu())


def tel_gelukt(request: HttpRequest, naam: str) -> None:
    """Het lukte helemaal: de fouten van dit account tellen niet meer mee, en het is op dit adres bekend.

    Wat een ander op een ander adres probeerde, blijft daar meetellen.
    """
    wie = _account(naam)
    Aanmeldpoging.objects.filter(account=wie, adres=_adres(request), gelukt=False).delete()
    Aanmeldpoging.objects.update_or_create(
        adres=_adres(request), account=wie, gelukt=True, defaults={"doel": "inloggen", "moment": echt_nu()}
    )


class Axesrem(AxesBaseHandler, AbstractAxesHandler):
    """Laat django-axes deze rem gebruiken in plaats van zijn eigen tellers, die namen en adressen leesbaar bewaren."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        """Houdt `authenticate` tegen.

        Is het adres dicht, dan wordt toch één keer gerekend: de tijd mag niet zeggen wie hier bekend is.
        """
        velden = credentials or {}
        request.inlogwacht = wacht(request, "inloggen", velden.get("username") or "")
        if request.inlogwacht.adres and request.inlogwacht:
            make_password(velden.get("password") or "")
        return bool(request.inlogwacht)

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        return 0  # de rem telt zelf

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
        naam = credentials.get("username") or ""
        if not request.inlogwacht:
            tel_fout(request, "inloggen", naam)
            request.inlogwacht = wacht(request, "inloggen", naam, na_fout=True)
        if request.inlogwacht:
            request.axes_locked_out, request.axes_credentials = True, credentials

    def user_logged_in(self, sender: Any, request: Any, user: Any, **_: Any) -> None:
        tel_gelukt(request, user.get_username())

    def user_logged_out(self, sender: Any, request: Any, user: Any, **_: Any) -> None:
        """Uitloggen zegt niets over raden."""


def _account(naam: str) -> str:
    return salted_hmac("accounts.inlogrem.account", naam.strip().casefold()[:80], algorithm="sha256").hexdigest()[:32]


def _adres(request: HttpRequest) -> str:
    """Een afdruk van het adres; van IPv6 alleen het netwerk (/64), want daarbinnen kiest iemand zelf."""
    try:
        ip = ipaddress.ip_address(ip_van(request) or "")
    except ValueError:
        ip = ipaddress.ip_address("0.0.0.0")  # noqa: S104 - geen adres om op te luisteren
    ip = getattr(ip, "ipv4_mapped", None) or ip
    netwerk = ipaddress.ip_network((ip, 64 if ip.version == 6 else 32), strict=False)
    return salted_hmac("accounts.inlogrem.adres", str(netwerk), algorithm="sha256").hexdigest()[:32]
