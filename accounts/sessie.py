"""De sessie: half ingelogd (wachtwoord klopte), ingelogd (ook de code), verlopen, en bij welke organisatie.

Half ingelogd is alleen een nummer in de sessie: `request.user` blijft dan anoniem, dus geen enkele pagina gaat open.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django_otp import login as otp_login
from django_otp.models import Device

from accounts import sessietijd
from accounts.backends import LoketBackend
from accounts.identiteit import organisaties_van, werk_bij
from accounts.models import Gebruiker
from accounts.queries.sessies import bij_naam
from accounts.services import inlogrem
from accounts.services.sessies import schrijf_in
from accounts.services.tokens import controleer_token
from accounts.sessietijd import is_verlopen, seconden
from verzuimloket.audit.services import record, record_refusal

BACKEND = "accounts.backends.LoketBackend"
BEGIN, GEZIEN, ORGANISATIE = sessietijd.BEGIN, sessietijd.GEZIEN, sessietijd.ORGANISATIE
VOLGENDE, TERUG = "volgende", "terugzetten"  # waarheen na het inloggen, en waar een bewaard formulier terugkomt
HALF_WIE, HALF_SINDS, HALF_FOUT = "half_wie", "half_sinds", "half_fout"
HALF_AFDRUK = "half_afdruk"  # van het wachtwoord dat klopte; een ander wachtwoord maakt stap 1 ongedaan
HALF_MAXIMUM = 600  # seconden tussen wachtwoord en code
HALF_FOUTEN = 5  # daarna eerst weer het wachtwoord
BEVESTIGD = "bevestigd"  # wanneer deze sessie voor het laatst een eenmalige code gaf
BEVESTIGD_GELDT = 300  # seconden; daarna vraagt een gevoelige handeling opnieuw een code
BIJWERKEN_NA = 60  # seconden; vaker schrijven wij activiteit niet op


@dataclass(frozen=True, slots=True)
class Verlopen:
    """Wie hier was ingelogd toen de sessie verliep, en bij welke organisatie hij bezig was."""

    gebruiker_id: int
    organisatie_id: int | None


def rust_over(request: HttpRequest) -> int:
    """Hoeveel seconden de sessie nog duurt als de gebruiker niets doet."""
    sinds_begin = seconden() - request.session.get(BEGIN, 0)
    absoluut = settings.SESSIE_MAXIMUM.total_seconds() - sinds_begin
    return int(max(0, min(settings.SESSIE_RUST.total_seconds(), absoluut)))


def raak_aan(request: HttpRequest, *, altijd: bool = False) -> None:
    """Onthoud dat de gebruiker bezig is; hoogstens één keer per minuut een schrijfactie."""
    if altijd or seconden() - request.session.get(GEZIEN, 0) >= BIJWERKEN_NA:
        request.session[GEZIEN] = seconden()


def begin_half(request: HttpRequest, gebruiker: Gebruiker, *, volgende: str) -> None:
    """Het wachtwoord klopte: een nieuwe sessie met alleen wie er nog een code moet geven, en waarheen daarna."""
    request.session.flush()
    request.session[VOLGENDE] = volgende
    request.session[HALF_WIE] = gebruiker.pk
    request.session[HALF_SINDS] = seconden()
    request.session[HALF_AFDRUK] = gebruiker.get_session_auth_hash()


def half_ingelogd(request: HttpRequest) -> Gebruiker | None:
    """Wie nog een code moet geven; None als dat te lang duurde of te vaak misging, of als de gebruiker intussen is
    afgesloten of een ander wachtwoord heeft."""
    nummer = request.session.get(HALF_WIE)
    te_oud = seconden() - request.session.get(HALF_SINDS, 0) > HALF_MAXIMUM
    if nummer is None or te_oud or request.session.get(HALF_FOUT, 0) >= HALF_FOUTEN:
        return None
    gebruiker = LoketBackend().get_user(nummer)
    afdruk = request.session.get(HALF_AFDRUK, "")
    return gebruiker if gebruiker and constant_time_compare(afdruk, gebruiker.get_session_auth_hash()) else None


def tel_fout(request: HttpRequest, gebruiker: Gebruiker) -> None:
    request.session[HALF_FOUT] = request.session.get(HALF_FOUT, 0) + 1
    inlogrem.tel_fout(request, "code", gebruiker.username)
    record_refusal(request, "code_onjuist", actie="accounts:sessie:code_geweigerd",
                   object_type="gebruiker", object_id=gebruiker.pk,
                   organisaties=bij_naam(gebruiker.username)[1])  # fmt: skip


@transaction.atomic
def log_in(request: HttpRequest, gebruiker: Gebruiker, token: Device) -> str:
    """Wachtwoord en code klopten: nieuwe sessiesleutel, tweede factor vastgelegd, organisatie gekozen als er één is.

    Schrijft de sessie, haar plaats in de lijst van de gebruiker en een logregel; geeft het pad waar hij heen wilde.
    """
    volgende = request.session.get(VOLGENDE, "/")
    request.session.flush()
    auth.login(request, gebruiker, backend=BACKEND)
    otp_login(request, token)
    request.session[BEGIN] = request.session[BEVESTIGD] = seconden()
    raak_aan(request, altijd=True)
    request.session[VOLGENDE] = request.session[TERUG] = volgende
    assert request.session.session_key  # auth.login maakte haar
    schrijf_in(request.session.session_key, gebruiker, request.headers.get("User-Agent", ""))
    werk_bij(gebruiker, None)
    record(actie="accounts:sessie:ingelogd", gebruiker=gebruiker, request=request,
           details={"factor": token.model_label()})  # fmt: skip
    organisaties = organisaties_van(gebruiker.toewijzingen_nu)
    if len(organisaties) == 1:
        kies_organisatie(request, organisaties[0].pk)
    return volgende


def vers_bevestigd(request: HttpRequest) -> bool:
    """Gaf deze sessie de laatste vijf minuten een eenmalige code?"""
    return seconden() - request.session.get(BEVESTIGD, 0) <= BEVESTIGD_GELDT


def bevestig(request: HttpRequest, invoer: str) -> str:
    """Gebruik een code voor een gevoelige handeling. Geeft de zin die zegt wat er mis is, of niets als zij klopt.

    Schrijft de sessie en een logregel.
    """
    gebruiker: Any = request.user
    if rem := inlogrem.wacht(request, "code", gebruiker.username):
        return rem.uitleg
    uitslag = controleer_token(gebruiker, invoer)
    if uitslag.token is None:
        inlogrem.tel_fout(request, "code", gebruiker.username)
        record_refusal(request, "code_onjuist", actie="accounts:sessie:code_geweigerd",
                       object_type="gebruiker", object_id=gebruiker.pk)  # fmt: skip
        return uitslag.uitleg
    request.session[BEVESTIGD] = seconden()
    record(actie="accounts:sessie:bevestigd", gebruiker=gebruiker, request=request,
           details={"factor": uitslag.token.model_label()})  # fmt: skip
    return ""


@transaction.atomic
def kies_organisatie(request: HttpRequest, organisatie_id: int) -> bool:
    """Ga aan het werk bij deze organisatie, met alle rollen die de gebruiker daar heeft. False als dat niet mag.

    Schrijft de sessie en een logregel.
    """
    gebruiker: Any = request.user
    werk_bij(gebruiker, organisatie_id)
    if gebruiker.scope is None:
        return False
    request.session[ORGANISATIE] = organisatie_id
    record(actie="accounts:sessie:organisatie_gekozen", gebruiker=gebruiker, organisatie=organisatie_id,
           request=request)  # fmt: skip
    return True


@transaction.atomic
def log_uit(request: HttpRequest) -> None:
    """Beëindig de sessie; schrijft een logregel als er iemand was ingelogd."""
    if request.user.is_authenticated:
        record(actie="accounts:sessie:uitgelogd", gebruiker=request.user, request=request)
    auth.logout(request)


def laad_gebruiker(request: HttpRequest, gebruiker: Any) -> Any:
    """De gebruiker van dit verzoek met token en scope, of anoniem als de sessie verlopen is.

    Bij een verlopen sessie staat in `request.verlopen` wie het was; de sessie zelf is dan al weg.
    """
    gebruiker.otp_device = None
    gebruiker.is_verified = lambda: gebruiker.otp_device is not None
    if not gebruiker.is_authenticated:
        return gebruiker
    if is_verlopen(request.session):
        request.verlopen = Verlopen(gebruiker.pk, request.session.get(ORGANISATIE))  # type: ignore[attr-defined]
        request.session.flush()
        return laad_gebruiker(request, AnonymousUser())
    return gebruiker
