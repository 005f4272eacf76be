"""De demowereld is elke keer dezelfde, en laden doet één keer iets."""

import uuid

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from psycopg2 import sql

from tests.demo.conftest import Demo, adres, op_de_server

pytestmark = pytest.mark.xdist_group("demowereld")
# een wachtwoord heeft zout; tellingen ontstaan in één opdracht, in de volgorde die de database kiest
TOEVAL = {"accounts_gebruiker": {"password"}, "rapportages_telling": {"id"}, "rapportages_r08telling": {"id"}}
GELIJK = [
    "accounts_gebruiker", "accounts_organisatie", "accounts_toewijzing", "bron_diplomaversie", "bron_intrekking",
    "bron_levering", "bron_nummerwijziging", "bron_opleiding", "bron_periodeversie", "bron_persoonversie",
    "meldingen_gebeurtenis", "meldingen_locatie", "meldingen_melder", "meldingen_melding", "meldingen_notitie",
    "meldingen_postcodegebied", "meldingen_routering", "meldingen_verzuimdag", "meldingen_verzuimsoort",
    "outbox_bericht", "rapportages_maandrapportage", "rapportages_naam", "rapportages_rapportagerij",
    "rapportages_telling", "rapportages_verzuimrij", "rapportages_r08week", "rapportages_r08rij",
    "rapportages_r08telling",
]  # fmt: skip


def vraag(naam, opdracht):
    verbinding = psycopg2.connect(adres(naam))
    try:
        cursor = verbinding.cursor()
        cursor.execute(opdracht)
        return cursor.fetchall()
    finally:
        verbinding.close()


def kolommen(naam, tabel):
    rijen = vraag(
        naam, sql.SQL("SELECT * FROM information_schema.columns WHERE table_name = {}").format(sql.Literal(tabel))
    )
    return sorted(rij[3] for rij in rijen if rij[3] not in TOEVAL.get(tabel, set()))


def inhoud(naam, tabel):
    velden = sql.SQL(", ").join(map(sql.Identifier, kolommen(naam, tabel)))
    opdracht = sql.SQL("SELECT ({})::text FROM {} AS t ORDER BY 1")
    return [rij for (rij,) in vraag(naam, opdracht.format(sql.SQL("ROW({})").format(velden), sql.Identifier(tabel)))]


def afdruk(naam):
    """Van elke tabel het aantal rijen en een afdruk van haar hele inhoud."""
    tabellen = [tabel for (tabel,) in vraag(naam, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    opdracht = sql.SQL("SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} AS t")
    return {tabel: vraag(naam, opdracht.format(sql.Identifier(tabel))) for tabel in tabellen}


@pytest.mark.parametrize("tabel", GELIJK)
def test_twee_keer_laden_geeft_dezelfde_tabel(demowerelden, tabel):
    een, twee = (inhoud(demo.naam, tabel) for demo in demowerelden)
    assert een == twee
    assert een != []


def test_nog_eens_laden_verandert_niets(tweede):
    voor = afdruk(tweede.naam)
    klaar = tweede.beheer("laad_demo")
    assert (klaar.returncode, klaar.stdout) == (0, "De demowereld is er al. Er is niets gewijzigd.\n")
    assert afdruk(tweede.naam) == voor


@pytest.mark.django_db
@pytest.mark.parametrize("opdracht", ["laad_demo", "demo_pgns", "demo_accounts"])
def test_een_democommando_weigert_buiten_de_demo(opdracht):
    with pytest.raises(CommandError, match=r"alleen in demomodus .*VERZUIMLOKET_DEMO=1") as geweigerd:
        call_command(opdracht)
    assert geweigerd.value.returncode == 1


def test_een_afgebroken_laden_wordt_afgemaakt(tmp_path):
    """Doodgegaan nadat de meldingen er waren: de volgende keer komt er niets dubbel bij en is de wereld heel."""
    half = Demo(f"half_{uuid.uuid4().hex[:10]}", tmp_path)
    op_de_server("CREATE DATABASE {}", half.naam)
    try:
        assert half.beheer("migrate", "--verbosity", "0").returncode == 0
        laden = half.start("laad_demo", PYTHONUNBUFFERED="1")
        assert any(regel.startswith("Maandrapportage") for regel in laden.stdout)
        laden.kill()
        laden.communicate()
        voor = vraag(half.naam, "SELECT count(*) FROM meldingen_melding")
        klaar = half.beheer("laad_demo")
        assert (klaar.returncode, klaar.stderr) == (0, "")
        assert vraag(half.naam, "SELECT count(*) FROM meldingen_melding") == voor
        assert vraag(half.naam, "SELECT count(*) FROM rapportages_maandrapportage WHERE zichtbaar") == [(3,)]
    finally:
        op_de_server("DROP DATABASE {} WITH (FORCE)", half.naam)
