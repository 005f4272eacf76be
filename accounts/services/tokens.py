"""De tweede factor: koppelen, controleren en herstelcodes."""

import secrets
from base64 import b32decode
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django_otp import devices_for_user, verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Hardwaretoken, Token, Voorstel
from verzuimloket.audit.services import record
from verzuimloket.clock import echt_nu, nu
from verzuimloket.outbox.services import enqueue
from verzuimloket.versleuteling import herversleutel

HERSTELCODES = 10
MEESTE_APPS = 3


HERSTEL_TEKENS = "abcdefghjkmnpqrstuvwxyz23456789"  # zonder tekens die op elkaar lijken


@dataclass(frozen=True, slots=True)
class Tokenuitslag:
    """`token` is gezet als de code klopte; `wacht` is het aantal seconden dat nieuwe pogingen worden geweigerd."""

    token: Device | None
    wacht: int = 0

    @property
    def uitleg(self) -> str:
        """De zin voor het scherm als de code niet klopte."""
        wacht = f" Wacht {self.wacht} seconden voor u het opnieuw probeert." if self.wacht > 1 else ""
        return f"Deze code klopt niet of is al gebruikt. Wacht op een nieuwe code en probeer het opnieuw.{wacht}"


@transaction.atomic
def zet_totp(gebruiker: Gebruiker, geheim: str, *, naam: str = "App", door: Gebruiker | None = None) -> Token:
    """Koppel een app met dit geheim (base32) en vervang de vorige apps. Schrijft een logregel zonder geheim.

    Sessies die met een vorige app begonnen, eindigen bij het volgende verzoek. Werpt ValueError bij geen base32.
    """
    sleutel = b32decode(geheim.replace(" ", "").upper())
    _apps(gebruiker).delete()
    token = Token.met_geheim(sleutel, user_id=gebruiker.pk, name=naam, confirmed=True)
    token.save()
    record(actie="accounts:token:gekoppeld", gebruiker=door, object_type="gebruiker", object_id=gebruiker.pk)
    return token


def _apps(gebruiker: Gebruiker) -> QuerySet[Token]:
    """De tokens van deze gebruiker die geen apparaat zijn."""
    return Token.objects.filter(user_id=gebruiker.pk, van_apparaat=False)


@transaction.atomic
def begin_koppelen(gebruiker: Gebruiker) -> Token:
    """Een nieuw geheim voor een app van deze gebruiker, dat pas werkt na `bevestig_koppelen`; een eerder begin vervalt.

    Werpt Geweigerd als er al MEESTE_APPS gekoppeld zijn.
    """
    Gebruiker.objects.select_for_update(no_key=True).get(pk=gebruiker.pk)
    _apps(gebruiker).filter(confirmed=False).delete()
    if _apps(gebruiker).count() >= MEESTE_APPS:
        raise Geweigerd(f"U hebt al {MEESTE_APPS} apps gekoppeld. Verwijder er eerst een.")
    token = Token.met_geheim(secrets.token_bytes(20), user_id=gebruiker.pk, name="App", confirmed=False)
    token.save()
    return token


@transaction.atomic
def bevestig_koppelen(token: Token, code: str, naam: str, *, door: Gebruiker) -> Tokenuitslag:
    """Bewijs met een code dat de app het geheim heeft; dan telt zij. Schrijft token, logregel en een bericht."""
    token = Token.objects.select_for_update().get(pk=token.pk, confirmed=False)
    if not token.verify_token("".join(code.split())):
        return Tokenuitslag(None, wacht_op(token))
    token.confirmed, token.name = True, naam.strip() or "App"
    token.save(update_fields=["confirmed", "name"])
    record(actie="accounts:token:gekoppeld", gebruiker=door, object_type="gebruiker", object_id=door.pk)
    meld_wijziging(door, f"gekoppeld:{token.pk}")
    return Tokenuitslag(token)


@transaction.atomic
def verwijder_app(token: Token, *, door: Gebruiker) -> None:
    """Verwijder een eigen app; sessies die ermee begonnen, eindigen. Schrijft een logregel en een bericht.

    Werpt Geweigerd bij de laatste tweede factor: dan kan niemand er meer in.
    """
    Gebruiker.objects.select_for_update(no_key=True).get(pk=door.pk)
    ander = Token.objects.filter(user_id=door.pk, confirmed=True).exclude(pk=token.pk)
    if token.confirmed and not ander.exists():
        raise Geweigerd("Dit is uw laatste token. Koppel eerst een andere app.")
    meld_wijziging(door, f"verwijderd:{token.pk}")
    _apps(door).filter(pk=token.pk).delete()
    record(actie="accounts:token:verwijderd", gebruiker=door, object_type="gebruiker", object_id=door.pk)


