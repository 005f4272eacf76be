"""Raadplegen: zoeken, filteren, sorteren en bladeren, met alleen wat bij de eigen kant hoort."""

import re
from datetime import date

import pytest

from bron.queries import leerling_van_school
from meldingen.domein.workflow import Status
from meldingen.gegevens import Terugmelding
from meldingen.models import Locatie, Melding
from meldingen.services import meld_terug, stuur_door
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.meldingen.hulp import tekst_van
from tests.zaken import meld
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van

pytestmark = pytest.mark.django_db
LEERLINGEN = [
    {"achternaam": "Zeeman"},
    {"achternaam": "Nguyễn", "voorvoegsel": "", "voornamen": "Thị Hồng"},
    {"achternaam": "Öztürk", "voorvoegsel": "", "voornamen": "Çağla"},
    {"achternaam": "El Idrissi", "voorvoegsel": "", "voornamen": "Fatima"},
]


@pytest.fixture
def meldingen(wereld, leerling, vreemde_melding, tmp_path):
    """Vier leerlingen van de eigen school, en één van een vreemde die nooit mag meekomen."""
    bijgebouw = Locatie.objects.unscoped("proef").create(school=wereld.school, naam="Bijgebouw")
    nummers = [pgn(nummer) for nummer in range(len(LEERLINGEN))]
    personen = zip(nummers[1:], LEERLINGEN[1:], strict=True)
    lever(tmp_path, *(r for nr, velden in personen for r in (persoon(nr, **velden), *inschrijving(nr))))
    leerlingen = [leerling_van_school(pgn=nummer, brin="00ZV", dag=date(2026, 11, 24)) for nummer in nummers]
    anders = [{"leerlingnummer": "LL-7"}, {"locatie": bijgebouw.pk, "begin": date(2026, 10, 1)}, {"soort": "L"}, {}]
    return [meld(wereld.melder, wereld, leerling, **extra) for leerling, extra in zip(leerlingen, anders, strict=True)]


@pytest.fixture
def school(wereld, ingelogd):
    return ingelogd(wereld.melder)


def nummers(antwoord):
    return [
        int(n)
        for n in re.findall(
            r'<th scope="row"[^>]*><a class="nl-link" href="/meldingen/(\d+)/"', antwoord.content.decode()
        )
    ]


def plekken(antwoord, meldingen):
    """De gevonden meldingen als hun plek in `meldingen`; een vreemde valt op als ValueError."""
    return [[melding.nummer for melding in meldingen].index(nummer) for nummer in nummers(antwoord)]


def zoek(client, term, pad="/meldingen/zoeken/"):
    return client.post(pad, {"zoek": term}, follow=True)


ZOEKEN = {
    "zeeman": [0], "van der Zeeman": [0], "ZEEMAN, noor": [0], "Nguyen": [1], "nguyễn thi": [1], "ozturk": [2], "Ö": [2],
    "El Idrissi": [3], "idrissi": [3], "LL-7": [0], "onbekend": [], "%": [], "_": [], "🙂": [], "'; DROP TABLE": [],
}  # fmt: skip


def test_zoeken_op_naam_of_leerlingnummer(school, meldingen):
    assert {term: plekken(zoek(school, term), meldingen) for term in ZOEKEN} == ZOEKEN


def test_zoeken_op_meldingsnummer(school, meldingen):
    assert nummers(zoek(school, f" {meldingen[2].nummer} ")) == [meldingen[2].nummer]


def test_zoeken_op_pgn_komt_niet_in_het_adres_van_welke_stap_dan_ook(school, meldingen):
    antwoord = zoek(school, meldingen[1].pgn)
    assert nummers(antwoord) == [meldingen[1].nummer]
    assert antwoord.redirect_chain == [("/meldingen/?zoek=1", 302)]


@pytest.mark.parametrize("welk", ["pgn", "nummer", "achternaam"])
def test_zoeken_vindt_nooit_een_melding_van_een_ander(school, meldingen, vreemde_melding, welk):
    gevonden = nummers(zoek(school, str(getattr(vreemde_melding, welk))))
    assert vreemde_melding.nummer not in gevonden


