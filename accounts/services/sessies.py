"""Sessies inschrijven en beëindigen. Een beëindigde sessie is meteen weg: haar volgende verzoek is niet ingelogd."""

from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.domein.apparaat import apparaat_van
from accounts.models import Gebruiker, Sessie
from verzuimloket.audit.services import record


def schrijf_in(sessiesleutel: str, gebruiker: Gebruiker, user_agent: str) -> Sessie:
    """Zet een net begonnen sessie in de lijst van haar gebruiker, in de transactie van het inloggen."""
    return Sessie.objects.create(sessie_id=sessiesleutel, gebruiker_id=gebruiker.pk, apparaat=apparaat_van(user_agent))


@transaction.atomic
def beeindig_sessies(gebruiker: Gebruiker, behalve: str | None = None, *, door: Gebruiker | None = None) -> int:
    """Beëindig alle sessies van deze gebruiker, op die met sessiesleutel `behalve` na; geeft het aantal.

    Voor wie dat zelf vraagt, en voor wie zijn rol, token of toegang kwijtraakt. Schrijft één logregel als er iets te
    beëindigen was. `door` is wie het doet; leeg is wie het verzoek doet, of een taak.
    """
    eigen = Sessie.objects.filter(gebruiker_id=gebruiker.pk)
    return _beeindig(gebruiker, eigen.exclude(sessie_id=behalve) if behalve else eigen, door)


@transaction.atomic
def beeindig_sessie(gebruiker: Gebruiker, nummer: int) -> bool:
    """Beëindig één eigen sessie, met een logregel. False als deze gebruiker haar niet (meer) heeft."""
    return bool(_beeindig(gebruiker, Sessie.objects.filter(gebruiker_id=gebruiker.pk, pk=nummer), gebruiker))


def _beeindig(gebruiker: Gebruiker, sessies: Any, door: Gebruiker | None) -> int:
    sleutels = list(sessies.values_list("sessie_id", flat=True))
    if sleutels:
        Session.objects.filter(pk__in=sleutels).delete()
        record(
            actie="accounts:sessie:beeindigd", gebruiker=door, object_type="gebruiker", object_id=gebruiker.pk,
            details={"aantal": len(sleutels)},
        )  # fmt: skip
    return len(sleutels)
