"""De zwerver: elke rol loopt elke link en elk formulier af, en elke ander probeert daarna hetzelfde. Niets lekt.

Per bezoeker: wat hij leest draagt geen spoor van een ander, elke link werkt, en hij komt overal waar de tabel met rechten
hem toelaat. Wie hetzelfde adres of formulier probeert zonder dat het van hem is, krijgt wat de tabel zegt, en leest niets.
"""

from collections.abc import Iterator
from itertools import groupby, islice

import pytest
from django.db.models import Q
from django.http import QueryDict

from accounts.models import Hardwaretoken, Toewijzing
from bron.models import Mutatie
from meldingen.models import Locatie, Melding
from rapportages.models import R08Rij
from tests.cast import Wereld
from tests.house.rechten_per_adres import KOLOMMEN
from tests.zwerver.bereik import BINNEN, LANDELIJK, OP_VERZOEK, mag_antwoorden, moet_bereiken, uitgezonderd
from tests.zwerver.lezen import Formulier
from tests.zwerver.sporen import ZONDER_ROL
from tests.zwerver.verwisselen import GETALLEN, NEGEERT, VOORWERPEN, getalvelden, stand, verwisseld, vreemd_nummer
from tests.zwerver.wandelen import Antwoord, Bezoeker, Wandeling, plaatshouders, route_van
from verzuimloket.db import bereik

pytestmark = pytest.mark.django_db

# zoveel adressen en formulieren liep hij minstens; minder is een weg die verdween
MINSTENS = {
    "anoniem": (7, 2), "half": (8, 3), "zonder_rol": (7, 2), "melder": (70, 30), "lezer": (50, 8),
    "beheerder": (130, 50), "rapport": (190, 18), "behandelaar": (55, 15), "rmc": (60, 12), "functioneel": (140, 18),
}  # fmt: skip
VAN_ELKE_ROUTE = 3  # zoveel adressen en formulieren probeert een ander: het eerste voorwerp, en twee meer
SPELERS = [
    (kolom, nummer) for nummer in (0, 1) for kolom in KOLOMMEN if not (nummer and kolom in ZONDER_ROL - {"half"})
]


@pytest.mark.parametrize("kolom", KOLOMMEN)
def test_niets_wat_iemand_tegenkomt_is_van_een_ander(kolom, tochten):
    tocht = tochten(kolom)
    assert {hoe: antwoord.lek for hoe, antwoord in tocht.antwoorden if antwoord.lek} == {}


@pytest.mark.parametrize("kolom", KOLOMMEN)
def test_geen_link_of_formulier_loopt_dood(kolom, tochten):
    goed = {"200", "302", "204", "429"} | ({"in", "org"} if kolom in ZONDER_ROL else set())
    assert [(hoe, a.uitkomst) for hoe, a in tochten(kolom).antwoorden if a.uitkomst not in goed] == []


@pytest.mark.parametrize("methode", ["GET", "POST"])
@pytest.mark.parametrize("kolom", KOLOMMEN)
def test_elke_route_die_iemand_mag_is_te_bereiken(kolom, methode, tochten):
    gemist = moet_bereiken(kolom, methode) - tochten(kolom).routes(methode)
    assert gemist - uitgezonderd(kolom, methode) == set()


@pytest.mark.parametrize("methode", ["GET", "POST"])
def test_elke_uitzondering_is_nog_nodig(methode, tochten):
    gemist = {r for kolom in KOLOMMEN for r in moet_bereiken(kolom, methode) - tochten(kolom).routes(methode)}
    assert {route for kolom in KOLOMMEN for route in uitgezonderd(kolom, methode)} - gemist == set()


@pytest.mark.parametrize("kolom", KOLOMMEN)
def test_zoveel_wegen_liep_deze_bezoeker(kolom, tochten):
    tocht = tochten(kolom)
    adressen, formulieren = len(tocht.gezien) + len(tocht.daarna), len(tocht.posten)
    print(f"{kolom}: {adressen} adressen, {formulieren} formulieren, {len(tocht.routes('GET'))} soorten pagina's")  # noqa: T201
    assert (adressen >= MINSTENS[kolom][0], formulieren >= MINSTENS[kolom][1]) == (True, True)


