"""Wat elke bladzijde van de rapportages eerst vaststelt: welke ontvanger leest, en of de maand er nog is."""

from django.http import Http404, HttpResponse

from accounts.access import Verzoek
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, ontvanger_van
from verzuimloket.clock import vandaag
from verzuimloket.pagina import foutpagina


class Verlopen(Exception):
    """De maand was er, maar de bewaartermijn is voorbij. `als_pagina` maakt er het antwoord 410 van."""

    def __init__(self, rapportage: Maandrapportage) -> None:
        super().__init__(str(rapportage))
        self.rapportage = rapportage

    def als_pagina(self) -> HttpResponse:
        dag = f" op {self.rapportage.verloopt_op:%d-%m-%Y}" if self.rapportage.verloopt_op else ""
        return foutpagina(
            410,
            "Deze rapportages zijn er niet meer",
            f"Maandrapportages bewaren wij drie maanden. Die van {self.rapportage} zijn{dag} verlopen en verwijderd."
            " De aantallen blijven zichtbaar in het overzicht.",
            sjabloon="fout.html",
        )


def ontvanger_van_verzoek(request: Verzoek) -> Ontvanger:
    """De ontvanger voor wie deze gebruiker leest; 404 voor wie er geen is, zoals een uitvoerende instantie."""
    ontvanger = ontvanger_van(request.user.scope) if request.user.scope else None
    if ontvanger is None:
        raise Http404
    return ontvanger


def maand_of_404(maand: Maand) -> Maandrapportage:
    """De gepubliceerde maand; 404 als zij niet of nog niet gebouwd is. Werpt Verlopen als haar rijen weg zijn."""
    rapportage = Maandrapportage.objects.filter(maand=maand.t2, zichtbaar=True).first()
    if rapportage is None:
        raise Http404
    if rapportage.verlopen(vandaag()):
        raise Verlopen(rapportage)
    return rapportage
