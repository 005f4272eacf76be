"""De leveringsbestanden van de registerset: alle bestanden open, elke leerling één keer."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from demo.pgn import alle_bsns, proef_onderwijsnummers
from demo.registerset.land import Land
from demo.registerset.leven import Leven
from verzuimloket.kalender import AMSTERDAM, kalendermaanden_erbij

LEVERANCIER = "REGISTERSET"
EERSTE_LEVERING = date(2025, 9, 6)  # vast, zodat dezelfde argumenten altijd dezelfde bytes geven
UUR = time(6)


def leverdagen(maanden: int) -> list[date]:
    """De dag van elke maandlevering; de eerste is de hele stand van dat moment."""
    return [kalendermaanden_erbij(EERSTE_LEVERING, nummer) for nummer in range(maanden)]


def maak(
    leerlingen: int, maanden: int, zaad: int, uit: Path, *, voortgang: Callable[[int], None] = lambda klaar: None
) -> list[Path]:
    """Schrijf `maanden` leveringen van `leerlingen` verzonnen leerlingen in map `uit`; geeft de paden op volgorde.

    Naam: `registerset-NN-JJJJMMDD.csv`, met de dag van ontvangst. Geheugen is begrensd: elke leerling wordt één keer
    gemaakt en meteen weggeschreven. Werpt OSError als de map niet te maken of vol is.
    """
    dagen = leverdagen(maanden)
    uit.mkdir(parents=True, exist_ok=True)
    paden = [uit / f"registerset-{nummer:02d}-{dag:%Y%m%d}.csv" for nummer, dag in enumerate(dagen, 1)]
    aantallen = [0] * maanden
    land, bsns, onderwijsnummers = Land(), alle_bsns(), proef_onderwijsnummers()
    with ExitStack() as stapel:
        bestanden = [stapel.enter_context(open(pad, "w", encoding="utf-8", newline="\n")) for pad in paden]
        for nummer, (bestand, dag) in enumerate(zip(bestanden, dagen, strict=True), 1):
            moment = datetime.combine(dag, UUR, tzinfo=AMSTERDAM)
            bestand.write(f"VLP;{LEVERANCIER};{nummer};{moment.isoformat()}\n")
        for volgorde in range(leerlingen):
            rng = Random(zaad << 32 | volgorde)  # noqa: S311 - herhaalbaarheid, geen geheim
            for nummer, regel in Leven(land, rng, next(bsns), onderwijsnummers, dagen).records:
                bestanden[nummer].write(f"{regel}\n")
                aantallen[nummer] += 1
            if volgorde % 10_000 == 0:
                voortgang(volgorde)
        for bestand, aantal in zip(bestanden, aantallen, strict=True):
            bestand.write(f"SLR;{aantal}\n")
    voortgang(leerlingen)
    return paden
