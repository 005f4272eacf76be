"""Het werk van nu voor de startpagina."""

from django.urls import reverse

from accounts.domein.rechten import Handeling
from accounts.menu import Tegel
from accounts.models import Gebruiker
from bron.queries.leveringen import nieuwste, ontvangt


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """De nieuwste weeklevering met haar aantal regels, voor wie er ontvangt."""
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.LEVERINGEN_LEZEN) or not ontvangt(gebruiker):
        return []
    gevonden = nieuwste(gebruiker)
    if gevonden is None:
        return []
    levering, aantal = gevonden
    dag = f"{levering.peildatum.day}-{levering.peildatum.month}-{levering.peildatum.year}"
    uitleg = "Wat er veranderde bij uw leerlingen."
    return [Tegel(f"Weeklevering van {dag}", aantal, reverse("bron:weeklevering", args=[levering.peildatum]), uitleg)]
