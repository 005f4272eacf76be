"""De rij van aangeboden bestanden: op volgorde, één tegelijk, en elke afloop met wat er met het bestand gebeurt."""

import os
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bron.models import Inlezing, Levering
from bron.services import opslag, wachtrij
from bron.services.aanlever_opruimen import verwijder_bestanden, verwijder_rijen
from bron.services.wachtrij import AanleveringFout, lees_wachtrij, neem, probeer_opnieuw, trek_in
from tests.bron.hulp import AN, BEN, aantallen, isg, leg, levering, per
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
GOED = levering(per(AN), *isg(AN))
OUD = timedelta(days=30)


@pytest.fixture
def bied_aan(functioneel, opslagmap):
    """`bied_aan(inhoud)` zet een bestand in de rij."""
    opslagmap.mkdir(parents=True)

    def _bied_aan(inhoud: str | bytes, naam: str = "a.csv") -> Inlezing:
        pad = leg(opslagmap, inhoud, uuid4().hex)
        return wachtrij.bied_aan(functioneel, bewaard_als=pad.name, bestandsnaam=naam, omvang=pad.stat().st_size)

    return _bied_aan


def standen() -> list[str]:
    return list(Inlezing.objects.order_by("aangeboden_op").values_list("stand", flat=True))


def inhoud_van(map_: Path) -> list[Path]:
    return list(map_.iterdir())


def ververst(inlezing: Inlezing) -> Inlezing:
    inlezing.refresh_from_db()
    return inlezing


def test_wat_wacht_wordt_ingelezen_onder_de_naam_van_de_gebruiker(bied_aan):
    rij = bied_aan(GOED, "januari.csv")
    assert (lees_wachtrij(), ververst(rij).stand, rij.levering.bestandsnaam) == (1, "klaar", "januari.csv")
    assert aantallen() == {"levering": 1, "persoonversie": 1, "periodeversie": 1}


def test_na_het_inlezen_is_het_bestand_weg(bied_aan, opslagmap):
    rij = bied_aan(GOED)
    lees_wachtrij()
    assert (inhoud_van(opslagmap), ververst(rij).opslag) == ([], "")


def test_de_rij_gaat_op_volgorde_van_aanbieden(bied_aan):
    for nummer in (1, 2, 3):
        bied_aan(levering(per(AN), nummer=nummer))
    assert (lees_wachtrij(), standen()) == (3, ["klaar"] * 3)


def test_hetzelfde_bestand_twee_keer_geeft_een_levering(bied_aan):
    bied_aan(GOED)
    bied_aan(GOED)
    assert (lees_wachtrij(), standen(), Levering.objects.count()) == (2, ["klaar", "herhaald"], 1)


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (GOED.replace("SLR;3", "SLR;4"), "Het sluitrecord (SLR) noemt 4 records, maar er staan er 3."),
        (GOED[:-7], "Het bestand heeft geen sluitrecord (SLR); het is afgebroken of niet compleet."),
        (levering(per(AN), *[per(BEN)] * 40_000).encode() + b"\xff", "Het bestand is geen UTF-8 (regel 40004)."),
    ],
    ids=["aantal", "afgebroken", "ver weg geen UTF-8"],
)
def test_een_geweigerd_bestand_is_weg_en_de_reden_blijft(bied_aan, opslagmap, inhoud, melding):
    rij = bied_aan(inhoud)
    assert (lees_wachtrij(), ververst(rij).stand, rij.melding) == (1, "geweigerd", melding)
    assert (inhoud_van(opslagmap), aantallen()) == ([], {})


def test_na_een_weigering_gaat_de_rij_door(bied_aan):
    bied_aan(GOED.replace("SLR;3", "SLR;4"))
    bied_aan(GOED)
    assert (lees_wachtrij(), standen()) == (2, ["geweigerd", "klaar"])


def test_een_verdwenen_bestand_mislukt_met_een_zin_en_kan_niet_opnieuw(bied_aan, opslagmap, functioneel):
    rij = bied_aan(GOED)
    opslag.verwijder(rij.opslag)
    lees_wachtrij()
    assert ververst(rij).melding == "Het bestand bestaat niet. Er is niets opgeslagen."
    assert (rij.stand, rij.herkansbaar) == ("mislukt", False)


def test_zolang_er_een_bezig_is_begint_er_geen_ander(bied_aan):
    bied_aan(GOED)
    bied_aan(levering(nummer=2))
    assert neem().stand == "bezig"
    assert (neem(), lees_wachtrij(), standen()) == (None, 0, ["bezig", "wacht"])


def test_wat_een_gedode_worker_liet_liggen_gaat_voor(bied_aan):
    eerste = bied_aan(GOED)
    bied_aan(levering(nummer=2))
    neem()
    Inlezing.objects.filter(pk=eerste.pk).update(bijgewerkt_op=clock.nu() - OUD)
    assert (lees_wachtrij(), standen(), ververst(eerste).pogingen) == (2, ["klaar", "klaar"], 2)