@pytest.mark.parametrize("term", ["9" * 30, "a" * 101, "a" * 100_000])
def test_een_rare_zoekterm_geeft_een_gewone_lege_lijst(school, meldingen, term):
    antwoord = zoek(school, term)
    assert (antwoord.status_code, nummers(antwoord)) == (200, [])


def test_zoeken_houdt_de_filters_en_begint_op_de_eerste_pagina(school, meldingen):
    antwoord = zoek(school, "zeeman", "/meldingen/zoeken/?soort=V3&per=25&pagina=3")
    assert antwoord.redirect_chain == [("/meldingen/?soort=V3&per=25&zoek=1", 302)]


def test_een_lege_zoekopdracht_wist_de_vorige(school, meldingen):
    zoek(school, "zeeman")
    antwoord = zoek(school, "")
    assert (antwoord.redirect_chain, len(nummers(antwoord))) == ([("/meldingen/?", 302)], 4)


FILTERS = {
    "": [3, 2, 1, 0], "soort=L": [2], "soort=V3": [3, 1, 0], "soort=ZZ": [3, 2, 1, 0], "status=K": [3], "status=I": [],
    "status=R&status=K": [3, 2, 1, 0], "van=24-11-2026": [3, 2, 1, 0], "van=25-11-2026": [], "tot=23-11-2026": [],
    "tot=24-11-2026": [3, 2, 1, 0], "van=31-2-2026": [3, 2, 1, 0], "tot=31-12-2199": [3, 2, 1, 0], "ongelezen=1": [3],
    "locatie=999999": [3, 2, 1, 0], "soort=L&status=K": [],
}  # fmt: skip


def test_elk_filter_staat_in_het_adres(wereld, school, meldingen):
    meld_terug(wereld.behandelaar, meldingen[3].nummer, 1, Terugmelding(Status.TER_KENNISGEVING, "Bo"))
    assert {query: plekken(school.get(f"/meldingen/?{query}"), meldingen) for query in FILTERS} == FILTERS


def test_een_filter_op_locatie(school, meldingen):
    assert nummers(school.get(f"/meldingen/?locatie={meldingen[1].locatie_id}")) == [meldingen[1].nummer]


VOLGORDEN = {
    "nummer": [0, 1, 2, 3], "-nummer": [3, 2, 1, 0], "begin": [1, 0, 2, 3], "-begin": [3, 2, 0, 1], "naam": [3, 1, 2, 0],
    "-naam": [0, 2, 1, 3], "pgn": [3, 2, 1, 0],
}  # fmt: skip


def test_sorteren_staat_in_het_adres(school, meldingen):
    assert {elk: plekken(school.get(f"/meldingen/?sorteer={elk}"), meldingen) for elk in VOLGORDEN} == VOLGORDEN


def test_de_chips_noemen_elk_filter_en_halen_alleen_zichzelf_weg(school, meldingen):
    html = school.get("/meldingen/?soort=L&status=R&sorteer=naam").content.decode()
    chips = re.findall(r'<a class="vl-chip" href="([^"]+)">([^<]+)<', html)
    assert [naam for _, naam in chips] == ["Geregistreerd", "Luxe verzuim"]
    assert [adres.replace("&amp;", "&") for adres, _ in chips] == ["?soort=L&sorteer=naam", "?status=R&sorteer=naam"]


def test_de_grootte_van_een_pagina_komt_uit_een_lijstje(wereld, school, leerling):
    for keer in range(27):
        meld(wereld.melder, wereld, leerling, keer=keer)
    groottes = {"25": 25, "50": 27, "7": 27, "100000": 27, "": 27}
    assert {per: len(nummers(school.get(f"/meldingen/?per={per}"))) for per in groottes} == groottes


