"""De voorbeelden van docs/domein/uitleg-maandrapportage.md, van ontvangst tot zin."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from bron.queries import dossiers_van
from rapportages.domein.kennis import Kennis, kennis_op
from rapportages.domein.niet_op_lijst import RedenNiet, feiten_van, reden_niet, zin_niet
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.domein.selectie import waarom
from rapportages.domein.verklaring import Lezer, zin_op_lijst, zin_van_lijst
from tests.leveringen import pgn
from tests.rapportages import naslag as n
from tests.rapportages.register import leg_neer
from verzuimloket.clock import AMSTERDAM

BLADZIJDE = (Path(__file__).parents[2] / "docs/domein/uitleg-maandrapportage.md").read_text(encoding="utf-8")
BLOKKEN = [blok.splitlines() for blok in re.findall(r"^```uitleg\n(.*?)^```", BLADZIJDE, re.MULTILINE | re.DOTALL)]
M, WIE = Maand(2026, 12), pgn(700)
ONTVANGERS = {"school": Ontvanger("I", "00ZV"), "gemeente": Ontvanger("G", "0363")}


def record(soort: str, brin: str, *rest: str) -> n.Record:
    if soort == "DIP":
        return n.Dip(brin, WIE, rest[0], date.fromisoformat(rest[1]))
    duur, sector, bekostigd, *examen = rest
    begin, eind = duur.split("..")
    dag = date.fromisoformat(begin)
    periode = n.Isp(dag, sector, bekostigd == "J", examen == ["EX"])
    return n.Isg(brin, WIE, "1", dag, (periode,), date.fromisoformat(eind) if eind else None)


def lees(regels: list[str]) -> list[n.Levering]:
    ontvangsten = [regel.split() for regel in regels if regel[0].isdigit()]
    begin = n.Levering(datetime(2026, 8, 1, tzinfo=AMSTERDAM), (n.Per(WIE, date(2010, 5, 5)),))
    return [begin, *(n.Levering(datetime.fromisoformat(dag).replace(tzinfo=AMSTERDAM), (record(*rest),))
                     for dag, *rest in ontvangsten)]  # fmt: skip


def zin(vraag: str, kennis: Kennis, lezer: Lezer) -> str:
    mens = kennis.als_persoon
    assert mens is not None
    if vraag == "lijst":
        return zin_op_lijst(kennis, M.t1, M.t2, lezer)
    if vraag == "af":
        return zin_van_lijst(kennis, waarom(mens, M.t2), M.t1, M.t2, lezer)
    feiten = feiten_van(mens, lezer.ontvanger, M.t1, M.t2, bij_ontvanger=True)
    reden = reden_niet(feiten, lezer.ontvanger.letter, M.t1, M.t2)
    assert reden is not None
    return zin_niet(reden, feiten, lezer.ontvanger.letter, M.t1, M.t2)


@pytest.mark.parametrize("blok", BLOKKEN, ids=lambda blok: " ".join(blok)[:70])
def test_elk_voorbeeld_heeft_de_zin_die_er_staat(organisaties, blok):
    leg_neer(lees(blok))
    dossiers, namen = dossiers_van(WIE)
    kennis = kennis_op(dossiers, WIE, M.sluitmoment)
    verwacht = dict(regel.split(": ", 1) for regel in blok if not regel[0].isdigit())
    gekregen = {
        sleutel: zin(vraag, kennis, Lezer(ONTVANGERS[wie], namen))
        for sleutel in verwacht
        for vraag, wie in [sleutel.split()]
    }
    assert gekregen == verwacht


def test_de_bladzijde_noemt_elke_reden():
    assert [reden for reden in RedenNiet if reden.value not in BLADZIJDE] == []
