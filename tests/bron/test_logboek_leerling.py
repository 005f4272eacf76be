"""Wie keek naar deze leerling: van alle organisaties, met een reden, en zelf ook in het logboek."""

import csv
import io
from datetime import datetime
from uuid import UUID

import pytest

from accounts.models import Concept
from bron.queries.logboek import Plek, allen, wie_keek
from bron.services import lees_in
from tests.bron.hulp import AN, BEN, OWN, leg, levering, per
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
PAD = "/beheer/audit/leerling/"
VRAAG = {"pgn": AN, "aanleiding": "verzoek om inzage", "toelichting": "Brief van 20 november"}


def keek(gebruiker, pgn=AN, *, minuut=0, actie="meldingen:melding:bekeken", nummer=7):
    AuditEvent.objects.create(
        actie=actie, gebruiker_id=gebruiker.pk, organisatie_id=gebruiker.organisatie.pk, onderwerp=onderwerp_van(pgn),
        object_type="melding", object_id=str(nummer), operatie=UUID(int=minuut + 1), rollen="melder",
        moment=datetime(2026, 11, 24, 10, minuut, tzinfo=AMSTERDAM),
    )  # fmt: skip


@pytest.fixture
def client(ingelogd, functioneel):
    return ingelogd(functioneel)


def vraag(client, **anders):
    return client.post(PAD, VRAAG | anders, follow=True)


def test_iedereen_die_keek_staat_erin_met_organisatie_en_nieuwste_eerst(client, melder, vreemde_behandelaar):
    keek(melder, minuut=1)
    keek(vreemde_behandelaar, minuut=2)
    regels = vraag(client).context["regels"]
    assert [(organisatie, regel.wie, regel.zin) for organisatie, regel in regels] == [
        (vreemde_behandelaar.organisatie.naam, vreemde_behandelaar.naam, "Bekeek melding 7."),
        (melder.organisatie.naam, melder.naam, "Bekeek melding 7."),
    ]


def test_wie_een_andere_leerling_zag_staat_er_niet_in(client, melder):
    keek(melder, BEN)
    assert vraag(client).context["regels"] == []


def test_de_zin_gaat_over_deze_leerling(client, melder):
    keek(melder, actie="meldingen:lijst:bekeken")
    [(_, regel)] = vraag(client).context["regels"]
    assert regel.zin == "Zag deze leerling in een lijst met meldingen."


@pytest.mark.parametrize("gezocht", [AN, OWN])
def test_na_een_nummerwijziging_zijn_beide_nummers_een_leerling(gezocht, client, melder, tmp_path):
    lees_in(leg(tmp_path, levering(per(OWN), f"WPG;{OWN};{AN}")))
    keek(melder, OWN, minuut=1, nummer=1)
    keek(melder, AN, minuut=2, nummer=2)
    regels = vraag(client, pgn=gezocht).context["regels"]
    assert [regel.zin for _, regel in regels] == ["Bekeek melding 2.", "Bekeek melding 1."]


def test_het_nummer_staat_niet_in_het_adres_de_pagina_of_de_bewaarde_vraag(client, melder):
    keek(melder)
    antwoord = vraag(client)
    [(adres, _)] = antwoord.redirect_chain
    bewaard = str(Concept.objects.unscoped("proef").get().gegevens)
    assert [AN in waar for waar in (adres, antwoord.content.decode(), bewaard)] == [False, False, False]


def test_elke_blik_komt_met_haar_reden_in_het_logboek(client, functioneel):
    vraag(client)
    regel = AuditEvent.objects.get(actie="bron:logboek:ingezien")
    assert (regel.gebruiker_id, regel.onderwerp, regel.details) == (
        functioneel.pk, onderwerp_van(AN), {"reden": "verzoek om inzage", "toelichting": "Brief van 20 november"},
    )  # fmt: skip


def test_wie_eerder_vroeg_wie_keek_staat_er_zelf_bij(client, functioneel):
    vraag(client)
    [(_, regel)] = vraag(client).context["regels"]
    assert (regel.wie, regel.zin) == (
        functioneel.naam, "Bekeek wie deze leerling zag. Reden: verzoek om inzage (Brief van 20 november)."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("pgn", ""), ("pgn", "123456789"), ("aanleiding", ""), ("toelichting", "kort"), ("toelichting", f"over {AN}")],
)
def test_zonder_goede_vraag_geen_antwoord_en_geen_bewaarde_vraag(veld, waarde, client):
    antwoord = client.post(PAD, VRAAG | {veld: waarde})
    assert (list(antwoord.context["form"].errors), Concept.objects.unscoped("proef").count()) == ([veld], 0)


def test_het_bestand_noemt_iedereen_en_niet_de_leerling(client, melder, lezer):
    for minuut, wie in enumerate((melder, lezer)):
        keek(wie, minuut=minuut)
    pad = vraag(client).redirect_chain[0][0]
    antwoord = client.get(f"{pad}csv/")
    inhoud = b"".join(antwoord.streaming_content).decode()
    rijen = [rij for rij in csv.reader(io.StringIO(inhoud), delimiter=";") if rij[4].startswith("Bekeek melding")]
    assert [rij[2] for rij in rijen] == [lezer.naam, melder.naam]
    assert (AN in inhoud, AN in antwoord.headers["Content-Disposition"]) == (False, False)


@pytest.mark.parametrize("per", [1, 2, 3])
def test_bladeren_slaat_niets_over_ook_niet_op_hetzelfde_moment(per, melder):
    for nummer in range(5):
        keek(melder, minuut=nummer // 3, nummer=nummer)
    gelezen = [regel.zin for _, regel in allen([onderwerp_van(AN)], per=per)]
    assert gelezen == [f"Bekeek melding {nummer}." for nummer in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("tekst", ["", "x", "2026-11-24_3", "2026-11-24T10:00:00+01:00", "2026-11-24T10:00:00+01:00_x"])
def test_een_kapot_adres_begint_vooraan(tekst):
    assert Plek.lees(tekst) is None


def test_een_plek_is_terug_te_lezen(melder):
    keek(melder)
    keek(melder, minuut=1)
    plek = wie_keek([onderwerp_van(AN)], aantal=1).verder
    assert Plek.lees(str(plek)) == plek
