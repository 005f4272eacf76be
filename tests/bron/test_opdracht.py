"""`bron_inlezen` als opdracht: wat zij afdrukt, haar afsluitcodes en haar zinnen."""

import os
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from bron.models import Levering
from tests.bron.hulp import AN, BEN, aantallen, inhoud_register, isg, leg, levering, opdracht, per
from verzuimloket import clock

pytestmark = pytest.mark.django_db


def inlezen(*argumenten):
    call_command("bron_inlezen", *map(str, argumenten))


def geweigerd(*argumenten) -> tuple[int, str]:
    """De afsluitcode en de zin van een weigering."""
    with pytest.raises(CommandError) as fout:
        inlezen(*argumenten)
    return fout.value.returncode, str(fout.value)


def test_de_opdracht_drukt_af_wat_er_gebeurde(tmp_path, capsys):
    inlezen(leg(tmp_path, levering(per(AN), *isg(AN), "XYZ;1")))
    assert capsys.readouterr() == ("aangeboden 4, verwerkt 3, afgekeurd 1\n", "")


def test_een_levering_zonder_records_is_een_levering(tmp_path, capsys):
    inlezen(leg(tmp_path, levering()))
    assert (capsys.readouterr().out, aantallen()) == ("aangeboden 0, verwerkt 0, afgekeurd 0\n", {"levering": 1})


def test_meer_bestanden_komen_op_volgorde_binnen(tmp_path, capsys):
    een = leg(tmp_path, levering(per(AN)), "een.csv")
    twee = leg(tmp_path, levering(*isg(AN), nummer=2), "twee.csv")
    inlezen(een, twee)
    regels = "aangeboden 1, verwerkt 1, afgekeurd 0\naangeboden 2, verwerkt 2, afgekeurd 0\n"
    assert capsys.readouterr().out == regels


def test_na_een_weigering_blijft_staan_wat_ervoor_kwam(tmp_path):
    goed, fout = leg(tmp_path, levering(per(AN)), "goed.csv"), leg(tmp_path, "", "leeg.csv")
    erna = leg(tmp_path, levering(per(BEN), nummer=2), "erna.csv")
    assert geweigerd(goed, fout, erna) == (1, "leeg.csv: Het bestand is leeg.")
    assert aantallen() == {"levering": 1, "persoonversie": 1}


@pytest.mark.parametrize(
    ("tekst", "utc"),
    [
        ("2026-08-01T08:00:00", datetime(2026, 8, 1, 6, tzinfo=UTC)),
        ("2026-12-01T08:00:00", datetime(2026, 12, 1, 7, tzinfo=UTC)),
        ("2026-12-01", datetime(2026, 11, 30, 23, tzinfo=UTC)),
        ("2026-08-01T08:00:00Z", datetime(2026, 8, 1, 8, tzinfo=UTC)),
        ("2026-08-01T08:00:00-05:00", datetime(2026, 8, 1, 13, tzinfo=UTC)),
    ],
)
def test_zonder_zone_is_het_moment_van_ontvangst_nederlandse_tijd(tmp_path, tekst, utc):
    inlezen("--ontvangen-op", tekst, leg(tmp_path, levering()))
    assert Levering.objects.get().ontvangen_op == utc


@pytest.mark.parametrize("tekst", ["gisteren", "2026-13-01", "0001-01-01", "9999-12-31T23:59:59", ""])
def test_een_onleesbaar_moment_is_verkeerd_gebruik(tmp_path, tekst):
    with pytest.raises(CommandError) as fout:
        call_command("bron_inlezen", str(leg(tmp_path, levering())), f"--ontvangen-op={tekst}")
    assert str(fout.value).endswith(f"'{tekst}' is geen moment als 2026-11-24T09:00:00+01:00.")


def test_zonder_moment_is_de_levering_nu_ontvangen(tmp_path):
    moment = datetime(2026, 9, 1, 6, tzinfo=UTC)
    with clock.op(moment):
        inlezen(leg(tmp_path, levering()))
    assert Levering.objects.get().ontvangen_op == moment


def test_een_herhaalde_levering_verandert_niets(tmp_path, capsys):
    bestand = leg(tmp_path, levering(per(AN), *isg(AN), "XYZ;1"))
    inlezen("--ontvangen-op", "2026-08-01", bestand)
    eerst, kopie = inhoud_register(), leg(tmp_path, bestand.read_bytes(), "kopie.csv")
    capsys.readouterr()
    inlezen("--ontvangen-op", "2026-09-01", kopie)
    assert inhoud_register() == eerst
    assert capsys.readouterr().out == (
        "kopie.csv: deze levering was er al. Er is niets gewijzigd.\naangeboden 4, verwerkt 3, afgekeurd 1\n"
    )


