"""Pdf's met structuur voor hulpmiddelen (PDF/UA), zonder dat er iets van buiten wordt opgehaald."""

import threading
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

MEE = "mee"  # een bestand dat de aanroeper meegeeft, bij naam
STATISCH = "statisch"  # eigen schema: alleen namen van eigen bestanden, geen adressen


class Verboden(ValueError):
    """Het document vroeg om iets wat geen eigen bestand is."""


def lees(url: str) -> tuple[bytes, str]:
    """Inhoud en soort van `statisch:own/druk.css`; werpt Verboden bij al het andere, ook file: en data:."""
    delen = urlsplit(url)
    pad = finders.find(delen.path.lstrip("/")) if delen.scheme == STATISCH else None
    if not pad:
        raise Verboden(f"Een pdf mag alleen eigen bestanden gebruiken, niet {delen.scheme}:")
    return Path(str(pad)).read_bytes(), guess_type(delen.path)[0] or "application/octet-stream"


class _Lettertypen(threading.local):
    """Per draad de lettertypen die al gelezen zijn: dat scheelt een kwart van een pdf van één bladzijde."""

    gelezen: Any = None


_lettertypen = _Lettertypen()


def maak_pdf(sjabloon: str, context: dict[str, Any], mee: Mapping[str, bytes] | None = None) -> bytes:
    """Maak een getagde pdf (PDF/UA-1) van een HTML-sjabloon. `mee` zijn bestanden, in het sjabloon `mee:naam`."""
    # WeasyPrint laden kost 0,7 s en is alleen hier nodig
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration  # zelfde pakket
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # zelfde pakket

    meegegeven = {f"{MEE}:{naam}": (inhoud, guess_type(naam)[0] or "") for naam, inhoud in (mee or {}).items()}

    class EigenBestanden(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            inhoud, soort = meegegeven.get(url) or lees(url)
            return URLFetcherResponse(url, inhoud, {"Content-Type": soort})

    # een pdf zonder haar opmaak is geen pdf: een fout bij het ophalen is een fout
    ophaler = EigenBestanden(fail_on_errors=True)
    html = render_to_string(sjabloon, {**context, "basis_url": settings.BASIS_URL})
    if _lettertypen.gelezen is None:
        _lettertypen.gelezen = FontConfiguration()
    document = HTML(string=html, base_url=f"{STATISCH}:/", url_fetcher=ophaler)
    return bytes(document.write_pdf(font_config=_lettertypen.gelezen, pdf_variant="pdf/ua-1"))
