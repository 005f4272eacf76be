"""Vragen aan het register. Een school ziet een leerling alleen via een inschrijving bij haar eigen BRIN."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.domein.rechten import Soort
from accounts.queries.fusies import voorganger_codes
from bron.domein.persoon import GESLACHT, adresregel, volledig_adres, volledige_naam
from bron.models import DiplomaVersie, Nummerwijziging, Opleiding, PeriodeVersie, PersoonVersie
from verzuimloket.clock import nu, vandaag
from verzuimloket.db.bereik import buiten_bereik

REDEN = "opzoeken bij een inschrijving van de eigen school"


@dataclass(frozen=True, slots=True)
class LeerlingBeeld:
    """Een leerling zoals het register hem nu kent; `stand_van` is wanneer wij voor het laatst iets ontvingen."""

    pgn: str
    achternaam: str
    voorvoegsel: str
    voornamen: str
    geslacht: str
    geboortedatum: date
    straat: str
    huisnummer: str
    huisletter: str
    toevoeging: str
    postcode: str
    plaats: str
    gemeentecode: str
    startkwalificatie: bool
    volgnummer: str
    sector: str
    opleiding: str
    datum_inschrijving: date
    datum_uitschrijving: date | None
    stand_van: datetime

    @property
    def naam(self) -> str:
        return volledige_naam(self.voornamen, self.voorvoegsel, self.achternaam)

    @property
    def geslacht_woord(self) -> str:
        return GESLACHT.get(self.geslacht, "onbekend")

    @property
    def adresregel(self) -> str:
        return adresregel(self.straat, self.huisnummer, self.huisletter, self.toevoeging)

    @property
    def volledig_adres(self) -> str:
        return volledig_adres(self.adresregel, self.postcode, self.plaats)


@buiten_bereik(REDEN)
def nummers_van(pgn: str, moment: datetime) -> tuple[str, list[str]]:
    """Het nummer waaronder de persoon op dit moment bekend is (het BSN na een nummerwijziging), en al zijn nummers."""
    wijziging = (
        Nummerwijziging.objects.unscoped(REDEN)
        .filter(Q(oud_pgn=pgn) | Q(nieuw_pgn=pgn), ontvangen_op__lt=moment)
        .values_list("oud_pgn", "nieuw_pgn")
        .first()  # hoogstens één: elk nummer wisselt één keer, van onderwijsnummer naar BSN
    )
    if wijziging is None:
        return pgn, [pgn]
    oud, nieuw = wijziging
    return nieuw, [nieuw, oud]


@buiten_bereik(REDEN)
def leerling_van_school(*, pgn: str, brin: str, dag: date) -> LeerlingBeeld | None:
    """De leerling met dit nummer, als hij volgens de stand van nu op `dag` bij deze BRIN is ingeschreven; anders None.

    Ook het oude onderwijsnummer vindt hem; het beeld draagt dan het BSN.
    """
    moment = nu()
    nummer, alle = nummers_van(pgn, moment)
    # na een fusie staat een inschrijving nog een tijd onder het oude BRIN
    hier = Q(brin=brin) | Q(brin__in=voorganger_codes(Soort.INSTELLING, brin, vandaag()))
    bekend: dict[str, Any] = {"pgn__in": alle, "ontvangen_op__lt": moment, "vervallen_op__gte": moment}
    periode = (
        PeriodeVersie.objects.unscoped(REDEN)
        .filter(hier, **bekend, geldig_van__lte=dag, geldig_tot__gt=dag)
        .annotate(opleidingnaam=Subquery(Opleiding.objects.filter(code=OuterRef("opleidingcode")).values("naam")[:1]))
        .order_by("-datum_inschrijving", "volgnummer")
        .first()
    )
    if periode is None:
        return None
    persoon = _persoon(bekend, dag)
    if persoon is None:
        return None
    velden = (
        "achternaam", "voorvoegsel", "voornamen", "geslacht", "geboortedatum", "straat", "huisnummer", "huisletter",
        "toevoeging", "postcode", "plaats", "gemeentecode",
    )  # fmt: skip
    return LeerlingBeeld(
        pgn=nummer,
        **{veld: getattr(persoon, veld) for veld in velden},
        startkwalificatie=persoon.heeft_startkwalificatie,
        volgnummer=periode.volgnummer,
        sector=periode.sector,
        opleiding=_opleiding(periode, periode.opleidingnaam),
        datum_inschrijving=periode.datum_inschrijving,
        datum_uitschrijving=periode.datum_uitschrijving,
        stand_van=max(persoon.ontvangen_op, periode.ontvangen_op),
    )


def _persoon(bekend: dict[str, Any], dag: date) -> Any:
    """De nu bekende stand van de persoon, met `heeft_startkwalificatie` op `dag` erbij; None als er geen is."""
    diploma = DiplomaVersie.objects.unscoped(REDEN).filter(**bekend, startkwalificatie=True, datum_behaald__lte=dag)
    return (
        PersoonVersie.objects.unscoped(REDEN)
        .filter(**bekend)
        .annotate(heeft_startkwalificatie=Exists(diploma))
        .order_by("-ontvangen_op", "-id")
        .first()
    )


def _opleiding(periode: PeriodeVersie, naam: str | None) -> str:
    """`VO leerjaar 3, HAVO` of `MBO niveau 2 (BBL), Kapper`."""
    deel = periode.sector
    if periode.niveau:
        deel += f" niveau {periode.niveau}"
    if periode.leerjaar:
        deel += f" leerjaar {periode.leerjaar}"
    if periode.leerweg:
        deel += f" ({periode.leerweg})"
    return f"{deel}, {naam or 'opleiding ' + periode.opleidingcode}"
