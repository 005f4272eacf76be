"""`manage.py tokens_herversleutelen`: elk geheim opnieuw, met de eerste sleutel van TOKEN_SLEUTEL."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services.tokens import herversleutel_alle
from verzuimloket.versleuteling import Onleesbaar


class Command(BaseCommand):
    help = "Versleutel de geheimen van apps en tokens opnieuw met de eerste sleutel van TOKEN_SLEUTEL. Herhalen mag."

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            aantal = herversleutel_alle()
        except Onleesbaar as fout:
            raise CommandError(str(fout)) from None
        self.stdout.write(f"{aantal} tokens opnieuw versleuteld.")
