"""Een kleine gebouwde maand voor de tests van de bestanden: november 2025, alles van school 00ZV."""

from datetime import date, datetime, timedelta
from typing import Any

from bron.models import Opleiding
from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand
from rapportages.models import Bestandsaanvraag, Maandrapportage, RapportageRij
from rapportages.services import bouw_maand
from tests.cast import Wereld
from tests.leveringen import pgn
from tests.rapportages import maanden, meldingen
from tests.rapportages import naslag as n
from tests.rapportages.register import leg_neer
from verzuimloket.clock import AMSTERDAM

NOVEMBER = Maand(2025, 11)
DINSDAG = datetime(2025, 11, 4, 12, tzinfo=AMSTERDAM)
AUGUSTUS, OKTOBER, NOVEMBER_20 = (datetime(2025, maand, 20, 9, tzinfo=AMSTERDAM) for maand in (8, 10, 11))
NAMEN = ("=SOM(A1)", "Nguyễn", "-Özdemir", "Zeeman; van & der")


def kleine_maand(wereld: Wereld) -> Maandrapportage:
    """Vier leerlingen gaan in oktober weg, een vijfde blijft; de eerste van de lijst heeft een naam als formule."""
    _richt_in(wereld)
    leg_neer([n.Levering(AUGUSTUS, tuple(record for i in range(5) for record in _leven(i))),
              n.Levering(OKTOBER, tuple(_leven(i, weg=True)[1] for i in range(4)))])  # fmt: skip
    bouw_maand(NOVEMBER.jaar, NOVEMBER.maand)
    return Maandrapportage.objects.get(maand=NOVEMBER.t2)


def _richt_in(wereld: Wereld) -> None:
    for organisatie, naam in ((wereld.school, "Proefcollege"), (wereld.gemeente, "Proefstad"), (wereld.regio, "Proef")):
        organisatie.naam = naam
        organisatie.save()
    Opleiding.objects.update_or_create(code="0300", defaults={"naam": "HAVO", "soort": "elementcode"})


def _persoon(nummer: int) -> n.Per:
    return n.Per(pgn(nummer), date(2008, 3, 14), achternaam=NAMEN[nummer] if nummer < len(NAMEN) else "Blijft")


def _leven(nummer: int, *, weg: bool = False, maand: int = 10) -> tuple[n.Per, n.Isg]:
    inschrijving = n.Isg("00ZV", pgn(nummer), "1", date(2025, 8, 1), (n.Isp(date(2025, 8, 1)),),
                         date(2025, maand, 10 + nummer) if weg else None, "33" if weg else "")  # fmt: skip
    return _persoon(nummer), inschrijving


def gouden_maand(wereld: Wereld) -> Maandrapportage:
    """December 2025, met rijen bij elke code; gebouwd op haar eigen sluitmoment, na november.

    De vier van `kleine_maand` gaan in oktober weg (drie blijven op de lijst, de vierde haalt in november een diploma, de
    derde komt terug), de vijfde gaat in november weg, een zesde blijft, een zevende ging al voor de zomer.
    """
    _richt_in(wereld)
    vorig_jaar = n.Isg("00ZV", pgn(6), "1", date(2024, 8, 1), (n.Isp(date(2024, 8, 1)),), date(2025, 6, 30), "33")
    terug = n.Isg("00ZV", pgn(2), "2", date(2025, 11, 17), (n.Isp(date(2025, 11, 17)),))
    leg_neer([
        n.Levering(AUGUSTUS, (*(record for i in range(6) for record in _leven(i)), _persoon(6), vorig_jaar)),
        n.Levering(OKTOBER, tuple(_leven(i, weg=True)[1] for i in range(4))),
        n.Levering(NOVEMBER_20, (_leven(4, weg=True, maand=11)[1], terug, n.Dip("00ZV", pgn(3), "HAVO", date(2025, 11, 14)))),
    ])  # fmt: skip
    meldingen.leg_neer([
        meldingen.M(101, pgn(0), datetime(2025, 11, 3, 9, tzinfo=AMSTERDAM), brin="00ZV", gemeentecode=wereld.gemeentecode,
                    achternaam=NAMEN[0], begin=date(2025, 9, 1), eind=date(2025, 9, 5)),
        meldingen.M(102, pgn(5), datetime(2025, 11, 4, 9, tzinfo=AMSTERDAM), brin="00ZV", gemeentecode=wereld.gemeentecode,
                    achternaam="Blijft", soort="LRV", status="G", begin=date(2025, 11, 1)),
    ])  # fmt: skip
    *_, december = maanden.bouw(NOVEMBER, NOVEMBER.volgende)
    return december


def met_rijen(rapportage: Maandrapportage, aantal: int) -> None:
    """Vermenigvuldig de eerste rij van de A04 tot er `aantal` bij staan, elk met een eigen nummer."""
    alle = RapportageRij.objects.unscoped("test").filter(rapportage=rapportage, code=Code.A04)
    eerste = alle.order_by("persoon")[0]
    rijen = []
    for nummer in range(aantal):
        velden = {veld.attname: getattr(eerste, veld.attname) for veld in RapportageRij._meta.concrete_fields}
        rijen.append(RapportageRij(**velden | {"id": None, "persoon": f"1{nummer:08}"}))
    RapportageRij.objects.bulk_create(rijen, batch_size=2000)


def aanvraag(wereld: Wereld, rapportage: Maandrapportage, **velden: Any) -> Bestandsaanvraag:
    """Een aanvraag van de school, zoals de dienst haar achterlaat."""
    return Bestandsaanvraag.objects.create(
        **{"organisatie": wereld.school, "gebruiker": wereld.rapport, "rapportage": rapportage, "code": "A04",
           "vorm": "xlsx", "aangevraagd_op": DINSDAG, "bijgewerkt_op": DINSDAG - timedelta(minutes=1)} | velden
    )  # fmt: skip
