"""Een fusie van begin tot eind: vier ogen, annuleren, en op de dag zelf wat er meegaat."""

from datetime import date, timedelta

import pytest
from django.db import connection

from accounts.domein.rechten import Rol, Soort
from accounts.fouten import Geweigerd
from accounts.identiteit import feiten_van, werk_bij
from accounts.models import Fusie, Organisatie, Toewijzing
from accounts.queries.fusies import met_voorgangers, opvolgers, opvolging_sql, vooraf, voorganger_codes
from accounts.services.fusies import annuleer, stel_fusie_voor, voer_fusies_uit
from accounts.services.rollen import ken_rol_toe
from accounts.services.voorstellen import stem_in
from bron.queries import leerling_van_school
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.domein.workflow import Status
from meldingen.gegevens import Terugmelding
from meldingen.models import Gebeurtenis, Locatie, Melder, Melding, Routering
from meldingen.queries import bepaal_route, tijdlijn
from meldingen.services import heropen, meld_terug, plaats_notitie, zet_routering
from tests.cast import maak_lid
from tests.factories import OrganisatieFactory
from tests.leveringen import pgn
from tests.meldingen.test_tegelijk import zes_keer
from tests.zaken import meld
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.db.bereik import als_web
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
DAG = date(2026, 12, 1)
KLAAR = Terugmelding(Status.AFGESLOTEN, "Bo", reden_afsluiting=1, toelichting_afsluiting=1)


@pytest.fixture
def tweede(functioneel):
    """Een andere functioneel beheerder: wie vroeg, stemt niet zelf in."""
    return maak_lid("tweede", functioneel.organisatie, Rol.FUNCTIONEEL_BEHEER)


@pytest.fixture
def fuseer(functioneel, tweede):
    """Leg een fusie vast, langs het voorstel en de instemming."""

    def doe(van, naar, dag=DAG):
        voorstel = stel_fusie_voor(
            van, naar, dag, door=functioneel, bij=functioneel.organisatie, reden="Besluit 2026-12"
        )
        stem_in(voorstel, door=tweede)
        van.refresh_from_db()
        return Fusie.objects.get(van=van, geannuleerd_op=None)

    return doe


@pytest.fixture
def gesloten(wereld, leerling):
    zaak = meld(wereld.melder, wereld, leerling, keer=2)
    plaats_notitie(wereld.behandelaar, zaak.nummer, "Alleen voor ons", intern=True)
    return meld_terug(wereld.behandelaar, zaak.nummer, 1, KLAAR)


def naar_de_dag(klok, dag=DAG, uur="00:05"):
    klok.move_to(f"{dag}T{uur}:00+01:00", tick=False)


def ziet(gebruiker, organisatie):
    """De nummers die deze gebruiker in een webverzoek ziet: door de deur, en onder de rol van de database."""
    werk_bij(gebruiker, organisatie.pk)
    if gebruiker.scope is None:
        return []
    with als_web(feiten_van(gebruiker.scope)):
        deur = list(Melding.objects.visible_to(gebruiker).order_by("nummer").values_list("nummer", flat=True))
        zonder_deur = list(
            Melding.objects.unscoped("de tweede lijn alleen").order_by("nummer").values_list("nummer", flat=True)
        )
    assert deur == zonder_deur
    return deur


@pytest.fixture
def bij_opvolger(andere_wereld):
    return maak_lid("opvolger", andere_wereld.gemeente, Rol.BEHANDELAAR)


def test_een_fusie_gaat_pas_door_als_een_ander_instemt(wereld, andere_wereld, functioneel, tweede):
    voorstel = stel_fusie_voor(
        wereld.school, andere_wereld.school, DAG, door=functioneel, bij=functioneel.organisatie, reden="Besluit"
    )
    with pytest.raises(Geweigerd, match="Een ander moet beslissen"):
        stem_in(voorstel, door=functioneel)
    assert Fusie.objects.count() == 0
    stem_in(voorstel, door=tweede)
    assert Fusie.objects.get().stand == "gepland"


