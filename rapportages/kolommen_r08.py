"""De kolommen van R08, met per kolom waar haar waarde vandaan komt."""

from collections.abc import Callable
from datetime import date
from typing import Any

from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.potentieel_lrv import UREN, UREN_HELE_DAG
from rapportages.kolommen import SOORTLABELS, regio, zonder_nullen
from verzuimloket.export.tabel import Column, Rij, Soort, Table, Waarde

DEFINITIES = (
    (
        "Wie staat erop",
        f"een leerling met in de 28 dagen vóór de maandag minstens {UREN} gemelde lesuren verzuim bij deze school,"
        " zonder LRV-melding van deze school die dit venster raakt",
    ),
    (
        "Lesuren",
        f"uit de dagen en lesuren van de meldingen; een hele dag telt voor minstens {UREN_HELE_DAG}. Een lesuur dat in"
        " twee meldingen staat, telt één keer",
    ),
    (
        "Telt niet mee",
        "een ingetrokken melding, een melding die is afgesloten als geen verzuim (langdurig ziek, legitiem afwezig), en"
        " een melding van een leerling die niet meer leer- of kwalificatieplichtig is",
    ),
    ("AANTAL_WKN_GEMELD", "hoeveel weken achter elkaar de leerling op R08 staat, deze week meegeteld; 1 is nieuw"),
)

_KOLOMMEN: tuple[tuple[Column, Callable[[Any], Waarde]], ...] = (
    (Column("PERSOONSGEBONDENNUMMER"), lambda rij: rij.persoon),
    (Column("ACHTERNAAM", breedte=24), lambda rij: rij.achternaam),
    (Column("VOORVOEGSEL"), lambda rij: rij.voorvoegsel),
    (Column("ALLE_VOORNAMEN", breedte=24), lambda rij: rij.voornamen),
    (Column("GEBOORTEDATUM", Soort.DATUM), lambda rij: rij.geboortedatum),
    (Column("BRIN"), lambda rij: rij.brin),
    (Column("NAAM_INSTELLING", breedte=40), lambda rij: rij.naam_instelling),
    (Column("GEMEENTECODE"), lambda rij: zonder_nullen(rij.gemeentecode)),
    (Column("WOONGEMEENTE", breedte=24), lambda rij: rij.naam_gemeente.upper()),
    (Column("RMC_REGIO"), lambda rij: regio(rij.rmc_nummer)),
    (Column("AANTAL_UREN", Soort.GETAL), lambda rij: rij.uren),
    (Column("AANTAL_DAGEN", Soort.GETAL), lambda rij: rij.dagen),
    (Column("EERSTE_VERZUIMDAG", Soort.DATUM), lambda rij: rij.eerste_dag),
    (Column("LAATSTE_VERZUIMDAG", Soort.DATUM), lambda rij: rij.laatste_dag),
    (Column("MELDINGSNUMMER", Soort.GETAL), lambda rij: rij.nummer),
    (Column("VERZUIMSOORT"), lambda rij: rij.soort),
    (Column("VERZUIMSOORT_OMS", breedte=40), lambda rij: SOORTLABELS.get(rij.soort, "")),
    (Column("AANTAL_WKN_GEMELD", Soort.GETAL), lambda rij: rij.aantal_weken),
)
TABEL = Table("R08 Potentiële LRV", tuple(kolom for kolom, _ in _KOLOMMEN), DEFINITIES)


def waarden(rij: Any) -> Rij:
    """De waarden van één R08Rij, in de volgorde van TABEL."""
    return [haal(rij) for _, haal in _KOLOMMEN]


def bestandsnaam(peildatum: date, ontvanger: Ontvanger, vorm: str) -> str:
    """`20261123R08I27GZ.csv`: peildatum, R08 en de ontvanger."""
    return f"{peildatum:%Y%m%d}R08{ontvanger}.{vorm}"
