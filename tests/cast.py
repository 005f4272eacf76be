"""DE CAST: dezelfde mensen in elke test, in twee werelden die elkaar niet mogen zien.

`wereld` is de eigen wereld (school 00ZV, gemeente 0363, regio 21), `andere_wereld` de vreemde (27GZ, 0518, 28).
Elk lid is een Gebruiker met scope, dus bruikbaar in `visible_to(melder)` en in `ingelogd(melder)`.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from accounts import sessie
from accounts.domein.rechten import Rol, Soort
from accounts.identiteit import werk_bij
from accounts.models import Gebruiker, Organisatie, Token
from accounts.services.sessies import schrijf_in
from tests.factories import GebruikerFactory, OrganisatieFactory, ToewijzingFactory
from verzuimloket.clock import nu

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def maak_lid(naam: str, organisatie: Organisatie, *rollen: Rol, **toewijzing: Any) -> Gebruiker:
    """Een gebruiker met deze rollen bij deze organisatie, met zijn scope al gezet."""
    gebruiker = GebruikerFactory(username=f"{naam}.{organisatie.code.lower()}")
    for rol in rollen:
        ToewijzingFactory(gebruiker=gebruiker, organisatie=organisatie, rol=rol, **toewijzing)
    werk_bij(gebruiker, organisatie.pk)
    return gebruiker


class Wereld:
    """Een school met haar gemeente, regio en uitvoerende instantie, en de mensen die er werken; pas als gevraagd."""

    def __init__(self, brin: str, gemeentecode: str, rmc_nummer: str) -> None:
        self.brin, self.gemeentecode, self.rmc_nummer = brin, gemeentecode, rmc_nummer

    @cached_property
    def school(self) -> Organisatie:
        return OrganisatieFactory(soort=Soort.INSTELLING, code=self.brin, gemeentecode=self.gemeentecode)

    @cached_property
    def gemeente(self) -> Organisatie:
        return OrganisatieFactory(soort=Soort.GEMEENTE, code=self.gemeentecode, rmc_nummer=self.rmc_nummer)

    @cached_property
    def regio(self) -> Organisatie:
        return OrganisatieFactory(soort=Soort.RMC_REGIO, code=self.rmc_nummer, rmc_nummer=self.rmc_nummer)

    @cached_property
    def instantie(self) -> Organisatie:
        return OrganisatieFactory(soort=Soort.UITVOERENDE_INSTANTIE, code=f"UI{self.rmc_nummer}")

    @cached_property
    def melder(self) -> Gebruiker:
        return maak_lid("melder", self.school, Rol.MELDER)

    @cached_property
    def lezer(self) -> Gebruiker:
        """Nog zonder locaties of leerlingen: ziet niets tot een test er toewijst."""
        return maak_lid("lezer", self.school, Rol.LEZER)

    @cached_property
    def beheerder(self) -> Gebruiker:
        return maak_lid("beheerder", self.school, Rol.BEHEERDER, Rol.BEHEERDER_ONDERWIJS)

    @cached_property
    def rapport(self) -> Gebruiker:
        return maak_lid("rapport", self.school, Rol.RAPPORTAGES)

    @cached_property
    def behandelaar(self) -> Gebruiker:
        return maak_lid("behandelaar", self.gemeente, Rol.BEHANDELAAR)

    @cached_property
    def rmc(self) -> Gebruiker:
        return maak_lid("rmc", self.regio, Rol.BEHANDELAAR_RMC)


@pytest.fixture
def wereld(db: None) -> Wereld:
    return Wereld("00ZV", "0363", "21")


@pytest.fixture
def andere_wereld(db: None) -> Wereld:
    return Wereld("27GZ", "0518", "28")


def _lid(wereldnaam: str, rolnaam: str) -> Any:
    # `db` met naam: pytest-django kiest vooraf welke databases het klaarzet en ziet een dynamische vraag niet
    def lid(request: pytest.FixtureRequest, db: None) -> Gebruiker:
        return getattr(request.getfixturevalue(wereldnaam), rolnaam)

    return pytest.fixture(lid)


melder, vreemde_melder = _lid("wereld", "melder"), _lid("andere_wereld", "melder")
lezer, vreemde_lezer = _lid("wereld", "lezer"), _lid("andere_wereld", "lezer")
beheerder, vreemde_beheerder = _lid("wereld", "beheerder"), _lid("andere_wereld", "beheerder")
rapport, vreemde_rapport = _lid("wereld", "rapport"), _lid("andere_wereld", "rapport")
behandelaar, vreemde_behandelaar = _lid("wereld", "behandelaar"), _lid("andere_wereld", "behandelaar")
rmc, vreemde_rmc = _lid("wereld", "rmc"), _lid("andere_wereld", "rmc")


@pytest.fixture
def functioneel(db: None) -> Gebruiker:
    """Het loket is er maar één keer; zijn vreemden zijn alle anderen."""
    return maak_lid("functioneel", OrganisatieFactory(soort=Soort.LOKET, code="LOKET"), Rol.FUNCTIONEEL_BEHEER)


def log_in_als(gebruiker: Gebruiker, *, organisatie: Organisatie | None = None, client: Client | None = None) -> Client:
    """Een client die met wachtwoord en code binnen is; zie `ingelogd`. Kost twee INSERTs, geen Argon2."""
    token = Token.objects.get(user=gebruiker, confirmed=True)
    bij = organisatie or gebruiker.organisatie
    opslag = SessionStore()
    opslag.update(
        {
            SESSION_KEY: str(gebruiker.pk),
            BACKEND_SESSION_KEY: sessie.BACKEND,
            HASH_SESSION_KEY: gebruiker.get_session_auth_hash(),
            DEVICE_ID_SESSION_KEY: token.persistent_id,
            sessie.BEGIN: int(nu().timestamp()),
            sessie.GEZIEN: int(nu().timestamp()),
            sessie.BEVESTIGD: int(nu().timestamp()),
            sessie.ORGANISATIE: bij.pk if bij else None,
        }
    )
    opslag.create()
    schrijf_in(opslag.session_key, gebruiker, BROWSER)
    client = client or Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = opslag.session_key
    return client


@pytest.fixture
def ingelogd() -> Callable[..., Client]:
    """`ingelogd(gebruiker)` geeft een client die met wachtwoord en code binnen is, bij zijn organisatie.

    Met `organisatie=` bij een andere, met `client=` in een bestaande client.
    """
    return log_in_als
