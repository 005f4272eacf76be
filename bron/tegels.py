"""Het werk van nu voor de startpagina: de nieuwste weeklevering, en wie er niet meer levert."""

from django.urls import reverse

from accounts.domein.rechten import Handeling
from accounts.menu import Tegel
from accounts.models import Gebruiker
from bron.queries.actualiteit import aantal_stil
from bron.queries.leveringen import nieuwste, ontvangt


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """De weeklevering voor wie er ontvangt, en de stille instellingen voor wie de leveringen volgt."""
    scope = gebruiker.scope
    if scope is None:
        return []
    if scope.mag(Handeling.LEVERINGEN_VOLGEN):
        return [_stil()]
    return _nieuwste(gebruiker) if scope.mag(Handeling.LEVERINGEN_LEZEN) and ontvangt(gebruiker) else []


def _stil() -> Tegel:
    uitleg = "Meer dan 8 dagen geen levering ontvangen, of nog nooit."
    return Tegel("Instellingen leveren niet", aantal_stil(), f"{reverse('bron:actualiteit')}?stil=on", uitleg)


def _nieuwste(gebruiker: Gebruiker) -> list[Tegel]:
    gevonden = nieuwste(gebruiker)
    if gevonden is None:
        return []
    levering, aantal = gevonden
    dag = f"{levering.peildatum.day}-{levering.peildatum.month}-{levering.peildatum.year}"
    uitleg = "Wat er veranderde bij uw leerlingen."
    return [Tegel(f"Weeklevering van {dag}", aantal, reverse("bron:weeklevering", args=[levering.peildatum]), uitleg)]
