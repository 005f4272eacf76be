"""De lijst van een code: wie erop staat, sorteren, filteren, zoeken, bladeren, en wat er in het logboek komt."""

import re
from datetime import date

import pytest

from accounts.domein.rechten import Rol
from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage
from tests.cast import maak_lid
from tests.rapportages.maanden import LEERLINGEN, NOVEMBER, OKTOBER, SEPTEMBER, nummer, richt_in, verzuimrij
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld(gebouwd):
    return gebouwd.wereld


@pytest.fixture
def school(gebouwd, ingelogd):
    """Een lezer van school 00ZV; er is een vreemde wereld met dezelfde lijsten, die nooit mag meekomen."""
    return ingelogd(gebouwd.lezers["school"])


def pad(maand=NOVEMBER, code=Code.A04) -> str:
    return f"/rapportages/{maand}/{code}/"


def personen(antwoord) -> list[str]:
    """De nummers op de bladzijde, op volgorde."""
    return re.findall(r'<span class="vl-stil vl-nummer">(\d{9})</span>', antwoord.content.decode())


def plekken(antwoord, wereld) -> list[int]:
    """De leerlingen op de bladzijde als hun plek in de wereld; een vreemde valt op als ValueError."""
    eigen = [nummer(wereld, leerling) for leerling in range(LEERLINGEN)]
    return [eigen.index(persoon) for persoon in personen(antwoord)]


@pytest.mark.parametrize(
    ("maand", "code", "leerlingen"),
    [
        (SEPTEMBER, Code.A01, [0, 1]),
        (OKTOBER, Code.A01, [2]),
        (OKTOBER, Code.A02, [1]),
        (OKTOBER, Code.A04, [0, 2]),
        (NOVEMBER, Code.A01, [3, 4, 5]),
        (NOVEMBER, Code.A02, []),
        (NOVEMBER, Code.A04, [3, 4, 5]),
        (NOVEMBER, Code.A05, [1, 3, 4, 5, 6, 7]),
        (NOVEMBER, Code.A14, [0, 2, 3, 4, 5]),
    ],
)
@pytest.mark.parametrize("waar", ["school", "gemeente", "regio"])
def test_een_lijst_toont_precies_de_eigen_leerlingen(gebouwd, wereld, ingelogd, maand, code, leerlingen, waar):
    antwoord = ingelogd(gebouwd.lezers[waar]).get(pad(maand, code))
    assert (antwoord.status_code, sorted(plekken(antwoord, wereld))) == (200, leerlingen)


@pytest.mark.parametrize(
    ("query", "leerlingen"),
    [
        ("sorteer=naam", [3, 4, 5]),
        ("sorteer=-naam", [5, 4, 3]),
        ("sorteer=reden", [5, 3, 4]),
        ("sorteer=onzin", [3, 4, 5]),
        ("reden=EXAMENDEELNEMER", [5]),
        ("reden=NIET+BEKOSTIGD&niveau=VO+onderbouw", [4]),
        ("reden=bestaat+niet", [3, 4, 5]),
        ("per=25&pagina=999", [3, 4, 5]),
    ],
)
def test_de_stand_in_het_adres_kiest_de_rijen_en_hun_volgorde(school, wereld, query, leerlingen):
    assert plekken(school.get(f"{pad()}?{query}"), wereld) == leerlingen


@pytest.mark.parametrize(
    ("query", "aantal"),
    [("", 6), ("behaald=nee", 6), ("behaald=ja", 6), ("niveau=VO+onderbouw", 5), ("sorteer=-naam&per=25", 6)],
)
def test_ook_de_startset_laat_zich_filteren_en_een_onbekende_waarde_telt_niet_mee(school, query, aantal):
    assert len(personen(school.get(f"{pad(code=Code.A05)}?{query}"))) == aantal


def test_de_startset_bladert_en_voorbij_het_eind_komt_de_laatste_bladzijde(school, wereld, tmp_path):
    richt_in(tmp_path, wereld, extra=30)  # dertig erbij, ook ontvangen vóór K
    bladen = [personen(school.get(f"{pad(code=Code.A05)}?per=25&pagina={nr}")) for nr in (1, 2, 99)]
    assert [len(blad) for blad in bladen] == [25, 11, 11]
    assert (len({*bladen[0], *bladen[1]}), bladen[2]) == (36, bladen[1])


def test_een_gesorteerde_kolom_zegt_het_ook_aan_een_schermlezer(school):
    tekst = school.get(f"{pad()}?sorteer=-reden").content.decode()
    assert re.findall(r'aria-sort="(\w+)"', tekst) == ["descending"]


