"""Hoe een app haar geheim krijgt: als QR-code, en als sleutel om over te typen."""

import base64
from typing import Any
from urllib.parse import quote, urlencode

import segno
from django.utils.safestring import mark_safe

from accounts.models import Token

UITGEVER = "Verzuimloket"


def koppeling_van(token: Token, gebruikersnaam: str) -> dict[str, Any]:
    """`qr` als SVG in de pagina (zij komt in geen bestand, besluit 28), en `geheim` in groepen van vier."""
    geheim = base64.b32encode(token.sleutel).decode().rstrip("=")
    adres = (
        f"otpauth://totp/{quote(f'{UITGEVER}:{gebruikersnaam}')}?{urlencode({'secret': geheim, 'issuer': UITGEVER})}"
    )
    beeld = segno.make(adres, error="m").svg_inline(scale=4, border=4, svgclass="vl-qr", lineclass=None, light="#fff")
    return {
        "qr": mark_safe(beeld),  # noqa: S308 - gemaakt door segno, zonder tekst van een gebruiker
        "geheim": " ".join(geheim[i : i + 4] for i in range(0, len(geheim), 4)),
    }
