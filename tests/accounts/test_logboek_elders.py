"""Het logboek van een andere organisatie: alleen functioneel beheer, met een reden die bij beide staat."""

from datetime import timedelta

import pytest

from accounts.domein.logboek import Aanleiding
from accounts.domein.rechten import Rol, Soort
from accounts.models import Concept, Leessignaal
from accounts.services.logboek import stel_vraag_elders
from accounts.tegels import tegels
from tests.accounts.test_logboek import regel
from tests.cast import maak_lid
from tests.factories import OrganisatieFactory, ToewijzingFactory
from tests.leveringen import pgn
from verzuimloket.audit.models import AuditEvent
from verzuimloket.clock import nu

pytestmark = pytest.mark.django_db
VRAAG = "/beheer/audit/organisatie/"
GOED = {"zoek": "00ZV", "aanleiding": "klacht of bezwaar", "toelichting": "Zaak 2026-117"}
FOUT = "verkeerd-wachtwoord"


@pytest.fixture
def adres(functioneel, wereld):
    sleutel = stel_vraag_elders(functioneel, wereld.school, Aanleiding.BEZWAAR, "Zaak 2026-117").pk
    return f"{VRAAG}{sleutel}/"


def zinnen(antwoord):
    return [rij.zin for rij in antwoord.context["regels"]]


# --- een andere organisatie -----------------------------------------------------------------------------------------
def test_met_een_reden_is_het_logboek_van_een_ander_te_lezen(ingelogd, functioneel, melder):
    regel(melder, object_id="17")
    antwoord = ingelogd(functioneel).post(VRAAG, GOED, follow=True)
    assert (zinnen(antwoord), Concept.objects.unscoped("test").count()) == (["Bekeek melding 17."], 1)


def test_kijken_staat_met_de_reden_bij_beide_organisaties(ingelogd, functioneel, beheerder, adres):
    ingelogd(functioneel).get(adres)
    gelezen = AuditEvent.objects.filter(object_type="organisatie").order_by("pk")
    assert [(rij.actie.split(":")[2], rij.organisatie_id, rij.details["toelichting"]) for rij in gelezen] == [
        ("elders_bekeken", functioneel.organisatie.pk, "Zaak 2026-117"),
        ("door_loket_gelezen", beheerder.organisatie.pk, "Zaak 2026-117"),
    ]


def test_de_beheerder_ziet_dat_functioneel_beheer_keek_en_waarom(ingelogd, functioneel, beheerder, adres):
    ingelogd(functioneel).get(adres)
    [zin] = zinnen(ingelogd(beheerder).get("/beheer/audit/"))[:1]
    assert zin.startswith("Functioneel beheer bekeek het logboek van")
    assert zin.endswith("Reden: klacht of bezwaar (Zaak 2026-117).")


def test_van_een_derde_organisatie_is_niets_te_zien(ingelogd, functioneel, vreemde_melder, adres):
    regel(vreemde_melder, object_id="17")
    assert zinnen(ingelogd(functioneel).get(adres)) == []


def test_het_filter_kent_de_gebruikers_van_die_organisatie(ingelogd, functioneel, melder, lezer, adres):
    regel(melder, object_id="17")
    regel(lezer, object_id="18")
    assert zinnen(ingelogd(functioneel).get(adres, {"wie": lezer.pk})) == ["Bekeek melding 18."]


@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
def test_ophalen_staat_bij_beide_in_het_logboek(ingelogd, functioneel, melder, adres, vorm):
    regel(melder, object_id="17")
    antwoord = ingelogd(functioneel).get(f"{adres}{vorm}/")
    assert ("logboek-00zv-" in antwoord["Content-Disposition"], b"".join(antwoord) != b"") == (True, True)
    acties = AuditEvent.objects.filter(object_type="organisatie", details__vorm=vorm, details__regels=1)
    assert sorted(rij.actie.split(":")[2] for rij in acties) == ["door_loket_gelezen", "elders_opgehaald"]


def test_een_collega_leest_niet_met_de_vraag_van_een_ander(ingelogd, functioneel, adres):
    collega = maak_lid("collega", functioneel.organisatie, Rol.FUNCTIONEEL_BEHEER)
    assert [ingelogd(collega).get(pad).status_code for pad in (adres, f"{adres}csv/")] == [404, 404]


FOUTEN = {
    "niets": ({"zoek": ""}, "Vul een code of naam in."),
    "onbekend": ({"zoek": "bestaat niet"}, "Wij kennen geen organisatie met deze code of naam."),
    "meer": ({"zoek": "zelfde"}, "Er zijn meer organisaties die passen: Zelfde naam (0998), Zelfde naam (0999)."),
    "geen reden": ({"aanleiding": ""}, "Kies waarom u kijkt."),
    "te kort": ({"toelichting": "zaak"}, "Gebruik minstens 10 tekens; dit zijn er 4."),
    "nummer": ({"toelichting": f"Brief over {pgn(0)}"}, "Haal het persoonsgebonden nummer weg"),
}