def test_elke_keuze_noemt_haar_aantal_en_een_gekozen_filter_is_weg_te_halen(school):
    antwoord = school.get(f"{pad()}?reden=EXAMENDEELNEMER&sorteer=naam")
    keuzes = [tekst for _, tekst in antwoord.context["filters"].fields["reden"].choices]
    assert keuzes == ["Alle redenen (3)", "Examendeelnemer (1)", "Geen inschrijving (1)", "Niet bekostigd (1)"]
    assert re.findall(r'vl-chip" href="([^"]*)">([^<]*)', antwoord.content.decode()) == [
        ("?sorteer=naam", "Reden: Examendeelnemer")
    ]


ZOEKEN = {
    "dekker": [3],
    "DEKKER, sam": [3],
    "van Evers": [4],
    "lotte": [4],
    "Fransén": [5],
    "%": [],
    "🙂": [],
    "zz": [],
}


@pytest.mark.parametrize(("term", "leerlingen"), ZOEKEN.items())
@pytest.mark.parametrize("code", [Code.A04, Code.A05])
def test_zoeken_op_naam_vindt_het_begin_van_elk_woord(school, wereld, term, leerlingen, code):
    antwoord = school.post(f"{pad(code=code)}zoeken/", {"zoek": term}, follow=True)
    assert plekken(antwoord, wereld) == leerlingen


@pytest.mark.parametrize("code", [Code.A04, Code.A05])
def test_zoeken_op_pgn_komt_niet_in_het_adres_van_welke_stap_dan_ook(school, wereld, code):
    antwoord = school.post(f"{pad(code=code)}zoeken/?per=25", {"zoek": nummer(wereld, 4)}, follow=True)
    assert plekken(antwoord, wereld) == [4]
    assert antwoord.redirect_chain == [(f"{pad(code=code)}?per=25&zoek=1", 302)]


def test_wie_een_lijst_opent_laat_per_getoonde_leerling_een_logregel_na(school, gebouwd, wereld):
    school.get(f"{pad()}?reden=EXAMENDEELNEMER")
    [regel] = AuditEvent.objects.filter(actie="rapportages:lijst:bekeken")
    assert (regel.onderwerp, regel.object_id, regel.details, regel.gebruiker_id) == (
        onderwerp_van(nummer(wereld, 5)), "2026-11", {"code": "A04"}, gebouwd.lezers["school"].pk,
    )  # fmt: skip


def test_ook_het_lezen_van_de_startset_staat_in_het_logboek(school):
    school.get(pad(code=Code.A05))
    assert AuditEvent.objects.filter(actie="rapportages:lijst:bekeken", details={"code": "A05"}).count() == 6


def test_relatief_verzuim_toont_soort_en_status_en_laat_zich_daarop_filteren(school, wereld):
    for leerling, status in enumerate("RBG"):
        verzuimrij(NOVEMBER, wereld, leerling, status=status)
    antwoord = school.get(f"{pad(code=Code.R01)}?status=B")
    assert (plekken(antwoord, wereld), "In behandeling</td>" in antwoord.content.decode()) == ([1], True)


def test_een_verzuimrij_van_een_ander_staat_er_niet_bij(school, gebouwd):
    verzuimrij(NOVEMBER, gebouwd.vreemd)
    antwoord = school.get(pad(code=Code.R01))
    assert (personen(antwoord), "geen meldingen geregistreerd" in antwoord.content.decode()) == ([], True)


def test_a06_heeft_geen_rijen_en_gaat_naar_de_maand(school):
    assert school.get(pad(code=Code.A06)).url == "/rapportages/2026-11/"


@pytest.mark.parametrize("adres", ["2026-12/A04", "2026-01/A04", "2026-13/A04", "2026-11/A03", "2026-11/a04"])
def test_een_maand_of_code_die_er_niet_is_bestaat_niet(school, adres):
    assert school.get(f"/rapportages/{adres}/").status_code == 404


@pytest.mark.parametrize("adres", ["2026-09/", "2026-09/A04/", "2026-09/A05/", "2026-09/A06/"])
def test_een_verlopen_maand_zegt_dat_zij_weg_is(school, adres):
    Maandrapportage.objects.filter(maand=SEPTEMBER.t2).update(verloopt_op=date(2026, 11, 24))
    antwoord = school.get(f"/rapportages/{adres}")
    assert (antwoord.status_code, "24-11-2026 verlopen en verwijderd" in antwoord.content.decode()) == (410, True)


def test_een_uitvoerende_instantie_ontvangt_geen_maandrapportages(wereld, ingelogd):
    client = ingelogd(maak_lid("rapport.instantie", wereld.instantie, Rol.RAPPORTAGES))
    assert {client.get(adres).status_code for adres in ("/rapportages/", "/rapportages/2026-11/", pad())} <= {403, 404}
