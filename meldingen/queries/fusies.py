"""Wat er van de meldingen meegaat als een gemeente of instelling in een andere opgaat: alleen aantallen."""

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from meldingen.domein.workflow import LOPEND
from meldingen.models import Locatie, Melder, Melding, Routering
from meldingen.models.zaak import MeldingQuerySet
from verzuimloket.clock import vandaag


def van_organisatie(organisatie: Organisatie) -> MeldingQuerySet:
    """De meldingen die bij deze organisatie liggen: van de school, of bij de gemeente."""
    veld = "school" if organisatie.soort == Soort.INSTELLING else "instantie"
    return Melding.objects.unscoped("wat bij een fusie meegaat").filter(**{veld: organisatie})


def elders_van_gemeente(gemeente: Organisatie) -> MeldingQuerySet:
    """Open meldingen van deze gemeente die een ander behandelt: die blijven daar, alleen de gemeente verandert."""
    open_ = Melding.objects.unscoped("wat bij een fusie meegaat").filter(status__in=sorted(LOPEND))
    return open_.filter(gemeentecode=gemeente.code)


def tel(van: Organisatie, naar: Organisatie) -> list[tuple[str, int]]:
    """Wat er nu mee zou gaan (verzuimloket/bijdragen.py: FUSIE_TELT)."""
    alle = van_organisatie(van)
    uit = [
        ("open meldingen", alle.filter(status__in=sorted(LOPEND)).count()),
        ("afgeronde meldingen", alle.exclude(status__in=sorted(LOPEND)).count()),
    ]
    if van.soort == Soort.INSTELLING:
        for wat, model in (("locaties", Locatie), ("melders", Melder)):
            eigen = model.objects.unscoped("wat bij een fusie meegaat").filter(school=van)
            uit.append((wat, eigen.count()))
        return uit
    regels = Routering.objects.filter(instantie=van).exclude(geldig_tot__lt=vandaag())
    blijft = elders_van_gemeente(van).exclude(instantie=van)
    return [
        *uit,
        ("open meldingen van deze gemeente die blijven bij wie ze behandelt", blijft.count()),
        ("routeringsregels van een ander naar deze gemeente", regels.exclude(gebied=van).count()),
    ]
