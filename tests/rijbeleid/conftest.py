"""Voor de tweede lijn: het toneel van twee werelden, met in elke afgeschermde tabel een rij die zou kunnen lekken."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts.domein.rechten import Rol
from accounts.models import Activatie, Gebruiker, Organisatie
from bron.models import DiplomaVersie, Intrekking, Nummerwijziging, Oordeel
from meldingen.models import Melding, Notitie, Verzuimdag
from meldingen.services import plaats_notitie
from rapportages.models import Maandrapportage, R08Week, RapportageRij, Telling, VerzuimRij
from tests.bron.leveringen.hulp import mutatie, weeklevering
from tests.cast import Wereld, maak_lid
from tests.house.toneel import Toneel, nummers, postbus, toneel  # noqa: F401
from tests.rapportages.r08 import r08_rij
from verzuimloket.clock import nu


@pytest.fixture(scope="module")
def vol(toneel: Toneel, django_db_blocker: Any) -> Toneel:  # noqa: F811
    """Het toneel, aangevuld met een rij in elke afgeschermde tabel, van beide werelden."""
    with django_db_blocker.unblock(), transaction.atomic():
        nog_niet = weeklevering(date(2026, 11, 30), gebouwd_op=None)
        verborgen = Maandrapportage.objects.create(maand=date(2026, 12, 1), t1=date(2026, 10, 1), sluitmoment=nu())
        halve_week = R08Week.objects.create(peildatum=date(2026, 11, 30))
        for wereld in toneel.werelden:
            _register(toneel, wereld)
            _zaak(toneel, wereld)
            _nieuweling(wereld)
            mutatie(nog_niet, wereld)
            for rapportage in (toneel.maand, verborgen):
                _rapportage(rapportage, wereld)
            r08_rij(halve_week, wereld)
        return toneel


def _register(toneel: Toneel, wereld: Wereld) -> None:  # noqa: F811
    jong, oud = nummers(wereld)
    herkomst = {"levering": toneel.levering, "regel": 9, "ontvangen_op": nu()}
    DiplomaVersie.objects.create(
        pgn=jong, brin=wereld.brin, soort="VMBO", datum_behaald=date(2026, 6, 1), startkwalificatie=False, **herkomst
    )
    Nummerwijziging.objects.create(oud_pgn=f"10{oud[2:]}", nieuw_pgn=oud, **herkomst)
    Intrekking.objects.create(soort="VIS", brin=wereld.brin, pgn=jong, sleutel="1", **herkomst)
    regel = 100 + wereld.school.pk
    Oordeel.objects.create(
        levering=toneel.levering, regel=regel, recordsoort="PER", sleutel=jong, oordeel="afgekeurd", code="VELD"
    )


def _zaak(toneel: Toneel, wereld: Wereld) -> None:  # noqa: F811
    zaken = toneel.zaken[wereld.brin]
    for naam in ("gemeente", "regio", "zijlocatie", "doorgestuurd"):
        Verzuimdag.objects.create(melding=zaken[naam], datum=date(2026, 11, 2))
    Melding.objects.unscoped("proef").filter(pk=zaken["zijlocatie"].pk).update(
        geregistreerd_op=nu() - timedelta(days=800)  # langer geleden dan een school terugkijkt
    )
    plaats_notitie(wereld.behandelaar, zaken["gemeente"].nummer, "Gebeld", intern=True)
    plaats_notitie(wereld.melder, zaken["gemeente"].nummer, "Gesproken", intern=False)
    Notitie.objects.create(
        melding=zaken["doorgestuurd"], organisatie=toneel.derde, gebruiker=wereld.melder, tekst="Na het doorsturen"
    )


def _nieuweling(wereld: Wereld) -> None:
    """Iemand met twee brieven, die zijn account nog niet heeft."""
    wie = maak_lid("nieuweling", wereld.school, Rol.MELDER)
    Activatie.objects.create(gebruiker=wie, organisatie=wereld.school, verloopt_op=nu() + timedelta(days=14))


def _rapportage(rapportage: Maandrapportage, wereld: Wereld) -> None:
    wie = {
        "rapportage": rapportage, "persoon": nummers(wereld)[0], "brin": wereld.brin,
        "gemeentecode": wereld.gemeentecode, "rmc_nummer": wereld.rmc_nummer, "geboortedatum": date(2011, 1, 1),
    }  # fmt: skip
    RapportageRij.objects.create(
        **wie, code="A04", reden="GEEN INSCHRIJVING", vanaf="202610", type="VO onderbouw",
        datum_inschrijving=date(2026, 8, 1),
    )  # fmt: skip
    VerzuimRij.objects.create(**wie, nummer=wereld.school.pk, soort="V1", status="R", geregistreerd_op=nu())
    for letter, code in (("I", wereld.brin), ("G", wereld.gemeentecode), ("R", f"00{wereld.rmc_nummer}")):
        Telling.objects.create(rapportage=rapportage, ontvanger=letter + code, code="A04", soort="VO", aantal=3)


def iedereen_bij(organisatie: Organisatie, *rollen: Rol) -> Gebruiker:
    """Een nieuwe gebruiker met deze rollen bij deze organisatie."""
    return maak_lid(f"r{'-'.join(sorted(rollen))}", organisatie, *rollen)
