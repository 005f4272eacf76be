"""Locaties en melders van de eigen school. Wat gebruikt is, wordt gearchiveerd; wat nooit gebruikt is, mag weg."""

from typing import TypeVar

from django.db import IntegrityError, transaction

from accounts.models import Gebruiker, Toewijzing
from meldingen.fouten import Domeinfout
from meldingen.models import Locatie, Melder, Melding
from meldingen.services.basis import bereik
from verzuimloket import clock
from verzuimloket.audit.services import record
from verzuimloket.db.bereik import buiten_bereik

Bezit = TypeVar("Bezit", Locatie, Melder)
DUBBEL = {
    Locatie: ("Er is al een locatie met deze naam.", "naam"),
    Melder: ("Deze melder staat al in de lijst.", "email"),
}


@transaction.atomic
def bewaar_locatie(
    gebruiker: Gebruiker, *, naam: str, adres: str, plaats: str, locatie: Locatie | None = None
) -> Locatie:
    """Maak of wijzig een locatie van de eigen school. Werpt Domeinfout als de naam er al is."""
    locatie = locatie or Locatie(school_id=bereik(gebruiker).organisatie_id)
    locatie.naam, locatie.adres, locatie.plaats = naam, adres, plaats
    return _bewaar(gebruiker, locatie)


@transaction.atomic
def bewaar_melder(
    gebruiker: Gebruiker, *, naam: str, functie: str, telefoon: str, email: str, melder: Melder | None = None
) -> Melder:
    """Maak of wijzig een melder van de eigen school. Bestaande meldingen houden de gegevens van toen."""
    melder = melder or Melder(school_id=bereik(gebruiker).organisatie_id)
    melder.naam, melder.functie, melder.telefoon, melder.email = naam, functie, telefoon, email
    return _bewaar(gebruiker, melder)


def _bewaar(gebruiker: Gebruiker, bezit: Bezit) -> Bezit:
    nieuw = bezit.pk is None
    try:
        with transaction.atomic():
            bezit.save()
    except IntegrityError:
        raise Domeinfout(*DUBBEL[type(bezit)]) from None
    _log(gebruiker, bezit, "toegevoegd" if nieuw else "gewijzigd")
    return bezit


@transaction.atomic
def archiveer(gebruiker: Gebruiker, bezit: Bezit) -> bool:
    """Haal een locatie of melder uit de keuzelijsten. Nooit gebruikt: weg (True). Gebruikt: gearchiveerd (False)."""
    gebruikt = _gebruikt(bezit)
    if gebruikt:
        bezit.gearchiveerd_op = clock.nu()
        bezit.save(update_fields=["gearchiveerd_op"])
    _log(gebruiker, bezit, "gearchiveerd" if gebruikt else "verwijderd")
    if not gebruikt:
        type(bezit).objects.unscoped("het eigen object dat al gevonden is").filter(pk=bezit.pk).delete()
    return not gebruikt


@buiten_bereik("ook een melding die deze beheerder niet mag zien, houdt de locatie of melder vast")
def _gebruikt(bezit: Locatie | Melder) -> bool:
    """Staat dit bij een melding, of mag een lezer de meldingen van deze locatie zien?"""
    veld = "locatie" if isinstance(bezit, Locatie) else "melder"
    if Melding.objects.unscoped("is dit ooit gebruikt").filter(**{veld: bezit}).exists():
        return True
    toewijzingen = Toewijzing.objects.unscoped("is dit ooit gebruikt")
    return isinstance(bezit, Locatie) and toewijzingen.filter(locatie_ids__contains=[bezit.pk]).exists()


@transaction.atomic
def haal_terug(gebruiker: Gebruiker, bezit: Bezit) -> Bezit:
    """Zet een gearchiveerde locatie of melder terug in de keuzelijsten. Werpt Domeinfout als de naam er weer is."""
    bezit.gearchiveerd_op = None
    return _bewaar(gebruiker, bezit)


def _log(gebruiker: Gebruiker, bezit: Locatie | Melder, werkwoord: str) -> None:
    soort = "locatie" if isinstance(bezit, Locatie) else "melder"
    record(actie=f"meldingen:{soort}:{werkwoord}", gebruiker=gebruiker, object_type=soort, object_id=bezit.pk)
