"""De bladzijde van een maand en het overzicht: aantallen die optellen, een regio ernaast, het verloop en de redenen."""

import re
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from rapportages.domein.cijfers import Balans, genoeg_anderen
from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage, RapportageRij, Telling, ontvanger_van
from rapportages.queries.balans import balans_van
from rapportages.tegels import tegels
from tests.leveringen import inschrijving, lever
from tests.rapportages.maanden import NOVEMBER, OKTOBER, SEPTEMBER, nummer
from tests.rapportages.tekst import tekst_van
from verzuimloket.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(gebouwd, ingelogd):
    return ingelogd(gebouwd.lezers["school"])


def rapportage(maand):
    return Maandrapportage.objects.get(maand=maand.t2)


def balans(gebouwd, maand, vorige, waar="school") -> Balans:
    return balans_van(rapportage(maand), vorige and rapportage(vorige), ontvanger_van(gebouwd.lezers[waar].scope))


def naar_een_ander(gebouwd, maand, leerling):
    """Deze leerling stond die maand bij de vreemde ontvangers, door een verhuizing en een andere school."""
    anders = {"brin": "27GZ", "gemeentecode": "0518", "rmc_nummer": "28"}
    eigen = RapportageRij.objects.unscoped("proef").filter(persoon=nummer(gebouwd.wereld, leerling))
    eigen.filter(rapportage=rapportage(maand)).update(**anders)


@pytest.mark.parametrize("waar", ["school", "gemeente", "regio"])
def test_de_vorige_lijst_plus_wie_erbij_kwam_min_wie_eraf_ging_is_deze_lijst(gebouwd, waar):
    assert balans(gebouwd, OKTOBER, SEPTEMBER, waar) == Balans(2, 0, 1, 1, 0, 0)


def test_wie_van_een_ander_kwam_of_naar_een_ander_ging_telt_apart(gebouwd):
    naar_een_ander(gebouwd, SEPTEMBER, 0)
    assert balans(gebouwd, OKTOBER, SEPTEMBER) == Balans(1, 0, 1, 1, 1, 0)


def test_wie_vertrok_naar_een_andere_ontvanger_staat_niet_op_a02(gebouwd):
    naar_een_ander(gebouwd, OKTOBER, 0)
    gevonden = balans(gebouwd, OKTOBER, SEPTEMBER)
    assert (gevonden, gevonden.nu) == (Balans(2, 0, 1, 1, 0, 1), 1)


def test_de_eerste_maand_van_een_convenantjaar_begint_bij_nul(school):
    antwoord = school.get("/rapportages/2026-11/")
    assert (antwoord.context["balans"]["vorige"], antwoord.context["balans"]["delen"].nu) == (0, 3)


def test_zijn_de_rijen_van_de_vorige_maand_weg_dan_blijft_het_saldo(school):
    Maandrapportage.objects.filter(maand=SEPTEMBER.t2).update(opgeruimd_op=date(2026, 11, 1))
    assert school.get("/rapportages/2026-10/").context["balans"] == {"vorige": 2, "saldo": 0}


def test_de_drie_redenen_staan_er_met_het_aantal_van_deze_maand(school, gebouwd, tmp_path):
    later = rapportage(NOVEMBER).sluitmoment + timedelta(days=2)
    lever(tmp_path, *inschrijving(nummer(gebouwd.wereld, 3), brin="27GZ", sinds="2026-11-02"), op=later)
    paneel = tekst_van(school.get("/rapportages/2026-11/")).split("Waarom wijkt dit af")[1]
    assert re.findall(r"(?:Deze maand|Sinds K): (\d van uw \d)", paneel) == ["1 van uw 3"] * 3


@pytest.mark.parametrize("dagen", [-3, 30])
def test_wat_voor_k_of_na_nu_is_ontvangen_is_geen_herinschrijving_na_k(school, gebouwd, tmp_path, dagen):
    moment = rapportage(NOVEMBER).sluitmoment + timedelta(days=dagen)
    lever(tmp_path, *inschrijving(nummer(gebouwd.wereld, 3), brin="27GZ", sinds="2026-11-02"), op=moment)
    assert school.get("/rapportages/2026-11/").context["na_k"] == 0


def test_de_bladzijde_van_de_maand_noemt_geen_leerling_en_vraagt_dus_geen_logregel(school, gebouwd):
    tekst = school.get("/rapportages/2026-11/").content.decode()
    assert [plek for plek in range(8) if nummer(gebouwd.wereld, plek) in tekst] == []
    assert AuditEvent.objects.filter(actie="rapportages:lijst:bekeken").count() == 0


def test_het_verloop_toont_het_convenantjaar_tot_en_met_deze_maand(school):
    verloop = school.get("/rapportages/2026-10/").context["verloop"]["rijen"]
    assert (verloop[0], verloop[-2:]) == (
        ("november 2025", None, None), [("september 2026", 2, 0), ("oktober 2026", 1, 1)],
    )  # fmt: skip


@pytest.mark.parametrize(("maand", "verschil"), [(OKTOBER, "1 minder"), (NOVEMBER, None)])
def test_een_tegel_vergelijkt_alleen_binnen_het_convenantjaar(school, maand, verschil):
    assert school.get(f"/rapportages/{maand}/").context["verschillen"].get("A01") == verschil


