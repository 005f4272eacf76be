"""Een geheim voor een link in een mail, dat nergens bewaard wordt.

In de uitgaande bak staat een kenmerk. Pas bij het verzenden wordt dat met de SECRET_KEY een geheim; wie de link moet
herkennen, bewaart de afdruk van het geheim. Wie alleen de database heeft, kan de link dus niet maken.
"""

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def nieuw_kenmerk() -> str:
    """32 hexadecimale tekens (128 bits), voor één geheim."""
    return secrets.token_hex(16)


def geheim_van(kenmerk: str) -> str:
    """Het geheim bij dit kenmerk: 64 hexadecimale tekens."""
    return salted_hmac("verzuimloket.eenmalig", kenmerk, algorithm="sha256").hexdigest()


def afdruk_van(geheim: str) -> str:
    """Wat er van een geheim bewaard wordt."""
    return hashlib.sha256(f"eenmalig:{geheim}".encode()).hexdigest()
