"""Iets verbeteren of wissen: vastgelegd zonder persoon, met bij wie het hoort en een termijn van een maand."""

from datetime import date, timedelta

import pytest

from accounts.domein.correctie import ONDERWERPEN, uiterlijk
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Correctieverzoek
from accounts.services.correcties import leg_vast, werk_bij
from tests.cast import maak_lid
from tests.leveringen import pgn
from verzuimloket.audit.models import AuditEvent
from verzuimloket.clock import vandaag

pytestmark = pytest.mark.django_db
LIJST = "/beheer/betrokkenen/correcties/"
GOED = {"kenmerk": "Brief 2026-114", "onderwerp": "adres", "ontvangen_op": "2-11-2026"}


@pytest.fixture
def verzoek(functioneel):
    return leg_vast(
        functioneel,
        functioneel.organisatie,
        kenmerk="Brief 2026-114",
        onderwerp="adres",
        ontvangen_op=date(2026, 10, 1),
    )


def alle():
    return Correctieverzoek.objects.unscoped("test")


@pytest.mark.parametrize(
    ("ontvangen", "antwoord"),
    [
        (date(2026, 10, 1), date(2026, 11, 1)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_het_antwoord_is_er_binnen_een_maand(ontvangen, antwoord):
    assert uiterlijk(ontvangen) == antwoord


@pytest.mark.parametrize("onderwerp", ONDERWERPEN)
def test_na_vastleggen_staat_er_bij_wie_het_hoort(ingelogd, functioneel, onderwerp):
    antwoord = ingelogd(functioneel).post(LIJST, GOED | {"onderwerp": onderwerp}, follow=True)
    assert (ONDERWERPEN[onderwerp].hoe in antwoord.content.decode(), alle().get().onderwerp) == (True, onderwerp)


FOUTEN = {
    "geen kenmerk": ({"kenmerk": ""}, "Vul het kenmerk in."),
    "geen onderwerp": ({"onderwerp": ""}, "Kies waar het verzoek over gaat."),
    "onbekend onderwerp": ({"onderwerp": "alles"}, "Kies uit de lijst."),
    "nummer in het kenmerk": ({"kenmerk": f"Brief van {pgn(0)}"}, "Haal het persoonsgebonden nummer weg."),
    "in de toekomst": ({"ontvangen_op": f"{vandaag() + timedelta(days=2):%d-%m-%Y}"}, "Deze dag moet nog komen."),
}


@pytest.mark.parametrize("naam", FOUTEN)
def test_wat_niet_klopt_wordt_bij_het_veld_gezegd(ingelogd, functioneel, naam):
    velden, zin = FOUTEN[naam]
    antwoord = ingelogd(functioneel).post(LIJST, GOED | velden)
    assert (zin in antwoord.content.decode(), alle().count()) == (True, 0)


def test_een_verzoek_wordt_doorgegeven_en_daarna_afgehandeld(functioneel, verzoek):
    standen = [verzoek.stand]
    standen.append(werk_bij(functioneel, verzoek, doorgegeven_aan="Gemeente Amsterdam", uitkomst="").stand)
    klaar = werk_bij(functioneel, verzoek, doorgegeven_aan="Gemeente Amsterdam", uitkomst="Het adres is aangepast.")
    assert [*standen, klaar.stand] == ["open", "doorgegeven", "afgehandeld"]


def test_wat_afgehandeld_is_verandert_niet_meer(functioneel, verzoek):
    werk_bij(functioneel, verzoek, doorgegeven_aan="", uitkomst="Aangepast.")
    with pytest.raises(Geweigerd, match="al afgehandeld"):
        werk_bij(functioneel, verzoek, doorgegeven_aan="", uitkomst="Toch niet.")
    assert alle().get().uitkomst == "Aangepast."


@pytest.mark.parametrize(("dag", "laat"), [(date(2026, 11, 1), False), (date(2026, 11, 2), True)])
def test_na_de_termijn_is_een_open_verzoek_te_laat(verzoek, dag, laat):
    assert verzoek.te_laat(dag) is laat


def test_wie_op_tijd_antwoordde_wordt_later_niet_te_laat(verzoek):
    verzoek.afgehandeld_op = date(2026, 11, 1)
    assert verzoek.te_laat(date(2027, 1, 1)) is False


def test_een_collega_ziet_het_verzoek_en_handelt_het_af(ingelogd, functioneel, verzoek):
    collega = maak_lid("collega", functioneel.organisatie, Rol.FUNCTIONEEL_BEHEER)
    ingelogd(collega).post(f"{LIJST}{verzoek.nummer}/", {"uitkomst": "Het adres is aangepast."})
    assert alle().get().stand == "afgehandeld"


def test_zonder_iets_in_te_vullen_verandert_er_niets(ingelogd, functioneel, verzoek):
    antwoord = ingelogd(functioneel).post(f"{LIJST}{verzoek.nummer}/", {"uitkomst": ""})
    assert ("Vul in aan wie u het doorgaf" in antwoord.content.decode(), alle().get().stand) == (True, "open")


def test_wat_het_eerst_af_moet_staat_bovenaan_en_wat_klaar_is_onderaan(functioneel, verzoek):
    eerder, klaar = (
        leg_vast(
            functioneel, functioneel.organisatie, kenmerk=kenmerk, onderwerp="melding", ontvangen_op=date(2026, 9, 1)
        )
        for kenmerk in ("eerder", "klaar")
    )
    werk_bij(functioneel, klaar, doorgegeven_aan="", uitkomst="Aangepast.")
    assert [rij.pk for rij in alle()] == [eerder.pk, verzoek.pk, klaar.pk]


def test_elke_stap_staat_in_het_logboek(functioneel, verzoek):
    werk_bij(functioneel, verzoek, doorgegeven_aan="", uitkomst="Aangepast.")
    regels = AuditEvent.objects.filter(object_type="correctieverzoek").order_by("pk")
    assert [(regel.actie.split(":")[2], regel.details["stand"]) for regel in regels] == [
        ("vastgelegd", "open"),
        ("bijgewerkt", "afgehandeld"),
    ]
