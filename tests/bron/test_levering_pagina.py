"""De pagina van een levering, de werklijst 'niet verwerkt' en het bestand met de terugkoppeling."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from bron.models import Levering, Oordeel
from bron.queries.oordelen import Keuze, oordelen_van, zonder_nummer
from tests.bron.hulp import AN, BEN, OWN, dip, isg, per
from tests.leveringen import lever
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
NU = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def _klok():
    with time_machine.travel(NU, tick=False):
        yield


def onbekostigd(pgn: str) -> list[str]:
    kop, periode = isg(pgn)
    return [kop, periode.replace(";J;", ";N;")]


@pytest.fixture
def levering(tmp_path) -> Levering:
    """Een levering met op regel 4 een signaal, en op regel 6 en 7 een afgekeurde groep en op regel 8 een diploma."""
    regels = [per(AN), per(BEN), *onbekostigd(AN), *isg(BEN, van="2025-13-01"), dip(BEN, soort="MBO")]
    return lever(tmp_path, *regels, op=NU - timedelta(days=1)).levering


def pagina(client, levering, **query) -> str:
    antwoord = client.get(reverse("bron:levering", args=[levering.pk]), query)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def regels(gebruiker, levering, **keuze) -> list[int]:
    return [rij.regel for rij in oordelen_van(gebruiker, levering, Keuze(**keuze))]


def test_de_pagina_toont_wat_er_binnenkwam_en_van_wanneer(ingelogd, functioneel, levering):
    tekst = pagina(ingelogd(functioneel), levering)
    assert "23 november 2026 om 10:00</time>.</p>" in tekst
    assert ("4 records" in tekst, "NIETBEKOST" in tekst, "DATUM" in tekst) == (True, True, True)


def test_op_het_scherm_staat_geen_nummer_van_een_leerling(ingelogd, functioneel, levering):
    tekst = pagina(ingelogd(functioneel), levering)
    assert (AN in tekst, BEN in tekst, zonder_nummer(f"00ZV/{AN}/1") in tekst) == (False, False, True)


@pytest.mark.parametrize(
    ("sleutel", "verwacht"),
    [
        ("00ZV/999900006/1", "00ZV/••••••006/1"),
        ("999900006", "••••••006"),
        ("00ZV/99990000/HAVO", "00ZV/•••••000/HAVO"),
        ("00ZV/9999000061/2024-08-01", "00ZV/•••••••061/2024-08-01"),
        ("00ZV//12345", "00ZV//12345"),
        ("", ""),
    ],
)
def test_van_een_lang_getal_blijven_drie_cijfers_over(sleutel, verwacht):
    assert zonder_nummer(sleutel) == verwacht


@pytest.mark.parametrize(
    ("keuze", "verwacht"),
    [
        ({}, [4, 6, 7, 8]),
        ({"oordeel": "afgekeurd"}, [6, 7, 8]),
        ({"oordeel": "goedgekeurd met signaal"}, [4]),
        ({"code": "DATUM"}, [6, 7]),
        ({"recordsoort": "ISG"}, [4, 6]),
        ({"recordsoort": "ISG", "oordeel": "afgekeurd"}, [6]),
        ({"open": True}, [6, 7, 8]),
    ],
)
def test_elk_filter_laat_alleen_wat_erbij_hoort(functioneel, levering, keuze, verwacht):
    assert regels(functioneel, levering, **keuze) == verwacht


@pytest.mark.parametrize(
    "query",
    [
        {"oordeel": "goedgekeurd"}, {"code": "' OR 1=1 --"}, {"recordsoort": "XXX"}, {"open": ""},
        {"pagina": "-1"}, {"pagina": "9" * 30}, {"per": "100000"}, {"onbekend": "<script>"},
    ],
    ids=str,
)  # fmt: skip
def test_een_vreemde_waarde_in_het_adres_doet_niet_mee(ingelogd, functioneel, levering, query):
    assert "4 records" in pagina(ingelogd(functioneel), levering, **query)


def test_zonder_oordelen_zegt_de_pagina_dat_alles_goed_is(ingelogd, functioneel, tmp_path):
    alles_goed = lever(tmp_path, per(AN)).levering
    assert "Alle records zijn zonder meer goedgekeurd." in pagina(ingelogd(functioneel), alles_goed)


def test_een_gat_in_de_volgnummers_staat_op_de_pagina(ingelogd, functioneel, levering):
    Levering.objects.update(ontbreekt=2)
    assert "ontbreken 2 volgnummers" in pagina(ingelogd(functioneel), levering)


def test_alleen_wie_leveringen_volgt_ziet_oordelen(functioneel, beheerder, melder, rapport, behandelaar, levering):
    zichtbaar = [
        Oordeel.objects.visible_to(wie).count() for wie in (functioneel, beheerder, melder, rapport, behandelaar)
    ]
    assert zichtbaar == [4, 0, 0, 0, 0]


# --- niet verwerkt ---------------------------------------------------------------------------------------------
BEKEND = [per(AN), per(BEN), per(OWN)]
FOUT = {
    "PER": per(AN).replace(";V;", ";X;"),
    "ISG": f"ISG;00ZV;{AN};7;2025-13-01;;",
    "DIP": f"DIP;00ZV;{AN};MBO;;;2026-07-01",
    "VIS": f"VIS;00ZV;{AN};7",
    "VDI": f"VDI;00ZV;{AN};HAVO;;2026-07-01",
    "WPG": f"WPG;{OWN};{OWN}",
}
GOED = {
    "PER": [per(AN)],
    "ISG": isg(AN, volgnummer="7"),
    "DIP": [f"DIP;00ZV;{AN};MBO;;2;2026-07-02"],
    "VIS": [*isg(AN, volgnummer="7"), f"VIS;00ZV;{AN};7"],
    "VDI": [dip(AN), f"VDI;00ZV;{AN};HAVO;;2026-07-01"],
    "WPG": [f"WPG;{OWN};{AN}"],
}
ANDERS = {
    "PER": [per(BEN)],
    "ISG": [*isg(AN, volgnummer="8"), *isg(AN, volgnummer="7", brin="27GZ"), *isg(BEN, volgnummer="7")],
    "DIP": [dip(AN), f"DIP;27GZ;{AN};MBO;;2;2026-07-02"],
    "VIS": isg(AN, volgnummer="7"),
    "VDI": [dip(AN)],
    "WPG": [per(OWN)],
}


@pytest.mark.parametrize("soort", FOUT)
@pytest.mark.parametrize(
    ("later", "leverancier", "over"),
    [(GOED, "PROEF", []), (GOED, "ANDER", [2]), (ANDERS, "PROEF", [2])],
    ids=["goed", "andere leverancier", "andere sleutel"],
)
def test_een_afgekeurd_record_is_verwerkt_als_dezelfde_sleutel_later_goed_kwam(
    functioneel, tmp_path, soort, later, leverancier, over
):
    lever(tmp_path, *BEKEND)
    eerste = lever(tmp_path, FOUT[soort]).levering
    assert lever(tmp_path, *later[soort], leverancier=leverancier).levering.afgekeurd == 0
    assert regels(functioneel, eerste, open=True) == over


def test_verderop_in_dezelfde_levering_telt_ook_en_eerder_niet(functioneel, tmp_path):
    fout, goed = FOUT["ISG"], isg(AN, volgnummer="7")
    levering = lever(tmp_path, *BEKEND, fout, *goed, fout).levering
    assert regels(functioneel, levering, open=True) == [8]


def test_een_levering_van_eerder_telt_niet(functioneel, tmp_path):
    lever(tmp_path, *BEKEND, *isg(AN, volgnummer="7"))
    tweede = lever(tmp_path, FOUT["ISG"]).levering
    assert regels(functioneel, tweede, open=True) == [2]


# --- het bestand -----------------------------------------------------------------------------------------------
def bestand(client, levering, **query) -> str:
    antwoord = client.get(reverse("bron:terugkoppeling", args=[levering.pk]), query)
    assert antwoord.streaming
    return b"".join(antwoord.streaming_content).decode()


def test_het_bestand_heeft_elke_rij_die_niet_zonder_meer_goed_is(ingelogd, functioneel, levering):
    assert bestand(ingelogd(functioneel), levering).split("\r\n") == [
        "regel;recordsoort;sleutel;oordeel;code;melding",
        f"4;ISG;00ZV/{AN}/1;goedgekeurd met signaal;NIETBEKOST;Deze inschrijving is na 1 oktober niet bekostigd.",
        f"6;ISG;00ZV/{BEN}/1;afgekeurd;DATUM;datum_inschrijving is geen bestaande datum (JJJJ-MM-DD, van 1900 tot en"
        " met 2099).",
        f"7;ISP;00ZV/{BEN}/1;afgekeurd;DATUM;datum_begin is geen bestaande datum (JJJJ-MM-DD, van 1900 tot en met 2099).",
        f"8;DIP;00ZV/{BEN}/MBO;afgekeurd;VELD;niveau ontbreekt. Bij MBO is het verplicht.",
        "",
    ]


def test_het_bestand_volgt_de_filters(ingelogd, functioneel, levering):
    assert len(bestand(ingelogd(functioneel), levering, recordsoort="DIP").splitlines()) == 2


def test_van_elke_leerling_in_het_bestand_staat_een_regel_in_het_logboek(ingelogd, functioneel, levering):
    bestand(ingelogd(functioneel), levering)
    regels = AuditEvent.objects.filter(actie="bron:oordeel:ingezien", gebruiker_id=functioneel.pk)
    assert sorted(regels.values_list("onderwerp", flat=True)) == sorted([onderwerp_van(AN), onderwerp_van(BEN)])
    assert AuditEvent.objects.filter(actie="bron:terugkoppeling:opgehaald", object_id=str(levering.pk)).count() == 1


def test_het_logboek_kent_een_leerling_onder_zijn_huidige_nummer(ingelogd, functioneel, tmp_path):
    levering = lever(tmp_path, per(OWN), dip(OWN, soort="MBO"), f"WPG;{OWN};{AN}").levering
    bestand(ingelogd(functioneel), levering)
    assert AuditEvent.objects.get(actie="bron:oordeel:ingezien").onderwerp == onderwerp_van(AN)


def test_elk_pakket_staat_in_het_logboek_voordat_het_weggaat(ingelogd, functioneel, tmp_path, monkeypatch):
    monkeypatch.setattr("bron.queries.oordelen.PAKKET", 2)
    monkeypatch.setattr("verzuimloket.export.stroom.PAKKET", 2)
    regels = [f"VIS;00ZV;{nummer};1" for nummer in (AN, BEN, "999900031", "999900043")]
    levering = lever(tmp_path, *regels).levering
    stroom = iter(ingelogd(functioneel).get(reverse("bron:terugkoppeling", args=[levering.pk])))
    assert (next(stroom).count(b"VIS"), AuditEvent.objects.filter(actie="bron:oordeel:ingezien").count()) == (2, 2)
