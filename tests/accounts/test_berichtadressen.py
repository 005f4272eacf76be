"""Extra adressen per gebeurtenis: toevoegen, bevestigen, en wie er dan bericht krijgt."""

import re
from datetime import date, timedelta

import pytest
from django.template.loader import get_template

from accounts.domein.berichtadressen import GEBEURTENISSEN, Berichtsoort, soort_van, soorten_bij
from accounts.domein.rechten import Rol, Soort
from accounts.fouten import Geweigerd
from accounts.models import Berichtadres, Organisatie
from accounts.services import berichtadressen as dienst
from tests.cast import maak_lid
from tests.zaken import meld
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.koerier import maak_mail
from verzuimloket.outbox.models import Bericht

POSTBUS = "postbus@gemeente.example"
NIEUW = {"gebeurtenis": "terugmelding", "email": "Postbus@School.example"}
KLOK = clock.nu().replace(year=2026, month=11, day=24, hour=10)


@pytest.fixture(autouse=True)
def klok():
    with clock.op(KLOK):
        yield


def adressen():
    return Berichtadres.objects.unscoped("test")


def mails(sjabloon: str) -> list[str]:
    return sorted(Bericht.objects.filter(sjabloon=sjabloon).values_list("ontvanger", flat=True))


def link() -> str:
    """Het adres uit de laatste bevestigingsmail, zoals de koerier haar verstuurt."""
    tekst = str(maak_mail(Bericht.objects.filter(sjabloon="beheer/berichtadres").latest("pk")).body)
    return re.search(r"https?://[^/]+(/berichtadres/\w+/)", tekst).group(1)


@pytest.fixture
def gevraagd(wereld) -> Berichtadres:
    """Een adres van de gemeente dat nog moet bevestigen; `Gemeente` heeft hier even een beheerder."""
    beheerder = maak_lid("beheerder", wereld.gemeente, Rol.BEHEERDER)
    return dienst.voeg_toe(wereld.gemeente, Berichtsoort.NIEUW, POSTBUS, door=beheerder)


# --- de tabel -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("wat", list(Berichtsoort))
def test_elk_sjabloon_van_een_gebeurtenis_bestaat_en_hoort_bij_een_gebeurtenis(wat):
    for sjabloon in GEBEURTENISSEN[wat].sjablonen:
        assert (soort_van(sjabloon), bool(get_template(f"mail/{sjabloon}/tekst.txt"))) == (wat, True)


@pytest.mark.parametrize(
    ("soort", "aantal"),
    [
        (Soort.INSTELLING, 3),
        (Soort.GEMEENTE, 6),
        (Soort.RMC_REGIO, 6),
        (Soort.UITVOERENDE_INSTANTIE, 4),
        (Soort.LOKET, 0),
    ],
)
def test_elke_soort_organisatie_heeft_haar_gebeurtenissen(soort, aantal):
    assert len(soorten_bij(soort)) == aantal


# --- toevoegen ------------------------------------------------------------------------------------------------------
def test_een_beheerder_voegt_een_adres_toe_dat_nog_niet_meedoet(wereld, ingelogd):
    ingelogd(wereld.beheerder).post("/beheer/organisatie/adressen/nieuw/", NIEUW)
    rij = adressen().get()
    assert (rij.email, rij.stand, mails("beheer/berichtadres")) == ("postbus@school.example", "wacht", [rij.email])


@pytest.mark.parametrize(
    ("anders", "veld"),
    [({"email": "geen adres"}, "email"), ({"gebeurtenis": "nieuw"}, "gebeurtenis"), ({"email": ""}, "email")],
)
def test_een_fout_staat_bij_het_veld(wereld, ingelogd, anders, veld):
    antwoord = ingelogd(wereld.beheerder).post("/beheer/organisatie/adressen/nieuw/", NIEUW | anders)
    assert (list(antwoord.context["form"].errors), adressen().count()) == ([veld], 0)


def test_een_adres_dat_meedoet_voegt_men_niet_nog_eens_toe(gevraagd, client):
    client.post(link())
    with pytest.raises(Geweigerd, match="krijgt dit bericht al"):
        dienst.voeg_toe(gevraagd.organisatie, Berichtsoort.NIEUW, POSTBUS.upper(), door=gevraagd.toegevoegd_door)


def test_nog_eens_toevoegen_laat_de_vorige_link_vervallen(gevraagd, client):
    vorige = link()
    dienst.voeg_toe(gevraagd.organisatie, Berichtsoort.NIEUW, POSTBUS, door=gevraagd.toegevoegd_door)
    assert [client.get(pad).status_code for pad in (vorige, link())] == [404, 200]


@pytest.mark.parametrize(("grens", "zin"), [("MEESTE", "kan 1 adressen"), ("MEESTE_MAILS", "vandaag al veel")])
def test_er_is_een_grens_aan_adressen_en_aan_mails(gevraagd, monkeypatch, grens, zin):
    monkeypatch.setattr(dienst, grens, 1)
    with pytest.raises(Geweigerd, match=zin):
        dienst.voeg_toe(gevraagd.organisatie, Berichtsoort.R08, POSTBUS, door=gevraagd.toegevoegd_door)


