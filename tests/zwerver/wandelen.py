"""De zwerver: loopt als één bezoeker elke link en elk formulier af, en onthoudt waar hij was en wat hij las."""

import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import Resolver404, resolve

from tests.cast import Wereld, log_in_als
from tests.house.rechten_per_adres import VELDEN
from tests.house.toneel import Toneel
from tests.zwerver.lezen import Formulier, binnen, links_en_formulieren, tekst_van
from tests.zwerver.sporen import LEERLINGEN_VAN_ALLEN, gelekt, verboden

INGANGEN = ("/", "/inloggen/", "/inloggen/token/", "/activeren/")
# hetzelfde adres met dezelfde namen in de query is dezelfde weg; een andere maand of lijst na een paar keer ook
WAARDEN = 2
VOORWERPEN = 5
ZWAAR = {"meldingen:pdf": 1, "accounts:betrokkene_overzicht": 2, "rapportages:bestand": 4}  # elk een nieuwe pdf


@dataclass(frozen=True, slots=True)
class Antwoord:
    uitkomst: str
    naar: str
    lek: list[str]
    route: str
    cache: str


@dataclass
class Wandeling:
    """Waar één bezoeker kwam: adressen met GET, formulieren met POST, en per antwoord wat er mis was."""

    kolom: str
    wereld: Wereld
    gezien: dict[str, Antwoord] = field(default_factory=dict)
    verstuurd: dict[Formulier, Antwoord] = field(default_factory=dict)
    daarna: dict[str, Antwoord] = field(default_factory=dict)  # wat er pas na versturen was
    daarna_verstuurd: dict[Formulier, Antwoord] = field(default_factory=dict)

    @property
    def posten(self) -> dict[Formulier, Antwoord]:
        return self.verstuurd | self.daarna_verstuurd

    @property
    def antwoorden(self) -> list[tuple[str, Antwoord]]:
        """Alles wat hij las, met hoe hij eraan kwam."""
        posten = [(f"POST {formulier.pad}", antwoord) for formulier, antwoord in self.posten.items()]
        return [*((f"GET {pad}", a) for pad, a in (*self.gezien.items(), *self.daarna.items())), *posten]

    def routes(self, methode: str) -> set[str]:
        """De namen van de routes die hij bereikte."""
        if methode == "GET":
            return {a.route for a in (*self.gezien.values(), *self.daarna.values()) if a.uitkomst == "200"}
        return {route_van(f.pad) for f, a in self.posten.items() if a.uitkomst in {"200", "302", "204"}}


def route_van(pad: str) -> str:
    try:
        return resolve(pad.partition("?")[0]).view_name
    except Resolver404:
        return ""


def plaatshouders(pad: str) -> dict[str, Any]:
    try:
        return resolve(pad.partition("?")[0]).kwargs
    except Resolver404:
        return {}


