"""De lijst en de melding bij 10.000 en bij 1.000.000 meldingen: evenveel queries, en hoeveel keer zo lang?

Twee soorten bezoekers. De *vaste* school en gemeente hebben in beide werelden precies dezelfde meldingen (1.450 en
2.900, gemiddeld bij een miljoen): dat meet wat de rest van het land kost. De *grootste* school en regio groeien mee
met het land (van ongeveer honderd naar duizenden meldingen): dat meet wat een grote organisatie zelf kost.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from django.db.models import Count

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from bench.bezoek import Server, Stap, bezoek, log_in, queries, server
from bench.indienen import queries_van_indienen
from bench.land import Maat, bouw, vaste_gemeente
from bench.meting import Regel, medianen_om_en_om
from bench.plannen import Plan, bewaar, plannen, volle_doorlopen
from bench.werelden import Wereld, in_wereld
from bron.models import PeriodeVersie
from meldingen.models import Locatie, Melding

LEEG = Stap("/privacy/")  # dezelfde omlijsting en dezelfde bezoeker, met alleen vaste tekst erin
GRENS_TIJD, GRENS_LEEG, GRENS_QUERIES, GRENS_INDIENEN = 1.5, 6, 8, 25
HERHALINGEN = 21
BEWAARD = ("vaste ", "grootste regio: lijst", "grootste regio: laatste pagina")  # de andere zijn herhaling
# boven de grens, met de reden; de andere staan in tests/house/test_aantal_queries.py
GENOEMD = {
    "zoek op PGN": "als de lijst, en het register voor het andere nummer van de leerling",
    "/…/wijzigen/": "logregel, dagen, en de keuzelijsten soorten, locaties en melders",
}


@dataclass(frozen=True)
class Bezoeker:
    """Iemand bij een organisatie; `vast` als die in beide werelden dezelfde meldingen heeft."""

    naam: str
    gebruikersnaam: str
    vast: bool


@dataclass(frozen=True)
class Bezoek:
    """Een bezoeker in één wereld, met wat hij daar doet en de sessie waarmee."""

    sessie: str
    stappen: dict[str, Stap]
    overig: dict[str, Stap]


def meet(schaal: float) -> Iterator[Regel]:
    klein, groot = bouw(Maat(schaal))
    with in_wereld(groot):
        bezoekers = _bezoekers()
    bezoeken: dict[tuple[str, str], Bezoek] = {}
    geteld: dict[tuple[str, str, str], list[list[str]]] = {}
    uitvoering: list[Plan] = []
    for wereld in (klein, groot):
        with in_wereld(wereld):
            for bezoeker in bezoekers:
                wat = bezoeken[wereld.naam, bezoeker.naam] = _bezoek(bezoeker)
                for naam, stap in (wat.stappen | wat.overig).items():
                    geteld[wereld.naam, bezoeker.naam, naam] = gesteld = queries(wat.sessie, stap)
                    if wereld is groot and naam in wat.stappen:
                        uitvoering += plannen(f"{bezoeker.naam}: {naam}", gesteld)
    yield from _tellingen(bezoekers, bezoeken, geteld)
    for wereld in (klein, groot):
        with in_wereld(wereld):
            aantal = queries_van_indienen(_melder_vast())
        yield Regel(f"indienen, {wereld.meldingen} meldingen: queries", aantal, GRENS_INDIENEN, "queries")
    vol = volle_doorlopen(uitvoering)
    yield Regel(f"volle doorlopen in {len(uitvoering)} plannen", len(vol), 0, "", "; ".join(vol))
    if os.environ.get("BEWAAR_PLANNEN"):
        bewaar([p for p in uitvoering if p.naam.startswith(BEWAARD)], groot.meldingen, Maat(schaal).personen)
    yield from _tijden(klein, groot, bezoekers, bezoeken)


def _bezoekers() -> list[Bezoeker]:
    rijen = Melding.objects.unscoped("grootste organisaties van de meting")
    vast = vaste_gemeente()
    scholen = rijen.exclude(instantie=vast).values_list("school__code").annotate(n=Count("*")).order_by("-n")
    regios = rijen.filter(instantie__soort=Soort.RMC_REGIO).values_list("instantie__code").annotate(n=Count("*"))
    gemeenten = rijen.filter(instantie__soort=Soort.GEMEENTE).exclude(instantie=vast).values_list("instantie__code")
    grootste = [reeks.order_by("-n")[0][0] for reeks in (scholen, regios, gemeenten.annotate(n=Count("*")))]
    return [
        Bezoeker("vaste school", _melder_vast().username, True),
        Bezoeker("vaste gemeente", f"gemeente.{vast.code}", True),
        Bezoeker("grootste school", f"instelling.{grootste[0].lower()}", False),
        Bezoeker("grootste regio", f"rmc-regio.{grootste[1]}", False),
        Bezoeker("grootste gemeente", f"gemeente.{grootste[2]}", False),
    ]


def _melder_vast() -> Gebruiker:
    """De melder van de school van de eerste vaste leerling."""
    eerste = PeriodeVersie.objects.unscoped("de vaste school").order_by("pk").first()
    assert eerste is not None
    return Gebruiker.objects.get(username=f"instelling.{eerste.brin.lower()}")


def _bezoek(bezoeker: Bezoeker) -> Bezoek:
    gebruiker = Gebruiker.objects.get(username=bezoeker.gebruikersnaam)
    organisatie = Organisatie.objects.get(toewijzingen__gebruiker=gebruiker)
    school = organisatie.soort == Soort.INSTELLING
    eigen = Melding.objects.unscoped("wat de bezoeker ziet").filter(
        **{"school" if school else "instantie": organisatie}
    )
    # de vierde van boven: bij vaste bezoekers dezelfde melding in beide werelden
    melding = eigen.filter(ongelezen_school=False, ongelezen_instantie=False, status="B").order_by("-nummer")[3]
    stappen = {
        "lijst": Stap("/meldingen/"),
        "laatste pagina": Stap("/meldingen/?pagina=99999"),
        "zoek op naam": _zoek(melding.achternaam),
        "zoek op PGN": _zoek(melding.pgn),
        "zoek op nummer": _zoek(str(melding.nummer)),
        "melding": Stap(f"/meldingen/{melding.nummer}/"),
    }
    if bezoeker.vast:
        stappen |= _met_filters(organisatie, school)
    elif not school:
        stappen["lijst doorgestuurd"] = Stap("/meldingen/?doorgestuurd=1")
    overig = {pad: Stap(pad) for pad in ("/", LEEG.adres, "/mijn/")}
    delen = ("wijzigen", "intrekken", "aanvullen") if school else ("terugmelden", "doorsturen")
    overig |= {f"/…/{deel}/": Stap(f"/meldingen/{melding.nummer}/{deel}/") for deel in delen}
    if school:
        overig["/meldingen/nieuw/"] = Stap("/meldingen/nieuw/")
    return Bezoek(log_in(gebruiker), stappen, overig)


def _met_filters(organisatie: Organisatie, school: bool) -> dict[str, Stap]:
    filters = {
        "status en soort": "status=R&status=B&soort=V3",
        "periode": "van=1-1-2026&tot=1-7-2026",
        "ongelezen": "ongelezen=1",
        "op naam": "sorteer=naam",
        "op begin, pagina 5": "sorteer=-begin&pagina=5",
    }
    if school:
        locatie = Locatie.objects.unscoped("filter van de meting").filter(school=organisatie).order_by("pk")[0]
        filters["locatie"] = f"locatie={locatie.pk}"
    return {f"lijst {naam}": Stap(f"/meldingen/?{query}") for naam, query in filters.items()}


def _zoek(term: str) -> Stap:
    return Stap("/meldingen/zoeken/", (("zoek", term),))


def _tellingen(
    bezoekers: list[Bezoeker],
    bezoeken: dict[tuple[str, str], Bezoek],
    geteld: dict[tuple[str, str, str], list[list[str]]],
) -> Iterator[Regel]:
    """Evenveel queries in beide werelden, en geen pagina boven de grens behalve de genoemde."""
    for bezoeker in bezoekers:
        for naam in bezoeken["groot", bezoeker.naam].stappen:
            aantallen = [[len(p) for p in geteld[wereld, bezoeker.naam, naam]] for wereld in ("klein", "groot")]
            uitleg = " en ".join("+".join(map(str, pagina)) for pagina in aantallen) + " queries"
            yield Regel(f"{bezoeker.naam}, {naam}: meer queries", _verschil(*aantallen), 0, "", uitleg)
    meeste = {naam: max(len(p) for (_, _, n), ps in geteld.items() if n == naam for p in ps) for _, _, naam in geteld}
    for naam, reden in GENOEMD.items():
        yield Regel(f"genoemde pagina {naam}", meeste.pop(naam), None, "queries", reden)
    langste = max(meeste, key=lambda naam: meeste[naam])
    yield Regel("meeste queries op een andere pagina", meeste[langste], GRENS_QUERIES, "queries", langste)


def _verschil(klein: list[int], groot: list[int]) -> int:
    return max(abs(a - b) for a, b in zip(klein, groot, strict=True))


def _tijden(
    klein: Wereld, groot: Wereld, bezoekers: list[Bezoeker], bezoeken: dict[tuple[str, str], Bezoek]
) -> Iterator[Regel]:
    """Om en om bij beide servers; de lege pagina telt in dezelfde ronde mee."""
    with ExitStack() as stapel:
        servers: dict[str, Server] = {w.naam: stapel.enter_context(server(w)) for w in (klein, groot)}
        for bezoeker in bezoekers:
            wie = {w: bezoeken[w, bezoeker.naam] for w in servers}
            namen = [*wie["groot"].stappen, "leeg"]
            werken = {
                (naam, w): partial(bezoek, servers[w], wie[w].sessie, wie[w].stappen.get(naam, LEEG))
                for naam in namen
                for w in servers
            }
            medianen = medianen_om_en_om(werken, keren=HERHALINGEN)
            for naam in namen:
                klein_s, groot_s = (medianen[naam, w] for w in servers)
                rijen = [werken[naam, w]().count(b'<th scope="row"') for w in servers]
                uitleg = f"{groot_s * 1000:.1f} ms, {rijen[0]} en {rijen[1]} rijen"
                # een pagina met meer rijen is een andere pagina: die verhouding staat er wel, maar zonder grens
                grens = GRENS_TIJD if rijen[0] == rijen[1] else None
                yield Regel(f"{bezoeker.naam}, {naam}: groot / klein", groot_s / klein_s, grens, "x", uitleg)
            for w in servers:
                ratio = medianen["lijst", w] / medianen["leeg", w]
                yield Regel(f"{bezoeker.naam}, lijst / lege pagina, {w}", ratio, GRENS_LEEG)