def test_ook_een_oudere_levering_mag_herhaald_worden(tmp_path):
    een = leg(tmp_path, levering(per(AN)), "een.csv")
    inlezen(een, leg(tmp_path, levering(per(AN, "Berg"), nummer=2), "twee.csv"))
    eerst = inhoud_register()
    inlezen(een)
    assert inhoud_register() == eerst


def test_een_gat_wordt_geaccepteerd_en_getoond(tmp_path, capsys):
    inlezen(leg(tmp_path, levering()), leg(tmp_path, levering(per(AN), nummer=5), "vijf.csv"))
    assert capsys.readouterr().err == "vijf.csv: er ontbreken 3 volgnummers voor deze levering.\n"
    assert list(Levering.objects.order_by("pk").values_list("ontbreekt", flat=True)) == [0, 3]


def test_elke_leverancier_telt_zijn_eigen_volgnummers(tmp_path, capsys):
    inlezen(
        leg(tmp_path, levering(nummer=9), "een.csv"),
        leg(tmp_path, levering(nummer=1, leverancier="ANDER"), "ander.csv"),
    )
    assert capsys.readouterr().err == ""
    assert Levering.objects.count() == 2


def test_de_terugkoppeling_komt_naast_het_bestand(tmp_path):
    inlezen(leg(tmp_path, levering(per(AN)), "a.csv"))
    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["a.csv", "a.csv.terugkoppeling.csv"]


def test_de_terugkoppeling_komt_in_de_gevraagde_map(tmp_path):
    doel = tmp_path / "terug"
    doel.mkdir()
    inlezen("--terugkoppeling", doel, leg(tmp_path, levering(per(AN)), "a.csv"))
    assert [pad.name for pad in doel.iterdir()] == ["a.csv.terugkoppeling.csv"]


def test_een_herhaalde_levering_geeft_dezelfde_terugkoppeling(tmp_path):
    bestand = leg(tmp_path, levering(per(AN), "XYZ;1", *isg(AN)))
    terug = tmp_path / "levering.csv.terugkoppeling.csv"
    inlezen(bestand)
    eerst = terug.read_bytes()
    terug.unlink()
    inlezen(bestand)
    assert terug.read_bytes() == eerst


def test_een_map_voor_de_terugkoppeling_die_niet_bestaat_weigert_vooraf(tmp_path):
    zin = f"a.csv: De map voor de terugkoppeling bestaat niet: {tmp_path / 'weg'}."
    assert geweigerd("--terugkoppeling", tmp_path / "weg", leg(tmp_path, levering(), "a.csv")) == (1, zin)
    assert aantallen() == {}


def test_een_bestand_dat_niet_bestaat_geeft_een_nederlandse_zin(tmp_path):
    assert geweigerd(tmp_path / "weg.csv") == (1, "weg.csv: Het bestand bestaat niet.")


def test_een_map_in_plaats_van_een_bestand_geeft_een_nederlandse_zin(tmp_path):
    (tmp_path / "map").mkdir()
    assert geweigerd(tmp_path / "map") == (1, "map: Dit is een map, geen bestand.")


def test_een_bestandsnaam_hoeft_geen_utf8_te_zijn(tmp_path, capsys):
    vreemd = os.fsencode(tmp_path) + b"/\xff.csv"
    with open(vreemd, "w") as bestand:
        bestand.write(levering(per(AN)))
    inlezen(os.fsdecode(vreemd))
    assert Levering.objects.get().bestandsnaam == "?.csv"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("argumenten", "code", "zin"),
    [
        (["leeg.csv"], 1, "leeg.csv: Het bestand is leeg."),
        ([], 2, "BESTAND"),
        (["leeg.csv", "--ontvangen-op", "x"], 2, "'x' is geen moment als 2026-11-24T09:00:00+01:00."),
    ],
)
def test_de_afsluitcode_zegt_geweigerd_of_verkeerd_gebruikt(tmp_path, argumenten, code, zin):
    leg(tmp_path, "", "leeg.csv")
    proces = opdracht(*(tmp_path / deel if deel.endswith(".csv") else deel for deel in argumenten))
    uit, fout = proces.communicate(timeout=120)
    assert (proces.returncode, uit, fout.strip().splitlines()[-1].endswith(zin)) == (code, "", True), fout
