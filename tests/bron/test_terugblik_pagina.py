"""De pagina's waarmee functioneel beheer terugkijkt: het formulier, het antwoord, en het spoor in het logboek."""

import html
import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from accounts.models import Concept
from accounts.sessie import TERUG
from bron.services import lees_in
from tests.bron.hulp import AN, BEN, OWN, dip, isg, leg, levering, per
from tests.factories import GebruikerFactory
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.audit.zinnen import zin
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
NU = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)
OKTOBER = datetime(2026, 10, 3, 12, tzinfo=AMSTERDAM)
VRAAG = {
    "pgn": AN, "kennisdag": "24-11-2026", "kennistijd": "", "dag": "1-9-2026",
    "aanleiding": "klacht of bezwaar", "toelichting": "Zaak 2026-117, brief van 20 november",
}  # fmt: skip
FORMULIER = reverse("bron:register")


@pytest.fixture(autouse=True)
def _klok():
    with clock.op(NU):
        yield


@pytest.fixture
def lever(tmp_path):
    nummers = iter(range(1, 400))

    def _lever(*regels, op=OKTOBER):
        lees_in(leg(tmp_path, levering(*regels, nummer=next(nummers))), ontvangen_op=op)

    return _lever


@pytest.fixture
def client(ingelogd, functioneel):
    return ingelogd(functioneel)


def vraag(client, **anders):
    """Stel de vraag, en volg haar als zij goed is; geeft de laatste pagina."""
    return client.post(FORMULIER, VRAAG | anders, follow=True)


def tekst(pagina) -> str:
    kaal = re.sub(r"<[^>]+>", " ", re.search(r"<main.*</main>", pagina.content.decode(), re.DOTALL)[0])
    return re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", html.unescape(kaal)))


def fouten(pagina) -> dict[str, list[str]]:
    return {veld: list(zinnen) for veld, zinnen in pagina.context["form"].errors.items()}


def test_het_antwoord_noemt_persoon_inschrijving_en_startkwalificatie_met_hun_ontvangst(client, lever):
    lever(per(AN), *isg(AN), dip(AN))
    pagina = tekst(vraag(client))
    assert "Bekend op 24 november 2026 om 10:00, over 1 september 2026" in pagina
    assert "Achternaam Zeeman" in pagina
    assert "Ja (J). HAVO van 00ZV, behaald op 1 juli 2026" in pagina
    assert pagina.count("Ontvangen op 3 oktober 2026 om 12:00, levering 1 van PROEF") == 3


def test_het_antwoord_overleeft_verversen(client, lever):
    lever(per(AN), *isg(AN))
    pagina = vraag(client)
    opnieuw = client.get(pagina.request["PATH_INFO"])
    assert (opnieuw.status_code, tekst(opnieuw)) == (200, tekst(pagina))


def test_een_correctie_van_daarna_was_toen_niet_bekend(client, lever):
    lever(per(AN, "Zeeman"))
    lever(per(AN, "Berg"), op=OKTOBER + timedelta(days=9))
    beelden = [
        vraag(client, kennisdag=dag).context["beelden"][0]["persoon"].naam for dag in ("4-10-2026", "24-11-2026")
    ]
    assert beelden == ["Noor Zeeman", "Noor Berg"]


@pytest.mark.parametrize(
    ("kennisdag", "kennistijd", "bekend"),
    [
        ("2-10-2026", "", False),
        ("3-10-2026", "", True),
        ("3-10-2026", "12:00", False),
        ("3-10-2026", "12.01", True),
        ("24-11-2026", "", True),
        ("24-11-2026", "10:00", True),
    ],
)
def test_zonder_tijd_telt_de_hele_dag_mee_en_met_tijd_alles_ervoor(client, lever, kennisdag, kennistijd, bekend):
    lever(per(AN))
    pagina = vraag(client, kennisdag=kennisdag, kennistijd=kennistijd)
    assert pagina.context["beelden"][0]["iets_bekend"] is bekend


def test_zonder_dag_gaat_de_vraag_over_de_dag_van_het_terugkijken(client, lever):
    lever(per(AN))
    assert str(vraag(client, kennisdag="4-10-2026", dag="").context["blik"].vraag.dag) == "2026-10-04"


