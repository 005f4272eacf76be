"""Wat wij op een moment van één persoon wisten, uit al zijn versies; in de vorm waarmee de lijst rekent.

De versies komen uit de terugblik van het register. Per sleutel geldt de nieuwste die vóór het moment ontvangen is, van
alle nummers die dan bij de persoon horen; na een intrekking geldt er geen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bron.domein import terugblik as t
from bron.domein.tijd import OPEN_MOMENT
from rapportages.domein import selectie


@dataclass(frozen=True, slots=True)
class Kennis:
    """De bekende standen, elk met haar herkomst."""

    persoon: t.Persoon | None
    inschrijvingen: tuple[t.Inschrijving, ...]
    diplomas: tuple[t.Diploma, ...]

    @property
    def als_persoon(self) -> selectie.Persoon | None:
        """De persoon zoals `selectie.py` hem beoordeelt; None als wij geen persoon kennen."""
        if self.persoon is None:
            return None
        return selectie.Persoon(
            self.persoon.pgn,
            self.persoon.geboortedatum,
            self.persoon.gemeentecode,
            tuple(als_inschrijving(stand) for stand in self.inschrijvingen),
            tuple(als_diploma(stand) for stand in self.diplomas),
            self.persoon.overleden_op,
            self.persoon.vertrokken_op,
        )

    def leidend(self, t1: date) -> tuple[t.Inschrijving, selectie.Periode] | None:
        """De stand van de leidende inschrijving op t1, met de periode die dan gold."""
        persoon = self.als_persoon
        gevonden = selectie.leidende_inschrijving(persoon, t1) if persoon else None
        if gevonden is None:
            return None
        stand = next(stand for stand in self.inschrijvingen if als_inschrijving(stand) == gevonden[0])
        return stand, gevonden[1]

    def kwalificatie(self, dag: date) -> t.Diploma | None:
        """Het eerste diploma dat op deze dag een startkwalificatie geeft."""
        geldig = [stand for stand in self.diplomas if stand.startkwalificatie and stand.datum_behaald <= dag]
        return min(geldig, key=lambda stand: stand.datum_behaald, default=None)


def als_inschrijving(stand: t.Inschrijving) -> selectie.Inschrijving:
    perioden = tuple(
        selectie.Periode(
            periode.geldig_van, periode.sector, periode.bekostigd, periode.intensiteit == "EX", periode.opleidingcode,
            _getal(periode.leerjaar), _getal(periode.niveau), periode.leerweg, periode.vestiging,
        )
        for periode in stand.perioden
    )  # fmt: skip
    return selectie.Inschrijving(
        stand.brin, stand.volgnummer, stand.datum_inschrijving, perioden, stand.datum_uitschrijving,
        stand.reden_uitstroom,
    )  # fmt: skip


def als_diploma(stand: t.Diploma) -> selectie.Diploma:
    return selectie.Diploma(stand.soort, _getal(stand.niveau), stand.datum_behaald)


def _getal(tekst: str) -> int | None:
    return int(tekst) if tekst.isdigit() else None


def nummers_op(dossiers: Sequence[t.Dossier], persoon: str, k: datetime) -> frozenset[str]:
    """De nummers die op `k` bij dit nummer hoorden: twee als de nummerwijziging toen bekend was."""
    wissels = (versie.stand for dossier in dossiers for versie in dossier.versies if isinstance(versie.stand, t.Wissel))
    nummers = {persoon}
    for wissel in wissels:
        if wissel.herkomst.ontvangen_op < k and persoon in (wissel.oud_pgn, wissel.nieuw_pgn):
            nummers |= {wissel.oud_pgn, wissel.nieuw_pgn}
    return frozenset(nummers)


def kennis_op(dossiers: Sequence[t.Dossier], persoon: str, k: datetime = OPEN_MOMENT) -> Kennis:
    """Wat op `k` bekend was van wie toen dit nummer had; zonder `k` wat wij nu weten."""
    nummers = nummers_op(dossiers, persoon, k)
    standen = [stand for dossier in dossiers if (stand := _bekend(dossier, nummers, k)) is not None]
    return Kennis(
        persoon=next((stand for stand in standen if isinstance(stand, t.Persoon)), None),
        inschrijvingen=tuple(stand for stand in standen if isinstance(stand, t.Inschrijving)),
        diplomas=tuple(stand for stand in standen if isinstance(stand, t.Diploma)),
    )


def _bekend(dossier: t.Dossier, nummers: frozenset[str], k: datetime) -> t.Stand | None:
    """De nieuwste stand onder één sleutel (de versies staan met de nieuwste voorop)."""
    for versie in dossier.versies:
        stand = versie.stand
        if not isinstance(stand, t.Wissel) and stand.pgn in nummers and stand.herkomst.ontvangen_op < k:
            return stand
    return None
