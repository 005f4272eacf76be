"""Gebruikers maken, afsluiten en weer toelaten."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.fouten import Geweigerd
from accounts.models import Gebruiker
from verzuimloket.audit.services import record


@transaction.atomic
def maak_gebruiker(
    username: str, naam: str, *, email: str = "", wachtwoord: str | None = None, door: Gebruiker | None = None
) -> Gebruiker:
    """Maak een gebruiker zonder rollen. Schrijft gebruiker en logregel.

    Zonder wachtwoord kan hij nog niet inloggen. Werpt Geweigerd als de naam bestaat of niet mag.
    """
    gebruiker = Gebruiker(username=username.strip().casefold(), naam=naam.strip(), email=email.strip())
    gebruiker.set_password(wachtwoord)
    try:
        gebruiker.full_clean()
    except ValidationError as fout:
        raise Geweigerd(" ".join(fout.messages)) from None
    gebruiker.save(force_insert=True)
    record(actie="accounts:gebruiker:aangemaakt", gebruiker=door, object_type="gebruiker", object_id=gebruiker.pk)
    return gebruiker


@transaction.atomic
def zet_actief(gebruiker: Gebruiker, actief: bool, *, door: Gebruiker | None = None) -> None:
    """Sluit een gebruiker af of laat hem weer toe. Lopende sessies eindigen bij het volgende verzoek."""
    Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=actief)
    gebruiker.is_active = actief
    werkwoord = "toegelaten" if actief else "afgesloten"
    record(actie=f"accounts:gebruiker:{werkwoord}", gebruiker=door, object_type="gebruiker", object_id=gebruiker.pk)