@pytest.mark.parametrize("kolom", KOLOMMEN)
def test_niets_wat_iemand_tegenkomt_blijft_in_een_cache(kolom, tochten):
    assert {hoe: a.cache for hoe, a in tochten(kolom).antwoorden if a.cache != "no-store"} == {}


# --- een ander probeert hetzelfde -----------------------------------------------------------------------------------
def adressen(tochten) -> Iterator[str]:
    """Elk adres dat iemand vond, zonder query: die verandert niet van wie de pagina is."""
    alle = sorted({pad.partition("?")[0] for k in KOLOMMEN for pad in (*tochten(k).gezien, *tochten(k).daarna)})
    for _, van_route in groupby(sorted(alle, key=route_van), key=route_van):
        yield from islice(van_route, VAN_ELKE_ROUTE)


def formulieren(tochten) -> Iterator[Formulier]:
    alle = {formulier.vorm: formulier for kolom in KOLOMMEN for formulier in tochten(kolom).posten}
    volgorde = sorted(alle, key=lambda vorm: (route_van(vorm[0]), vorm))
    for _, van_route in groupby(volgorde, key=lambda vorm: route_van(vorm[0])):
        yield from (alle[vorm] for vorm in islice(van_route, VAN_ELKE_ROUTE))


def is_fout(antwoord: Antwoord, pad: str, methode: str, kolom: str, *, vreemd: bool) -> bool:
    van_een_ander = vreemd and bool(plaatshouders(pad)) and antwoord.route not in LANDELIJK
    mag = mag_antwoorden(antwoord.route, methode, kolom, vreemd=van_een_ander)
    if methode == "POST" and "302" in mag:
        mag |= {"200"}  # zijn eigen formulier, met een fout bij een veld van de ander
    return bool(antwoord.lek) or antwoord.uitkomst not in mag or antwoord.cache != "no-store"


@pytest.mark.parametrize(("kolom", "nummer"), SPELERS)
def test_wie_het_adres_van_een_ander_probeert_krijgt_wat_de_tabel_zegt(kolom, nummer, wereldtoneel, tochten):
    bezoeker = Bezoeker(wereldtoneel, kolom, wereldtoneel.werelden[nummer])
    fout = []
    for pad in adressen(tochten):
        if not nummer and pad in tochten(kolom).gezien:
            continue  # dat las hij al
        antwoord, _ = bezoeker.haal(pad)
        if is_fout(antwoord, pad, "GET", kolom, vreemd=bool(nummer)):
            fout.append((pad, antwoord))
    assert fout == []


@pytest.mark.parametrize(("kolom", "nummer"), SPELERS)
def test_wie_het_formulier_van_een_ander_verstuurt_krijgt_wat_de_tabel_zegt(kolom, nummer, wereldtoneel, tochten):
    bezoeker = Bezoeker(wereldtoneel, kolom, wereldtoneel.werelden[nummer])
    eigen = {formulier.vorm for formulier in tochten(kolom).verstuurd} if not nummer else set()
    fout = []
    for formulier in formulieren(tochten):
        if formulier.vorm in eigen:
            continue
        antwoord, gelezen, _ = bezoeker.stuur(formulier)
        lek = [spoor for daarna in gelezen.values() if daarna.route not in OP_VERZOEK for spoor in daarna.lek]
        if lek or is_fout(antwoord, formulier.pad, "POST", kolom, vreemd=bool(nummer)):
            fout.append((formulier.pad, antwoord))
    assert fout == []


# --- het nummer van een vreemd voorwerp in een eigen formulier -----------------------------------------------------------
@pytest.mark.parametrize("kolom", sorted(BINNEN))
def test_elk_getal_in_een_formulier_is_bekend(kolom, tochten):
    velden = {veld for formulier in tochten(kolom).posten for veld in getalvelden(formulier)}
    assert velden - VOORWERPEN - set(GETALLEN) == set()


def aangenomen(wereldtoneel, tocht: Wandeling, wereld: Wereld) -> list[str]:
    """De formulieren die met een vreemd nummer iets veranderden of niet geweigerd werden."""
    bezoeker, fout = Bezoeker(wereldtoneel, tocht.kolom, wereld), []
    bekend = {a.route for a in tocht.gezien.values()} | {f"POST {a.route}" for a in tocht.verstuurd.values()}
    for formulier in tocht.verstuurd:
        for wat, vreemd in verwisseld(formulier, wereldtoneel, wereld):
            voor, na = stand(), {}
            antwoord, gelezen, posten = bezoeker.stuur(vreemd, lambda na=na: na.update(stand()), bekend)
            lek = [spoor for a in (antwoord, *gelezen.values(), *posten.values()) for spoor in a.lek]
            anders = sorted(tabel for tabel in voor if voor[tabel] != na[tabel])
            geweigerd = antwoord.uitkomst in {"200", "403", "404"} or antwoord.route in NEGEERT
            if lek or anders or not geweigerd:
                fout.append(f"{wat}: {antwoord.uitkomst} {lek} {anders}")
    return fout


