"""Wie een mail wil krijgen."""

from django.db.models import QuerySet

from accounts.domein.mails import Mailsoort
from accounts.models import Gebruiker


def die_willen(gebruikers: "QuerySet[Gebruiker]", soort: Mailsoort) -> "QuerySet[Gebruiker]":
    """Zonder wie deze mail heeft uitgezet."""
    return gebruikers.exclude(mail_uit__contains=[soort.value])