@pytest.mark.parametrize("naam", FOUTEN)
def test_wat_niet_klopt_wordt_bij_het_veld_gezegd_en_er_gaat_niets_verloren(ingelogd, functioneel, wereld, naam):
    for code in ("0998", "0999"):
        OrganisatieFactory(soort=Soort.GEMEENTE, code=code, naam="Zelfde naam")
    velden, zin = FOUTEN[naam]
    antwoord = ingelogd(functioneel).post(VRAAG, GOED | {"zoek": wereld.school.code} | velden)
    assert (zin in antwoord.content.decode(), Concept.objects.unscoped("test").count()) == (True, 0)
    assert antwoord.context["form"]["toelichting"].value() == velden.get("toelichting", GOED["toelichting"])


# --- mislukte inlogpogingen -----------------------------------------------------------------------------------------
def probeer(client, naam):
    client.post("/inloggen/", {"gebruikersnaam": naam, "wachtwoord": FOUT})


def test_een_mislukte_poging_staat_in_het_logboek_van_de_organisatie(client, ingelogd, melder, beheerder):
    probeer(client, melder.username)
    [poging] = ingelogd(beheerder).get("/beheer/audit/", {"geweigerd": "on"}).context["regels"]
    assert (poging.wie, poging.zin) == (
        f"iemand met de naam van {melder.naam}",
        "Probeerde in te loggen. De gebruikersnaam of het wachtwoord klopte niet.",
    )


def test_een_naam_die_niet_bestaat_staat_bij_geen_enkele_organisatie(client, melder):
    probeer(client, "bestaat.niet")
    assert [(rij.organisatie_id, rij.object_id) for rij in AuditEvent.objects.filter(resultaat="geweigerd")] == [
        (None, "")
    ]


def test_het_filter_op_een_gebruiker_vindt_ook_wat_met_zijn_naam_geprobeerd_is(
    client, ingelogd, melder, lezer, beheerder
):
    for wie in (melder, lezer):
        probeer(client, wie.username)
    regels = ingelogd(beheerder).get("/beheer/audit/", {"wie": melder.pk}).context["regels"]
    assert [rij.wie for rij in regels] == [f"iemand met de naam van {melder.naam}"]


def test_wie_bij_twee_organisaties_werkt_staat_bij_beide_en_ziet_het_zelf_een_keer(
    client, ingelogd, melder, andere_wereld
):
    ToewijzingFactory(gebruiker=melder, organisatie=andere_wereld.school, rol=Rol.MELDER)
    probeer(client, melder.username)
    bij = AuditEvent.objects.filter(actie="accounts:sessie:mislukt").values_list("organisatie_id", flat=True)
    assert set(bij) == {melder.organisatie.pk, andere_wereld.school.pk}
    pogingen = ingelogd(melder).get("/mijn/inlogpogingen/").content.decode()
    assert pogingen.count("klopte niet") == 1


def test_wie_er_niet_meer_werkt_staat_niet_meer_bij_de_organisatie(client, melder):
    melder.toewijzingen.unscoped("test").update(tot=nu().date() - timedelta(days=1), vanaf="2020-01-01")
    probeer(client, melder.username)
    assert AuditEvent.objects.get(actie="accounts:sessie:mislukt").organisatie_id is None


def test_een_verkeerde_code_staat_ook_bij_de_organisatie(client, melder):
    client.post("/inloggen/", {"gebruikersnaam": melder.username, "wachtwoord": "Proef-wachtwoord-2026!"})
    client.post("/inloggen/token/", {"token": "000000"})
    assert AuditEvent.objects.get(actie="accounts:sessie:code_geweigerd").organisatie_id == melder.organisatie.pk


# --- de tegel -------------------------------------------------------------------------------------------------------
def signaal(wie, **velden):
    return Leessignaal.objects.create(
        gebruiker=wie, organisatie=wie.organisatie, soort="nacht", uur=nu() - timedelta(hours=len(velden)), aantal=12,
        **velden,
    )  # fmt: skip


def tegel(gebruiker):
    return [(rij.aantal, rij.url) for rij in tegels(gebruiker) if rij.titel == "Opvallend leesgedrag"]


def test_wie_mag_verklaren_ziet_op_de_startpagina_hoeveel_er_open_staat(melder, beheerder, functioneel):
    signaal(melder)
    signaal(melder, verklaard_op=nu(), verklaring="Inhaalslag")
    verwacht = [(1, "/beheer/audit/leesgedrag/?stand=open")]
    assert (tegel(beheerder), tegel(functioneel), tegel(melder)) == (verwacht, verwacht, [])


def test_wat_over_uzelf_gaat_telt_niet_mee(beheerder, functioneel):
    signaal(beheerder)
    assert (tegel(beheerder), len(tegel(functioneel))) == ([], 1)
