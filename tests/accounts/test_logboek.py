"""Het logboek van een organisatie: wat haar gebruikers deden, in zinnen, zonder om welke leerling het ging."""

import csv
import io
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.domein.logboek import DAGEN, HOOGSTENS, Keuze
from accounts.fouten import Geweigerd
from accounts.queries.logboek import alle_regels, bladzijde
from accounts.services import logboek
from tests.tellen import aantal_queries
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.audit.zegels import Breuk, Controle, leg_uitkomst_vast
from verzuimloket.clock import AMSTERDAM, nu, vandaag

pytestmark = pytest.mark.django_db
PAD = "/beheer/audit/"
PGN = "999900018"
WEEK = Keuze.bij(None, None, date(2026, 11, 24))


def regel(gebruiker, actie="meldingen:melding:bekeken", *, moment=None, leerlingen=0, onderwerp="", **anders):
    """Een logregel van deze gebruiker bij zijn organisatie; met `leerlingen` een per leerling, op hetzelfde moment."""
    gemeen = {
        "actie": actie, "gebruiker_id": gebruiker.pk, "organisatie_id": gebruiker.organisatie.pk,
        "moment": moment or nu(), "operatie": UUID(int=AuditEvent.objects.count() + 1), "rollen": "melder",
    } | anders  # fmt: skip
    wie = [onderwerp_van(str(nummer)) for nummer in range(leerlingen)] or [onderwerp]
    AuditEvent.objects.bulk_create(AuditEvent(onderwerp=onder, **gemeen) for onder in wie)


def op(dag, uur=12, minuut=0):
    return datetime(2026, 11, dag, uur, minuut, tzinfo=AMSTERDAM)


def zinnen(blad):
    return [regel.zin for regel in blad.regels]


@pytest.mark.parametrize(
    ("van", "tot", "verwacht"),
    [
        (None, None, (date(2026, 11, 18), date(2026, 11, 24))),
        (date(2026, 11, 1), None, (date(2026, 11, 1), date(2026, 11, 24))),
        (date(2026, 1, 1), date(2026, 10, 31), (date(2026, 8, 1), date(2026, 10, 31))),
        (date(2026, 12, 1), date(2026, 12, 31), (date(2026, 11, 24), date(2026, 11, 24))),
        (date(2026, 11, 20), date(2026, 11, 10), (date(2026, 11, 10), date(2026, 11, 10))),
    ],
)
def test_een_keuze_heeft_altijd_dagen_en_nooit_te_veel(van, tot, verwacht):
    keuze = Keuze.bij(van, tot, date(2026, 11, 24))
    assert (keuze.van, keuze.tot) == verwacht


@given(van=st.none() | st.dates(), tot=st.none() | st.dates())
@settings(derandomize=True, max_examples=60)
def test_welke_dagen_ook_gekozen_zijn_het_blijft_een_korte_periode_tot_vandaag(van, tot):
    keuze = Keuze.bij(van, tot, date(2026, 11, 24))
    assert 0 <= (keuze.tot - keuze.van).days < max(DAGEN, HOOGSTENS)
    assert keuze.tot <= date(2026, 11, 24)


def test_een_lijst_met_leerlingen_is_een_regel_met_een_aantal(melder):
    regel(melder, "meldingen:lijst:bekeken", moment=op(24), leerlingen=25)
    [rij] = bladzijde(melder.organisatie.pk, WEEK, aantal=10).regels
    assert (rij.zin, rij.leerlingen, rij.wie, rij.rollen) == (
        "Zag 25 leerlingen in een lijst met meldingen.", 25, melder.naam, "Melder"
    )  # fmt: skip


def test_bij_een_leerling_staat_niet_wie_het_is(ingelogd, melder, beheerder):
    regel(melder, object_type="melding", object_id="117", onderwerp=onderwerp_van(PGN))
    pagina = ingelogd(beheerder).get(PAD).content.decode()
    assert ("Bekeek melding 117." in pagina, PGN in pagina, onderwerp_van(PGN) in pagina) == (True, False, False)


def test_een_andere_organisatie_is_niet_te_zien(melder, vreemde_melder):
    regel(vreemde_melder, moment=op(24), object_id="2")
    regel(melder, moment=op(24), object_id="1")
    assert zinnen(bladzijde(melder.organisatie.pk, WEEK, aantal=10)) == ["Bekeek melding 1."]


def test_wie_bij_twee_organisaties_werkt_is_bij_elk_alleen_te_zien_met_wat_hij_daar_deed(melder, andere_wereld):
    regel(melder, moment=op(24), object_id="1")
    regel(melder, moment=op(24), object_id="2", organisatie_id=andere_wereld.school.pk)
    assert zinnen(bladzijde(andere_wereld.school.pk, WEEK, aantal=10)) == ["Bekeek melding 2."]


@pytest.mark.parametrize("aantal", [1, 2, 3, 7])
def test_bladeren_geeft_elke_regel_een_keer(melder, aantal):
    for minuut in range(7):
        regel(melder, moment=op(24, minuut=minuut), object_id=str(minuut), leerlingen=minuut)
    gelezen = [rij.zin for rij in alle_regels(melder.organisatie.pk, WEEK, per=aantal)]
    assert gelezen == [f"Bekeek melding {minuut}." for minuut in reversed(range(7))]


def test_wat_op_hetzelfde_moment_gebeurde_valt_niet_tussen_twee_bladzijden(melder, lezer):
    for wie in (melder, lezer):
        regel(wie, moment=op(24), object_id=str(wie.pk))
    regel(melder, moment=op(23), object_id="1")
    eerste = bladzijde(melder.organisatie.pk, WEEK, aantal=1)
    tweede = bladzijde(melder.organisatie.pk, WEEK, voor=eerste.verder, aantal=1)
    assert [len(eerste.regels), len(tweede.regels), tweede.verder] == [2, 1, None]


