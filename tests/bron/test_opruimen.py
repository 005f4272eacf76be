"""De andere bewaartermijnen van bron: oordelen na een jaar, en werkmappen van wie onder het schrijven gedood werd."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bron.models import Levering, Oordeel
from bron.services import aanlever_opruimen
from bron.services.aanlever_opruimen import verwijder_oordelen
from bron.services.weekwerkmap import verwijder_verlaten, werkmap
from tests.bron.hulp import AN, isg, omgeving
from tests.leveringen import lever
from verzuimloket.clock import vandaag
from verzuimloket.kalender import begin_van_dag

DAG = date(2026, 11, 25)
# een eigen proces begint met schrijven, en wacht dan op zijn dood
DOOD_ONDER_HET_SCHRIJVEN = """
import signal, sys, django
from pathlib import Path
django.setup()
from bron.services.weekwerkmap import werkmap
with werkmap(Path(sys.argv[1])) as map_:
    (map_ / "20261123PG0363.csv").write_text("leerlingen")
    print("nu", flush=True)
    signal.pause()
"""


@pytest.mark.django_db
@pytest.mark.parametrize(("rest", "weg"), [(timedelta(0), 0), (timedelta(microseconds=1), 2)])
def test_een_oordeel_verdwijnt_een_jaar_na_de_levering_en_de_levering_blijft(tmp_path, monkeypatch, rest, weg):
    monkeypatch.setattr(aanlever_opruimen, "_PAKKET", 1)
    for _ in range(2):
        lever(tmp_path, *isg(AN))  # zonder persoon: afgekeurd
    oudste = Levering.objects.earliest("pk")
    Levering.objects.filter(pk=oudste.pk).update(verwerkt_op=begin_van_dag(vandaag()) - timedelta(days=365) - rest)
    assert (verwijder_oordelen(vandaag(), proef=True), verwijder_oordelen(vandaag())) == (weg, weg)
    assert (Oordeel.objects.unscoped("test").count(), Levering.objects.count()) == (4 - weg, 2)


@pytest.fixture
def verlaten(tmp_path: Path, settings: Any) -> Path:
    """Een map waarin een proces onder het schrijven gedood is."""
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    doel = tmp_path / "uit"
    doel.mkdir()
    waar = omgeving()
    waar["env"] = waar["env"] | {"BIJLAGEN_MAP": str(settings.BIJLAGEN_MAP)}
    opdracht = [sys.executable, "-W", "ignore", "-c", DOOD_ONDER_HET_SCHRIJVEN, str(doel)]
    kind = subprocess.Popen(opdracht, stdout=subprocess.PIPE, text=True, **waar)
    assert kind.stdout is not None
    assert kind.stdout.readline() == "nu\n"
    kind.send_signal(signal.SIGKILL)
    kind.communicate()
    return doel


def word_ouder(map_: Path, uren: float) -> None:
    """Alles hieronder is zoveel uur geleden voor het laatst aangeraakt."""
    for pad in [map_, *map_.rglob("*")]:
        os.utime(pad, (time.time() - uren * 3600,) * 2)


@pytest.mark.django_db
@pytest.mark.parametrize(("uren", "weg"), [(23, 0), (25, 1)])
def test_een_werkmap_van_wie_onder_het_schrijven_gedood_werd_verdwijnt_na_een_dag(verlaten, tmp_path, uren, weg):
    [werkmap] = verlaten.iterdir()
    word_ouder(tmp_path, uren)
    assert (verwijder_verlaten(DAG, proef=True), verwijder_verlaten(DAG), verwijder_verlaten(DAG)) == (weg, weg, 0)
    assert werkmap.exists() is not bool(weg)


@pytest.mark.django_db
def test_een_schijf_die_er_even_niet_hangt_wordt_later_nog_eens_bekeken(verlaten, tmp_path):
    word_ouder(tmp_path, 25)
    verlaten.rename(tmp_path / "los")
    assert verwijder_verlaten(DAG) == 0
    (tmp_path / "los").rename(verlaten)
    assert (verwijder_verlaten(DAG), list(verlaten.iterdir())) == (1, [])


@pytest.mark.django_db
def test_een_briefje_wijst_nooit_naar_een_map_van_een_ander(verlaten, tmp_path, settings):
    ander = tmp_path / "ander"
    ander.mkdir()
    [briefje] = (settings.BIJLAGEN_MAP / "weekwerkmappen").iterdir()
    briefje.write_text(str(ander))
    word_ouder(tmp_path, 25)
    assert (verwijder_verlaten(DAG), ander.is_dir()) == (0, True)


@pytest.mark.django_db
def test_na_gewoon_schrijven_blijft_er_geen_briefje(tmp_path, settings):
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    with werkmap(tmp_path) as map_:
        assert map_.stat().st_mode & 0o777 == 0o700
    assert (map_.exists(), list((tmp_path / "bijlagen/weekwerkmappen").iterdir())) == (False, [])
