"""Wat er in een antwoord staat: de tekst van een pagina of bestand, en de links en formulieren van een pagina."""

import html
import io
import zipfile
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import html as lxml_html
from pypdf import PdfReader

KNOPPEN = {"submit", "image"}
NIET_VERSTUURD = {"button", "reset", "file", *KNOPPEN}


@dataclass(frozen=True, slots=True)
class Formulier:
    """Een formulier zoals een browser het verstuurt: methode, adres, en de velden met de waarde die er staat."""

    methode: str
    pad: str
    velden: tuple[tuple[str, str], ...]
    bestanden: tuple[str, ...] = ()
    keuzes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # per veld waaruit te kiezen is

    @property
    def adres(self) -> str:
        """Het adres van een GET-formulier met zijn velden."""
        return f"{self.pad.partition('?')[0]}?{urlencode(self.velden)}" if self.velden else self.pad

    @property
    def vorm(self) -> tuple[str, tuple[str, ...]]:
        """Waaraan twee dezelfde formulieren te herkennen zijn: adres, namen van de velden, en welke knop."""
        return self.pad.partition("?")[0], tuple(
            f"{n}={w}" if n in {"handeling", "stap", "besluit"} else n for n, w in self.velden
        )


def tekst_van(antwoord: Any) -> str:
    """Alle tekst: koppen en inhoud; van een pdf de leesbare tekst, van een werkmap of zip elk onderdeel."""
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    koppen = "\n".join(f"{naam}: {waarde}" for naam, waarde in antwoord.headers.items())
    return f"{koppen}\n{_leesbaar(inhoud)}"


def _leesbaar(inhoud: bytes) -> str:
    if inhoud.startswith(b"%PDF"):
        return "\n".join(blad.extract_text() for blad in PdfReader(io.BytesIO(inhoud)).pages)
    if inhoud.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as map_:
            return "\n".join(_leesbaar(map_.read(naam)) for naam in map_.namelist())
    return html.unescape(inhoud.decode(errors="replace"))


def links_en_formulieren(antwoord: Any, pad: str) -> tuple[list[str], list[Formulier]]:
    """Elke link (ook wat htmx ophaalt) en elk formulier van deze pagina, met adressen binnen het portaal."""
    if (
        antwoord.streaming
        or not antwoord.headers.get("Content-Type", "").startswith("text/html")
        or not antwoord.content
    ):
        return [], []
    boom = lxml_html.document_fromstring(antwoord.content.decode())
    waarden = [str(w) for w in boom.xpath("//a/@href | //@hx-get | //iframe/@src")]
    formulieren = [f for formulier in boom.xpath("//form") for f in _formulieren(formulier, pad)]
    return [w for w in (binnen(pad, waarde) for waarde in waarden) if w], [f for f in formulieren if f.pad]


def binnen(pad: str, verwijzing: str) -> str:
    """Het adres van een verwijzing op deze pagina, zonder anker; leeg als zij naar buiten gaat."""
    delen = urlsplit(urljoin(f"http://testserver{pad}", verwijzing))
    if delen.scheme not in {"http", "https"} or delen.netloc != "testserver" or delen.path.startswith("/static/"):
        return ""
    return delen.path + (f"?{delen.query}" if delen.query else "")


def _formulieren(formulier: Any, pad: str) -> list[Formulier]:
    """Eén formulier per knop: een knop met een naam stuurt die mee."""
    velden: list[tuple[str, str]] = []
    bestanden: list[str] = []
    keuzes: dict[str, list[str]] = {}
    knoppen: list[tuple[tuple[str, str], ...]] = []
    nummer = formulier.get("id")
    los = formulier.getroottree().xpath("//*[@form=$nummer]", nummer=nummer) if nummer else []
    for element in [*formulier.iter("input", "select", "textarea", "button"), *los]:
        naam, soort = element.get("name"), (element.get("type") or "").lower()
        if element.tag == "button" or soort in KNOPPEN:
            if soort not in {"button", "reset"}:
                knoppen.append(((naam, element.get("value") or ""),) if naam else ())
        elif naam and naam != "csrfmiddlewaretoken" and element.get("disabled") is None:
            if soort == "file":
                bestanden.append(naam)
            if soort in {"radio", "checkbox"}:
                keuzes.setdefault(naam, []).append(element.get("value", "on"))
            if element.tag == "select":
                keuzes[naam] = [optie.get("value", "") for optie in element.iter("option")]
            velden += [(naam, waarde) for waarde in _waarden(element, soort)]
    methode = (formulier.get("method") or "get").upper()
    adres = binnen(pad, formulier.get("action") or pad)
    vast = tuple((naam, tuple(w)) for naam, w in keuzes.items())
    return [
        Formulier(methode, adres, (*velden, *knop), tuple(bestanden), vast) for knop in dict.fromkeys(knoppen or [()])
    ]


def _waarden(element: Any, soort: str) -> list[str]:
    if element.tag == "select":
        opties = list(element.iter("option"))
        gekozen = [optie.get("value", "") for optie in opties if optie.get("selected") is not None]
        return gekozen or ([opties[0].get("value", "")] if opties and element.get("multiple") is None else [])
    if element.tag == "textarea":
        return [(element.text or "").removeprefix("\n")]
    if soort in {"radio", "checkbox"}:
        return [element.get("value", "on")] if element.get("checked") is not None else []
    return [] if soort in NIET_VERSTUURD else [element.get("value") or ""]