def test_tot_de_dag_verandert_er_niets(wereld, andere_wereld, fuseer, melding, bij_opvolger, klok):
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok, DAG - timedelta(days=1), "23:55")
    assert voer_fusies_uit() == []
    assert (ziet(wereld.behandelaar, wereld.gemeente), ziet(bij_opvolger, andere_wereld.gemeente)) == (
        [melding.nummer], []
    )  # fmt: skip


def test_op_de_dag_ziet_de_opvolger_open_en_afgeronde_meldingen_en_de_oude_niets_meer(
    wereld, andere_wereld, fuseer, melding, gesloten, bij_opvolger, klok
):
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    assert ziet(bij_opvolger, andere_wereld.gemeente) == [melding.nummer, gesloten.nummer]
    assert ziet(wereld.behandelaar, wereld.gemeente) == []


def test_om_middernacht_is_de_oude_organisatie_dicht_ook_als_de_taak_nog_moet_beginnen(
    wereld, andere_wereld, fuseer, melding, klok
):
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok, uur="00:00")
    assert ziet(wereld.behandelaar, wereld.gemeente) == []


def test_wie_er_behandelde_doet_dat_verder_bij_de_opvolger(wereld, andere_wereld, fuseer, melding, klok):
    wereld.behandelaar  # noqa: B018 - ontstaat pas als ernaar gevraagd wordt
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    assert ziet(wereld.behandelaar, andere_wereld.gemeente) == [melding.nummer]


def test_een_school_neemt_meldingen_locaties_en_lezers_over(wereld, andere_wereld, fuseer, melding, klok):
    locatie = Locatie.objects.unscoped("proef").get(school=wereld.school)
    Toewijzing.objects.unscoped("proef").filter(gebruiker=wereld.lezer).update(locatie_ids=[locatie.pk])
    fuseer(wereld.school, andere_wereld.school)
    naar_de_dag(klok)
    voer_fusies_uit()
    for wie in (wereld.melder, wereld.lezer):
        assert ziet(wie, andere_wereld.school) == [melding.nummer]


def test_een_lezer_met_twee_toewijzingen_houdt_ze_allebei(wereld, andere_wereld, fuseer, klok):
    eigen = Toewijzing.objects.unscoped("proef").filter(gebruiker=wereld.lezer)
    eigen.update(locatie_ids=[7], vanaf=clock.vandaag() - timedelta(days=9))
    ken_rol_toe(
        wereld.lezer, Rol.LEZER, wereld.school, vanaf=clock.vandaag(), leerling_pgns=[pgn(9)], door=wereld.beheerder
    )
    fuseer(wereld.school, andere_wereld.school)
    naar_de_dag(klok)
    voer_fusies_uit()
    rij = Toewijzing.objects.unscoped("proef").get(gebruiker=wereld.lezer, organisatie=andere_wereld.school)
    assert (rij.locatie_ids, rij.leerling_pgns) == ([7], [pgn(9)])


def test_de_opvolger_leest_de_interne_notitie_en_kan_heropenen(
    wereld, andere_wereld, fuseer, gesloten, bij_opvolger, klok
):
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    werk_bij(bij_opvolger, andere_wereld.gemeente.pk)
    zaak = Melding.objects.visible_to(bij_opvolger).get()
    assert "Alleen voor ons" in [item.tekst for item in tijdlijn(bij_opvolger, zaak)]
    assert heropen(bij_opvolger, zaak.nummer, zaak.versie, "Verzuimt weer").status == Status.IN_BEHANDELING


def test_de_tijdlijn_zegt_wat_er_gebeurde(wereld, andere_wereld, fuseer, melding, klok):
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    regel = Gebeurtenis.objects.unscoped("proef").get(soort="overgenomen")
    assert (regel.tekst, regel.wijzigingen) == (
        "Gemeente 0363 ging op 1-12-2026 op in Gemeente 0518.", [["Instantie", "Gemeente 0363", "Gemeente 0518"]]
    )  # fmt: skip


def test_een_nieuwe_melding_uit_de_oude_gemeente_gaat_vanaf_de_dag_naar_de_nieuwe(wereld, andere_wereld, fuseer):
    wereld.gemeente  # noqa: B018 - zie hierboven
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    groep = Leeftijdsgroep.LEERPLICHTIG
    ervoor, erop = (
        bepaal_route(gemeentecode="0363", verblijfpostcode="", groep=groep, dag=dag)
        for dag in (DAG - timedelta(days=1), DAG)
    )
    assert (ervoor.instantie, erop.instantie) == (wereld.gemeente.pk, andere_wereld.gemeente.pk)
    assert erop.gemeentecode == "0518"


