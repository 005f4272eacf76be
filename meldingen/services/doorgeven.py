"""Een terugmelding doorgeven aan een lezer (coach, mentor) van de eigen school."""

from django.db import transaction

from accounts.models import Gebruiker
from meldingen import berichten
from meldingen.fouten import Domeinfout
from meldingen.models import Gebeurtenis
from meldingen.queries.lezer import lezers_van
from meldingen.services.basis import bereik, leg_vast, op_slot

NOG_GEEN = "Er is nog geen terugmelding om door te geven."
GEEN_LEZER = "Kies een lezer uit de lijst."


@transaction.atomic
def geef_door(gebruiker: Gebruiker, nummer: int, lezer: int) -> bool:
    """Wijs de lezer met dit nummer op de laatste terugmelding: tijdlijn, logboek, bericht. De melding verandert niet.

    Geeft False als deze terugmelding al aan hem is doorgegeven: dan gebeurt er niets. Toegang geeft dit niet (besluit
    32): werpt Domeinfout als hij de melding niet mag zien, of als er nog geen terugmelding is.
    """
    melding = op_slot(gebruiker, nummer, None)
    tijdlijn = Gebeurtenis.objects.visible_to(gebruiker).filter(melding=melding)
    antwoord = tijdlijn.filter(soort=Gebeurtenis.Soort.TERUGGEMELD).order_by("-id").first()
    if antwoord is None:
        raise Domeinfout(NOG_GEEN, "lezer")
    wie = next((kan for kan in lezers_van(melding, behalve=gebruiker) if kan.pk == lezer), None)
    if wie is None:
        raise Domeinfout(GEEN_LEZER, "lezer")
    doorgegeven = Gebeurtenis.Soort.DOORGEGEVEN
    if tijdlijn.filter(soort=doorgegeven, aan=wie, id__gt=antwoord.pk).exists():
        return False
    leg_vast(melding, gebruiker, bereik(gebruiker).organisatie_id, doorgegeven, aan=wie)
    berichten.aan_lezer(melding, wie, antwoord.pk)
    return True
