"""Geheimen in de database: versleuteld met een sleutel die daar niet staat (TOKEN_SLEUTEL, besluit 28)."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Onleesbaar(ValueError):
    """Dit is niet met een van onze sleutels versleuteld, of het is veranderd."""


def versleutel(geheim: bytes) -> str:
    """Versleuteld en ondertekend met de eerste sleutel; elke keer een andere tekst."""
    return _sleutels(settings.TOKEN_SLEUTEL).encrypt(geheim).decode()


def ontsleutel(tekst: str) -> bytes:
    """Het geheim; ook met een eerdere sleutel versleuteld. Werpt Onleesbaar."""
    try:
        return _sleutels(settings.TOKEN_SLEUTEL).decrypt(tekst.encode())
    except InvalidToken:
        raise Onleesbaar("Met geen van de sleutels in TOKEN_SLEUTEL te lezen.") from None


def herversleutel(tekst: str) -> str:
    """Hetzelfde geheim, nu met de eerste sleutel. Werpt Onleesbaar."""
    return versleutel(ontsleutel(tekst))


def afdruk(geheim: bytes) -> str:
    """64 hexcijfers om te zien of twee geheimen gelijk zijn, zonder ze te ontsleutelen (SHA-256).

    Zonder sleutel: een geheim is minstens 128 willekeurige bits, dus terugrekenen kan niet. En zo herkent E010 het
    geheim van de demo ook in een database die met een andere sleutel gemaakt is.
    """
    return hashlib.sha256(b"token:" + geheim).hexdigest()


@lru_cache(4)
def _sleutels(tekst: str) -> MultiFernet:
    """De sleutels uit een lijst met komma's: de eerste om te schrijven, alle om te lezen."""
    delen = [deel.strip() for deel in tekst.split(",") if deel.strip()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_leid_af(deel))) for deel in delen])


def _leid_af(geheim: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"verzuimloket.token").derive(geheim.encode())
