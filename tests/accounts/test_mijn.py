"""Het eigen account: sessies, inlogpogingen en mails. Alleen van uzelf, en het werkt meteen."""

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from accounts.domein.mails import Mailsoort, mails_voor
from accounts.domein.rechten import Rol, Soort
from accounts.models import Sessie
from accounts.queries.sessies import eigen_sessies, inlogpogingen
from accounts.services.mails import kies_mails
from tests.accounts.hulp import geef_wachtwoord, log_in
from tests.tellen import aantal_queries
from verzuimloket.audit.models import AuditEvent


@pytest.fixture
def klok():
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as reiziger:
        yield reiziger


def test_de_lijst_toont_waar_en_sinds_wanneer_en_welke_sessie_deze_is(klok, ingelogd, melder):
    elders = ingelogd(melder)
    klok.shift(60 * 20)
    hier = ingelogd(melder)
    [eerste, tweede] = hier.get("/mijn/sessies/").context["sessies"]
    assert [(s.apparaat, f"{s.begonnen:%H:%M}", s.bij, s.hier) for s in (eerste, tweede)] == [
        ("Firefox op Linux", "09:20", melder.organisatie.naam, True),
        ("Firefox op Linux", "09:00", melder.organisatie.naam, False),
    ]
    assert elders.get("/mijn/sessies/").status_code == 200


def test_activiteit_elders_is_te_zien(klok, ingelogd, melder):
    hier, elders = ingelogd(melder), ingelogd(melder)
    klok.shift(60 * 10)
    elders.get("/mijn/")
    [_, ander] = eigen_sessies(melder.pk, hier.session.session_key)
    assert f"{ander.gezien:%H:%M}" == "09:10"


def test_een_verlopen_sessie_staat_er_niet_bij(klok, ingelogd, melder):
    ingelogd(melder)
    klok.shift(60 * 31)
    assert [s.hier for s in ingelogd(melder).get("/mijn/sessies/").context["sessies"]] == [True]


def test_de_sleutel_van_een_sessie_staat_niet_op_de_pagina(ingelogd, melder):
    hier, elders = ingelogd(melder), ingelogd(melder)
    pagina = hier.get("/mijn/sessies/").content.decode()
    assert [sleutel in pagina for sleutel in (hier.session.session_key, elders.session.session_key)] == [False, False]


def test_een_eigen_sessie_beeindigen_werkt_meteen(ingelogd, melder):
    hier, elders = ingelogd(melder), ingelogd(melder)
    nummer = Sessie.objects.get(sessie_id=elders.session.session_key).pk
    assert hier.post(f"/mijn/sessies/{nummer}/beeindigen/").url == "/mijn/sessies/"
    assert elders.get("/mijn/").status_code == 302


def test_de_sessie_van_een_ander_bestaat_hier_niet(ingelogd, melder, lezer):
    ander = ingelogd(lezer)
    nummer = Sessie.objects.get(gebruiker_id=lezer.pk).pk
    assert ingelogd(melder).post(f"/mijn/sessies/{nummer}/beeindigen/").status_code == 404
    assert ander.get("/mijn/").status_code == 200


def test_deze_sessie_beeindigen_is_uitloggen(ingelogd, melder):
    hier = ingelogd(melder)
    antwoord = hier.post(f"/mijn/sessies/{Sessie.objects.get().pk}/beeindigen/")
    assert (antwoord.url, hier.get("/mijn/").status_code) == ("/inloggen/?uitgelogd=1", 302)


def test_alle_andere_sessies_beeindigen_laat_deze_staan(ingelogd, melder):
    hier, *elders = ingelogd(melder), ingelogd(melder), ingelogd(melder)
    hier.post("/mijn/sessies/andere/beeindigen/")
    assert [client.get("/mijn/").status_code for client in (hier, *elders)] == [200, 302, 302]


def test_een_verzoek_dat_al_liep_brengt_een_beeindigde_sessie_niet_terug(ingelogd, melder):
    """De middleware bewaart een gewijzigde sessie na de view; zij mag haar dan niet opnieuw maken."""
    hier, elders = ingelogd(melder), ingelogd(melder)
    lopend = elders.session
    lopend["zoek"] = "x"
    hier.post("/mijn/sessies/andere/beeindigen/")
    with pytest.raises(UpdateError):
        lopend.save(must_create=False)
    assert elders.get("/mijn/").status_code == 302