def test_de_nieuwe_school_vindt_een_leerling_onder_het_oude_brin(wereld, andere_wereld, fuseer, leerling, klok):
    fuseer(wereld.school, andere_wereld.school)
    vraag = {"pgn": leerling.pgn, "brin": andere_wereld.brin}
    assert leerling_van_school(**vraag, dag=clock.vandaag()) is None
    naar_de_dag(klok)
    gevonden = leerling_van_school(**vraag, dag=DAG)
    assert gevonden is not None
    assert gevonden.pgn == leerling.pgn


def test_regels_naar_de_oude_gemeente_wijzen_naar_de_nieuwe_en_haar_eigen_regels_eindigen(
    wereld, andere_wereld, fuseer, klok
):
    groep, derde = Leeftijdsgroep.LEERPLICHTIG, OrganisatieFactory(soort=Soort.GEMEENTE, code="0014")
    zet_routering(gebied=derde, groep=groep, instantie=wereld.gemeente, vanaf=date(2026, 1, 1))
    zet_routering(gebied=wereld.gemeente, groep=groep, instantie=wereld.instantie, vanaf=date(2026, 1, 1))
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    regels = Routering.objects.order_by("gebied__code", "geldig_van")
    assert list(regels.values_list("gebied__code", "instantie__code", "geldig_van", "geldig_tot")) == [
        ("0014", "0363", date(2026, 1, 1), date(2026, 11, 30)),
        ("0014", "0518", DAG, None),
        ("0363", "UI21", date(2026, 1, 1), date(2026, 11, 30)),
    ]


def test_wat_een_ander_behandelt_blijft_daar_met_de_nieuwe_gemeente(wereld, andere_wereld, fuseer, leerling, klok):
    groep = Leeftijdsgroep.LEERPLICHTIG
    zet_routering(gebied=wereld.gemeente, groep=groep, instantie=wereld.instantie, vanaf=date(2026, 1, 1))
    zaak = meld(wereld.melder, wereld, leerling, keer=5)
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    zaak.refresh_from_db()
    assert (zaak.instantie, zaak.gemeentecode) == (wereld.instantie, "0518")


def test_een_dubbele_locatie_en_melder_botsen_niet(wereld, andere_wereld, fuseer, klok):
    for school in (wereld.school, andere_wereld.school):
        Locatie.objects.unscoped("proef").create(school=school, naam="Noord")
        Melder.objects.unscoped("proef").create(school=school, naam="Mees", email="mees@school.example")
    fuseer(wereld.school, andere_wereld.school)
    naar_de_dag(klok)
    voer_fusies_uit()
    daar = {"school": andere_wereld.school}
    locaties = Locatie.objects.unscoped("proef").filter(**daar).values_list("naam", flat=True)
    actief = Melder.objects.unscoped("proef").filter(**daar, gearchiveerd_op=None)
    assert (sorted(locaties), actief.count()) == (["Noord", "Noord (00ZV)"], 1)


@pytest.mark.parametrize(("heeft", "mee"), [(False, True), (True, False)])
def test_een_beheerder_gaat_alleen_mee_als_de_opvolger_er_geen_heeft(wereld, andere_wereld, fuseer, klok, heeft, mee):
    if heeft:
        andere_wereld.beheerder  # noqa: B018 - zie hierboven
    oud = wereld.beheerder
    fuseer(wereld.school, andere_wereld.school)
    naar_de_dag(klok)
    voer_fusies_uit()
    daar = Toewijzing.objects.unscoped("proef").filter(gebruiker=oud, organisatie=andere_wereld.school)
    assert daar.filter(rol=Rol.BEHEERDER).exists() is mee
    assert daar.filter(rol=Rol.BEHEERDER_ONDERWIJS).exists()


