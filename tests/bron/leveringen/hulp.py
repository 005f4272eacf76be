"""Weekleveringen en mutaties zoals de bouw ze achterlaat, en aanvragen van een C-levering langs de echte dienst."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from accounts.domein.rechten import Rol
from accounts.models import Gebruiker, Organisatie
from bron.domein.mutatie import MutatieSoort
from bron.models import CLevering, Mutatie, Weeklevering
from bron.services.c_aanvraag import vraag_c_levering_aan
from tests.cast import Wereld, maak_lid
from tests.leveringen import pgn
from verzuimloket.kalender import begin_van_dag, kalendermaanden_erbij

NU = "2026-11-24T10:00:00+01:00"  # een dinsdag
MAANDAG = date(2026, 11, 23)
SLEUTEL = UUID(int=1, version=4)


def weeklevering(maandag: date = MAANDAG, **anders: Any) -> Weeklevering:
    """Een gebouwde weeklevering, een week na de vorige."""
    begin = begin_van_dag(maandag)
    velden = {
        "sluitmoment": begin,
        "vorig_sluitmoment": begin_van_dag(maandag - timedelta(weeks=1)),
        "gebouwd_op": begin + timedelta(hours=4),
        "verloopt_op": kalendermaanden_erbij(maandag, 3),
    }
    return Weeklevering.objects.create(peildatum=maandag, **(velden | anders))


def mutatie(levering: Weeklevering, wereld: Wereld, nummer: int = 0, **anders: Any) -> Mutatie:
    """Een regel voor de gemeente en de regio van deze wereld."""
    velden = {
        "ontvanger_gemeente": wereld.gemeentecode,
        "ontvanger_regio": wereld.rmc_nummer,
        "soort": MutatieSoort.INSCHRIJVING_GEWIJZIGD,
        "datum": date(2026, 11, 12),
        "pgn": pgn(nummer),
        "achternaam": "Zeeman",
        "voorvoegsel": "van der",
        "voornamen": "Noor",
        "geboortedatum": date(2009, 3, 14),
        "straat": "Proefstraat",
        "huisnummer": "12",
        "postcode": "1012AB",
        "plaats": "Amsterdam",
        "gemeentecode": wereld.gemeentecode,
        "rmc_nummer": wereld.rmc_nummer,
        "brin": wereld.brin,
        "naam_instelling": "De Brug",
        "sector": "VO",
        "opleidingcode": "0011",
        "datum_inschrijving": date(2025, 8, 1),
        "datum_uitschrijving": date(2026, 11, 12),
        "reden_uitstroom": "04",
        "bekostigd": True,
    }
    return Mutatie.objects.create(weeklevering=levering, **(velden | anders))


def lid(wereld: Wereld, waar: str, rol: Rol = Rol.RAPPORTAGES) -> Gebruiker:
    """Iemand met deze rol bij de gemeente, de regio of de instantie van deze wereld."""
    organisatie: Organisatie = getattr(wereld, waar)
    return maak_lid(f"{rol}.{waar}", organisatie, rol)


def vraag_aan(gebruiker: Gebruiker, *, nummer: int = 1, peildatum: date = MAANDAG) -> CLevering:
    return vraag_c_levering_aan(gebruiker, peildatum, UUID(int=nummer, version=4))


def alle(model: Any) -> Any:
    return model.objects.unscoped("proef")
