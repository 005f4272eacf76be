"""Wat er al is, en de lijst die iemand aanbood."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from accounts.domein.inlezen import Bekend, Inleesrij
from accounts.models import Aanbieding, Gebruiker, Toewijzing
from verzuimloket.clock import nu


def eigen_aanbieding(gebruiker: Gebruiker, sessie: str | None, sleutel: UUID, soort: str) -> Aanbieding | None:
    """De lijst die deze gebruiker in deze sessie aanbood; None als zij er niet (meer) is."""
    eigen = Aanbieding.objects.visible_to(gebruiker).filter(pk=sleutel, sessie_id=sessie, soort=soort)
    return eigen.filter(verloopt_op__gt=nu()).first()


def wat_bekend_is(rijen: Iterable[Inleesrij], beheerder: Gebruiker) -> Bekend:
    """Welke gebruikersnamen en e-mailadressen van deze rijen er al zijn; twee queries, hoeveel rijen het ook zijn."""
    rijen = list(rijen)
    hier = Exists(Toewijzing.objects.visible_to(beheerder).filter(gebruiker=OuterRef("pk")))
    namen = dict(
        Gebruiker.objects.filter(username__in={rij.gebruikersnaam for rij in rijen}).values_list("username", hier)
    )
    mails = (
        Gebruiker.objects.annotate(mail=Lower("email"))
        .filter(hier, mail__in={rij.email.casefold() for rij in rijen if rij.email})
        .values_list("mail", flat=True)
    )
    return Bekend(
        hier={naam for naam, bekend in namen.items() if bekend},
        elders={naam for naam, bekend in namen.items() if not bekend},
        mail_hier=set(mails),
    )
