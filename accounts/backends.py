"""Wie is ingelogd, met zijn bevestigde tokens erbij in dezelfde query."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django_otp import device_classes
from django_otp.models import Device

from accounts.models import Gebruiker


class LoketBackend(ModelBackend):
    """Gebruikersnaam en wachtwoord. Een onbekende naam kost evenveel rekenwerk als een verkeerd wachtwoord."""

    def get_user(self, user_id: int) -> Gebruiker | None:
        """De actieve gebruiker met `tokens`: per soort token de nummers die nu bevestigd zijn."""
        soorten = list(device_classes())
        tokens = {
            f"_tokens_{i}": ArraySubquery(soort.objects.filter(user=OuterRef("pk"), confirmed=True).values("pk"))
            for i, soort in enumerate(soorten)
        }
        gebruiker = Gebruiker.objects.filter(pk=user_id, is_active=True).annotate(**tokens).first()
        if gebruiker is not None:
            gebruiker.tokens = {soort: getattr(gebruiker, f"_tokens_{i}") for i, soort in enumerate(soorten)}
        return gebruiker


def token_van(gebruiker: Gebruiker, persistent_id: str | None) -> Device | None:
    """Het token waarmee deze sessie is begonnen, als het nog bestaat, bevestigd is en van de gebruiker is.

    Kost geen query. Een geblokkeerd of verwijderd token maakt de sessie bij het volgende verzoek ongeldig.
    """
    soortnaam, _, nummer = (persistent_id or "").rpartition("/")
    for soort, nummers in gebruiker.tokens.items():
        if soort.model_label() == soortnaam and nummer.isdecimal() and int(nummer) in nummers:
            return soort(pk=int(nummer), user_id=gebruiker.pk, confirmed=True)
    return None
