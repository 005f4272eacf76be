"""`opschonen`: elke bewaartermijn, per regel geteld; een regel die niet lukt, houdt de andere niet tegen."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from accounts.models import Aanmeldpoging, Concept
from accounts.services.concepten import bewaar_concept
from accounts.services.opruimen import (
    vergeet_leerlingen,
    verwijder_concepten,
    verwijder_inlogpogingen,
    verwijder_sessies,
)
from accounts.tasks import schoon_op
from tests.leveringen import pgn
from verzuimloket import clock
from verzuimloket.clock import AMSTERDAM, echt_nu, nu, vandaag

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 11, 23, 9, tzinfo=AMSTERDAM)


@pytest.fixture
def oud_concept(melder):
    with clock.op(BEGIN):
        bewaar_concept(melder, "opvoeren", {})


def test_elke_regel_wordt_geteld_en_uitgevoerd(oud_concept, settings, capsys):
    call_command("opschonen", "--vandaag", "2026-12-01")
    regels = [regel.split(": ") for regel in capsys.readouterr().out.splitlines()]
    assert dict(regels) == dict.fromkeys(settings.OPSCHOONREGELS, "0") | {"concepten": "1"}
    assert Concept.objects.unscoped("test").count() == 0


def test_een_proef_telt_en_verandert_niets(oud_concept, capsys):
    call_command("opschonen", "--vandaag", "2026-12-01", "--proef")
    assert "concepten: 1\n" in capsys.readouterr().out
    assert Concept.objects.unscoped("test").count() == 1


@pytest.mark.parametrize(("dag", "weg"), [(date(2026, 11, 30), 0), (date(2026, 12, 1), 1)])
def test_een_concept_verdwijnt_na_zeven_hele_dagen(oud_concept, dag, weg):
    assert (verwijder_concepten(dag, proef=True), verwijder_concepten(dag)) == (weg, weg)


def test_een_dag_in_de_toekomst_verwijdert_geen_sessie_die_nog_loopt(ingelogd, melder, lezer):
    ingelogd(lezer)
    Session.objects.update(expire_date=echt_nu() - timedelta(seconds=1))
    lopend = ingelogd(melder).session.session_key
    assert verwijder_sessies(vandaag() + timedelta(days=900)) == 1
    assert [rij.session_key for rij in Session.objects.all()] == [lopend]


def kapot(_vandaag: date, *, proef: bool = False) -> int:
    raise OSError("de schijf is weg")


def test_een_regel_die_niet_lukt_wordt_genoemd_en_houdt_de_andere_niet_tegen(oud_concept, settings):
    settings.OPSCHOONREGELS = {"kapot": f"{__name__}.kapot"} | settings.OPSCHOONREGELS
    with pytest.raises(CommandError, match=r"^Niet opgeschoond: kapot\.") as fout:
        call_command("opschonen", "--vandaag", "2026-12-01")
    assert (fout.value.returncode, Concept.objects.unscoped("test").count()) == (1, 0)


@pytest.mark.parametrize("tekst", ["morgen", "2026-13-01", "0001-01-01"])
def test_een_onleesbare_dag_is_verkeerd_gebruik(tekst):
    with pytest.raises(CommandError, match=f"'{tekst}' is geen datum als 2026-11-24"):
        call_command("opschonen", f"--vandaag={tekst}")


def test_de_dagelijkse_taak_doet_hetzelfde(oud_concept, settings):
    with clock.op(nu().replace(year=nu().year + 5)):
        assert schoon_op() == dict.fromkeys(settings.OPSCHOONREGELS, 0) | {"concepten": 1}


@pytest.mark.parametrize("naam", ["opschonen", "weekleveringen-bouwen"])
def test_beat_kent_de_taken(settings, naam):
    from verzuimloket.celery import app

    app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE[naam]["task"] in app.tasks


@pytest.mark.parametrize(
    ("gelukt", "uren", "weg"), [(False, 23, 0), (False, 49, 1), (True, 29 * 24, 0), (True, 32 * 24, 1)]
)
def test_een_mislukte_poging_verdwijnt_na_een_dag_en_een_bekend_adres_na_dertig(gelukt, uren, weg):
    moment = echt_nu() - timedelta(hours=uren)
    Aanmeldpoging.objects.create(doel="inloggen", account="a", adres="b", gelukt=gelukt, moment=moment)
    assert (verwijder_inlogpogingen(vandaag(), proef=True), verwijder_inlogpogingen(vandaag())) == (weg, weg)
    assert Aanmeldpoging.objects.count() == 1 - weg


@pytest.mark.parametrize(("tot", "over"), [("2025-12-01", [pgn(0)]), ("2025-11-30", []), (None, [pgn(0)])])
def test_een_jaar_na_het_einde_is_de_lijst_met_leerlingen_van_een_lezer_leeg(lezer, tot, over):
    lezer.toewijzingen.unscoped("test").update(leerling_pgns=[pgn(0)], vanaf="2025-01-01", tot=tot)
    dag = date(2026, 12, 1)
    assert vergeet_leerlingen(dag, proef=True) == vergeet_leerlingen(dag) == int(not over)
    assert lezer.toewijzingen.unscoped("test").get().leerling_pgns == over
