"""Gebruikers, rollen, tokens en concepten: de enige plek in deze kamer die ze wijzigt."""

import secrets
from base64 import b32decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp import devices_for_user, verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.domein.rechten import MATRIX, Rol, Soort, bestaat_bij
from accounts.models import Gebruiker, Organisatie, Toewijzing
from verzuimloket.audit.services import record
from verzuimloket.clock import echt_nu, vandaag

HERSTELCODES = 10
HERSTEL_TEKENS = "abcdefghjkmnpqrstuvwxyz23456789"  # zonder tekens die op elkaar lijken


class Geweigerd(Exception):
    """De handeling kan niet; de tekst is een Nederlandse zin voor de gebruiker."""


@transaction.atomic
def maak_gebruiker(
    username: str, naam: str, *, email: str = "", wachtwoord: str | None = None, door: Gebruiker | None = None
) -> Gebruiker:
    """Maak een gebruiker zonder rollen. Schrijft gebruiker en logregel.

    Zonder wachtwoord kan hij nog niet inloggen. Werpt Geweigerd als de naam bestaat of niet mag.
    """
    gebruiker = Gebruiker(username=username.strip().casefold(), naam=naam.strip(), email=email.strip())
    gebruiker.set_password(wachtwoord)
    try:
        gebruiker.full_clean()
    except ValidationError as fout:
        raise Geweigerd(" ".join(fout.messages)) from None
    gebruiker.save(force_insert=True)
    record(actie="accounts:gebruiker:aangemaakt", gebruiker=door, object_type="gebruiker", object_id=gebruiker.pk)
    return gebruiker


@transaction.atomic
def zet_actief(gebruiker: Gebruiker, actief: bool, *, door: Gebruiker | None = None) -> None:
    """Sluit een gebruiker af of laat hem weer toe. Lopende sessies eindigen bij het volgende verzoek."""
    Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=actief)
    gebruiker.is_active = actief
    werkwoord = "toegelaten" if actief else "afgesloten"
    record(actie=f"accounts:gebruiker:{werkwoord}", gebruiker=door, object_type="gebruiker", object_id=gebruiker.pk)


@transaction.atomic
def ken_rol_toe(
    gebruiker: Gebruiker,
    rol: Rol,
    organisatie: Organisatie,
    *,
    vanaf: date | None = None,
    tot: date | None = None,
    locatie_ids: Iterable[int] = (),
    leerling_pgns: Iterable[str] = (),
    door: Gebruiker | None = None,
) -> Toewijzing:
    """Geef een gebruiker een rol bij een organisatie, van `vanaf` (vandaag) tot en met `tot`. Schrijft een logregel.

    Werpt Geweigerd als de rol bij die soort organisatie niet bestaat (contract van de rollen in domein/rechten.py),
    als `tot` voor `vanaf` ligt, of als een ander dan een lezer beperkt wordt.
    """
    rol, vanaf = Rol(rol), vanaf or vandaag()
    locaties, pgns = sorted(set(locatie_ids)), sorted(set(leerling_pgns))
    if not bestaat_bij(rol, Soort(organisatie.soort)):
        raise Geweigerd(f"De rol {MATRIX[rol].label} bestaat niet bij een {organisatie.get_soort_display().lower()}.")
    if tot and tot < vanaf:
        raise Geweigerd("De einddatum ligt voor de begindatum.")
    if (locaties or pgns) and rol is not Rol.LEZER:
        raise Geweigerd("Alleen een lezer kan worden beperkt tot locaties of leerlingen.")
    toewijzing = Toewijzing.objects.create(
        gebruiker_id=gebruiker.pk, rol=rol, organisatie=organisatie, vanaf=vanaf, tot=tot,
        locatie_ids=locaties, leerling_pgns=pgns,
    )  # fmt: skip
    record(
        actie="accounts:rol:toegekend", gebruiker=door, organisatie=organisatie,
        object_type="gebruiker", object_id=gebruiker.pk,
        details={"rol": rol.value, "vanaf": vanaf.isoformat(), "tot": tot.isoformat() if tot else "",
                 "locaties": len(locaties), "leerlingen": len(pgns)},
    )  # fmt: skip
    return toewijzing


@transaction.atomic
def trek_rol_in(toewijzing: Toewijzing, *, door: Gebruiker | None = None) -> None:
    """Laat een rol met ingang van nu vervallen: gisteren was de laatste dag. Schrijft een logregel.

    Een toewijzing die nog moet beginnen of vandaag begon, verdwijnt; de logregel blijft.
    """
    gisteren = vandaag() - timedelta(days=1)
    rij = Toewijzing.objects.unscoped("de beheerder kreeg haar via visible_to").filter(pk=toewijzing.pk)
    if toewijzing.vanaf > gisteren:
        rij.delete()
    else:
        rij.update(tot=gisteren)
    record(
        actie="accounts:rol:ingetrokken", gebruiker=door, organisatie=toewijzing.organisatie_id,
        object_type="gebruiker", object_id=toewijzing.gebruiker_id, details={"rol": toewijzing.rol},
    )  # fmt: skip


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
