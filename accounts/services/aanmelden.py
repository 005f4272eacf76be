"""Een beheerder meldt een gebruiker aan, wijzigt hem, sluit hem af of laat hem weer toe."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.domein.rechten import Rol
from accounts.domein.toewijzen import VIER_OGEN
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie, Toewijzing
from accounts.services.gebruikers import maak_gebruiker, zet_actief
from accounts.services.rollen import ken_rol_toe
from accounts.services.sessies import beeindig_sessies
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik


@transaction.atomic
def meld_aan(
    gebruikersnaam: str, naam: str, email: str, rollen: Iterable[Rol], *,
    vanaf: date | None = None, tot: date | None, door: Gebruiker,
) -> Gebruiker:  # fmt: skip
    """Maak een gebruiker met deze rollen bij de organisatie van `door`, van `vanaf` (vandaag) tot en met `tot`.

    Hij kan pas inloggen na het activeren.

    Schrijft gebruiker, toewijzingen en logregels. Werpt Geweigerd als de gebruikersnaam bestaat of niet mag, bij een
    rol die vier ogen vraagt of hier niet bestaat, en bij een einddatum die voorbij is.
    """
    assert door.organisatie is not None
    rollen = list(rollen)
    if not rollen or VIER_OGEN & set(rollen):
        raise Geweigerd("Kies minstens één rol, en geef de rol beheerder daarna bij Rollen.")
    gebruiker = maak_gebruiker(gebruikersnaam, naam, email=email, door=door)
    for rol in rollen:
        ken_rol_toe(gebruiker, rol, door.organisatie, vanaf=vanaf, tot=tot, door=door)
    return gebruiker


@transaction.atomic
def wijzig_persoon(gebruiker: Gebruiker, naam: str, email: str, *, door: Gebruiker) -> None:
    """Wijzig naam en e-mailadres, met een logregel zonder die gegevens. Werpt Geweigerd als hij ook elders werkt."""
    _eis_alleen_hier(gebruiker, door)
    try:
        validate_email(email.strip())
    except ValidationError:
        raise Geweigerd("Dit is geen e-mailadres.") from None
    gebruiker.naam, gebruiker.email = naam.strip(), email.strip()
    gebruiker.save(update_fields=["naam", "email"])
    record(
        actie="accounts:gebruiker:gewijzigd", gebruiker=door, organisatie=door.organisatie,
        object_type="gebruiker", object_id=gebruiker.pk,
    )  # fmt: skip


@transaction.atomic
def sluit_af(gebruiker: Gebruiker, *, door: Gebruiker) -> None:
    """De gebruiker kan niet meer inloggen en zijn sessies eindigen; zijn rollen blijven. Schrijft logregels.

    Werpt Geweigerd bij zichzelf, bij de laatste beheerder, en als hij ook elders werkt.
    """
    if gebruiker.pk == door.pk:
        raise Geweigerd("U kunt uzelf niet afsluiten.")
    organisatie = _eis_alleen_hier(gebruiker, door)
    Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=organisatie.pk)
    beheerders = (
        Toewijzing.objects.unscoped("blijft er een beheerder")
        .geldig(vandaag())
        .filter(organisatie=organisatie, rol=Rol.BEHEERDER, tot=None, gebruiker__is_active=True)
    )
    if not beheerders.exclude(gebruiker=gebruiker).exists():
        raise Geweigerd("Dit is de laatste beheerder zonder einddatum. Wijs eerst een andere beheerder aan.")
    zet_actief(gebruiker, False, door=door)
    beeindig_sessies(gebruiker, door=door)


@transaction.atomic
def laat_toe(gebruiker: Gebruiker, *, door: Gebruiker) -> None:
    """De gebruiker kan weer inloggen. Schrijft een logregel. Werpt Geweigerd als hij ook elders werkt."""
    _eis_alleen_hier(gebruiker, door)
    zet_actief(gebruiker, True, door=door)


def _eis_alleen_hier(gebruiker: Gebruiker, door: Gebruiker) -> Organisatie:
    """Wie ook elders een rol heeft, is niet van deze beheerder alleen."""
    assert door.organisatie is not None
    with buiten_bereik("werkt deze gebruiker ook bij een ander"):
        elders = Toewijzing.objects.unscoped("werkt deze gebruiker ook bij een ander").nog_niet_voorbij(vandaag())
        if elders.filter(gebruiker=gebruiker).exclude(organisatie=door.organisatie).exists():
            raise Geweigerd("Deze gebruiker werkt ook bij een andere organisatie. Beëindig hier zijn rollen.")
    return door.organisatie
