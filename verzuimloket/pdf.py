"""Pdf's met structuur voor hulpmiddelen (PDF/UA), zonder dat er iets van buiten wordt opgehaald."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

STATISCH = "statisch"  # eigen schema: alleen namen van eigen bestanden, geen adressen


class Verboden(ValueError):
    """Het document vroeg om iets wat geen eigen bestand is."""


def _haal(url: str, **_: Any) -> dict[str, Any]:
    """Alleen `statisch:own/druk.css` en zulke namen; al het andere wordt geweigerd, ook file: en data:."""
    delen = urlsplit(url)
    pad = finders.find(delen.path.lstrip("/")) if delen.scheme == STATISCH else None
    if not pad:
        raise Verboden(f"Een pdf mag alleen eigen bestanden gebruiken, niet {delen.scheme}:")
    return {"file_obj": open(pad, "rb")}


def maak_pdf(sjabloon: str, context: dict[str, Any]) -> bytes:
    """Maak een getagde pdf (PDF/UA-1) van een HTML-sjabloon."""
    # WeasyPrint laden kost 0,7 s en is alleen hier nodig
    from weasyprint import HTML

    html = render_to_string(sjabloon, {**context, "basis_url": settings.BASIS_URL})
    return bytes(HTML(string=html, base_url=f"{STATISCH}:/", url_fetcher=_haal).write_pdf(pdf_variant="pdf/ua-1"))
