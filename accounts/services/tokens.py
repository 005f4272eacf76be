"""De tweede factor: koppelen, controleren en herstelcodes."""

import secrets
from base64 import b32decode
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp import devices_for_user, verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import Gebruiker
from verzuimloket.audit.services import record
from verzuimloket.clock import echt_nu

HERSTELCODES = 10


HERSTEL_TEKENS = "abcdefghjkmnpqrstuvwxyz23456789"  # zonder tekens die op elkaar lijken


@transaction.atomic
def zet_totp(gebruiker: Gebruiker, geheim: str, *, naam: str = "App", door: Gebruiker | None = None) -> TOTPDevice:
    """Koppel een TOTP-token met dit geheim (base32) en vervang het vorige. Schrijft een logregel zonder geheim.

    Sessies die met het vorige token begonnen, eindigen bij het volgende verzoek. Werpt ValueError bij geen base32.
    """
    sleutel = b32decode(geheim.replace(" ", "").upper()).hex()
    TOTPDevice.objects.filter(user_id=gebruiker.pk).delete()
    token = TOTPDevice.objects.create(user_id=gebruiker.pk, name=naam, key=sleutel, confirmed=True)
    record(actie="accounts:token:gekoppeld", gebruiker=door, object_type="gebruiker", object_id=gebruiker.pk)
    return token


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
        mag, uitleg = token.verify_is_allowed()
        if not mag and uitleg and uitleg.get("locked_until"):
            wacht = max(wacht, int((uitleg["locked_until"] - echt_nu()).total_seconds()) + 1)
    return Tokenuitslag(None, wacht)


def _afdruk(gebruiker: Gebruiker, code: str) -> str:
    """16 hexcijfers is wat het veld van django-otp draagt: 64 bits, meer dan de code zelf."""
    return salted_hmac("accounts.herstelcode", f"{gebruiker.pk}:{code}", algorithm="sha256").hexdigest()[:16]
