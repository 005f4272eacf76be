"""Iets verbeteren of wissen: vastgelegd zonder persoon, met bij wie het hoort en een termijn van een maand."""

from datetime import date, datetime, timedelta

import pytest

from accounts.domein.correctie import ONDERWERPEN, herinnering, langst, uiterlijk
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Correctieverzoek
from accounts.services.correcties import herinner, leg_vast, verleng, werk_bij
from tests.cast import maak_lid
from tests.leveringen import pgn
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.clock import AMSTERDAM, vandaag
from verzuimloket.outbox.models import Bericht

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


# --- twee maanden langer --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ontvangen", "laatste"),
    [
        (date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2026, 1, 31), date(2026, 4, 30)),
    ],
)
def test_verlengd_is_het_drie_maanden_na_ontvangst(ontvangen, laatste):
    assert langst(ontvangen) == laatste


def test_verlengen_geeft_twee_maanden_en_zegt_waarom(ingelogd, functioneel, verzoek):
    velden = {"reden": "Er zijn veel verzoeken", "gemeld_op": "1-11-2026"}
    antwoord = ingelogd(functioneel).post(f"{LIJST}{verzoek.nummer}/verlengen/", velden, follow=True)
    assert (alle().get().uiterlijk, "Er zijn veel verzoeken" in antwoord.content.decode()) == (date(2027, 1, 1), True)
    assert AuditEvent.objects.filter(actie="accounts:correctie:verlengd").count() == 1


FOUT_VERLENGEN = {
    "te laat gemeld": ({"gemeld_op": "2-11-2026"}, "van 01-10-2026 tot en met 01-11-2026."),
    "voor ontvangst": ({"gemeld_op": "30-9-2026"}, "van 01-10-2026 tot en met 01-11-2026."),
    "in de toekomst": ({"gemeld_op": "1-1-2199"}, "Deze dag moet nog komen."),
    "niet gemeld": ({"gemeld_op": ""}, "Vul in wanneer de betrokkene hoorde dat het langer duurt."),
    "geen reden": ({"reden": ""}, "Leg uit waarom het langer duurt."),
    "nummer": ({"reden": f"Over {pgn(0)}"}, "Haal het persoonsgebonden nummer weg."),
}


@pytest.mark.parametrize("naam", FOUT_VERLENGEN)
def test_zonder_reden_of_te_laat_gemeld_wordt_het_niet_langer(ingelogd, functioneel, verzoek, naam):
    velden, zin = FOUT_VERLENGEN[naam]
    goed = {"reden": "Er zijn veel verzoeken", "gemeld_op": "20-10-2026"}
    antwoord = ingelogd(functioneel).post(f"{LIJST}{verzoek.nummer}/verlengen/", goed | velden)
    assert (zin in antwoord.content.decode(), alle().get().uiterlijk) == (True, date(2026, 11, 1))


@pytest.mark.parametrize("eerst", ["verlengd", "afgehandeld"])
def test_verlengen_kan_een_keer_en_niet_als_het_klaar_is(functioneel, verzoek, eerst):
    vraag = {"reden": "Er zijn veel verzoeken", "gemeld_op": date(2026, 10, 20)}
    if eerst == "verlengd":
        verleng(functioneel, verzoek, **vraag)
    else:
        werk_bij(functioneel, verzoek, doorgegeven_aan="", uitkomst="Aangepast.")
    with pytest.raises(Geweigerd, match="al verlengd of afgehandeld"):
        verleng(functioneel, verzoek, **vraag)


@pytest.mark.parametrize(
    ("dag", "wat"),
    [
        (date(2026, 10, 24), ""),
        (date(2026, 10, 25), "bijna"),
        (date(2026, 11, 1), "bijna"),
        (date(2026, 11, 2), "te laat"),
    ],
)
def test_een_week_voor_het_einde_en_erna_is_er_een_herinnering(dag, wat):
    assert herinnering(date(2026, 11, 1), dag) == wat


def op(maand, dag):
    return clock.op(datetime(2026, maand, dag, 7, 10, tzinfo=AMSTERDAM))


def test_elke_herinnering_gaat_een_keer_en_noemt_niemand(functioneel, verzoek):
    for dag in ((10, 24), (10, 25), (10, 30), (11, 2), (11, 20)):
        with op(*dag):
            herinner()
    berichten = Bericht.objects.filter(sjabloon="beheer/correctie").order_by("pk")
    feiten = {"nummer": verzoek.nummer}
    assert [(b.ontvanger, b.context) for b in berichten] == [
        (functioneel.email, feiten | {"te_laat": te_laat}) for te_laat in (False, True)
    ]


@pytest.mark.parametrize("hoe", ["verlengd", "afgehandeld"])
def test_wie_verlengde_of_antwoordde_krijgt_geen_herinnering(functioneel, verzoek, hoe):
    if hoe == "verlengd":
        verleng(functioneel, verzoek, reden="Er zijn veel verzoeken", gemeld_op=date(2026, 10, 20))
    else:
        werk_bij(functioneel, verzoek, doorgegeven_aan="", uitkomst="Aangepast.")
    with op(11, 2):
        assert (herinner(), Bericht.objects.filter(sjabloon="beheer/correctie").count()) == (0, 0)