@pytest.mark.parametrize(
    ("veld", "waarde", "zinnen"),
    [
        ("pgn", "", ["Vul het persoonsgebonden nummer in."]),
        ("pgn", "12345", ["Een persoonsgebonden nummer heeft precies 9 cijfers."]),
        ("pgn", "999900007", ["Dit is geen bestaand nummer. Controleer of u geen cijfers hebt verwisseld."]),
        ("pgn", BEN, ["Het register kent geen persoon met dit nummer. Controleer of u het goed hebt overgenomen."]),
        ("kennisdag", "", ["Vul in op welke dag u terugkijkt."]),
        ("kennisdag", "31-2-2026", ["Vul een bestaande dag in, bijvoorbeeld 3-11-2026."]),
        ("kennisdag", "25-11-2026", ["Dit moment moet nog komen."]),
        ("kennistijd", "25:00", ["Vul een tijd in als 14:30."]),
        ("kennistijd", "10:01", ["Dit moment moet nog komen."]),
        ("dag", "gisteren", ["Vul een bestaande dag in, bijvoorbeeld 3-11-2026."]),
        ("aanleiding", "", ["Kies waarom u kijkt."]),
        ("aanleiding", "zomaar", ["Kies een reden uit de lijst."]),
        ("toelichting", "", ["Leg uit waarom u kijkt."]),
        ("toelichting", "kort", ["Gebruik minstens 10 tekens; dit zijn er 4."]),
        ("toelichting", "x" * 151, ["Gebruik hoogstens 150 tekens; dit zijn er 151."]),
        *(
            ("toelichting", f"De moeder van {nummer} belde",
             ["Haal het persoonsgebonden nummer weg: de toelichting komt in het logboek."])
            for nummer in (AN, BEN, f"{AN[:4]}-{AN[4:6]}-{AN[6:]}", f"{AN[:4]} {AN[4:6]} {AN[6:]}")
        ),
    ],
)  # fmt: skip
def test_een_fout_staat_bij_haar_veld_en_wat_getypt_was_blijft_staan(client, lever, veld, waarde, zinnen):
    lever(per(AN))
    pagina = vraag(client, **{veld: waarde})
    assert fouten(pagina) == {veld: zinnen}
    getypt = {naam: pagina.context["form"][naam].value() for naam in VRAAG}
    assert getypt == VRAAG | {veld: waarde}


def test_een_onderwijsnummer_vindt_de_persoon_met_zijn_bsn(client, lever):
    lever(per(OWN), *isg(OWN), f"WPG;{OWN};{AN}")
    assert [beeld["pgn"] for beeld in vraag(client, pgn=OWN).context["beelden"]] == [AN]


def test_voor_de_nummerwijziging_toont_de_pagina_twee_personen_en_zegt_dat(client, lever):
    lever(per(OWN), per(AN))
    lever(f"WPG;{OWN};{AN}", op=OKTOBER + timedelta(days=9))
    pagina = vraag(client, kennisdag="4-10-2026")
    assert [beeld["pgn"] for beeld in pagina.context["beelden"]] == [AN, OWN]
    assert "wisten wij nog niet dat zij van één persoon zijn" in tekst(pagina)


def test_een_verschil_heeft_een_merk_in_tekst_en_niet_alleen_een_kleur(client, lever):
    lever(per(AN, "Zeeman"))
    lever(per(AN, "Berg"), op=OKTOBER + timedelta(days=9))
    assert "Achternaam gewijzigd was Zeeman → werd Berg" in tekst(vraag(client))


def test_een_versie_zegt_wanneer_zij_kwam_en_verviel_en_of_zij_toen_bekend_was(client, lever):
    lever(per(AN, "Zeeman"))
    lever(per(AN, "Berg"), op=OKTOBER + timedelta(days=9))
    pagina = tekst(vraag(client, kennisdag="4-10-2026"))
    assert "Versie 1 toen bekend Ontvangen op 3 oktober 2026 om 12:00 Vervallen op 12 oktober 2026 om 12:00" in pagina
    assert "Versie 2 Ontvangen op 12 oktober 2026 om 12:00 Niet vervallen" in pagina


def test_tweehonderd_versies_staan_over_bladzijden_verdeeld(client, lever):
    lever(*(per(AN, f"Naam {nummer}") for nummer in range(200)))
    pagina = vraag(client)
    laatste = client.get(pagina.request["PATH_INFO"], {"per": "60", "pagina": "4"})
    assert [sum(len(versies) for _, versies in p.context["groepen"]) for p in (pagina, laatste)] == [24, 20]


# --- het PGN en het spoor -------------------------------------------------------------------------------------------
def test_het_nummer_staat_niet_in_het_adres_en_niet_in_de_titel(client, lever, caplog):
    caplog.set_level("DEBUG")
    lever(per(AN))
    pagina = vraag(client)
    titel = re.search(r"<title>.*?</title>", pagina.content.decode())[0]
    adressen = [pagina.request["PATH_INFO"], *re.findall(r'(?:href|action)="([^"]*)"', pagina.content.decode())]
    assert [plek for plek in (titel, *adressen, caplog.text) if AN in plek] == []


