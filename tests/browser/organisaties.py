"""Organisaties zonder beheerder, met een die gevraagd is en een die aangesteld is, voor de browser."""

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from accounts.services.eerste_beheerder import vraag_beheerder
from accounts.services.voorstellen import stem_in
from demo.zaken import bij


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