def test_de_mail_wijst_naar_het_overzicht_en_noemt_alleen_de_maand(school, settings):
    context = {"maand": "2026-11", "BASIS_URL": settings.BASIS_URL}
    onderwerp, tekst = (
        render_to_string(f"mail/rapportages/klaar/{deel}.txt", context) for deel in ("onderwerp", "tekst")
    )
    [adres] = re.findall(r"https?://\S+", tekst)
    assert (onderwerp, school.get(adres.removeprefix(settings.BASIS_URL)).status_code) == (
        "Uw maandrapportages staan klaar", 200,
    )  # fmt: skip


def test_bij_weinig_anderen_staat_er_geen_regio_naast_het_eigen_cijfer(school):
    antwoord = school.get("/rapportages/2026-11/")
    assert (antwoord.context["anderen"], "te weinig anderen" in antwoord.content.decode()) == (None, True)


@pytest.mark.parametrize(
    ("waar", "regio", "land", "naam"),
    [
        ("school", 16, 500, "RMC-regio Rmc regio 21"),
        ("school", 15, 500, "Nederland"),
        ("gemeente", 16, 500, "RMC-regio Rmc regio 21"),
        ("regio", 16, 500, "Nederland"),
        ("gemeente", 15, 15, None),
    ],
)
def test_het_cijfer_van_de_regio_staat_er_alleen_als_er_tien_anderen_zijn(gebouwd, ingelogd, waar, regio, land, naam):
    startset = Telling.objects.unscoped("proef").filter(rapportage=rapportage(NOVEMBER), code=Code.A05)
    for ontvanger, aantal in (("R0021", regio), ("", land)):
        startset.filter(ontvanger=ontvanger).exclude(soort="VO onderbouw").update(aantal=0)
        startset.filter(ontvanger=ontvanger, soort="VO onderbouw").update(aantal=aantal)
    anderen = ingelogd(gebouwd.lezers[waar]).get("/rapportages/2026-11/").context["anderen"]
    assert (anderen.naam if anderen else None) == naam


@given(eigen=st.integers(0, 50), anders=st.integers(0, 50))
def test_wie_zijn_eigen_cijfer_aftrekt_houdt_tien_of_meer_anderen_over(eigen, anders):
    assert genoeg_anderen({Code.A05: eigen}, {Code.A05: eigen + anders}) == (anders >= 10)


def test_het_overzicht_toont_de_maanden_nieuwste_eerst_met_hun_aantallen(school):
    antwoord = school.get("/rapportages/")
    blokken = [
        (blok["naam"], [(code.value, aantal) for code, _, aantal in blok["codes"]])
        for blok in antwoord.context["maanden"]
    ]
    assert blokken[:2] == [
        ("november 2026", [("A01", 3), ("A02", 0), ("A04", 3), ("A05", 6), ("A14", 5), ("R01", 0)]),
        ("oktober 2026", [("A01", 1), ("A02", 1), ("A04", 2), ("A05", 8), ("R01", 0)]),
    ]


def test_van_een_verlopen_maand_blijven_de_aantallen_zonder_link(school):
    Maandrapportage.objects.filter(maand=SEPTEMBER.t2).update(verloopt_op=date(2026, 11, 24))
    antwoord = school.get("/rapportages/")
    [(naam, _, aantallen)] = antwoord.context["vroeger"]
    assert (naam, dict(aantallen)[Code.A04], "/rapportages/2026-09/" in antwoord.content.decode()) == (
        "september 2026", 2, False,
    )  # fmt: skip


@pytest.mark.parametrize(("dagen", "gezegd"), [(20, True), (21, False)])
def test_minder_dan_drie_weken_voor_het_verdwijnen_zegt_elke_bladzijde_het(school, gebouwd, dagen, gezegd):
    dag = date(2026, 11, 24) + timedelta(days=dagen)
    Maandrapportage.objects.update(verloopt_op=dag)
    adressen = ("/rapportages/", "/rapportages/2026-11/", "/rapportages/2026-11/A04/")
    waarschuwing = "utrecht-alert--warning"
    assert [waarschuwing in school.get(adres).content.decode() for adres in adressen] == [gezegd] * 3
    [tegel] = tegels(gebouwd.lezers["school"])
    assert (f"Verdwijnt op {dag.day}-{dag.month}-{dag.year}." in tegel.uitleg) is gezegd


def test_de_tegel_telt_wie_er_bij_kwam_op_de_nieuwste_lijst(gebouwd):
    [tegel] = tegels(gebouwd.lezers["gemeente"])
    assert (tegel.aantal, tegel.url) == (3, "/rapportages/2026-11/A01/")


def test_wie_geen_rapportages_leest_of_geen_maand_heeft_krijgt_geen_tegel(gebouwd):
    Maandrapportage.objects.update(zichtbaar=False)
    assert [tegels(wie) for wie in (gebouwd.wereld.melder, gebouwd.lezers["school"])] == [[], []]


def test_zonder_maanden_zegt_het_overzicht_wanneer_de_volgende_komt(school):
    Maandrapportage.objects.update(zichtbaar=False)
    assert "Er staat nu geen maandrapportage klaar." in school.get("/rapportages/").content.decode()
