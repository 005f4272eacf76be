"""De pagina "Waarom staat deze leerling hier": voor wie, met welke zin, en wat zij niet laat zien."""

import re
from datetime import date

import pytest
import time_machine
from django.db import transaction

from accounts.domein.rechten import Rol
from bron.queries import leerling_van_school
from meldingen.models import Locatie
from rapportages.domein.codes import Code
from rapportages.models import RapportageRij
from tests.cast import Wereld, maak_lid
from tests.rapportages import naslag as n
from tests.rapportages import uitleg_wereld as w
from tests.rapportages.conftest import maak_organisaties
from tests.rapportages.register import leg_neer
from tests.tellen import aantal_queries
from tests.zaken import laad_soorten, meld
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van


@pytest.fixture(scope="module")
def gebouwd(django_db_setup, django_db_blocker):
    """Eén keer bouwen voor alle tests; elke test draait in een eigen savepoint en laat niets na."""
    with django_db_blocker.unblock(), time_machine.travel(w.NU, tick=False), transaction.atomic():
        maak_organisaties()
        school, vreemd = Wereld("00ZV", "0363", "21"), Wereld("27GZ", "0518", "28")
        lezers = (school.rapport, maak_lid("rapport", school.gemeente, Rol.RAPPORTAGES), vreemd.rapport)
        _ = school.melder  # ontstaat pas als ernaar gevraagd wordt; nu, want een test draait terug
        yield w.bouw(), lezers, school
        transaction.set_rollback(True)


@pytest.fixture
def rapportage(db, gebouwd):
    with time_machine.travel(w.NU, tick=False):
        yield gebouwd[0]


@pytest.fixture
def schoollezer(gebouwd):
    return gebouwd[1][0]


@pytest.fixture
def gemeentelezer(gebouwd):
    return gebouwd[1][1]


@pytest.fixture
def vreemdeling(gebouwd):
    return gebouwd[1][2]


@pytest.fixture
def bezoek(rapportage, ingelogd, schoollezer):
    """`bezoek(naam, wie)` geeft het antwoord op de pagina van deze leerling."""

    def _bezoek(naam, wie=schoollezer, **anders):
        return ingelogd(wie).get(w.adres(naam, w.rij_van(naam, rapportage), **anders))

    return _bezoek


