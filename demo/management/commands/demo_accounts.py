"""`demo_accounts`: de demo-accounts met de eenmalige code van dit moment."""

import time
from base64 import b32decode
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django_otp.oath import totp

from accounts.domein.rechten import MATRIX
from demo.wereld import ACCOUNTS, TOTP_GEHEIM, WACHTWOORD


class Command(BaseCommand):
    help = "Druk de demo-accounts af met hun eenmalige code."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("De demo-accounts bestaan alleen in demomodus (VERZUIMLOKET_DEMO=1).", returncode=1)
        code = f"{totp(b32decode(TOTP_GEHEIM)):06d}"
        over = 30 - int(time.time()) % 30
        self.stdout.write(f"Wachtwoord van alle accounts: {WACHTWOORD}")
        self.stdout.write(
            f"{'gebruikersnaam':<18} {'code':<7} {'rollen'} (code nog {over} seconden geldig, elke code werkt één keer)"
        )
        for account in ACCOUNTS:
            rollen = ", ".join(MATRIX[rol].label for rol in account.rollen)
            self.stdout.write(f"{account.gebruikersnaam:<18} {code:<7} {rollen} bij {account.code}")
