"""Wat het vergelijken van onze lijst weet: alleen de rijen van de eigen ontvanger en hun oude nummers."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Gebruiker
from bron.models import Nummerwijziging
from rapportages.domein.codes import Code
from rapportages.models import Lijstvergelijking, Maandrapportage, RapportageRij
from verzuimloket.clock import nu, vandaag
from verzuimloket.db.bereik import buiten_bereik


def eigen_rijen(gebruiker: Gebruiker, rapportage: Maandrapportage, code: Code) -> QuerySet[RapportageRij]:
    """De rijen van A01, A04 of A14 van deze ontvanger, op volgorde van nummer."""
    opgeslagen = Code.A04 if code is Code.A01 else code
    rijen = RapportageRij.objects.visible_to(gebruiker).filter(rapportage=rapportage, code=opgeslagen)
    return (rijen.filter(nieuw=True) if code is Code.A01 else rijen).order_by("persoon", "pk")


@buiten_bereik("andere nummers van rijen die de lezer mag zien")
def andere_nummers(personen: QuerySet) -> dict[str, str]:
    """Het andere nummer van wie op onze rijen staat, naar het nummer op de rij; zoals nu bekend.

    Een rij draagt het nummer van het sluitmoment. De eigen lijst kan het oude nummer nog hebben, of het nieuwe al.
    """
    bekend = Nummerwijziging.objects.unscoped("andere nummers van rijen die de lezer mag zien")
    paren = bekend.filter(Q(nieuw_pgn__in=personen) | Q(oud_pgn__in=personen)).values_list("oud_pgn", "nieuw_pgn")
    return {links: rechts for oud, nieuw in paren for links, rechts in ((oud, nieuw), (nieuw, oud))}


def eigen_vergelijking(gebruiker: Gebruiker, sessie: str | None, sleutel: UUID) -> Lijstvergelijking | None:
    """De vergelijking van deze gebruiker in deze sessie; None als zij er niet (meer) is, ook als de maand verliep."""
    gevonden = (
        Lijstvergelijking.objects.visible_to(gebruiker)
        .filter(pk=sleutel, sessie_id=sessie, gemaakt_op__gt=nu() - Lijstvergelijking.BEWAREN)
        .select_related("rapportage")
        .first()
    )
    return gevonden if gevonden and not gevonden.rapportage.verlopen(vandaag()) else None


def oude_vergelijkingen(moment: datetime) -> QuerySet[Lijstvergelijking]:
    """De vergelijkingen die op dit moment hun uur gehad hebben."""
    return Lijstvergelijking.objects.unscoped("bewaartermijn van een uur").filter(
        gemaakt_op__lte=moment - Lijstvergelijking.BEWAREN
    )