def test_een_ander_verwijdert_het_niet(gevraagd, wereld, ingelogd):
    antwoord = ingelogd(wereld.beheerder).post(f"/beheer/organisatie/adressen/{gevraagd.pk}/verwijderen/")
    assert (antwoord.status_code, adressen().count()) == (404, 1)


# --- bevestigen -----------------------------------------------------------------------------------------------------
def test_het_geheim_van_de_link_staat_nergens_in_de_database(gevraagd):
    geheim = link().split("/")[2]
    bericht = Bericht.objects.get(sjabloon="beheer/berichtadres")
    opgeslagen = [gevraagd.afdruk, bericht.sleutel, *bericht.context.values()]
    assert [tekst for tekst in opgeslagen if geheim in tekst] == []


def test_een_scanner_die_de_link_volgt_bevestigt_niets(gevraagd, client):
    antwoorden = [client.get(link()).status_code, client.head(link()).status_code]
    assert (antwoorden, adressen().get().stand) == ([200, 200], "wacht")


def test_de_knop_bevestigt_een_keer(gevraagd, client):
    assert [client.post(link()).status_code for _ in range(2)] == [200, 404]
    assert (adressen().get().stand, adressen().get().afdruk) == ("bevestigd", None)


@pytest.mark.parametrize(("dagen", "status"), [(6, 200), (7, 404)])
def test_de_link_werkt_zeven_dagen(gevraagd, client, dagen, status):
    with clock.op(KLOK + timedelta(days=dagen)):
        assert client.post(link()).status_code == status


def test_onbekend_verlopen_gebruikt_en_verwijderd_geven_dezelfde_pagina(wereld, gevraagd, client):
    gebruikt = link()
    client.post(gebruikt)
    ander = dienst.voeg_toe(gevraagd.organisatie, Berichtsoort.R08, POSTBUS, door=gevraagd.toegevoegd_door)
    weg = link()
    dienst.verwijder(ander, door=gevraagd.toegevoegd_door)
    dienst.voeg_toe(gevraagd.organisatie, Berichtsoort.R08, POSTBUS, door=gevraagd.toegevoegd_door)
    adressen().filter(bevestigd_op=None).update(verloopt_op=KLOK)
    paginas = {client.get(pad).content for pad in (gebruikt, weg, link(), "/berichtadres/onbekend/")}
    assert len(paginas) == 1


def test_elke_stap_staat_in_het_logboek_zonder_het_adres(gevraagd, client):
    client.post(link())
    dienst.verwijder(gevraagd, door=gevraagd.toegevoegd_door)
    regels = AuditEvent.objects.filter(object_type="berichtadres").order_by("pk")
    stappen = [f"accounts:berichtadres:{wat}" for wat in ("toegevoegd", "bevestigd", "verwijderd")]
    assert [(regel.actie, regel.details) for regel in regels] == [(stap, {"gebeurtenis": "nieuw"}) for stap in stappen]


# --- wie bericht krijgt ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("bevestigd", [False, True])
def test_alleen_een_bevestigd_adres_krijgt_bericht_van_een_nieuwe_melding(
    wereld, gevraagd, client, school_van, bevestigd
):
    if bevestigd:
        client.post(link())
    meld(wereld.melder, wereld, school_van(wereld))
    assert mails("melding/nieuw") == sorted([wereld.gemeente.email, *([POSTBUS] if bevestigd else [])])


def test_een_extra_mail_zegt_hetzelfde_als_de_gewone(wereld, gevraagd, client, school_van):
    client.post(link())
    meld(wereld.melder, wereld, school_van(wereld))
    assert len({str(maak_mail(bericht).body) for bericht in Bericht.objects.filter(sjabloon="melding/nieuw")}) == 1


def test_wie_de_mail_al_kreeg_krijgt_hem_niet_dubbel(wereld, gevraagd, client, school_van):
    Organisatie.objects.filter(pk=wereld.gemeente.pk).update(email=POSTBUS)
    client.post(link())
    meld(wereld.melder, wereld, school_van(wereld))
    assert mails("melding/nieuw") == [POSTBUS]


def test_een_verwijderd_adres_krijgt_niets_meer(wereld, gevraagd, client, school_van):
    client.post(link())
    dienst.verwijder(gevraagd, door=gevraagd.toegevoegd_door)
    meld(wereld.melder, wereld, school_van(wereld))
    assert mails("melding/nieuw") == [wereld.gemeente.email]


def test_een_adres_van_een_ander_krijgt_niets(andere_wereld, gevraagd, client, school_van):
    client.post(link())
    meld(andere_wereld.melder, andere_wereld, school_van(andere_wereld))
    assert mails("melding/nieuw") == [andere_wereld.gemeente.email]


# --- opruimen -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("dag", "aantal"), [(date(2026, 12, 1), 0), (date(2026, 12, 2), 1)])
def test_wat_niet_op_tijd_bevestigd_is_verdwijnt(gevraagd, dag, aantal):
    assert (dienst.verwijder_onbevestigde(dag, proef=True), dienst.verwijder_onbevestigde(dag)) == (aantal, aantal)
    assert adressen().count() == 1 - aantal


def test_een_bevestigd_adres_verdwijnt_niet(gevraagd, client):
    client.post(link())
    assert (dienst.verwijder_onbevestigde(date(2030, 1, 1)), adressen().count()) == (0, 1)