def tekst(antwoord) -> str:
    """De tekst van de pagina zonder opmaak, met enkele spaties."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", antwoord.content.decode()))


def zin(antwoord) -> str:
    [gevonden] = re.findall(r'<p class="nl-paragraph nl-paragraph--lead">(.*?)</p>', antwoord.content.decode())
    return gevonden


ZINNEN = {
    "geen": "Op 1 oktober 2026 stond deze leerling bekostigd ingeschreven bij Proefcollege (00ZV). Op 1 december 2026"
    " kenden wij geen inschrijving die nog geldt: de leerling is uitgeschreven per 14 oktober 2026 (ontvangen op 16"
    " oktober 2026).",
    "onbekostigd": "Op 1 oktober 2026 stond deze leerling bekostigd ingeschreven bij Proefcollege (00ZV). Op 1 december"
    " 2026 was er een inschrijving bij een andere instelling, maar die is niet bekostigd (ontvangen op 21 oktober 2026).",
    "examen": "Op 1 oktober 2026 stond deze leerling bekostigd ingeschreven bij Proefcollege (00ZV). Op 1 december 2026"
    " stond de leerling bij Proefcollege (00ZV) alleen ingeschreven als examendeelnemer (ontvangen op 21 oktober 2026).",
    "overleden": "De leerling is overleden op 10 november 2026 (ontvangen op 12 november 2026).",
    "vertrokken": "De leerling is op 9 november 2026 uit Nederland vertrokken (ontvangen op 12 november 2026).",
    "diploma": "De leerling haalde op 6 november 2026 een startkwalificatie bij een andere instelling (ontvangen op 12"
    " november 2026).",
    "terug": "Op 1 december 2026 stond de leerling bekostigd ingeschreven bij een andere instelling, sinds 2 november"
    " 2026 (ontvangen op 12 november 2026).",
    "ingetrokken": "De leerling hoort niet meer bij de startset. Op 1 oktober 2026 was er geen bekostigde inschrijving"
    " in vo, mbo of vavo.",
    "vorig jaar": "Op 1 oktober 2025 stond deze leerling bekostigd ingeschreven bij Proefcollege (00ZV). Op 1 december"
    " 2026 kenden wij geen inschrijving die nog geldt: de leerling is uitgeschreven per 30 juni 2026 (ontvangen op 20"
    " augustus 2026).",
}


@pytest.mark.parametrize("naam", ZINNEN)
def test_elke_leerling_heeft_een_zin_met_zijn_feiten(bezoek, naam):
    assert zin(bezoek(naam)) == ZINNEN[naam]


def test_een_gemeente_leest_welke_instelling_het_is(bezoek, gemeentelezer):
    assert zin(bezoek("terug", gemeentelezer)) == (
        "Op 1 december 2026 stond de leerling bekostigd ingeschreven bij ROC van Proefstad (27GZ), sinds 2 november 2026"
        " (ontvangen op 12 november 2026)."
    )


@pytest.mark.parametrize("naam", w.NAMEN)
def test_een_school_leest_nergens_de_naam_van_een_andere_instelling(bezoek, naam):
    pagina = bezoek(naam).content.decode()
    assert [woord for woord in ("27GZ", "ROC van Proefstad", "BOL", "MBO, niveau 2") if woord in pagina] == []


@pytest.mark.parametrize("naam", w.NAMEN)
def test_het_adres_en_de_titel_noemen_niemand(bezoek, naam):
    antwoord = bezoek(naam)
    [titel] = re.findall(r"<title>(.*?)</title>", antwoord.content.decode())
    assert (titel, w.PGNS[naam] in antwoord.request["PATH_INFO"]) == (
        "Waarom staat deze leerling hier – Verzuimloket",
        False,
    )


def test_wat_na_het_sluitmoment_kwam_staat_ernaast(bezoek, gemeentelezer):
    pagina = tekst(bezoek("te laat", gemeentelezer))
    assert re.findall(
        r"Op (7 december 2026 om 08:00) ontvingen wij: (.*?) \. (.*?) Dit telt mee vanaf (.*?)\.", pagina
    ) == [
        (
            "7 december 2026 om 08:00",
            "Inschrijving bij ROC van Proefstad (27GZ)",
            "Geldig vanaf 20 november 2026. Vanaf 20 november 2026: bekostigd.",
            "de rapportage van januari 2027",
        )
    ]


@pytest.mark.parametrize(("naam", "veranderd"), [("te laat", 2), ("geen", 0), ("terug", 0)])
def test_toen_en_nu_zegt_wat_er_veranderde(bezoek, naam, veranderd):
    assert tekst(bezoek(naam)).count("veranderd") == veranderd


def test_de_pagina_zegt_wat_de_leerling_van_de_lijst_haalt_en_tot_wanneer(bezoek):
    pagina = tekst(bezoek("onbekostigd"))
    verwacht = (
        "De inschrijving bekostigd aanleveren (bekostigbaar J) vanaf een dag op of vóór 1 januari 2027.",
        "Wat wij vóór 2 januari 2027 om 00:00 uur ontvangen, telt mee in de rapportage van januari 2027.",
    )
    assert [zin in pagina for zin in verwacht] == [True, True]


def test_wie_van_de_lijst_af_is_heeft_geen_uitweg_nodig(bezoek):
    assert "Wat haalt deze leerling van de lijst?" not in tekst(bezoek("terug"))


def test_een_nieuwe_rij_is_ook_een_uitschrijving(bezoek, rapportage, ingelogd, schoollezer):
    november = RapportageRij.objects.unscoped("test").get(
        persoon=w.PGNS["geen"], code=Code.A04, rapportage__maand=w.NOVEMBER.t2
    )
    assert ingelogd(schoollezer).get(w.adres("geen", november, Code.A01, w.NOVEMBER)).status_code == 200


@pytest.mark.parametrize(
    ("naam", "code", "maand"),
    [
        ("geen", Code.A01, w.DECEMBER),  # stond er in november al
        ("geen", Code.A02, w.DECEMBER),
        ("geen", Code.A05, w.DECEMBER),
        ("geen", Code.R01, w.DECEMBER),
        ("geen", Code.A04, w.NOVEMBER),  # een andere maand heeft een andere rij
        ("terug", Code.A04, w.DECEMBER),
    ],
)
def test_een_rij_staat_alleen_onder_haar_eigen_code_en_maand(bezoek, naam, code, maand):
    assert bezoek(naam, code=code, maand=maand).status_code == 404


def test_de_rij_van_een_ander_is_niet_te_zien(bezoek, vreemdeling):
    assert bezoek("geen", vreemdeling).status_code == 404


def test_een_verlopen_maand_geeft_uitleg_met_410(bezoek):
    with time_machine.travel("2027-03-05T00:00:00+01:00", tick=False):
        assert bezoek("geen").status_code == 410


def test_elke_blik_komt_in_het_logboek_met_haar_doel(bezoek, schoollezer):
    bezoek("geen")
    regel = AuditEvent.objects.get(actie="rapportages:leerling:ingezien")
    assert (regel.gebruiker_id, regel.onderwerp, regel.details) == (
        schoollezer.pk,
        onderwerp_van(w.PGNS["geen"]),
        {"doel": "maandrapportage", "maand": "2026-12", "code": "A04"},
    )


@pytest.mark.parametrize("naam", ["geen", "onbekostigd", "te laat"])
def test_elke_leerling_kost_evenveel_vragen(rapportage, ingelogd, schoollezer, naam):
    client, pad = ingelogd(schoollezer), w.adres(naam, w.rij_van(naam, rapportage))
    client.get(pad)
    with aantal_queries(15):
        client.get(pad)


def test_een_gemeente_ziet_na_een_verhuizing_niets_van_na_het_sluitmoment(rapportage, bezoek, gemeentelezer):
    verhuisd = n.Per(w.PGNS["te laat"], date(2010, 5, 5), "0059")
    leg_neer([n.Levering(w.op(12, 7), (verhuisd,))])
    pagina = tekst(bezoek("te laat", gemeentelezer))
    assert ("woont volgens het laatst bekende adres niet meer bij u" in pagina, "7 december" in pagina) == (True, False)


def test_een_levering_die_met_een_vroeger_moment_kwam_geeft_een_waarschuwing(bezoek):
    terug = w.isg("geen", brin="25LZ", sinds=date(2026, 11, 1))
    leg_neer([n.Levering(w.op(11, 20), (terug,))])
    pagina = bezoek("geen")
    assert ("De lijst en het register verschillen" in tekst(pagina), zin(pagina)) == (
        True,
        "Uitgeschreven per 14 oktober 2026; op 1 december 2026 kenden wij geen inschrijving.",
    )


@pytest.fixture
def melding(rapportage, gebouwd):
    """Een melding van vóór het sluitmoment over een leerling die nu nog als examendeelnemer ingeschreven staat."""
    wereld = gebouwd[2]
    laad_soorten()
    Locatie.objects.create(school=wereld.school, naam="Hoofdlocatie")
    with clock.op(w.op(11, 20)):
        leerling = leerling_van_school(pgn=w.PGNS["examen"], brin="00ZV", dag=date(2026, 11, 20))
        return meld(wereld.melder, wereld, leerling)


@pytest.mark.parametrize(("rollen", "links"), [((Rol.RAPPORTAGES,), 0), ((Rol.RAPPORTAGES, Rol.MELDER), 1)])
def test_alleen_wie_meldingen_mag_raadplegen_krijgt_een_link(bezoek, gebouwd, melding, rollen, links):
    wie = maak_lid(f"lezer{links}", gebouwd[2].school, *rollen)
    assert bezoek("examen", wie).content.decode().count(f'href="/meldingen/{melding.nummer}/"') == links
