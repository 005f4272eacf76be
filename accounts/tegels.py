"""Het werk van nu voor de startpagina."""

from django.urls import reverse

from accounts.domein.rechten import Handeling
from accounts.menu import Tegel
from accounts.models import Concept, Gebruiker, Organisatie, Toewijzing, Voorstel
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """Voorstellen van anderen die op een besluit wachten."""
    te_beslissen = (
        Voorstel.objects.visible_to(gebruiker).open().exclude(gevraagd_door=gebruiker).exclude(over=gebruiker)
    )
    if gebruiker.scope is None or not (aantal := te_beslissen.count()):
        return []
    return [Tegel("Voorstellen", aantal, reverse("accounts:voorstellen"), "Een collega vraagt u mee te beslissen.")]


def wat_ziet(gebruiker: Gebruiker) -> list[tuple[str, int]]:
    """De gebruikers van wie hij de rollen beheert."""
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.GEBRUIKERS_BEHEREN):
        return []
    lopend = Toewijzing.objects.visible_to(gebruiker).nog_niet_voorbij(vandaag())
    return [("gebruikers", lopend.values("gebruiker").distinct().count())]


def open_werk(gebruiker: Gebruiker, organisatie: Organisatie) -> list[tuple[str, int]]:
    """Wat hij had ingevuld en nog niet verstuurde."""
    with buiten_bereik("hoeveel concepten er verdwijnen als iemand uit dienst gaat"):
        concepten = Concept.objects.unscoped("alleen het aantal").filter(gebruiker=gebruiker, organisatie=organisatie)
        return [("formulieren die nog niet verstuurd zijn", concepten.count())]