def test_bladeren_geeft_elke_melding_een_keer_en_telt_alles(wereld, school, leerling):
    alle = [meld(wereld.melder, wereld, leerling, keer=keer).nummer for keer in range(27)]
    paginas = [school.get(f"/meldingen/?per=25&pagina={nummer}") for nummer in (1, 2, "abc", 99)]
    assert nummers(paginas[0]) + nummers(paginas[1]) == alle[::-1]
    assert (nummers(paginas[2]), nummers(paginas[3])) == (nummers(paginas[0]), nummers(paginas[1]))
    assert "27 meldingen gevonden, 26–27 getoond" in tekst_van(paginas[1])


@pytest.mark.parametrize("wie", ["melder", "behandelaar"])
def test_de_lijst_zet_een_stip_bij_wat_de_eigen_kant_nog_niet_las(wereld, ingelogd, leerling, wie):
    gelezen, ongelezen = (meld(wereld.melder, wereld, leerling, keer=keer) for keer in (1, 2))
    Melding.objects.unscoped("proef").filter(pk=gelezen.pk).update(ongelezen_school=False, ongelezen_instantie=False)
    Melding.objects.unscoped("proef").filter(pk=ongelezen.pk).update(ongelezen_school=True, ongelezen_instantie=True)
    html = ingelogd(getattr(wereld, wie)).get("/meldingen/").content.decode()
    [rij] = re.findall(r'<tr role="row" class="vl-ongelezen">.*?</tr>', html)
    assert f"/meldingen/{ongelezen.nummer}/" in rij


def test_wie_in_een_lijst_stond_staat_in_het_logboek(school, meldingen):
    school.get("/meldingen/?soort=L")
    regels = AuditEvent.objects.filter(actie="meldingen:lijst:bekeken").values_list("onderwerp", flat=True)
    assert list(regels) == [onderwerp_van(meldingen[2].pgn)]


def test_wat_doorgestuurd_is_toont_niet_hoe_het_verder_ging(wereld, andere_wereld, ingelogd, meldingen):
    zaak = stuur_door(wereld.behandelaar, meldingen[0].nummer, 1, andere_wereld.gemeente, "Bij u.")
    meld_terug(andere_wereld.behandelaar, zaak.nummer, 2, Terugmelding(Status.TER_KENNISGEVING, "An"))
    gemeente = ingelogd(wereld.behandelaar)
    assert zaak.nummer not in nummers(gemeente.get("/meldingen/"))
    antwoord = gemeente.get("/meldingen/?doorgestuurd=1")
    [rij] = re.findall(r"<tr role=\"row\"><th scope=\"row\".*?</tr>", antwoord.content.decode())
    cellen = [re.sub(r"<[^>]+>", "", cel) for cel in re.findall(r"<td[^>]*>(.*?)</td>", rij)]
    assert cellen == ["Zeeman, Noor van der", "", "", "Instelling 00ZV, Hoofdlocatie", "Doorgestuurd"]


def test_het_merk_van_de_volgende_instantie_is_niet_voor_de_afzender(wereld, andere_wereld, ingelogd, melding):
    stuur_door(wereld.behandelaar, melding.nummer, 1, andere_wereld.gemeente, "Bij u.")
    antwoord = ingelogd(wereld.behandelaar).get("/meldingen/?doorgestuurd=1")
    assert nummers(antwoord) == [melding.nummer]
    assert "vl-ongelezen" not in antwoord.content.decode()


def test_een_filter_verraadt_de_afzender_niet_hoe_het_verder_ging(wereld, andere_wereld, ingelogd, melding):
    stuur_door(wereld.behandelaar, melding.nummer, 1, andere_wereld.gemeente, "Bij u.")
    gemeente, queries = (
        ingelogd(wereld.behandelaar),
        ("status=K", "status=R", "soort=L", "sorteer=begin", "ongelezen=1"),
    )
    gevonden = {query: nummers(gemeente.get(f"/meldingen/?doorgestuurd=1&{query}")) for query in queries}
    assert gevonden == {query: [melding.nummer] for query in queries}
