"""De voortgang: te zien terwijl de transactie nog open is, en nooit een reden om te stoppen."""

import signal
import time

import pytest
from django.db import connection, transaction

from bron.models import Inlezing, Levering
from bron.queries.aanleveringen import DOOD_NA, met_leven
from bron.services import LeveringGeweigerd, lees_gevolgd, open_inlezing
from bron.services.voortgang import AlBezig, Meter
from bron.services.wachtrij import keer_gestopte_af
from tests.bron.hulp import AN, BEN, aantallen, isg, leg, levering, opdracht, per
from tests.bron.test_veiligheid import houd_slot, wacht_tot_er_wachten

pytestmark = pytest.mark.django_db(transaction=True)
OPDRACHT = Inlezing.Herkomst.OPDRACHT
INHOUD = levering(per(AN), *isg(AN))


def word_oud() -> None:
    """Alsof het laatste teken van leven lang geleden is."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bron_inlezing SET bijgewerkt_op = clock_timestamp() - interval '1 hour'")


def leeft() -> bool:
    return met_leven().get().leeft


def test_de_voortgang_is_te_zien_terwijl_de_transactie_nog_open_is(tmp_path):
    bestand = leg(tmp_path, INHOUD)
    with transaction.atomic():
        houd_slot()
        proces = opdracht(bestand)
        wacht_tot_er_wachten(1)
        rij = Inlezing.objects.get()
        assert (rij.stand, rij.fase, rij.bytes, rij.regels) == ("bezig", "register", bestand.stat().st_size, 5)
        assert aantallen() == {}
    assert proces.communicate(timeout=60) == ("aangeboden 3, verwerkt 3, afgekeurd 0\n", "")


def test_een_gedood_proces_wordt_herkend_en_afgekeurd(tmp_path):
    with transaction.atomic():
        houd_slot()
        proces = opdracht(leg(tmp_path, INHOUD))
        wacht_tot_er_wachten(1)
        word_oud()
        assert leeft()  # het slot zegt het, ook zonder teken van leven
        proces.kill()
        proces.communicate(timeout=60)
    assert proces.returncode == -signal.SIGKILL
    einde = time.monotonic() + 30
    while leeft():
        assert time.monotonic() < einde, "het slot van een gedood proces bleef staan"
        time.sleep(0.05)
    assert keer_gestopte_af() == 1
    rij = Inlezing.objects.get()
    assert (rij.stand, rij.melding) == (
        "mislukt",
        "Het proces is gestopt voordat het klaar was. Er is niets opgeslagen. Bied hetzelfde bestand nog eens aan.",
    )


def test_wie_pas_begon_is_niet_dood(tmp_path):
    open_inlezing(leg(tmp_path, INHOUD), OPDRACHT)
    assert (leeft(), keer_gestopte_af(), Inlezing.objects.get().stand) == (True, 0, "bezig")


def test_de_afloop_van_een_goede_levering_staat_erbij(tmp_path):
    pad = leg(tmp_path, INHOUD)
    uitslag = lees_gevolgd(open_inlezing(pad, OPDRACHT), pad)
    rij = Inlezing.objects.get()
    assert (rij.stand, rij.levering, rij.fase, rij.melding) == ("klaar", uitslag.levering, "", "")
    assert (rij.leverancier, rij.volgnummer, rij.regels, rij.bytes) == ("PROEF", 1, 5, rij.omvang)


def test_een_herhaling_wijst_naar_de_levering_die_er_al_was(tmp_path):
    pad = leg(tmp_path, INHOUD)
    for _ in range(2):
        lees_gevolgd(open_inlezing(pad, OPDRACHT), pad)
    standen = Inlezing.objects.order_by("aangeboden_op").values_list("stand", "levering")
    assert list(standen) == [("klaar", Levering.objects.get().pk), ("herhaald", Levering.objects.get().pk)]


def test_een_geweigerd_bestand_houdt_zijn_rij_met_de_reden(tmp_path):
    pad = leg(tmp_path, INHOUD.replace("SLR;3", "SLR;4"))
    with pytest.raises(LeveringGeweigerd):
        lees_gevolgd(open_inlezing(pad, OPDRACHT), pad)
    rij = Inlezing.objects.get()
    assert (rij.stand, rij.levering) == ("geweigerd", None)
    assert rij.melding == "Het sluitrecord (SLR) noemt 4 records, maar er staan er 3."


def test_een_opgeslagen_levering_na_een_afgebroken_poging_is_klaar_en_niet_herhaald(tmp_path):
    pad = leg(tmp_path, INHOUD)
    inlezing = open_inlezing(pad, OPDRACHT)
    lees_gevolgd(inlezing, pad)
    Inlezing.objects.update(stand="bezig")  # gedood na de commit, voor de terugkoppeling
    lees_gevolgd(inlezing, pad)
    assert Inlezing.objects.get().stand == "klaar"


def test_kan_de_voortgang_niet_opgeschreven_worden_dan_gaat_het_inlezen_door(tmp_path):
    pad = leg(tmp_path, INHOUD)
    inlezing = open_inlezing(pad, OPDRACHT)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bron_inlezing ADD CONSTRAINT weg CHECK (fase = '')")
    try:
        uitslag = lees_gevolgd(inlezing, pad)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE bron_inlezing DROP CONSTRAINT weg")
    assert (uitslag.levering.verwerkt, Inlezing.objects.get().stand) == (3, "klaar")


def test_houdt_een_ander_de_rij_vast_dan_wacht_het_inlezen_daar_niet_op(tmp_path):
    pad = leg(tmp_path, INHOUD)
    inlezing = open_inlezing(pad, OPDRACHT)
    ander = connection.copy()
    with ander.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT id FROM bron_inlezing FOR UPDATE")
        meter = Meter(inlezing)
        meter("lezen", 10, 2)  # keert terug zonder te wachten
        cursor.execute("ROLLBACK")
    ander.close()
    meter("register")
    meter.sluit()
    rij = Inlezing.objects.get()
    assert (rij.fase, rij.bytes, rij.regels) == ("register", 10, 2)


def test_twee_keer_dezelfde_inlezing_tegelijk_uitvoeren_kan_niet(tmp_path):
    inlezing = open_inlezing(leg(tmp_path, INHOUD), OPDRACHT)
    ander = connection.copy()
    with ander.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, ('x' || left(%s, 8))::bit(32)::int)", [0x696E6C7A, str(inlezing.pk)])  # fmt: skip
        with pytest.raises(AlBezig):
            lees_gevolgd(inlezing, tmp_path / "levering.csv")
    ander.close()
    assert (aantallen(), Inlezing.objects.get().stand) == ({}, "bezig")


def test_de_luisteraar_hoort_elke_fase_en_de_laatste_stand(tmp_path):
    pad, gehoord = leg(tmp_path, levering(per(AN), per(BEN))), []
    lees_gevolgd(open_inlezing(pad, OPDRACHT), pad, luisteraar=lambda *stand: gehoord.append(stand))
    omvang = pad.stat().st_size
    fasen = ["lezen", "register", "samenvoegen", "terugkoppeling", "terugkoppeling"]
    assert gehoord == [(fase, omvang, 4) for fase in fasen]


@pytest.mark.parametrize(
    ("fase", "zin", "opgeslagen"),
    [("samenvoegen", "Er is niets opgeslagen.", 0), ("terugkoppeling", "De levering is opgeslagen, maar", 1)],
)
def test_na_ctrl_c_zegt_de_rij_of_de_levering_er_is(tmp_path, fase, zin, opgeslagen):
    def onderbreek(nu: str, *_: int) -> None:
        if nu == fase:
            raise KeyboardInterrupt

    pad = leg(tmp_path, INHOUD)
    with pytest.raises(KeyboardInterrupt):
        lees_gevolgd(open_inlezing(pad, OPDRACHT), pad, luisteraar=onderbreek)
    rij = Inlezing.objects.get()
    assert (rij.stand, zin in rij.melding, Levering.objects.count()) == ("mislukt", True, opgeslagen)


def test_wie_niet_meer_luistert_houdt_het_inlezen_niet_op(tmp_path):
    def dicht(*_: object) -> None:
        raise BrokenPipeError

    pad = leg(tmp_path, INHOUD)
    uitslag = lees_gevolgd(open_inlezing(pad, OPDRACHT), pad, luisteraar=dicht)
    assert (uitslag.levering.verwerkt, Inlezing.objects.get().stand) == (3, "klaar")


def test_de_grens_van_een_dood_proces_is_ruim_boven_de_tussenpoos():
    assert DOOD_NA >= 60