@contextmanager
def ongedaan(client: Client) -> Iterator[None]:
    """Wat hierbinnen gebeurt, is daarna niet gebeurd; ook de cookies zijn weer die van ervoor."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


class Browser(Client):
    """Zonder wat de gewone client onthoudt: kopieën van elk sjabloon met zijn inhoud, en dat is het meeste werk."""

    def request(self, **velden: Any) -> Any:
        antwoord = self.handler(self._base_environ(**velden))
        self.cookies.update(antwoord.cookies)
        return antwoord


class Bezoeker:
    """Eén speler van het toneel, in zijn eigen browser."""

    def __init__(self, toneel: Toneel, kolom: str, wereld: Wereld) -> None:
        self.toneel, self.kolom, self.wereld = toneel, kolom, wereld
        self.client = Browser(raise_request_exception=False)
        self.client.cookies = toneel.bezoeker(kolom, wereld, log_in_als).cookies
        self._verboden: dict[bool, re.Pattern[str]] = {}

    def haal(self, pad: str) -> tuple[Antwoord, Any]:
        with ongedaan(self.client):
            antwoord = self.client.get(pad)
            return self._lees(antwoord, pad, pad), antwoord

    def stuur(
        self, formulier: Formulier, erna: Callable[[], None] = lambda: None, bekend: Collection[str] | None = None
    ) -> tuple[Antwoord, dict[str, Antwoord], dict[Formulier, Antwoord]]:
        """Verstuur dit formulier, volg de omleiding, en draai alles terug. `erna` kijkt vlak voor het terugdraaien.

        Met `bekend`, de routes die ook zonder versturen te bereiken zijn, loopt hij door wat er nu nieuw is: eerst elke
        link, dan elk formulier. Geeft het antwoord, en wat hij daarna las en verstuurde.
        """
        gelezen: dict[str, Antwoord] = {}
        verstuurd: dict[Formulier, Antwoord] = {}
        with ongedaan(self.client):
            eerste = self._post(formulier)
            wachtrij = deque([eerste.naar] if eerste.uitkomst == "302" else [])
            while wachtrij:
                pad = wachtrij.popleft()
                if not pad or pad in gelezen:
                    continue
                ruw = self.client.get(pad)
                gelezen[pad] = self._lees(ruw, pad, f"{formulier.pad} {formulier.velden}")
                if bekend is None:
                    continue
                geweest = {*bekend, *(a.route for a in (*gelezen.values(), *verstuurd.values()))}
                links, hier = links_en_formulieren(ruw, pad)
                wachtrij += [link for link in (gelezen[pad].naar, *links) if link and route_van(link) not in geweest]
                for nieuw in hier:
                    if nieuw.methode == "POST" and f"POST {route_van(nieuw.pad)}" not in geweest:
                        verstuurd[nieuw] = self._post(ingevuld(nieuw, self.toneel, self.wereld))
                        geweest.add(f"POST {route_van(nieuw.pad)}")
                        wachtrij.append(verstuurd[nieuw].naar)
            erna()
        return eerste, gelezen, verstuurd

    def _post(self, formulier: Formulier) -> Antwoord:
        ruw = self.client.post(formulier.pad, als_post(formulier))
        return self._lees(ruw, formulier.pad, f"{formulier.pad} {formulier.velden}")

    def _lees(self, antwoord: Any, pad: str, verstuurd: str) -> Antwoord:
        route = route_van(pad)
        soort = route in LEERLINGEN_VAN_ALLEN
        if soort not in self._verboden:
            self._verboden[soort] = verboden(self.toneel, self.kolom, self.wereld, route)
        naar = binnen(pad, antwoord.headers["Location"]) if "Location" in antwoord.headers else ""
        lek = gelekt(tekst_van(antwoord), self._verboden[soort], verstuurd)
        return Antwoord(uitkomst_van(antwoord), naar, lek, route, antwoord.headers.get("Cache-Control", ""))


def uitkomst_van(antwoord: Any) -> str:
    """`in` is naar het inloggen, `org` naar het kiezen van een organisatie; anders de status."""
    doel = antwoord.headers.get("Location", "")
    if doel.startswith("/inloggen/?volgende="):
        return "in"
    return "org" if doel.startswith("/inloggen/organisatie/?volgende=") else str(antwoord.status_code)


def als_post(formulier: Formulier) -> dict[str, Any]:
    velden = QueryDict(mutable=True)
    for naam, waarde in formulier.velden:
        velden.appendlist(naam, waarde)
    inhoud: dict[str, Any] = {naam: velden.getlist(naam) for naam in velden if naam not in formulier.bestanden}
    for naam in formulier.bestanden:
        if waarde := velden.get(naam):
            inhoud[naam] = ContentFile(waarde, "proef.csv")
    return inhoud


def ingevuld(formulier: Formulier, toneel: Toneel, wereld: Wereld) -> Formulier:
    """Het formulier met wat een geslaagde POST nodig heeft, zoals de tabel met rechten dat noemt."""
    route = route_van(formulier.pad)
    invulling = {
        "pgn": toneel.zaken[wereld.brin]["pgn"],
        "derde": str(toneel.derde.pk),
        "lezer": str(wereld.lezer.pk),
    }
    extra = {naam: waarde.format(**invulling) for naam, waarde in VELDEN.get(route, {}).items() if naam != "verzuim"}
    eigen = {naam for naam, _ in formulier.velden} | set(formulier.bestanden) | {naam for naam, _ in formulier.keuzes}
    if route in {"accounts:inloggen", "accounts:activeren", "accounts:token"}:
        extra = {"gebruikersnaam": "niemand", "wachtwoord": "fout-wachtwoord", "token": "000000"}
    vast = dict(formulier.velden)
    nieuw = {n: w for n, w in extra.items() if n in eigen and (not vast.get(n) or n not in vast)}
    over = tuple((n, w) for n, w in formulier.velden if n not in nieuw)
    return Formulier(formulier.methode, formulier.pad, (*over, *nieuw.items()), formulier.bestanden, formulier.keuzes)


def wandel(toneel: Toneel, kolom: str, wereld: Wereld) -> Wandeling:
    """Loop alles af wat deze bezoeker langs links en formulieren kan bereiken."""
    tocht, bezoeker = Wandeling(kolom, wereld), Bezoeker(toneel, kolom, wereld)
    wachtrij, vormen = deque(INGANGEN), set()
    teller: Counter[tuple[str, ...]] = Counter()
    formulieren: list[Formulier] = []
    while wachtrij:
        pad = wachtrij.popleft()
        if pad in tocht.gezien or not _nog_een(teller, pad):
            continue
        antwoord, ruw = bezoeker.haal(pad)
        tocht.gezien[pad] = antwoord
        links, hier = links_en_formulieren(ruw, pad)
        wachtrij += [link for link in (*links, antwoord.naar) if link]
        wachtrij += [formulier.adres for formulier in hier if formulier.methode == "GET"]
        nieuw = [
            f for f in hier if f.methode == "POST" and f.vorm not in vormen and _nog_een(teller, f.pad, *f.vorm[1])
        ]
        vormen |= {formulier.vorm for formulier in nieuw}
        formulieren += nieuw
    bekend = {a.route for a in tocht.gezien.values()} | {f"POST {route_van(f.pad)}" for f in formulieren}
    for formulier in formulieren:
        gevuld = ingevuld(formulier, toneel, wereld)
        tocht.verstuurd[gevuld], gelezen, verstuurd = bezoeker.stuur(gevuld, bekend=bekend)
        tocht.daarna |= gelezen
        tocht.daarna_verstuurd |= verstuurd
    return tocht


def _nog_een(teller: Counter[tuple[str, ...]], pad: str, *velden: str) -> bool:
    """Is deze weg nog niet vaak genoeg gelopen?"""
    kaal, _, query = pad.partition("?")
    namen = tuple(QueryDict(query)) + velden
    route = route_van(pad)
    teller[(kaal, *namen)] += 1
    eerste = teller[(kaal, *namen)] == 1
    teller[("route", route, *namen)] += eerste
    return teller[(kaal, *namen)] <= WAARDEN and teller[("route", route, *namen)] <= ZWAAR.get(route, VOORWERPEN)