@pytest.mark.parametrize(
    ("filters", "verwacht"),
    [
        ({}, {"1", "2", "3", "4"}),
        ({"wat": "meldingen"}, {"1", "3"}),
        ({"wat": "inloggen"}, {"2"}),
        ({"wat": "beheer"}, {"2", "4"}),
        ({"wie": "lezer"}, {"3"}),
        ({"geweigerd": "on"}, {"4"}),
        ({"voorwerp": "melding", "nummer": "1"}, {"1"}),
        ({"nummer": "3"}, {"3"}),
        ({"tot": "22-11-2026"}, {"1"}),
        ({"van": "23-11-2026"}, {"2", "3", "4"}),
        ({"wat": "onzin", "wie": "x", "van": "gisteren", "nummer": "a b"}, {"1", "2", "3", "4"}),
    ],
)
def test_een_filter_laat_alleen_zien_wat_erbij_hoort(filters, verwacht, ingelogd, melder, lezer, beheerder):
    regel(melder, moment=op(22, 23, 59), object_type="melding", object_id="1")
    regel(melder, "accounts:sessie:beeindigd", moment=op(23, 0), object_type="gebruiker", object_id="2")
    regel(lezer, moment=op(23, 1), object_type="melding", object_id="3")
    regel(melder, "accounts:gebruiker:afgesloten", moment=op(24, 1), object_id="4", resultaat="geweigerd")
    filters = {naam: str(lezer.pk) if waarde == "lezer" else waarde for naam, waarde in filters.items()}
    with time_machine.travel(op(24, 13), tick=False):
        regels = ingelogd(beheerder).get(PAD, filters).context["regels"]
    assert {"".join(filter(str.isdigit, rij.zin))[-1] for rij in regels} == verwacht


def test_wie_het_logboek_leest_staat_er_zelf_in(ingelogd, beheerder):
    ingelogd(beheerder).get(PAD, {"wat": "meldingen"})
    gelezen = AuditEvent.objects.get(actie="accounts:logboek:bekeken")
    assert (gelezen.gebruiker_id, gelezen.organisatie_id, gelezen.details["wat"]) == (
        beheerder.pk, beheerder.organisatie.pk, "meldingen"
    )  # fmt: skip


def lees(antwoord, vorm):
    inhoud = b"".join(antwoord.streaming_content)
    if vorm == "csv":
        return list(csv.reader(io.StringIO(inhoud.decode()), delimiter=";"))
    return [list(rij) for rij in load_workbook(io.BytesIO(inhoud)).worksheets[0].iter_rows(values_only=True)]


@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
def test_het_bestand_heeft_dezelfde_regels(vorm, ingelogd, melder, beheerder):
    moment = datetime.combine(vandaag(), datetime.min.time(), AMSTERDAM)
    regel(melder, "meldingen:lijst:bekeken", moment=moment, leerlingen=3)
    [koppen, rij] = lees(ingelogd(beheerder).get(f"{PAD}{vorm}/", {"wat": "meldingen"}), vorm)
    assert koppen == ["MOMENT", "WIE", "ROLLEN", "WAT", "UITKOMST", "LEERLINGEN"]
    assert [*rij[:5], int(rij[5])] == [
        f"{moment:%Y-%m-%d %H:%M:%S}", melder.naam, "Melder", "Zag 3 leerlingen in een lijst met meldingen.",
        "gelukt", 3,
    ]  # fmt: skip


def test_ophalen_komt_in_het_logboek_met_het_aantal(ingelogd, melder, beheerder):
    regel(melder)
    lees(ingelogd(beheerder).get(f"{PAD}csv/"), "csv")
    assert AuditEvent.objects.get(actie="accounts:logboek:opgehaald").details["regels"] == 1


def test_een_te_groot_bestand_wordt_niet_half_gemaakt(melder, beheerder, monkeypatch):
    monkeypatch.setattr(logboek, "MEESTE", 2)
    for minuut in range(3):
        regel(melder, moment=op(24, minuut=minuut))
    with pytest.raises(Geweigerd, match="Kies minder dagen"):
        logboek.maak_bestand(beheerder, Keuze.bij(op(24).date(), op(24).date(), op(24).date()), "csv")


@pytest.mark.parametrize("aantal", [1, 3])
def test_een_bladzijde_kost_drie_vragen_hoeveel_regels_er_ook_zijn(aantal, melder):
    for minuut in range(aantal):
        regel(melder, moment=op(24, minuut=minuut), leerlingen=4)
    with aantal_queries(3):
        assert len(bladzijde(melder.organisatie.pk, WEEK, aantal=10).regels) == aantal


def test_de_dag_begint_en_eindigt_in_nederland(melder):
    een_dag = Keuze.bij(date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 24))
    for moment in (op(23, 0), op(23, 23, 59), op(24, 0), op(23, 0) - timedelta(microseconds=1)):
        regel(melder, moment=moment)
    assert len(bladzijde(melder.organisatie.pk, een_dag, aantal=10).regels) == 2


def test_functioneel_beheer_ziet_de_uitkomst_van_de_laatste_controle(ingelogd, functioneel):
    client = ingelogd(functioneel)
    assert "Het logboek is nog niet gecontroleerd." in client.get(PAD).content.decode()
    call_command("audit_controleer")
    assert "alles klopt" in client.get(PAD).content.decode()


def test_een_controle_die_fouten_vond_staat_boven_het_logboek(ingelogd, functioneel):
    leg_uitkomst_vast(Controle(4, 90, (Breuk(2, "Zegel 2 is veranderd."),)))
    assert "Het logboek klopt niet" in ingelogd(functioneel).get(PAD).content.decode()