def test_annuleren_kan_tot_de_dag_en_laat_alles_zoals_het_was(wereld, andere_wereld, fuseer, functioneel, klok):
    fusie = fuseer(wereld.school, andere_wereld.school)
    annuleer(fusie, door=functioneel)
    naar_de_dag(klok)
    assert voer_fusies_uit() == []
    school = Organisatie.objects.get(pk=wereld.school.pk)
    assert (school.actief, school.opvolger, school.opgegaan_op) == (True, None, None)


def test_op_de_dag_zelf_is_annuleren_te_laat(wereld, andere_wereld, fuseer, functioneel, klok):
    fusie = fuseer(wereld.school, andere_wereld.school)
    naar_de_dag(klok, uur="00:00")
    with pytest.raises(Geweigerd, match="niet meer te annuleren"):
        annuleer(fusie, door=functioneel)


def test_wat_vooraf_geteld_is_gaat_mee(wereld, andere_wereld, fuseer, melding, gesloten, klok):
    geteld = dict(vooraf(wereld.gemeente, andere_wereld.gemeente))
    fusie = fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    fusie.refresh_from_db()
    assert (geteld["open meldingen"], geteld["afgeronde meldingen"], geteld["rollen van gebruikers"]) == (1, 1, 1)
    assert fusie.aantallen == {"meldingen": 2, "rollen van gebruikers": 1}


def test_gedood_na_een_pakket_gaat_de_taak_verder_en_doet_niets_dubbel(
    wereld, andere_wereld, fuseer, melding, gesloten, klok, monkeypatch
):
    fusie = fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    monkeypatch.setattr("accounts.services.fusies.PAKKET", 1)
    with monkeypatch.context() as dood:
        dood.setattr("accounts.services.fusies._rond_af", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            voer_fusies_uit()
    assert voer_fusies_uit() == [fusie.pk]
    assert voer_fusies_uit() == []
    fusie.refresh_from_db()
    assert (fusie.aantallen["meldingen"], Gebeurtenis.objects.unscoped("proef").filter(soort="overgenomen").count()) == (
        2, 2
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_zes_keer_tegelijk_is_een_keer(wereld, andere_wereld, fuseer, melding, klok):
    fusie = fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    klaar: list[list[int]] = []
    zes_keer(lambda _: klaar.append(voer_fusies_uit()))
    assert sorted(klaar) == [[], [], [], [], [], [fusie.pk]]
    assert Melding.objects.unscoped("proef").get().versie == 2


def test_het_logboek_noemt_elke_stap_en_elke_leerling(wereld, andere_wereld, fuseer, melding, tweede, klok):
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    acties = AuditEvent.objects.filter(gebruiker_id=tweede.pk).values_list("actie", flat=True)
    assert set(acties) >= {
        "accounts:fusie:vastgelegd", "meldingen:melding:overgenomen", "accounts:fusie:uitgevoerd"
    }  # fmt: skip


def test_de_beheerders_van_de_opvolger_krijgen_bericht(wereld, andere_wereld, fuseer, melding, klok):
    chef = maak_lid("chef", andere_wereld.gemeente, Rol.BEHEERDER)
    fuseer(wereld.gemeente, andere_wereld.gemeente)
    naar_de_dag(klok)
    voer_fusies_uit()
    bericht = Bericht.objects.get(sjabloon="beheer/fusie")
    assert (bericht.ontvanger, bericht.context) == (chef.email, {"gebied": "Gemeente 0363", "aantal": 1})


@pytest.mark.parametrize("dag", [date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 1)])
def test_de_vraag_in_de_database_zegt_hetzelfde_als_het_domein(db, dag):
    a, b, c = (OrganisatieFactory(soort=Soort.GEMEENTE, code=f"900{nummer}") for nummer in range(3))
    for van, naar, wanneer in ((a, b, date(2027, 1, 1)), (b, c, date(2027, 6, 1))):
        Organisatie.objects.filter(pk=van.pk).update(opvolger=naar, opgegaan_op=wanneer)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT van, naar FROM {opvolging_sql(Soort.GEMEENTE, '%(dag)s')} o", {"dag": dag})
        assert dict(cursor.fetchall()) == opvolgers(Soort.GEMEENTE, dag)
    assert set(voorganger_codes(Soort.GEMEENTE, c.code, dag)) == set(met_voorgangers(Soort.GEMEENTE, c.code, dag)[1:])
