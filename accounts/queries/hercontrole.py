"""Welke rollen opnieuw bekeken moeten worden."""

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from accounts.domein.hercontrole import grens
from accounts.domein.rechten import Rol
from accounts.models import Gebruiker, Toewijzing
from accounts.models.gebruiker import ToewijzingQuerySet
from verzuimloket.clock import vandaag


def aan_de_beurt(toewijzingen: ToewijzingQuerySet) -> QuerySet[Toewijzing]:
    """Wat vandaag geldt en binnen dertig dagen een jaar niet bekeken is; `laatst` is wanneer wel, of het begin."""
    geldig: Any = toewijzingen.geldig(vandaag()).annotate(laatst=Coalesce(F("gecontroleerd_op"), F("vanaf")))
    rijen: QuerySet[Toewijzing] = geldig.filter(laatst__lte=grens(vandaag())).order_by(
        "laatst", "gebruiker__naam", "pk"
    )
    return rijen


def te_controleren(beheerder: Gebruiker) -> QuerySet[Toewijzing]:
    """Wat deze beheerder nu moet bekijken. Zijn eigen rollen alleen als er geen andere beheerder is."""
    eigen = Toewijzing.objects.visible_to(beheerder)
    anderen = eigen.geldig(vandaag()).filter(rol=Rol.BEHEERDER, gebruiker__is_active=True).exclude(gebruiker=beheerder)
    lijst = aan_de_beurt(eigen).select_related("gebruiker")
    return lijst.exclude(gebruiker=beheerder) if anderen.exists() else lijst
