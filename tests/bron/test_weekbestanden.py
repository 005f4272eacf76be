"""`weeklevering` als opdracht: de bestanden byte voor byte, wie er een krijgt, en wat zij weigert."""

import io
import os
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bron.exports.weeklevering import TABEL, rij
from bron.models import Mutatie
from bron.services import weekbestanden
from bron.services.weeklevering import bouw_week
from tests.bron.week import AN, MAANDAG, bekend, deze_week
from tests.leveringen import inschrijving, persoon, pgn
from verzuimloket.audit.models import AuditEvent
from verzuimloket.export import csv

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[1] / "golden" / "bron"
BEN = pgn(1)


@pytest.fixture(autouse=True)
def gemeenten(wereld, andere_wereld, maandagochtend):
    """Twee gemeenten, twee regio's en een school met een naam die een rekenblad als formule leest."""
    wereld.school.naam = "=Proefcollege; locatie Oost"
    wereld.school.save()
    return wereld.gemeente, wereld.regio, andere_wereld.gemeente, andere_wereld.regio


@pytest.fixture
def iets_ontvangen(tmp_path):
    bekend(tmp_path, persoon(AN))


def weeklevering(map_: Path, *argumenten: str) -> dict[str, bytes]:
    uit = map_ / "uit"
    uit.mkdir(exist_ok=True)
    call_command("weeklevering", "--uit", str(uit), *argumenten)
    return {pad.name: pad.read_bytes() for pad in sorted(uit.iterdir())}


def geweigerd(*argumenten: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as fout:
        call_command("weeklevering", *argumenten)
    return fout.value.returncode, str(fout.value)


def test_de_bestanden_zijn_byte_voor_byte_die_van_het_voorbeeld(tmp_path):
    bekend(tmp_path, persoon(AN), *inschrijving(AN), persoon(BEN, geboren="2022-11-20", achternaam='-Ös"ç'))
    deze_week(tmp_path, persoon(AN, gemeente="0518", straat="Nieuwstraat"), f"DIP;00ZV;{AN};MBO;25080;2;2026-11-12")
    bestanden = weeklevering(tmp_path)
    assert bestanden == {pad.name: pad.read_bytes() for pad in sorted((GOLDEN / "weeklevering").iterdir())}


def test_wie_niets_te_melden_heeft_krijgt_een_bestand_met_alleen_koppen(tmp_path, capsys):
    bekend(tmp_path, persoon(AN))
    bestanden = weeklevering(tmp_path)
    kop = (";".join(TABEL.koppen) + "\r\n").encode()
    assert bestanden == {f"20261123P{code}.csv": kop for code in ("G0363", "G0518", "R0021", "R0028")}
    assert capsys.readouterr().out == "2026-11-23: 0 mutaties, 4 bestanden, 0 met regels\n"


def test_een_uitvoerende_instantie_krijgt_de_regels_van_haar_gemeenten(tmp_path, wereld, settings):
    settings.GEMEENTEN_VAN_INSTANTIE = "tests.bron.test_weekbestanden.alleen_0363"
    _ = wereld.instantie
    bekend(tmp_path, persoon(AN), persoon(BEN, gemeente="0518"))
    deze_week(tmp_path, *inschrijving(AN), *inschrijving(BEN))
    bestanden = weeklevering(tmp_path)
    assert bestanden["20261123PUUI21.csv"] == bestanden["20261123PG0363.csv"]
    assert bestanden["20261123PG0363.csv"] != bestanden["20261123PG0518.csv"]


def alleen_0363(_organisatie_id: int) -> frozenset[str]:
    return frozenset({"0363"})


def test_nog_eens_schrijven_geeft_dezelfde_bytes_ook_als_een_school_anders_gaat_heten(tmp_path, wereld):
    bekend(tmp_path, persoon(AN))
    deze_week(tmp_path, *inschrijving(AN))
    eerst = weeklevering(tmp_path)
    wereld.school.naam = "Anders"
    wereld.school.save()
    assert weeklevering(tmp_path, "--peildatum", "2026-11-23") == eerst


TEKST = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@settings(
    derandomize=True, max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(namen=st.lists(TEKST, min_size=1, max_size=4))
def test_een_bestand_is_gelijk_aan_wat_de_gewone_schrijver_maakt(tmp_path, iets_ontvangen, namen):
    levering = bouw_week(MAANDAG).levering
    Mutatie.objects.unscoped("test").delete()
    for naam in namen:
        Mutatie(weeklevering=levering, ontvanger_gemeente="0363", soort="x", datum=MAANDAG, pgn=AN, achternaam=naam,
                straat=naam, geboortedatum=MAANDAG).save()  # fmt: skip
    weekbestanden.schrijf_bestanden(levering, tmp_path)
    stroom = io.BytesIO()
    csv.write(TABEL, map(rij, Mutatie.objects.unscoped("test").order_by("pk")), stroom)
    assert (tmp_path / "20261123PG0363.csv").read_bytes() == stroom.getvalue()


def test_schrijven_geeft_een_logregel_met_aantallen(tmp_path, iets_ontvangen):
    deze_week(tmp_path, *inschrijving(AN))
    weeklevering(tmp_path)
    [regel] = AuditEvent.objects.filter(actie="bron:weeklevering:geschreven")
    assert regel.details == {"bestanden": 4, "regels": 2}


@pytest.mark.parametrize("peildatum", ["2026-11-24", "2026-11-30", "2026-10-05"])
def test_een_verkeerde_maandag_wordt_geweigerd_en_er_staat_niets(tmp_path, iets_ontvangen, peildatum):
    code, zin = geweigerd("--peildatum", peildatum, "--uit", str(tmp_path))
    assert (code, zin.endswith("."), list(tmp_path.glob("*P*.csv"))) == (1, True, [])


def test_een_map_die_er_niet_is_wordt_geweigerd(tmp_path):
    weg = tmp_path / "weg"
    assert geweigerd("--uit", str(weg)) == (1, f"De map {weg} bestaat niet.")


@pytest.mark.parametrize("tekst", ["gisteren", "2026-02-30", "0001-01-01", "9999-12-27", "23-11-2026", ""])
def test_een_onleesbare_datum_is_verkeerd_gebruik(tmp_path, tekst):
    with pytest.raises(CommandError, match=f"'{tekst}' is geen datum als 2026-11-23"):
        call_command("weeklevering", f"--peildatum={tekst}", "--uit", str(tmp_path))


def test_als_schrijven_niet_lukt_blijft_er_geen_werkmap_achter(tmp_path, iets_ontvangen):
    doel = tmp_path / "doel"
    (doel / "20261123PG0518.csv" / "x").mkdir(parents=True)  # een map die niet te vervangen is
    code, zin = geweigerd("--uit", str(doel))
    assert (code, zin.startswith("Schrijven is niet gelukt")) == (1, True)
    assert [pad.name for pad in doel.iterdir() if pad.name.startswith(".")] == []


@pytest.mark.parametrize(("uren", "staat_er_nog"), [(0.5, True), (2, False)])
def test_een_werkmap_van_wie_onder_het_schrijven_gedood_werd_verdwijnt(tmp_path, iets_ontvangen, uren, staat_er_nog):
    verlaten = tmp_path / ".weeklevering-verlaten"
    verlaten.mkdir()
    os.utime(verlaten, (time.time() - uren * 3600,) * 2)
    call_command("weeklevering", "--uit", str(tmp_path))
    assert verlaten.exists() is staat_er_nog
