"""De registerset: herhaalbaar, verzonnen, en door de inlezer zonder klacht aangenomen."""

from collections import Counter
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from bron.domein.pgn import is_pgn
from bron.models import Levering
from bron.services import lees_in
from demo.pgn import alle_bsns
from demo.registerset import maak
from demo.registerset.bestanden import UUR, leverdagen
from demo.registerset.land import Land
from verzuimloket.clock import AMSTERDAM

LEERLINGEN, MAANDEN = 3000, 14


@pytest.fixture(scope="module")
def set_(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return maak(LEERLINGEN, MAANDEN, 7, tmp_path_factory.mktemp("set"))


def records(paden: list[Path]) -> list[list[str]]:
    return [regel.split(";") for pad in paden for regel in pad.read_text(encoding="utf-8").splitlines()]


def test_dezelfde_argumenten_geven_dezelfde_bytes(set_, tmp_path):
    weer = maak(LEERLINGEN, MAANDEN, 7, tmp_path)
    assert [pad.read_bytes() for pad in weer] == [pad.read_bytes() for pad in set_]


def test_een_ander_zaad_geeft_een_ander_land(set_, tmp_path):
    assert maak(50, 1, 8, tmp_path / "a")[0].read_bytes() != maak(50, 1, 7, tmp_path / "b")[0].read_bytes()


def test_er_is_een_levering_per_maand_met_het_juiste_aantal(set_):
    aantallen = [len(pad.read_text(encoding="utf-8").splitlines()) - 2 for pad in set_]
    assert [regels[-1] for regels in (records([pad])[-1] for pad in set_)] == [str(aantal) for aantal in aantallen]


def test_elke_soort_record_komt_voor(set_):
    assert {record[0] for record in records(set_)} == {"VLP", "PER", "ISG", "ISP", "VIS", "DIP", "WPG", "SLR"}


def test_elke_leerling_staat_een_keer_in_de_eerste_levering(set_):
    personen = Counter(record[1] for record in records(set_[:1]) if record[0] == "PER")
    assert (len(personen), set(personen.values())) == (LEERLINGEN, {1})


def test_de_proefnummers_gaan_voor_en_daarna_komt_alles_eronder():
    nummers = alle_bsns()
    eerste = [next(nummers) for _ in range(12_000)]
    assert len(set(eerste)) == 12_000
    assert all(is_pgn(nummer) for nummer in eerste)
    assert (eerste[0], max(eerste[10_000:]) < "999900000") == ("999900006", True)


def test_de_instellingen_en_gemeenten_zijn_landelijk_en_scheef(set_):
    brins = Counter(record[1] for record in records(set_[:1]) if record[0] == "ISG")
    grootste = sum(aantal for _, aantal in brins.most_common(len(brins) // 10))
    assert (len(brins) > 400, grootste > LEERLINGEN / 4) == (True, True)
    assert {len(scholen) for scholen in Land().scholen.values()} == {651, 45}


@pytest.mark.django_db(transaction=True)
def test_de_inlezer_keurt_de_hele_set_goed(set_, tmp_path):
    call_command("laad_referentie", verbosity=0, stdout=StringIO())
    for pad, dag in zip(set_, leverdagen(MAANDEN), strict=True):
        moment = datetime.combine(dag, UUR, tzinfo=AMSTERDAM)
        lees_in(pad, ontvangen_op=moment, terugkoppeling_map=tmp_path)
    assert list(Levering.objects.order_by("volgnummer").values_list("afgekeurd", "ontbreekt")) == [(0, 0)] * MAANDEN
