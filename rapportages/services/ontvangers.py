"""Bestaat deze ontvanger, en wie leest haar rapportages."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from accounts.domein.mails import Mailsoort
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
    """Wie vandaag de rol rapportages heeft bij een ontvanger van rapportages en er mail over wil, elk één keer."""
    bij = Q(organisatie__soort__in=_SOORTEN.values())
    return met_rol(Rol.RAPPORTAGES, bij, mail=Mailsoort.MAANDRAPPORTAGES)


def lezers_van(ontvangers: Iterable[Ontvanger]) -> Iterator[Gebruiker]:
    """Wie vandaag de rol rapportages heeft bij een van deze ontvangers en mail over R08 wil, elk één keer."""
    return met_rol(Rol.RAPPORTAGES, Q(organisatie__in=ontvangende_organisaties(ontvangers)), mail=Mailsoort.R08)


def ontvangende_organisaties(ontvangers: Iterable[Ontvanger] | None = None) -> list[int]:
    """De nummers van de organisaties achter deze ontvangers, of van alle die rapportages kunnen krijgen."""
    if ontvangers is None:
        bij = Q(soort__in=_SOORTEN.values())
    else:
        codes: dict[Soort, list[str]] = {soort: [] for soort in _SOORTEN.values()}
        for ontvanger in ontvangers:
            codes[_SOORTEN[ontvanger.letter]].append(ontvanger.code)
        bij = Q(pk__in=[])
        for soort, eigen in codes.items():
            bij |= Q(soort=soort, code__in=eigen)
    return list(Organisatie.objects.filter(bij, actief=True).values_list("pk", flat=True))
