"""Een C-levering aanvragen: wie, welke dag, één tegelijk per organisatie, en een dubbele klik is één aanvraag."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.domein.rechten import Rol
from bron.models import CLevering
from bron.services.c_aanvraag import vraag_c_levering_aan
from tests.bron.leveringen.hulp import MAANDAG, SLEUTEL, alle, lid, vraag_aan
from tests.bron.leveringen.test_lezen import tekst
from verzuimloket.audit.models import AuditEvent
from verzuimloket.celery import app

pytestmark = pytest.mark.django_db
PAD = "/leveringen/c/nieuw/"
VELDEN = {"sleutel": str(SLEUTEL), "peildatum": "23-11-2026"}


def fouten(antwoord) -> dict[str, list[str]]:
    return dict(antwoord.context["form"].errors)


def test_een_aanvraag_gaat_naar_haar_voortgang_en_staat_in_het_logboek(ingelogd, rmc):
    antwoord = ingelogd(rmc).post(PAD, VELDEN)
    assert antwoord.url == f"/leveringen/c/{SLEUTEL}/"
    [regel] = AuditEvent.objects.filter(actie="bron:c_levering:aangevraagd")
    assert (regel.object_id, regel.details, regel.gebruiker_id) == (
        str(SLEUTEL), {"peildatum": "2026-11-23"}, rmc.pk,
    )  # fmt: skip


def test_twee_keer_versturen_geeft_een_aanvraag(ingelogd, rmc):
    client = ingelogd(rmc)
    adressen = {client.post(PAD, VELDEN).url for _ in range(2)}
    assert (len(adressen), alle(CLevering).count()) == (1, 1)
    assert AuditEvent.objects.filter(actie="bron:c_levering:aangevraagd").count() == 1


def test_nog_eens_versturen_nadat_zij_klaar_is_geeft_dezelfde(rmc):
    eerste = vraag_aan(rmc)
    alle(CLevering).update(stand=CLevering.Stand.KLAAR)
    assert vraag_aan(rmc).pk == eerste.pk


@pytest.mark.parametrize("stand", CLevering.LOOPT)
def test_een_tweede_aanvraag_wacht_tot_de_eerste_klaar_is(ingelogd, rmc, stand):
    vraag_aan(rmc, nummer=2)
    alle(CLevering).update(stand=stand)
    assert fouten(ingelogd(rmc).post(PAD, VELDEN)) == {
        "__all__": ["Er loopt al een aanvraag van uw organisatie. Wacht tot die klaar is."]
    }


@pytest.mark.parametrize("stand", [CLevering.Stand.KLAAR, CLevering.Stand.MISLUKT])
def test_na_een_afgelopen_aanvraag_kan_een_nieuwe(rmc, stand):
    vraag_aan(rmc, nummer=2)
    alle(CLevering).update(stand=stand)
    assert vraag_aan(rmc).pk == SLEUTEL


def test_een_andere_organisatie_heeft_haar_eigen_aanvraag(rmc, vreemde_rmc):
    vraag_aan(rmc)
    vraag_aan(vreemde_rmc, nummer=2)
    assert alle(CLevering).filter(stand="wacht").count() == 2


def test_de_sleutel_van_een_ander_is_geen_ingang(ingelogd, rmc, vreemde_rmc):
    vraag_aan(vreemde_rmc)
    antwoord = ingelogd(rmc).post(PAD, VELDEN)
    assert fouten(antwoord) == {"__all__": ["Dit formulier is al gebruikt. Open de pagina opnieuw."]}
    assert [c.organisatie_id for c in alle(CLevering).all()] == [vreemde_rmc.scope.organisatie_id]


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        ("25-11-2026", "Kies vandaag of een dag die al geweest is."),
        ("23-8-2026", "Kies een dag vanaf 24-8-2026. Verder dan 3 maanden terug kan niet."),
        ("31-2-2026", "Vul een bestaande dag in, bijvoorbeeld 3-11-2026."),
        ("", "Vul de peildatum in."),
    ],
)
def test_een_dag_die_niet_kan_krijgt_een_zin_bij_het_veld(ingelogd, rmc, dag, zin):
    antwoord = ingelogd(rmc).post(PAD, VELDEN | {"peildatum": dag})
    assert (fouten(antwoord), alle(CLevering).count()) == ({"peildatum": [zin]}, 0)
    assert "<title>Fout: C-levering aanvragen" in tekst(antwoord)


@pytest.mark.parametrize("dag", [date(2026, 11, 24), date(2026, 8, 24)])
def test_vandaag_en_drie_maanden_terug_kunnen_wel(rmc, dag):
    assert vraag_aan(rmc, peildatum=dag).peildatum == dag


@pytest.mark.parametrize("sleutel", ["", "geen-sleutel", "1' OR '1'='1"])
def test_een_formulier_zonder_goede_sleutel_wordt_geweigerd(ingelogd, rmc, sleutel):
    antwoord = ingelogd(rmc).post(PAD, VELDEN | {"sleutel": sleutel})
    assert fouten(antwoord) == {"sleutel": ["Open de pagina opnieuw."]}


@pytest.mark.parametrize("rol", [Rol.RAPPORTAGES, Rol.BEHANDELAAR, Rol.BEHEERDER])
def test_wie_het_recht_niet_heeft_wordt_ook_door_de_dienst_geweigerd(wereld, rol):
    with pytest.raises(PermissionDenied):
        vraag_c_levering_aan(lid(wereld, "gemeente", rol), MAANDAG, SLEUTEL)


def test_een_aanvraag_slaagt_ook_als_de_koerier_weg_is(rmc, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    with django_capture_on_commit_callbacks(execute=True) as porren:
        vraag_aan(rmc)
    assert (len(porren), alle(CLevering).get().stand) == (1, "wacht")


def test_de_database_zelf_weigert_een_tweede_lopende_aanvraag(rmc):
    eerste = vraag_aan(rmc)
    tweede = CLevering(pk=UUID(int=9), organisatie=eerste.organisatie, gebruiker=rmc, peildatum=MAANDAG)
    with pytest.raises(IntegrityError), transaction.atomic():
        tweede.save(force_insert=True)