@pytest.mark.parametrize("kolom", sorted(BINNEN - {"functioneel"}))
def test_een_vreemd_nummer_in_een_formulier_wordt_geweigerd_en_verandert_niets(kolom, wereldtoneel, tochten):
    assert aangenomen(wereldtoneel, tochten(kolom), wereldtoneel.werelden[0]) == []


MET_FILTER = {"melder", "lezer"}  # kiezen een locatie in de lijst


def met_vreemd_nummer(pad: str, wereldtoneel, wereld: Wereld) -> Iterator[str]:
    """Hetzelfde adres, per veld van de query met een voorwerp één keer met dat van een vreemde."""
    kaal, _, query = pad.partition("?")
    for veld in sorted(set(QueryDict(query)) & VOORWERPEN):
        vraag = QueryDict(query, mutable=True)
        vraag[veld] = vreemd_nummer(veld, wereldtoneel, wereld)
        yield f"{kaal}?{vraag.urlencode()}"


@pytest.mark.parametrize("kolom", sorted(BINNEN - {"functioneel"}))
def test_een_vreemd_nummer_in_een_filter_toont_niets_van_een_ander(kolom, wereldtoneel, tochten):
    wereld = wereldtoneel.werelden[0]
    bezoeker = Bezoeker(wereldtoneel, kolom, wereld)
    adressen = {nieuw for pad in tochten(kolom).gezien for nieuw in met_vreemd_nummer(pad, wereldtoneel, wereld)}
    antwoorden = {pad: bezoeker.haal(pad)[0] for pad in sorted(adressen)}
    assert bool(antwoorden) == (kolom in MET_FILTER)
    assert {pad: a for pad, a in antwoorden.items() if a.lek or a.uitkomst not in {"200", "302", "404"}} == {}


# --- de zwerver kan ook iets vinden: met een deur open ziet hij het, op een pagina en in elk soort bestand -------------
@pytest.fixture
def open_deur(monkeypatch):
    """Laat dit model aan iedereen alles zien, in de views en in de database."""
    monkeypatch.setattr(bereik, "Bereik", lambda *_, **__: None)
    return lambda model: monkeypatch.setattr(model, "scope_q", staticmethod(lambda scope: Q()))


MUTATIES = [
    (Locatie, "beheerder", "meldingen:locaties"),
    (Hardwaretoken, "beheerder", "accounts:tokens"),
    (Melding, "melder", "meldingen:detail"),
    (Melding, "melder", "meldingen:pdf"),
    (R08Rij, "rapport", "rapportages:r08_csv"),
    (Mutatie, "rmc", "bron:weeklevering_xlsx"),
]


@pytest.mark.parametrize(("model", "kolom", "route"), MUTATIES, ids=[rij[2] for rij in MUTATIES])
def test_met_een_deur_open_vindt_de_zwerver_het_lek(model, kolom, route, wereldtoneel, tochten, open_deur):
    pad = next(pad for pad, antwoord in tochten(kolom).gezien.items() if antwoord.route == route)
    open_deur(model)
    assert Bezoeker(wereldtoneel, kolom, wereldtoneel.werelden[1]).haal(pad)[0].lek != []


def test_met_een_deur_open_wordt_een_vreemd_nummer_aangenomen(wereldtoneel, tochten, open_deur):
    """Een apparaat uitgeven aan wie niet hier werkt. Een vreemde locatie houden formulier en dienst zelf ook nog tegen."""
    uitgeven = {f: a for f, a in tochten("beheerder").verstuurd.items() if a.route == "accounts:token_uitgeven"}
    open_deur(Toewijzing)
    wereld = wereldtoneel.werelden[0]
    assert aangenomen(wereldtoneel, Wandeling("beheerder", wereld, verstuurd=uitgeven), wereld) != []
