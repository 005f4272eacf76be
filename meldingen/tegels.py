"""Het werk van nu voor de startpagina."""

from django.urls import reverse

from accounts.domein.rechten import Handeling
from accounts.menu import Tegel
from accounts.models import Gebruiker, Organisatie
from meldingen.domein.workflow import Status
from meldingen.models import Locatie, Melding
from meldingen.queries import ongelezen_teller
from verzuimloket.db.bereik import buiten_bereik

MEER_TELLEN_WIJ_NIET = 10_000
AFGEROND = (Status.AFGESLOTEN, Status.INGETROKKEN)


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """Ongelezen meldingen, voor wie mag raadplegen."""
    scope = gebruiker.scope
    if scope is None or not scope.mag(Handeling.RAADPLEGEN):
        return []
    uitleg = "Nieuwe antwoorden op uw meldingen." if scope.brin else "Nieuwe of gewijzigde meldingen van scholen."
    return [
        Tegel("Ongelezen meldingen", ongelezen_teller(gebruiker), f"{reverse('meldingen:lijst')}?ongelezen=1", uitleg)
    ]


def wat_ziet(gebruiker: Gebruiker) -> list[tuple[str, int]]:
    """De meldingen en locaties die hij zou zien; hoogstens tienduizend meldingen geteld."""
    scope, uit = gebruiker.scope, []
    if scope is not None and scope.mag(Handeling.RAADPLEGEN):
        zichtbaar = Melding.objects.visible_to(gebruiker).order_by()
        uit.append(("meldingen", zichtbaar[:MEER_TELLEN_WIJ_NIET].count()))
        uit.append(("meldingen die nog lopen", zichtbaar.exclude(status__in=AFGEROND)[:MEER_TELLEN_WIJ_NIET].count()))
    if scope is not None and scope.mag(Handeling.LOCATIES_BEHEREN):
        uit.append(("locaties", Locatie.objects.visible_to(gebruiker).count()))
    return uit


def open_werk(gebruiker: Gebruiker, organisatie: Organisatie) -> list[tuple[str, int]]:
    """De meldingen die hij opvoerde en die nog lopen."""
    with buiten_bereik("hoeveel meldingen er nog lopen als iemand uit dienst gaat"):
        eigen = Melding.objects.unscoped("alleen het aantal").filter(school=organisatie, geregistreerd_door=gebruiker)
        return [("lopende meldingen die hij opvoerde", eigen.exclude(status__in=AFGEROND).count())]


def open_bij(organisatie: Organisatie) -> list[tuple[str, int]]:
    """De lopende meldingen die deze organisatie opvoerde, en die zij behandelt."""
    with buiten_bereik("hoeveel meldingen er nog lopen als een organisatie eindigt"):
        lopend = Melding.objects.unscoped("alleen het aantal").exclude(status__in=AFGEROND)
        return [
            ("lopende meldingen van deze school", lopend.filter(school=organisatie).count()),
            ("lopende meldingen bij deze instantie", lopend.filter(instantie=organisatie).count()),
        ]