@transaction.atomic
def wis_tweede_factor(voorstel: Voorstel, door: Gebruiker) -> None:
    """De uitvoerder van een voorstel: de gebruiker heeft geen tweede factor meer, en al zijn sessies eindigen.

    Apps en herstelcodes zijn weg, een apparaat is geblokkeerd en hoort bij niemand. Schrijft een logregel en
    een bericht.
    """
    gebruiker = voorstel.over
    assert gebruiker is not None
    _apps(gebruiker).delete()
    StaticDevice.objects.filter(user_id=gebruiker.pk).delete()
    Hardwaretoken.objects.unscoped("van deze gebruiker").filter(token__user_id=gebruiker.pk).update(
        stand=Hardwaretoken.Stand.GEBLOKKEERD, gewijzigd_op=nu()
    )
    Token.objects.filter(user_id=gebruiker.pk).update(user=None, confirmed=False)
    meld_wijziging(gebruiker, f"gewist:{voorstel.pk}")
    record(
        actie="accounts:token:gewist", gebruiker=door, organisatie=voorstel.organisatie_id,
        object_type="gebruiker", object_id=gebruiker.pk,
    )  # fmt: skip


def meld_wijziging(gebruiker: Gebruiker, wat: str) -> None:
    """Mail de gebruiker dat er iets aan zijn tweede factor veranderde: was hij het niet, dan merkt hij het."""
    if gebruiker.email:
        enqueue(sjabloon="beheer/tweede_factor", ontvanger=gebruiker.email, sleutel=f"token:{wat}", context={})


def herversleutel_alle() -> int:
    """Schrijf elk geheim opnieuw met de eerste sleutel van TOKEN_SLEUTEL; geeft het aantal. Herhalen mag."""
    aantal = 0
    for pk in Token.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            token = Token.objects.select_for_update().filter(pk=pk).first()
            if token is not None:
                token.geheim = herversleutel(token.geheim)
                token.save(update_fields=["geheim"])
                aantal += 1
    return aantal


@transaction.atomic
def maak_herstelcodes(gebruiker: Gebruiker, *, door: Gebruiker | None = None) -> list[str]:
    """Tien nieuwe herstelcodes van elk 12 tekens (59 bits), één keer te tonen; de vorige vervallen.

    Alleen een afdruk met de sleutel van het portaal wordt bewaard. Schrijft een logregel zonder codes.
    """
    codes = ["".join(secrets.choice(HERSTEL_TEKENS) for _ in range(12)) for _ in range(HERSTELCODES)]
    kaart, _ = StaticDevice.objects.select_for_update().get_or_create(
        user_id=gebruiker.pk, defaults={"name": "Herstelcodes", "confirmed": True}
    )
    kaart.token_set.all().delete()
    StaticToken.objects.bulk_create(StaticToken(device=kaart, token=_afdruk(gebruiker, code)) for code in codes)
    record(actie="accounts:herstelcodes:gemaakt", gebruiker=door, object_type="gebruiker", object_id=gebruiker.pk)
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


def aantal_herstelcodes(gebruiker: Gebruiker) -> int:
    """Hoeveel herstelcodes nog niet gebruikt zijn."""
    return StaticToken.objects.filter(device__user_id=gebruiker.pk).count()


def controleer_token(gebruiker: Gebruiker, invoer: str) -> Tokenuitslag:
    """Gebruik een eenmalige code of herstelcode. Elke code werkt één keer, ook bij gelijktijdige pogingen.

    Alleen langs de vergrendelende aanroep van django-otp; daarbuiten liet één code twee sessies binnen.
    """
    code = "".join(invoer.split()).replace("-", "").casefold()
    wacht = 0
    for token in devices_for_user(gebruiker):
        als_herstelcode = isinstance(token, StaticDevice)
        if als_herstelcode == code.isdecimal():
            continue
        with transaction.atomic():
            gelukt = verify_token(gebruiker, token.persistent_id, _afdruk(gebruiker, code) if als_herstelcode else code)
        if gelukt is not None:
            return Tokenuitslag(gelukt)
        token.refresh_from_db()  # deze poging telt al mee
        wacht = max(wacht, wacht_op(token))
    return Tokenuitslag(None, wacht)


def wacht_op(token: Any) -> int:
    """Hoeveel seconden dit token nieuwe pogingen weigert."""
    mag, uitleg = token.verify_is_allowed()
    if mag or not uitleg or not uitleg.get("locked_until"):
        return 0
    return int((uitleg["locked_until"] - echt_nu()).total_seconds()) + 1


def _afdruk(gebruiker: Gebruiker, code: str) -> str:
    """16 hexcijfers is wat het veld van django-otp draagt: 64 bits, meer dan de code zelf."""
    return salted_hmac("accounts.herstelcode", f"{gebruiker.pk}:{code}", algorithm="sha256").hexdigest()[:16]
