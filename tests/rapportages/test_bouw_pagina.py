"""De pagina met de stand van het bouwen, voor functioneel beheer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rapportages.models import Maandrapportage
from rapportages.queries.bouwstand import bouwstanden, gesloten_maanden
from rapportages.services import RapportageGeweigerd, bouw_maand
from tests.rapportages.bouwhulp import BSNS, DECEMBER, JANUARI, NOVEMBER, OUDE, vul_register
from tests.rapportages.test_bouw import bouw, bouw_stuk
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
UUR = timedelta(hours=1)


@pytest.fixture
def scherm(functioneel, ingelogd, organisaties):
    """De pagina zoals functioneel beheer haar op een moment ziet; met `post` na een druk op de knop van die maand."""
    client = ingelogd(functioneel)

    def open_(moment, naam="bouw", post=None):
        with clock.op(moment):
            if post is not None:
                client.post(reverse("rapportages:bouw_nu", args=[post]))
            antwoord = client.get(reverse(f"rapportages:{naam}"))
        assert antwoord.status_code == 200
        return antwoord

    return open_


def halverwege(maand):
    """Een bouw die na stap 2 ophoudt, zoals bij een gedood proces."""

    def breek(stap):
        if stap.nummer == 3:
            raise KeyboardInterrupt

    with clock.op(maand.sluitmoment + UUR), pytest.raises(KeyboardInterrupt):
        bouw_maand(maand.jaar, maand.maand, voortgang=breek)


def standen():
    return [(str(stand.maand), stand.stand) for stand in bouwstanden(gesloten_maanden())]


def test_zonder_maanden_staat_er_alleen_de_laatste_en_wanneer_de_volgende_sluit(scherm):
    tekst = scherm(DECEMBER.sluitmoment).content.decode()
    assert ("4 januari 2025 om 00:00" in tekst, "Niet gebouwd" in tekst, "Nu bouwen" in tekst) == (True, True, True)


def test_een_gepubliceerde_maand_toont_haar_aantallen_per_code_en_wanneer_zij_verdwijnt(scherm):
    vul_register()
    bouw(NOVEMBER)
    antwoord = scherm(NOVEMBER.sluitmoment + UUR)
    with clock.op(NOVEMBER.sluitmoment + UUR):
        verwacht = {regel.code: regel.rijen for regel in bouw_maand(2024, 11).regels}
    [stand] = antwoord.context["standen"]
    assert dict(stand.aantallen) | {"A06": verwacht["A06"]} == verwacht
    assert "2-2-2025" in antwoord.content.decode()


@pytest.mark.parametrize(("later", "stand"), [(UUR, ">Bezig<"), (2 * UUR, ">Onderbroken<")])
def test_een_bouw_die_stilligt_heet_onderbroken(scherm, later, stand):
    vul_register()
    halverwege(NOVEMBER)
    tekst = scherm(NOVEMBER.sluitmoment + later).content.decode()
    assert [woord for woord in (">Bezig<", ">Onderbroken<") if woord in tekst] == [stand]


def test_het_fragment_ververst_de_pagina_zodra_er_niets_meer_loopt(scherm):
    vul_register()
    halverwege(NOVEMBER)
    moment = NOVEMBER.sluitmoment + UUR
    loopt = scherm(moment, "bouw_voortgang")
    bouw(NOVEMBER)
    klaar = scherm(moment, "bouw_voortgang")
    assert [antwoord.headers.get("HX-Refresh") for antwoord in (loopt, klaar)] == [None, "true"]
    assert "Stap 2 van 7 is klaar" in loopt.content.decode()


def test_een_afgekeurde_maand_toont_de_reden_en_de_cijfers(scherm):
    vul_register()
    bouw(NOVEMBER)
    with pytest.raises(RapportageGeweigerd):
        bouw_stuk(DECEMBER)
    tekst = scherm(DECEMBER.sluitmoment + UUR).content.decode()
    controle = Maandrapportage.objects.get(maand=DECEMBER.t2).controle
    zin = f"De vorige lijst telt {controle['vorige']} leerlingen; erbij {controle['A01']} (A01), eraf {controle['A02']}"
    assert (zin in tekst, "Opnieuw proberen" in tekst) == (True, True)


def test_de_knop_vraagt_de_bouw_aan_met_een_logregel(scherm, functioneel):
    vul_register()
    antwoord = scherm(NOVEMBER.sluitmoment, post=NOVEMBER)
    with clock.op(NOVEMBER.sluitmoment):
        assert standen() == [("2024-11", "gevraagd")]
    regel = AuditEvent.objects.get(actie="rapportages:maand:gevraagd")
    assert (regel.gebruiker_id, regel.object_id) == (functioneel.pk, "2024-11")
    assert "De bouw van 2024-11 is aangevraagd." in antwoord.content.decode()


def test_een_maand_die_al_gebouwd_is_krijgt_een_zin(scherm):
    vul_register()
    bouw(NOVEMBER)
    antwoord = scherm(NOVEMBER.sluitmoment + UUR, post=NOVEMBER)
    assert "De maand 2024-11 is al gebouwd." in antwoord.content.decode()


def test_een_maand_die_nog_niet_gesloten_is_bestaat_niet(functioneel, ingelogd):
    with clock.op(DECEMBER.sluitmoment):
        antwoord = ingelogd(functioneel).post(reverse("rapportages:bouw_nu", args=[JANUARI]))
    assert (antwoord.status_code, Maandrapportage.objects.count()) == (404, 0)


def test_er_staat_geen_leerling_op_de_pagina(scherm):
    vul_register()
    bouw(NOVEMBER)
    tekst = scherm(NOVEMBER.sluitmoment + UUR).content.decode()
    assert [pgn for pgn in (*BSNS, *OUDE) if pgn in tekst] == []


def test_het_menu_van_functioneel_beheer_heeft_de_pagina(scherm):
    assert 'href="/beheer/rapportages/"' in scherm(DECEMBER.sluitmoment).content.decode()