def regels(actie="bron:register:ingezien"):
    return AuditEvent.objects.filter(actie=actie).order_by("pk")


def test_elke_blik_komt_met_haar_reden_in_het_logboek(client, lever, functioneel):
    lever(per(OWN), f"WPG;{OWN};{AN}")
    client.get(vraag(client, pgn=OWN, kennisdag="4-10-2026").request["PATH_INFO"])
    assert [(r.gebruiker_id, r.onderwerp, r.details) for r in regels()] == [
        (
            functioneel.pk,
            onderwerp_van(AN),
            {"reden": "klacht of bezwaar", "toelichting": VRAAG["toelichting"], "dag": "2026-09-01",
             "bekend_op": "2026-10-05T00:00:00+02:00"},
        )
    ] * 2  # fmt: skip


def test_ook_een_vraag_naar_een_onbekend_nummer_komt_in_het_logboek(client):
    vraag(client, pgn=BEN)
    [regel] = regels("bron:register:niet_gevonden")
    assert (regel.onderwerp, regel.details["reden"]) == (onderwerp_van(BEN), "klacht of bezwaar")
    assert Concept.objects.unscoped("proef").count() == 0


def test_een_foute_vraag_is_geen_blik(client, lever):
    lever(per(AN))
    vraag(client, toelichting="")
    assert regels().count() == 0


def test_de_zin_in_het_logboek_noemt_de_reden(client, lever):
    lever(per(AN))
    vraag(client)
    assert zin(regels().get()) == (
        "Keek terug in het register. Reden: klacht of bezwaar (Zaak 2026-117, brief van 20 november)."
    )


def test_een_vraag_van_een_collega_bestaat_niet(client, lever):
    lever(per(AN))
    pad = vraag(client).request["PATH_INFO"]
    Concept.objects.unscoped("proef").update(gebruiker=GebruikerFactory())
    assert (client.get(pad).status_code, regels().count()) == (404, 1)


def test_een_andere_dag_vragen_hoeft_het_nummer_niet_opnieuw(client, lever):
    lever(per(AN))
    pagina = vraag(client, kennisdag="4-10-2026", dag="1-9-2026")
    opnieuw = re.search(r'href="([^"]*opnieuw=[^"]*)"', pagina.content.decode())[1]
    form = client.get(opnieuw).context["form"]
    waarden = [form[naam].value() for naam in ("pgn", "kennisdag", "kennistijd", "dag", "aanleiding", "toelichting")]
    assert waarden == [AN, "4-10-2026", "", "1-9-2026", None, None]


@pytest.mark.parametrize("opnieuw", ["", "x", "00000000-0000-0000-0000-000000000007"])
def test_een_vraag_die_er_niet_is_geeft_een_leeg_formulier(client, opnieuw):
    assert client.get(FORMULIER, {"opnieuw": opnieuw}).context["form"].initial == {}


def test_na_een_time_out_staat_het_formulier_er_weer(client, ingelogd, functioneel):
    with clock.op(NU + timedelta(hours=2)):
        client.post(FORMULIER, VRAAG)
        opnieuw = ingelogd(functioneel)
        sessie = opnieuw.session
        sessie[TERUG] = FORMULIER
        sessie.save()
        form = opnieuw.get(FORMULIER).context["form"]
    assert {naam: form[naam].value() for naam in VRAAG} == VRAAG


def test_na_een_time_out_wijst_het_inloggen_terug_naar_het_antwoord(client, lever):
    lever(per(AN))
    pad = vraag(client).request["PATH_INFO"]
    with clock.op(NU + timedelta(hours=2)):
        naar = client.get(pad)
    assert naar.url == f"/inloggen/?{urlencode({'volgende': pad, 'verlopen': 1})}"
    assert regels().count() == 1


def test_een_intrekking_en_een_nummerwijziging_staan_tussen_de_versies(client, lever):
    lever(per(OWN), *isg(OWN))
    lever(f"WPG;{OWN};{AN}", f"VIS;00ZV;{OWN};1", op=OKTOBER + timedelta(days=9))
    pagina = tekst(vraag(client))
    assert "Ingetrokken toen bekend Ontvangen op 12 oktober 2026 om 12:00 Levering 2 van PROEF, regel 3" in pagina
    assert f"Onderwijsnummer {OWN} Burgerservicenummer {AN}" in pagina
