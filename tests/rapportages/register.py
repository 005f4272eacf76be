"""Leveringen van de naslag rechtstreeks in de tabellen van het register, zoals het inlezen ze achterlaat."""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bron.domein.tijd import OPEN_DAG, OPEN_MOMENT
from bron.models import DiplomaVersie, Intrekking, Levering, Nummerwijziging, PeriodeVersie, PersoonVersie
from tests.rapportages import naslag as n

_volgnummers = itertools.count(1)


def leg_neer(leveringen: Iterable[n.Levering]) -> None:
    """Zet de leveringen neer in de volgorde van verwerken; een nieuwere stand laat de vorige vervallen."""
    standen: dict[tuple, list[tuple[datetime, int, list]]] = defaultdict(list)
    los = []
    for levering in leveringen:
        rij = _levering(levering.ontvangen_op)
        for regel, record in enumerate(levering.records, 2):
            rijen = _rijen(record)
            for model in rijen:
                model.levering, model.regel, model.ontvangen_op = rij, regel, levering.ontvangen_op
            if isinstance(record, n.Wpg):
                los += rijen
                continue
            versies = [model for model in rijen if not isinstance(model, Intrekking)]
            los += [model for model in rijen if isinstance(model, Intrekking)]
            standen[_sleutel(record)].append((levering.ontvangen_op, rij.pk, versies))
    versies = [model for stand in standen.values() for model in _vervallen(stand)]
    for soort in (PersoonVersie, PeriodeVersie, DiplomaVersie, Nummerwijziging, Intrekking):
        soort.objects.bulk_create([model for model in (*versies, *los) if isinstance(model, soort)])


def _levering(ontvangen_op: datetime) -> Levering:
    return Levering.objects.create(
        leverancier="proef", volgnummer=next(_volgnummers), aangemaakt=ontvangen_op, ontvangen_op=ontvangen_op,
        verwerkt_op=ontvangen_op, sha256="0" * 64, bestandsnaam="proef", aangeboden=1, verwerkt=1, afgekeurd=0,
    )  # fmt: skip


def _vervallen(stand: list[tuple[datetime, int, list]]) -> list:
    stand = sorted(stand, key=lambda versie: versie[:2])
    einden = [ontvangen for ontvangen, _, _ in stand[1:]] + [OPEN_MOMENT]
    for (_, _, rijen), einde in zip(stand, einden, strict=True):
        for rij in rijen:
            rij.vervallen_op = einde
    return [rij for _, _, rijen in stand for rij in rijen]


def _sleutel(record: n.Record) -> tuple:
    match record:
        case n.Per():
            return ("PER", record.pgn)
        case n.Isg() | n.Vis():
            return ("ISG", record.brin, record.pgn, record.volgnummer)
        case n.Dip() | n.Vdi():
            return ("DIP", record.brin, record.pgn, record.soort, record.datum_behaald)
    raise AssertionError(record)


def _rijen(record: n.Record) -> list:
    match record:
        case n.Per():
            return [
                PersoonVersie(
                    pgn=record.pgn, geboortedatum=record.geboortedatum, geslacht="V", achternaam=record.achternaam,
                    voornamen="Noor", straat="Dorpsstraat", huisnummer="1", postcode="1011AB", plaats="Proefstad",
                    gemeentecode=record.gemeentecode, overleden_op=record.overleden_op,
                    vertrokken_op=record.vertrokken_op,
                )
            ]  # fmt: skip
        case n.Isg():
            return list(_perioden(record))
        case n.Vis():
            return [Intrekking(soort="VIS", brin=record.brin, pgn=record.pgn, sleutel=record.volgnummer)]
        case n.Dip():
            startkwalificatie = record.soort in ("HAVO", "VWO") or (record.soort == "MBO" and (record.niveau or 0) >= 2)
            return [
                DiplomaVersie(
                    brin=record.brin, pgn=record.pgn, soort=record.soort, niveau=str(record.niveau or ""),
                    datum_behaald=record.datum_behaald, startkwalificatie=startkwalificatie,
                )
            ]  # fmt: skip
        case n.Vdi():
            sleutel = f"{record.soort}//{record.datum_behaald}"
            return [Intrekking(soort="VDI", brin=record.brin, pgn=record.pgn, sleutel=sleutel)]
        case n.Wpg():
            return [Nummerwijziging(oud_pgn=record.oud, nieuw_pgn=record.nieuw)]
    raise AssertionError(record)


def _perioden(isg: n.Isg) -> Iterable[PeriodeVersie]:
    perioden = sorted(isg.perioden, key=lambda isp: isp.datum_begin)
    na = OPEN_DAG if isg.datum_uitschrijving is None else isg.datum_uitschrijving + timedelta(days=1)
    for isp, einde in zip(perioden, [*(isp.datum_begin for isp in perioden[1:]), na], strict=True):
        yield PeriodeVersie(
            pgn=isg.pgn, brin=isg.brin, volgnummer=isg.volgnummer, datum_inschrijving=isg.datum_inschrijving,
            datum_uitschrijving=isg.datum_uitschrijving, reden_uitstroom=isg.reden_uitstroom,
            geldig_van=isp.datum_begin, geldig_tot=einde, sector=isp.sector, opleidingcode=isp.opleidingcode,
            leerjaar=str(isp.leerjaar or ""), niveau=str(isp.niveau or ""), leerweg=isp.leerweg,
            intensiteit="EX" if isp.examen else "VT", examen=isp.examen, bekostigd=isp.bekostigd,
            vestiging=isp.vestiging,
        )  # fmt: skip


VROEG = datetime(2020, 1, 1, tzinfo=UTC)