def test_wat_telkens_afbreekt_houdt_een_keer_op_en_mag_daarna_opnieuw(bied_aan, functioneel):
    rij = bied_aan(GOED)
    Inlezing.objects.update(pogingen=5)
    lees_wachtrij()
    assert (ververst(rij).stand, rij.herkansbaar, aantallen()) == ("mislukt", True, {})
    probeer_opnieuw(functioneel, rij.pk)
    assert (lees_wachtrij(), ververst(rij).stand) == (1, "klaar")


def test_opnieuw_sluit_achter_in_de_rij_aan_met_een_logregel(bied_aan, functioneel):
    rij, ander = bied_aan(GOED), bied_aan(levering(nummer=2))
    Inlezing.objects.filter(pk=rij.pk).update(stand="mislukt", melding="Storing.")
    probeer_opnieuw(functioneel, rij.pk)
    assert (neem().pk, ververst(rij).melding) == (ander.pk, "")
    assert AuditEvent.objects.filter(actie="bron:aanlevering:opnieuw", object_id=str(rij.pk)).count() == 1


@pytest.mark.parametrize("stand", [stand for stand in Inlezing.Stand.values if stand != "mislukt"])
def test_alleen_wat_mislukte_kan_opnieuw(bied_aan, functioneel, stand):
    rij = bied_aan(GOED)
    Inlezing.objects.update(stand=stand)
    with pytest.raises(AanleveringFout, match="kan niet opnieuw"):
        probeer_opnieuw(functioneel, rij.pk)


@pytest.mark.parametrize("stand", [stand for stand in Inlezing.Stand.values if stand != "wacht"])
def test_alleen_wat_wacht_kan_ingetrokken_worden(bied_aan, functioneel, stand):
    rij = bied_aan(GOED)
    Inlezing.objects.update(stand=stand)
    with pytest.raises(AanleveringFout, match="kan niet ingetrokken worden"):
        trek_in(functioneel, rij.pk)


def test_intrekken_haalt_het_uit_de_rij_met_een_logregel_en_verwijdert_het_bestand(
    bied_aan, functioneel, opslagmap, django_capture_on_commit_callbacks
):
    rij = bied_aan(GOED)
    with django_capture_on_commit_callbacks(execute=True):
        trek_in(functioneel, rij.pk)
    assert (lees_wachtrij(), ververst(rij).stand, inhoud_van(opslagmap)) == (0, "ingetrokken", [])
    assert AuditEvent.objects.filter(actie="bron:aanlevering:ingetrokken", object_id=str(rij.pk)).count() == 1


def test_een_mislukt_bestand_blijft_zeven_dagen_bewaard(bied_aan, opslagmap):
    rij = bied_aan(GOED)
    Inlezing.objects.update(stand="mislukt", klaar_op=clock.nu() - timedelta(days=7))
    assert (verwijder_bestanden(clock.vandaag()), len(inhoud_van(opslagmap))) == (0, 1)
    Inlezing.objects.update(klaar_op=clock.nu() - timedelta(days=8))
    assert (verwijder_bestanden(clock.vandaag()), inhoud_van(opslagmap), ververst(rij).opslag) == (1, [], "")


def test_een_proef_van_het_opruimen_telt_en_laat_alles_staan(bied_aan, opslagmap):
    bied_aan(GOED)
    Inlezing.objects.update(stand="mislukt", klaar_op=clock.nu() - timedelta(days=8))
    assert (verwijder_bestanden(clock.vandaag(), proef=True), len(inhoud_van(opslagmap))) == (1, 1)


def test_een_bestand_zonder_rij_verdwijnt_na_een_dag(bied_aan, opslagmap):
    rij = bied_aan(GOED)
    oud, jong = leg(opslagmap, "half", uuid4().hex), leg(opslagmap, "half", uuid4().hex)
    for pad in (oud, opslagmap / rij.opslag):
        os.utime(pad, (time.time() - 25 * 3600,) * 2)
    assert verwijder_bestanden(clock.vandaag()) == 1
    assert sorted(inhoud_van(opslagmap)) == sorted([opslagmap / rij.opslag, jong])


@pytest.mark.parametrize(("dagen", "over"), [(364, 1), (366, 0)])
def test_de_rij_zelf_blijft_een_jaar(bied_aan, dagen, over):
    bied_aan(GOED)
    lees_wachtrij()
    Inlezing.objects.update(klaar_op=clock.nu() - timedelta(days=dagen))
    verwijder_rijen(clock.vandaag())
    assert (Inlezing.objects.count(), Levering.objects.count()) == (over, 1)


@pytest.mark.parametrize("naam", ["../geheim", "a.csv", "", "A" * 32, "/etc/passwd"])
def test_de_opslag_kent_alleen_eigen_namen(naam):
    with pytest.raises(ValueError, match="geen naam uit de opslag"):
        opslag.pad_van(naam)
