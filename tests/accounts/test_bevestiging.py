"""Een gevoelige handeling vraagt een code die hoogstens vijf minuten oud is, en verliest niets van wat er getypt was."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import Voorstel
from tests.accounts.hulp import code
from tests.accounts.proefvoorstel import doe_voorstel
from verzuimloket.audit.models import AuditEvent

NEE = {"besluit": "nee", "toelichting": "Niet nodig"}


@pytest.fixture
def pagina(ingelogd, wereld):
    """Een pagina met een gevoelige handeling, zes minuten na het inloggen: `(client, adres)`."""
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as klok:
        client, voorstel = ingelogd(wereld.beheerder), doe_voorstel(wereld)
        klok.shift(timedelta(minutes=5, seconds=1))
        yield client, f"/beheer/voorstellen/{voorstel.pk}/"


def besluit() -> str:
    return Voorstel.objects.unscoped("test").get().besluit


def test_binnen_vijf_minuten_na_een_code_vraagt_het_formulier_er_geen(ingelogd, wereld):
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as klok:
        client, voorstel = ingelogd(wereld.beheerder), doe_voorstel(wereld)
        klok.shift(timedelta(minutes=5))
        assert "bevestiging" not in client.get(f"/beheer/voorstellen/{voorstel.pk}/").context["form"].fields


def test_daarna_gebeurt_er_niets_zonder_code_en_blijft_staan_wat_er_getypt_was(pagina):
    client, adres = pagina
    form = client.post(adres, NEE).context["form"]
    assert (besluit(), form["toelichting"].value(), list(form.errors)) == ("", "Niet nodig", ["bevestiging"])


def test_met_een_goede_code_gaat_het_door(pagina):
    client, adres = pagina
    assert (client.post(adres, NEE | {"bevestiging": code()}).status_code, besluit()) == (302, "afgewezen")


def test_een_verkeerde_code_is_een_fout_bij_het_veld_en_staat_in_het_logboek(pagina):
    client, adres = pagina
    form = client.post(adres, NEE | {"bevestiging": "abcdefgh"}).context["form"]
    acties = AuditEvent.objects.filter(actie="accounts:sessie:code_geweigerd").count()
    assert (besluit(), list(form.errors), acties) == ("", ["bevestiging"], 1)


def test_een_goede_code_telt_ook_als_een_ander_veld_nog_fout_is(pagina):
    client, adres = pagina
    client.post(adres, {"besluit": "nee", "bevestiging": code()})
    assert (client.post(adres, NEE).status_code, besluit()) == (302, "afgewezen")


def test_dezelfde_code_bevestigt_geen_tweede_handeling(pagina, ingelogd, wereld):
    client, adres = pagina
    client.post(adres, {"besluit": "nee", "bevestiging": code()})
    ander = ingelogd(wereld.beheerder)
    sessie = ander.session
    sessie["bevestigd"] = 0
    sessie.save()
    ander.post(adres, NEE | {"bevestiging": code()})
    assert besluit() == ""
