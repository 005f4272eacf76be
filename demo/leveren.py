"""Veertien maanden leveringen, als echte bestanden langs de echte dienst."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from bron.models import Inlezing
from bron.services import lees_gevolgd, open_inlezing
from demo.leerlingen import Leerling
from demo.wereld import NOORD, WEST
from verzuimloket import clock
from verzuimloket.kalender import kalendermaanden_erbij

MAANDEN = 14


def levermomenten(vandaag: date) -> list[datetime]:
    """Elke maand een levering en de laatste maand elke week, 's ochtends om zes uur; de laatste is van gisteren.

    Zo valt er in de weekleveringen van de laatste weken iets te lezen.
    """
    dagen = [kalendermaanden_erbij(vandaag, -maand) - timedelta(days=1) for maand in range(MAANDEN - 1, -1, -1)]
    dagen[-1:-1] = [dagen[-1] - timedelta(weeks=weken) for weken in (3, 2, 1)]
    return [datetime.combine(dag, time(6), tzinfo=clock.AMSTERDAM) for dag in dagen]


def lever_alles(leerlingen: list[Leerling], map_: Path, vandaag: date) -> None:
    """Schrijf per leverancier en maand een bestand en lees het in, met de klok op het moment van ontvangst."""
    map_.mkdir(parents=True, exist_ok=True)
    vorige = date.min
    for volgnummer, moment in enumerate(levermomenten(vandaag), start=1):
        for leverancier in (NOORD, WEST):
            bestand = map_ / f"{leverancier}-{volgnummer:02d}.csv"
            regels = _regels(leerlingen, leverancier, vorige, moment.date())
            kop = f"VLP;{leverancier};{volgnummer};{moment.isoformat()}"
            bestand.write_text("\n".join([kop, *regels, f"SLR;{len(regels)}"]) + "\n", encoding="utf-8")
            with clock.op(moment):
                lees_gevolgd(open_inlezing(bestand, Inlezing.Herkomst.OPDRACHT), bestand, ontvangen_op=moment)
        vorige = moment.date()


def _regels(leerlingen: list[Leerling], leverancier: str, vorige: date, tot: date) -> list[str]:
    """Wat na de vorige levering bekend werd; de eerste levering bevat alles van daarvoor."""
    return [
        regel
        for leerling in leerlingen
        if leerling.school.leverancier == leverancier
        for dag, regels in sorted(leerling.records, key=lambda record: record[0])
        if vorige < dag <= tot
        for regel in regels
    ]
