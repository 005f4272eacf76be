"""Wat de rij-beveiliging van PostgreSQL kost: lijstpagina's per seconde met en zonder, op dezelfde database.

Twee keer dezelfde gunicorn: met het bereik bij elke vraag, en zonder (`bench/zonder_rls.py`, als eigenaar). De grens is
15 % minder pagina's per seconde, dus 1/0,85 keer zo lang.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from bench.bezoek import bezoek, server
from bench.land import Maat, bouw
from bench.meldingen import _bezoek, _bezoekers
from bench.meting import Regel, medianen_om_en_om
from bench.werelden import in_wereld

GRENS = 1 / 0.85
INGANGEN = {"met": "verzuimloket.wsgi", "zonder": "bench.zonder_rls"}
PAGINAS = ("lijst", "laatste pagina", "zoek op naam", "melding")
HERHALINGEN = 41


def meet(schaal: float) -> Iterator[Regel]:
    _, groot = bouw(Maat(schaal))
    with in_wereld(groot):
        bezoeken = {bezoeker.naam: _bezoek(bezoeker) for bezoeker in _bezoekers()}
    with ExitStack() as stapel:
        servers = {naam: stapel.enter_context(server(groot, ingang)) for naam, ingang in INGANGEN.items()}
        for naam, wie in bezoeken.items():
            werken = {
                (pagina, bij): partial(bezoek, servers[bij], wie.sessie, wie.stappen[pagina])
                for pagina in PAGINAS
                for bij in servers
            }
            tijden = medianen_om_en_om(werken, keren=HERHALINGEN)
            for pagina in PAGINAS:
                met, zonder = tijden[pagina, "met"], tijden[pagina, "zonder"]
                uitleg = f"{1 / zonder:.0f} en {1 / met:.0f} per seconde ({100 * (met - zonder) / met:.0f} % minder)"
                grens = GRENS if pagina == "lijst" else None
                yield Regel(f"{naam}, {pagina}: met / zonder rij-beveiliging", met / zonder, grens, "x", uitleg)
