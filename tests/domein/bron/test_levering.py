"""Het oordeel over één record op zichzelf, als tabellen."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.levering import (
    VELDEN,
    LeveringGeweigerd,
    Voorloop,
    beoordeel,
    is_brin,
    lees_datum,
    lees_voorloop,
    sleutel,
    toets_sluit,
)

GEMEENTEN = frozenset({"0363", "0059"})
P, OWN = "999900006", "101222331"
GOED = {
    "PER": f"PER;{P};2008-02-29;V;Zeeman;van der;Noor;Dijk;1;a;bis;1011AB;Ons Dorp;0363;2025-01-01;2025-01-02",
    "ISG": f"ISG;00ZV;{P};1;2024-08-01;2025-07-31;05",
    "ISP": f"ISP;00ZV;{P};1;2024-08-01;MBO;25180;1;2;BOL;VT;J;00",
    "VIS": f"VIS;00ZV;{P};1",
    "DIP": f"DIP;00ZV;{P};MBO;25180;2;2025-07-01",
    "VDI": f"VDI;00ZV;{P};MBO;25180;2025-07-01",
    "WPG": f"WPG;{OWN};{P}",
}
VERPLICHT = {
    "PER": "pgn geboortedatum geslacht achternaam",
    "ISG": "brin pgn volgnummer datum_inschrijving",
    "ISP": "brin pgn volgnummer datum_begin sector opleidingcode niveau intensiteit bekostigbaar",  # niveau: bij MBO
    "VIS": "brin pgn volgnummer",
    "DIP": "brin pgn soort niveau datum_behaald",  # niveau: bij MBO
    "VDI": "brin pgn soort datum_behaald",
    "WPG": "oud_pgn nieuw_pgn",
}
PLEKKEN = [(soort, veld.naam) for soort, velden in VELDEN.items() for veld in velden]


def met(soort: str, /, **waarden: str) -> str:
    """Het goede record van deze soort met andere waarden."""
    namen = [veld.naam for veld in VELDEN[soort]]
    oud = dict(zip(namen, GOED[soort].split(";")[1:], strict=True))
    return ";".join([soort, *(oud | waarden).values()])


def code(regel: str) -> str:
    fout = beoordeel(regel, GEMEENTEN).fout
    return fout.code.value if fout else "goed"


@pytest.mark.parametrize("soort", GOED)
def test_een_volledig_gevuld_record_is_goed(soort):
    assert code(GOED[soort]) == "goed"


@pytest.mark.parametrize(("soort", "naam"), PLEKKEN)
def test_alleen_een_verplicht_veld_mag_niet_leeg_zijn(soort, naam):
    verwacht = "VELD" if naam in VERPLICHT[soort].split() else "goed"
    assert code(met(soort, **{naam: ""})) == verwacht


@pytest.mark.parametrize(("soort", "sector"), [("ISP", s) for s in ("VO", "VAVO", "PRO", "VSO", "HO")])
def test_buiten_het_mbo_mag_het_niveau_van_een_periode_leeg_zijn(soort, sector):
    assert code(met(soort, sector=sector, niveau="")) == "goed"


@pytest.mark.parametrize("soort", ["VMBO", "PRO", "VSO", "HAVO", "VWO"])
def test_buiten_het_mbo_mag_het_niveau_van_een_diploma_leeg_zijn(soort):
    assert code(met("DIP", soort=soort, niveau="")) == "goed"


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        (met("PER", pgn="999900007"), "ELFPROEF"),
        (met("VIS", pgn="99990000"), "ELFPROEF"),
        (met("WPG", oud_pgn="101222332"), "ELFPROEF"),
        (met("WPG", oud_pgn=P, nieuw_pgn=OWN), "WPG"),
        (met("WPG", oud_pgn=OWN, nieuw_pgn=OWN), "WPG"),
        (met("WPG", oud_pgn=P, nieuw_pgn=P), "WPG"),
        (met("ISG", brin="00zv"), "BRIN"),
        (met("DIP", brin="00ZV1"), "BRIN"),
        (met("PER", geboortedatum="2023-02-29"), "DATUM"),
        (met("PER", geboortedatum="01-08-2008"), "DATUM"),
        (met("PER", geboortedatum="1899-12-31"), "DATUM"),
        (met("PER", overleden_op="2008-02-28"), "DATUM"),
        (met("PER", vertrokken_op="2008-02-28"), "DATUM"),
        (met("PER", overleden_op="2008-02-29"), "goed"),
        (met("ISG", datum_uitschrijving="2024-07-31"), "DATUM"),
        (met("ISG", datum_uitschrijving="2024-08-01"), "goed"),
        (met("ISP", datum_begin="2024-8-1"), "DATUM"),
        (met("VDI", datum_behaald="2025-06-31"), "DATUM"),
        (met("PER", geslacht="X"), "CODE"),
        (met("PER", gemeentecode="9999"), "CODE"),
        (met("PER", gemeentecode="363"), "CODE"),
        (met("ISG", reden_uitstroom="10"), "CODE"),
        (met("ISP", sector="BVE"), "CODE"),
        (met("ISP", opleidingcode="ABC"), "CODE"),
        (met("ISP", niveau="5"), "CODE"),
        (met("ISP", leerweg="bol"), "CODE"),
        (met("ISP", intensiteit="EXA"), "CODE"),
        (met("ISP", bekostigbaar="j"), "CODE"),
        (met("ISP", vestiging="1"), "CODE"),
        (met("DIP", soort="HBO"), "CODE"),
        (met("PER", achternaam="x" * 200), "goed"),
        (met("PER", achternaam="x" * 201), "VELD"),
        (met("PER", achternaam="Zee\0man"), "VELD"),
        (met("PER", voornamen="Noor\r"), "VELD"),
        (met("PER", achternaam="Nguyễn", voornamen="Ayşe Ğ", plaats="'s-Gravenhage"), "goed"),
        (met("PER", achternaam="Zee\\man"), "goed"),
        (met("ISG", volgnummer="x" * 21), "VELD"),
        ("", "RECORD"),
        ("XYZ;1;2", "RECORD"),
        ("per;1;2", "RECORD"),
        (f"{GOED['VIS']};", "RECORD"),
        (GOED["VIS"].removesuffix(";1"), "RECORD"),
        (GOED["VIS"] + "1" * 4000, "RECORD"),
    ],
    ids=lambda waarde: waarde[:60].replace("\0", "NUL"),
)
def test_de_tabel_met_oordelen_klopt(regel, verwacht):
    assert code(regel) == verwacht


@pytest.mark.parametrize("regel", ["ISGX;00ZV", "ISPX;00ZV", "PERSOON;1"])
def test_een_onbekende_soort_krijgt_niet_de_naam_van_een_bekende(regel):
    assert beoordeel(regel, GEMEENTEN).soort == "?"


@pytest.mark.parametrize("tekst", ["00ZV", "27GZ", "99AA"])
def test_een_brin_is_twee_cijfers_en_twee_hoofdletters(tekst):
    assert is_brin(tekst)


@pytest.mark.parametrize("tekst", ["00zv", "0ZV0", "00ZV ", "00ZVÀ", "٠٠ZV", "000V", ""])
def test_iets_anders_is_geen_brin(tekst):
    assert not is_brin(tekst)


@settings(derandomize=True, max_examples=200)
@given(st.dates(date(1800, 1, 1), date(2200, 1, 1)))
def test_een_datum_bestaat_van_1900_tot_en_met_2099(dag):
    assert lees_datum(dag.isoformat()) == (dag if 1900 <= dag.year <= 2099 else None)


@settings(derandomize=True, max_examples=200)
@given(st.text(max_size=11) | st.from_regex(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}", fullmatch=True))
def test_een_gelezen_datum_staat_er_letterlijk_zo(tekst):
    gelezen = lees_datum(tekst)
    assert gelezen is None or gelezen.isoformat() == tekst


def test_de_sleutel_laat_nooit_een_scheidingsteken_of_vreemd_teken_door():
    assert sleutel("ISG;00Z\tV;=999;\n1;2024") == "00Z?V/?999/?1"


# --- voorloop en sluit ---------------------------------------------------------------------------------------------
def test_het_voorlooprecord_geeft_leverancier_volgnummer_en_moment():
    gelezen = lees_voorloop("VLP;LAS Zuid;00012;2026-08-01T07:00:00+02:00")
    moment = datetime(2026, 8, 1, 7, tzinfo=timezone(timedelta(hours=2)))
    assert gelezen == Voorloop("LAS Zuid", 12, moment)


@pytest.mark.parametrize(
    ("regel", "zin"),
    [
        ("", "De eerste regel is geen voorlooprecord (VLP)."),
        ("PER;1", "De eerste regel is geen voorlooprecord (VLP)."),
        ("\ufeffVLP;A;1;2026-08-01T07:00:00Z", "Het bestand begint met een BOM; lever het aan als UTF-8 zonder BOM."),
        ("VLP;A;1;2026-08-01T07:00:00Z\rSLR;0", "De regels zijn gescheiden met alleen CR; gebruik LF of CRLF."),
        ("VLP;A;1", "Het voorlooprecord (VLP) heeft niet de velden leverancier, volgnummer en aangemaakt."),
        ("VLP; ;1;x", "Het voorlooprecord (VLP) heeft niet de velden leverancier, volgnummer en aangemaakt."),
        ("VLP;A\0;1;x", "Het voorlooprecord (VLP) heeft niet de velden leverancier, volgnummer en aangemaakt."),
        ("VLP;A;-1;x", "Het volgnummer in het voorlooprecord (VLP) is geen getal."),
        ("VLP;A;١;x", "Het volgnummer in het voorlooprecord (VLP) is geen getal."),
        ("VLP;A;1;gisteren", "Het moment van aanmaken in het voorlooprecord (VLP) is geen ISO 8601-tijd met zone."),
        (
            "VLP;A;1;2026-08-01T07:00:00",
            "Het moment van aanmaken in het voorlooprecord (VLP) is geen ISO 8601-tijd met zone.",
        ),
    ],
    ids=repr,
)
def test_een_onleesbaar_voorlooprecord_weigert_de_levering(regel, zin):
    with pytest.raises(LeveringGeweigerd) as geweigerd:
        lees_voorloop(regel)
    assert str(geweigerd.value) == zin


@pytest.mark.parametrize(
    ("regel", "zin"),
    [
        ("SLR", "Het sluitrecord (SLR) noemt geen aantal."),
        ("SLR;", "Het sluitrecord (SLR) noemt geen aantal."),
        ("SLR;-3", "Het sluitrecord (SLR) noemt geen aantal."),
        ("SLR;3;", "Het sluitrecord (SLR) noemt geen aantal."),
        ("SLR;4", "Het sluitrecord (SLR) noemt 4 records, maar er staan er 3."),
    ],
)
def test_een_sluitrecord_dat_niet_klopt_weigert_de_levering(regel, zin):
    with pytest.raises(LeveringGeweigerd) as geweigerd:
        toets_sluit(regel, 3)
    assert str(geweigerd.value) == zin


def test_een_sluitrecord_met_het_goede_aantal_is_goed():
    assert toets_sluit("SLR;03", 3) is None