def test_gelukte_en_mislukte_pogingen_staan_door_elkaar_op_tijd(klok, client, melder):
    geef_wachtwoord(client, melder.username, "Verkeerd-wachtwoord-1")
    klok.shift(60)
    log_in(client, melder.username)
    klok.shift(60)
    geef_wachtwoord(Client(), melder.username, "Verkeerd-wachtwoord-2")
    pogingen = client.get("/mijn/inlogpogingen/").context["pogingen"]
    assert [(f"{moment:%M}", gelukt) for moment, gelukt, _ in pogingen] == [("02", False), ("01", True), ("00", False)]


def test_de_pogingen_van_een_ander_staan_er_niet_bij(client, ingelogd, melder, lezer):
    geef_wachtwoord(client, lezer.username, "Verkeerd-wachtwoord-1")
    assert ingelogd(melder).get("/mijn/inlogpogingen/").context["pogingen"] == []


def test_bladeren_door_de_pogingen_slaat_er_geen_over(klok, melder):
    for _ in range(7):
        AuditEvent.objects.create(
            actie="accounts:sessie:ingelogd", gebruiker_id=melder.pk, operatie="00000000-0000-4000-8000-000000000001"
        )
        klok.shift(60)
    eerste = inlogpogingen(melder.pk, aantal=4)
    rest = inlogpogingen(melder.pk, voor=eerste[-1].moment, aantal=4)
    assert [regel.moment.minute for regel in (*eerste, *rest)] == [6, 5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("rol", "soort", "verwacht"),
    [
        (Rol.RAPPORTAGES, Soort.INSTELLING, ["maandrapportages", "r08"]),
        (Rol.RAPPORTAGES, Soort.GEMEENTE, ["maandrapportages", "r08", "weekleveringen"]),
        (Rol.RAPPORTAGES, Soort.UITVOERENDE_INSTANTIE, ["weekleveringen"]),
        (Rol.BEHANDELAAR_RMC, Soort.RMC_REGIO, ["weekleveringen"]),
        (Rol.MELDER, Soort.INSTELLING, []),
        (Rol.BEHEERDER, Soort.GEMEENTE, []),
    ],
)
def test_ieder_kiest_alleen_uit_mails_die_hij_krijgt(rol, soort, verwacht):
    assert mails_voor([(rol, soort)]) == verwacht


def test_een_keuze_wordt_bewaard_en_getoond(ingelogd, rapport):
    client = ingelogd(rapport)
    client.post("/mijn/mails/", {"mails": ["r08"]})
    rapport.refresh_from_db()
    assert (rapport.mail_uit, client.get("/mijn/mails/").context["form"].initial["mails"]) == (
        ["maandrapportages"], ["r08"]
    )  # fmt: skip


def test_een_mail_die_u_niet_krijgt_is_niet_te_kiezen(ingelogd, rapport):
    antwoord = ingelogd(rapport).post("/mijn/mails/", {"mails": ["weekleveringen"]})
    assert list(antwoord.context["form"].errors) == ["mails"]


def test_een_keuze_over_een_andere_mail_blijft_staan(rapport):
    kies_mails(rapport, te_kiezen=[Mailsoort.WEEKLEVERINGEN], aan=[])
    kies_mails(rapport, te_kiezen=[Mailsoort.R08], aan=[])
    rapport.refresh_from_db()
    assert rapport.mail_uit == ["r08", "weekleveringen"]


def test_dezelfde_keuze_nog_eens_komt_niet_in_het_logboek(rapport):
    for _ in range(2):
        kies_mails(rapport, te_kiezen=[Mailsoort.R08], aan=[])
    assert AuditEvent.objects.filter(actie="accounts:mails:gekozen").count() == 1


def test_de_lijst_met_sessies_kost_bij_een_sessie_evenveel_vragen_als_bij_drie(ingelogd, melder):
    client = ingelogd(melder)
    client.get("/mijn/sessies/")
    for _ in range(2):
        with aantal_queries(6):
            client.get("/mijn/sessies/")
        ingelogd(melder), ingelogd(melder)


@pytest.mark.parametrize(
    "voor", ["2026-01-01T00:00:00+23:00", "0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00", "x"]
)
def test_een_onmogelijk_moment_in_het_adres_telt_niet_mee(ingelogd, wereld, voor):
    assert ingelogd(wereld.melder).get("/mijn/inlogpogingen/", {"voor": voor}).status_code == 200
