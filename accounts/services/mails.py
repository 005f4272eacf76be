"""Kiezen welke mails u krijgt."""

from collections.abc import Iterable

from django.db import transaction

from accounts.domein.mails import Mailsoort
from accounts.models import Gebruiker
from verzuimloket.audit.services import record


@transaction.atomic
def kies_mails(gebruiker: Gebruiker, *, te_kiezen: Iterable[Mailsoort], aan: Iterable[Mailsoort]) -> None:
    """Zet van `te_kiezen` de mails aan die in `aan` staan, en de andere uit. Wat er niet bij staat, blijft.

    Geldt voor mails die hierna worden klaargezet. Schrijft de keuze en, als zij anders is, een logregel.
    """
    keuze, aangezet = set(te_kiezen), set(aan)
    bewaard = Gebruiker.objects.select_for_update(of=("self",)).get(pk=gebruiker.pk)
    uit = sorted((set(bewaard.mail_uit) - keuze) | (keuze - aangezet))
    if uit == bewaard.mail_uit:
        return
    Gebruiker.objects.filter(pk=gebruiker.pk).update(mail_uit=uit)
    record(
        actie="accounts:mails:gekozen", gebruiker=gebruiker, object_type="gebruiker", object_id=gebruiker.pk,
        details={"uit": ", ".join(uit)},
    )  # fmt: skip
    gebruiker.mail_uit = uit
