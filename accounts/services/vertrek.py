"""Het werk van wie weggaat: zijn collega's krijgen bericht dat er iets over te nemen is."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.domein.rechten import MATRIX, Handeling, Rol
from accounts.models import Gebruiker, Organisatie
from accounts.queries.openwerk import open_werk
from accounts.queries.rolhouders import met_rol
from verzuimloket.outbox.services import enqueue_allen

_KAN_OVERNEMEN = {Handeling.WIJZIGEN, Handeling.TERUGMELDEN}


def meld_open_werk(
    gebruiker: Gebruiker, organisatie: Organisatie, rollen: Iterable[Rol], *, keer: int, door: Gebruiker
) -> int:
    """Mail wie hetzelfde werk doet, en de andere beheerders, dat er werk over te nemen is; geeft het aantal berichten.

    In de transactie van de aanroeper, als de rollen van `gebruiker` al zijn beëindigd. `keer` maakt een volgend vertrek
    een nieuw bericht. De mail noemt aantallen; wie het werk mag zien, krijgt de lijst erbij. Zonder open werk is er
    geen mail.
    """
    werk = [deel for deel in open_werk(gebruiker, organisatie) if deel.aantal and deel.adres]
    if not werk:
        return 0
    bij = Q(organisatie_id=organisatie.pk)
    overnemers = {
        wie.pk: wie.email for rol in rollen if MATRIX[rol].handelingen & _KAN_OVERNEMEN for wie in met_rol(rol, bij)
    }
    beheerders = {wie.pk: wie.email for wie in met_rol(Rol.BEHEERDER, bij) if wie.pk != door.pk}
    aantallen = [{"wat": deel.wat, "aantal": deel.aantal} for deel in werk]
    groepen = (
        (overnemers, werk[0].adres),
        ({pk: adres for pk, adres in beheerders.items() if pk not in overnemers}, ""),
    )
    return sum(
        enqueue_allen(
            sjabloon="beheer/vertrek",
            ontvangers={
                f"vertrek:{organisatie.pk}:{gebruiker.pk}:{keer}:{pk}": email
                for pk, email in wie.items()
                if pk != gebruiker.pk
            },
            context={"werk": aantallen, "lijst": adres},
        )
        for wie, adres in groepen
    )
