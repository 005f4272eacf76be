"""Organisaties met een beheerder die gevraagd of aangesteld is, en adressen voor berichten, voor de browser."""

import io

from PIL import Image

from accounts.domein.berichtadressen import Berichtsoort
from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from accounts.services.berichtadressen import bevestig, voeg_toe
from accounts.services.eerste_beheerder import vraag_beheerder
from accounts.services.thema import zet_thema
from accounts.services.voorstellen import stem_in
from demo.zaken import bij
from verzuimloket.beeld import lees_logo
from verzuimloket.eenmalig import geheim_van
from verzuimloket.outbox.models import Bericht


def laad_organisaties(beheer: Gebruiker) -> dict[str, int]:
    """Bij één gemeente een voorstel dat wacht en een beheerder die aangesteld is; geeft de nummers."""
    assert beheer.organisatie is not None
    gemeente = Organisatie.objects.get(soort=Soort.GEMEENTE, code="0344")
    wacht, klaar = (
        vraag_beheerder(
            gemeente, f"eerste.{wie}", f"E. {wie.title()}", f"{wie}@gemeente.example", reden="", door=beheer
        )
        for wie in ("wacht", "klaar")
    )
    stem_in(klaar, door=bij(Gebruiker.objects.get(username="tweede"), beheer.organisatie))
    return {"zonder_beheerder": gemeente.pk, "voorstel_beheerder": wacht.pk, "aangesteld": klaar.pk}


def laad_adressen(beheerder: Gebruiker) -> dict[str, str]:
    """Adressen van de school die wachten en een dat meedoet; geeft twee links die nog werken."""
    assert beheerder.organisatie is not None
    links = []
    for wat in (Berichtsoort.TERUGMELDING, Berichtsoort.R08, Berichtsoort.MAANDRAPPORTAGES):
        rij = voeg_toe(beheerder.organisatie, wat, "verzuimcoordinatoren@school-00zv.example", door=beheerder)
        bericht = Bericht.objects.get(sleutel__startswith=f"berichtadres:{rij.pk}:")
        links.append(geheim_van(bericht.context["kenmerk"]))
    assert bevestig(links[2]) is not None
    return {"berichtlink": links[0], "berichtlink_klaar": links[1]}


def laad_thema(beheerder: Gebruiker) -> None:
    """Een naam, kleur en logo voor de organisatie van deze beheerder."""
    assert beheerder.organisatie is not None
    bytes_ = io.BytesIO()
    Image.new("RGB", (400, 100), "#7a1f3d").save(bytes_, "PNG")
    logo = lees_logo(bytes_.getvalue())
    zet_thema(beheerder.organisatie, "Gemeente Den Haag", "#7a1f3d", logo=logo, logo_weg=False, door=beheerder)
