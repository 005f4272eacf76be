"""Bestaat deze ontvanger, en wie leest haar rapportages."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from accounts.domein.rechten import Rol, Soort
from accounts.models import Gebruiker, Organisatie
from accounts.queries.rolhouders import met_rol
from bron.models import PeriodeVersie
from rapportages.domein.ontvanger import Ontvanger
from rapportages.services.fouten import RapportageGeweigerd

_SOORTEN = {"I": Soort.INSTELLING, "G": Soort.GEMEENTE, "R": Soort.RMC_REGIO}


def eis_ontvanger(tekst: str) -> Ontvanger:
    """De ontvanger uit `I27GZ`, `G0363` of `R0021`; werpt RapportageGeweigerd als hij niet bestaat.

    Een instelling bestaat ook als zij alleen in het register voorkomt.
    """
    try:
        ontvanger = Ontvanger.lees(tekst)
    except ValueError as fout:
        raise RapportageGeweigerd(str(fout)) from None
    bekend = Organisatie.objects.filter(soort=_SOORTEN[ontvanger.letter], code=ontvanger.code).exists()
    if not bekend and ontvanger.letter == "I":
        register = PeriodeVersie.objects.unscoped("bestaat deze instelling in het register")
        bekend = register.filter(brin=ontvanger.code).exists()
    if not bekend:
        raise RapportageGeweigerd(f"De ontvanger {ontvanger} is niet bekend.")
    return ontvanger


def lezers() -> Iterator[Gebruiker]:
    """Wie vandaag de rol rapportages heeft bij een ontvanger van rapportages, elk één keer."""
    return met_rol(Rol.RAPPORTAGES, Q(organisatie__soort__in=_SOORTEN.values()))


def lezers_van(ontvangers: Iterable[Ontvanger]) -> Iterator[Gebruiker]:
    """Wie vandaag de rol rapportages heeft bij een van deze ontvangers, elk één keer."""
    codes: dict[Soort, list[str]] = {soort: [] for soort in _SOORTEN.values()}
    for ontvanger in ontvangers:
        codes[_SOORTEN[ontvanger.letter]].append(ontvanger.code)
    bij = Q(pk__in=[])
    for soort, eigen in codes.items():
        bij |= Q(organisatie__soort=soort, organisatie__code__in=eigen)
    return met_rol(Rol.RAPPORTAGES, bij)
