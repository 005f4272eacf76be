"""De aangevraagde bestanden van een organisatie, voor de lijst op de pagina Rapportages."""

from django.db.models import Q

from accounts.models import Gebruiker
from rapportages.models import Bestandsaanvraag
from verzuimloket.clock import vandaag

HOOGSTENS = 10


def bestandsaanvragen(gebruiker: Gebruiker) -> list[Bestandsaanvraag]:
    """Wat nog loopt of te halen is, de nieuwste eerst."""
    klaar = Q(stand=Bestandsaanvraag.Stand.KLAAR, verloopt_op__gt=vandaag()) & ~Q(opslag="")
    eigen = Bestandsaanvraag.objects.visible_to(gebruiker).filter(Q(stand__in=Bestandsaanvraag.LOOPT) | klaar)
    return list(eigen.select_related("rapportage").order_by("-aangevraagd_op", "pk")[:HOOGSTENS])
