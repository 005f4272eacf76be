"""Fabriekjes voor organisaties, gebruikers en rollen: elke keer hetzelfde, niets willekeurigs."""

from datetime import date
from functools import cache

import factory
from django.contrib.auth.hashers import make_password

from accounts.domein.rechten import Rol, Soort
from accounts.models import Berichtadres, Gebruiker, Organisatie, Toewijzing, Token
from verzuimloket.clock import nu

WACHTWOORD = "Proef-wachtwoord-2026!"
TOTP_GEHEIM = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # base32; in hex hieronder
TOTP_SLEUTEL = "48656c6c6f21deadbeef48656c6c6f21deadbeef"


@cache
def wachtwoordafdruk() -> str:
    """Eén keer rekenen voor de hele testronde: Argon2 is met opzet traag."""
    return make_password(WACHTWOORD)


class OrganisatieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisatie
        django_get_or_create = ("soort", "code")

    soort = Soort.INSTELLING
    code = factory.Sequence(lambda n: f"{n:02d}AA")
    naam = factory.LazyAttribute(lambda o: f"{o.soort.replace('_', ' ').capitalize()} {o.code}")
    email = factory.LazyAttribute(lambda o: f"{o.soort.replace('_', '-')}.{o.code.lower()}@voorbeeld.example")


class GebruikerFactory(factory.django.DjangoModelFactory):
    """Met wachtwoord WACHTWOORD en een TOTP-token met TOTP_GEHEIM; `token=False` laat het token weg."""

    class Meta:
        model = Gebruiker
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"gebruiker{n}")
    naam = factory.LazyAttribute(lambda g: f"Naam van {g.username}")
    email = factory.LazyAttribute(lambda g: f"{g.username}@voorbeeld.example")
    password = factory.LazyFunction(wachtwoordafdruk)

    @factory.post_generation
    def token(self, maken, waarde, **_):
        if maken and waarde is not False:
            Token.met_geheim(bytes.fromhex(TOTP_SLEUTEL), user=self, name="App").save()


class BerichtadresFactory(factory.django.DjangoModelFactory):
    """Een adres dat bevestigd is."""

    class Meta:
        model = Berichtadres

    gebeurtenis = "nieuw"
    email = factory.Sequence(lambda n: f"postbus{n}@voorbeeld.example")
    verloopt_op = bevestigd_op = factory.LazyFunction(nu)
    toegevoegd_door = factory.SubFactory(GebruikerFactory)


class ToewijzingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Toewijzing

    gebruiker = factory.SubFactory(GebruikerFactory)
    organisatie = factory.SubFactory(OrganisatieFactory)
    rol = Rol.MELDER
    vanaf = date(2020, 8, 1)
