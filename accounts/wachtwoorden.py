"""Regels voor wachtwoorden, voor zover Django ze niet in het Nederlands heeft."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator


class MinimaleLengte(MinimumLengthValidator):
    """Lang genoeg; verder geen eisen aan welke tekens erin zitten (NIST 800-63B, NCSC)."""

    def get_error_message(self) -> Any:
        return f"Dit wachtwoord is te kort. Gebruik minstens {self.min_length} tekens."

    def get_help_text(self) -> Any:
        return f"Gebruik minstens {self.min_length} tekens."
