"""Het werk van nu voor de startpagina."""

from django.urls import reverse

from accounts.domein.rechten import Handeling
from accounts.menu import Tegel
from accounts.models import Concept, Gebruiker, Leessignaal, Organisatie, Toewijzing, Voorstel
from accounts.queries.hercontrole import te_controleren
from accounts.queries.openwerk import Werk
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """Voorstellen van anderen die op een besluit wachten, rollen om te bekijken, en leesgedrag om te verklaren."""
    scope, uit = gebruiker.scope, []
    if scope is None or not scope.mag(Handeling.GEBRUIKERS_BEHEREN, Handeling.ORGANISATIES_BEHEREN):
        return []
    open_ = Voorstel.objects.visible_to(gebruiker).open().exclude(gevraagd_door=gebruiker).exclude(over=gebruiker)
    if aantal := open_.count():
        uitleg = "Een collega vraagt u mee te beslissen."
        uit.append(Tegel("Voorstellen", aantal, reverse("accounts:voorstellen"), uitleg))
    if scope.mag(Handeling.GEBRUIKERS_BEHEREN) and (aantal := te_controleren(gebruiker).count()):
        uitleg = "Klopt elke rol nog? Bekijk ze minstens één keer per jaar."
        uit.append(Tegel("Rollen om te bekijken", aantal, reverse("accounts:hercontrole"), uitleg))
    if scope.mag(Handeling.LOGBOEK_LEZEN) and (aantal := _te_verklaren(gebruiker)):
        uitleg = "Iemand las opvallend veel, of op een opvallend uur. Vraag na waarom."
        uit.append(Tegel("Opvallend leesgedrag", aantal, f"{reverse('accounts:leesgedrag')}?stand=open", uitleg))
    return uit


def _te_verklaren(gebruiker: Gebruiker) -> int:
    """Wat deze gebruiker kan verklaren: niet wat over hemzelf gaat."""
    return Leessignaal.objects.visible_to(gebruiker).open().exclude(gebruiker=gebruiker).count()


def wat_ziet(gebruiker: Gebruiker) -> list[tuple[str, int]]:
    """De gebruikers van wie hij de rollen beheert."""
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.GEBRUIKERS_BEHEREN):
        return []
    lopend = Toewijzing.objects.visible_to(gebruiker).nog_niet_voorbij(vandaag())
    return [("gebruikers", lopend.values("gebruiker").distinct().count())]


def open_werk(gebruiker: Gebruiker, organisatie: Organisatie) -> list[Werk]:
    """Wat hij had ingevuld en nog niet verstuurde."""
    with buiten_bereik("hoeveel concepten er verdwijnen als iemand uit dienst gaat"):
        concepten = Concept.objects.unscoped("alleen het aantal").filter(gebruiker=gebruiker, organisatie=organisatie)
        return [Werk("formulieren die nog niet verstuurd zijn", concepten.count())]
