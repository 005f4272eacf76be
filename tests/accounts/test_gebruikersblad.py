"""Een werkblad met gebruikers: wat wij lezen, en alles wat er aan kan mankeren."""

import io
from datetime import date, datetime
from zipfile import ZIP_STORED

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from accounts.domein.inlezen import Bekend, beoordeel
from accounts.domein.rechten import Rol
from accounts.exports.gebruikersblad import UITLEG, schrijf_fouten, schrijf_sjabloon
from accounts.forms import gebruikersblad as lezer
from accounts.forms.gebruikersblad import MEESTE, lees_gebruikersblad, letters
from tests.accounts.bladen import KOP, ROLLEN, blad, fouten, gebruiker, lees, weigering
from tests.rapportages.lijsten import BOEK, als_xlsx, als_zip, lieg_over_omvang, rij, verminkt, werkmap
from verzuimloket.invoer.soort import OUD_EXCEL
from verzuimloket.invoer.werkblad import Blad
from verzuimloket.invoer.werkmap import (
    BESCHADIGD,
    GEEN_WERKMAP,
    MACROS,
    SAMENGEVOEGD,
    TE_ZWAAR,
    VANAF_1904,
    WACHTWOORD,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=False):
        yield


def als_rij(*waarden: str) -> str:
    return rij(1, *KOP[:4]) + rij(2, *waarden)


# --- wat wij lezen --------------------------------------------------------------------------------------------------
def test_een_goede_rij_met_alle_kolommen():
    [gelezen] = lees(blad(gebruiker(1, "Melder", "Rapportages", "", datetime(2027, 9, 1), datetime(2028, 7, 31))))  # noqa: DTZ001
    assert (gelezen.nummer, gelezen.naam, gelezen.email, gelezen.gebruikersnaam, gelezen.fouten) == (
        2,
        "Nina Nieuw 1",
        "nina1@school.example",
        "nina.1",
        (),
    )
    assert (gelezen.rollen, gelezen.vanaf, gelezen.tot) == (
        (Rol.MELDER, Rol.RAPPORTAGES),
        date(2027, 9, 1),
        date(2028, 7, 31),
    )


@pytest.mark.parametrize(
    ("cel", "rollen"),
    [
        ("Lezer (coach, mentor)", (Rol.LEZER,)),
        ("LEZER", (Rol.LEZER,)),
        ("melder; rapportages", (Rol.MELDER, Rol.RAPPORTAGES)),
        ("Melder, beheerder onderwijs", (Rol.MELDER, Rol.BEHEERDER_ONDERWIJS)),
        ("beheerder_onderwijs", (Rol.BEHEERDER_ONDERWIJS,)),
        ("Melder, Beheerder", (Rol.MELDER, Rol.BEHEERDER)),
    ],
)
def test_een_rol_mag_als_label_of_code_en_meer_in_een_cel(cel, rollen):
    [gelezen] = lees(blad(gebruiker(1, cel)))
    assert (gelezen.rollen, gelezen.fouten) == (rollen, ())


@pytest.mark.parametrize("dag", ["31-7-2028", "31/07/2028", "2028-07-31", "2028-07-31T00:00:00", 46965, 46965.5])
def test_een_dag_mag_ook_als_tekst_of_getal(dag):
    [gelezen] = lees(blad(gebruiker(1, "Melder", "", "", "", dag)))
    assert (gelezen.tot, gelezen.fouten) == (date(2028, 7, 31), ())


def test_koppen_mogen_in_een_andere_volgorde_onder_een_titel_en_op_een_ander_blad():
    kop = ("Rollen", "E-mail", "Inlognaam", "NAAM")
    inhoud = als_xlsx([["Bladwijzer"]], [["Onze mensen"], [], kop, ["melder", "a@b.nl", "Anna.B", "Anna"]])
    [gelezen] = lees(inhoud)
    assert (gelezen.nummer, gelezen.gebruikersnaam, gelezen.naam) == (4, "anna.b", "Anna")


def test_lege_rijen_tellen_niet_mee():
    assert [r.nummer for r in lees(blad(gebruiker(1), [], [" "] * 4, gebruiker(2)))] == [2, 5]


def test_een_formule_telt_met_de_uitkomst_die_het_rekenblad_bewaarde():
    uitkomst = '<c t="str"><f>A1&amp;"x"</f><v>nina.x</v></c>'
    cellen = "".join(
        f'<c t="inlineStr"><is><t>{w}</t></is></c>' if w else uitkomst for w in ("Nina", "a@b.nl", "", "Melder")
    )
    [gelezen] = lees(werkmap(f'{rij(1, *KOP[:4])}<row r="2">{cellen}</row>'))
    assert (gelezen.gebruikersnaam, gelezen.fouten) == ("nina.x", ())


# --- een fout in een cel --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cellen", "zin"),
    [
        (gebruiker(naam=""), "Cel A2: vul de naam in."),
        (gebruiker(naam="x" * 151), "Cel A2: gebruik hoogstens 150 tekens; dit zijn er 151."),
        (gebruiker(naam="=1+1"), f"Cel A2: {lezer.ONLEESBARE_CEL}"),
        (gebruiker(naam="#N/A"), f"Cel A2: {lezer.ONLEESBARE_CEL}"),
        (gebruiker(email="geen adres"), "Cel B2: dit is geen e-mailadres."),
        (gebruiker(email=None), "Cel B2: vul een e-mailadres in."),
        (gebruiker(gebruikersnaam="Nina Nieuw"), "Cel C2: gebruik kleine letters, cijfers en . _ - @."),
        (gebruiker(gebruikersnaam=""), "Cel C2: vul een gebruikersnaam in."),
        (gebruiker(1, ""), "Cel D2: kies minstens één rol."),
        (gebruiker(1, "Directeur"), "Cel D2: deze rol bestaat niet bij uw organisatie. Kies er een uit de lijst."),
        (gebruiker(1, "Behandelaar"), "Cel D2: deze rol bestaat niet bij uw organisatie. Kies er een uit de lijst."),
        (gebruiker(1, "Beheerder"), "Cel D2: geef naast beheerder nog een rol."),
        (gebruiker(1, "Melder", "?"), f"Cel E2: {lezer.ONLEESBARE_CEL}"),
        (gebruiker(1, "Melder", "", "", "1-9-2026"), "Cel G2: een rol kan niet in het verleden beginnen."),
        (gebruiker(1, "Melder", "", "", "", "eind juli"), f"Cel H2: {lezer.GEEN_DAG}"),
        (gebruiker(1, "Melder", "", "", "", "31-2-2028"), f"Cel H2: {lezer.GEEN_DAG}"),
        (gebruiker(1, "Melder", "", "", "", 9e300), f"Cel H2: {lezer.GEEN_DAG}"),
        (gebruiker(1, "Melder", "", "", "", "1-9-2026"), "Cel H2: deze dag is al voorbij."),
        (gebruiker(1, "Melder", "", "", "1-9-2027", "1-8-2027"), "Cel H2: deze dag ligt voor de begindatum."),
    ],
)
def test_een_fout_noemt_de_cel_en_wat_er_moet_gebeuren(cellen, zin):
    assert fouten(*cellen) == [zin]


def test_alle_fouten_van_een_rij_staan_erbij():
    assert [zin[:7] for zin in fouten("", "x", "", "Directeur")] == ["Cel A2:", "Cel B2:", "Cel C2:", "Cel D2:"]


# --- een bestand dat iets met ons wil -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", lezer.LEEG),
        (b"x" * (lezer.GROOTSTE + 1), lezer.TE_GROOT),
        (b"Naam;E-mailadres;Gebruikersnaam;Rol\nNina;a@b.nl;nina;Melder\n", GEEN_WERKMAP),
        (b"%PDF-1.7 ", GEEN_WERKMAP),
        (als_zip({"word/document.xml": "<x/>"}), GEEN_WERKMAP),
        (OLE, OUD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), WACHTWOORD),
        (als_zip({"xl/workbook.xml": BOEK, "xl/vbaProject.bin": "x"}), MACROS),
        (werkmap(als_rij("a"), dtd='<!DOCTYPE x [<!ENTITY a "b">]>'), BESCHADIGD),
        (werkmap(als_rij("a"), boek=BOEK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')), VANAF_1904),
        (verminkt(blad(gebruiker()), b"xl/worksheets/sheet1.xml"), BESCHADIGD),
        (lieg_over_omvang(blad(gebruiker()), b"xl/worksheets/sheet1.xml", 2**31), TE_ZWAAR),
        (als_zip({"xl/workbook.xml": BOEK, "bom": b"\0" * 60_000_000}), TE_ZWAAR),
        (als_zip({f"deel{nr}": "" for nr in range(2_100)}, ZIP_STORED), TE_ZWAAR),
        (als_xlsx([["PGN"], ["999900006"]]), lezer.GEEN_BLAD),
        (als_xlsx([]), lezer.GEEN_BLAD),
        (blad(), lezer.GEEN_RIJ),
        (blad(*(gebruiker(nr) for nr in range(MEESTE + 1))), lezer.TE_VEEL),
        (blad([*gebruiker(), *[None] * 60, "x"]), lezer.TE_BREED),
        (werkmap(als_rij("a", "b") + rij(2, "c", "d")), BESCHADIGD),
        (werkmap(als_rij("a") + '<row><c t="inlineStr"><is><t>b</t></is></c></row>' * 1_000_000), TE_ZWAAR),
    ],
    ids=range(21),
)
def test_een_ander_bestand_wordt_met_een_zin_geweigerd(inhoud, zin):
    assert weigering(inhoud) == zin


@pytest.mark.parametrize(
    ("kop", "zin"),
    [
        (("Naam", "E-mailadres", "Rol"), "Deze koppen ontbreken: Gebruikersnaam."),
        ((*KOP[:4], "Einddatum contract"), "De kop van kolom E kennen wij niet."),
        ((*KOP[:4], "Rol"), "De kop van kolom E staat er al."),
    ],
)
def test_een_kop_die_niet_klopt_wordt_genoemd_want_anders_verdwijnt_een_kolom_stil(kop, zin):
    assert weigering(blad(gebruiker(), kop=kop)) == f"{zin} Gebruik de koppen van het lege sjabloon."


def test_samengevoegde_cellen_worden_geweigerd_want_alleen_de_eerste_heeft_een_waarde():
    boek = Workbook()
    for cellen in (KOP, gebruiker(1, "Melder", "", "", "", "31-7-2028"), gebruiker(2)):
        boek.active.append(cellen)
    boek.active.merge_cells("H2:H3")
    stroom = io.BytesIO()
    boek.save(stroom)
    assert weigering(stroom.getvalue()) == SAMENGEVOEGD


def test_van_honderdduizend_rijen_lezen_wij_er_niet_meer_dan_nodig(monkeypatch):
    gelezen = []
    monkeypatch.setattr(
        Blad, "neem_rijen", lambda blad, neem=Blad.neem_rijen: gelezen.append(neem(blad)) or gelezen[-1]
    )
    rijen = "".join(f'<row r="{nr}"><c t="inlineStr"><is><t>Nina</t></is></c></row>' for nr in range(2, 100_000))
    inhoud = werkmap(rij(1, *KOP[:4]) + rijen)
    zin = weigering(inhoud)
    assert (len(inhoud) < lezer.GROOTSTE, zin, sum(map(len, gelezen)) < 5_000) == (True, lezer.TE_VEEL, True)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.dates()), max_size=9))
def test_elke_rij_geeft_een_rij_of_een_zin(cellen):
    schoon = ["".join(t for t in c if t.isprintable()) if isinstance(c, str) else c for c in cellen]
    inhoud = blad([*schoon, "x"])
    zin = weigering(inhoud)
    assert zin.endswith(".") or all(str(f).endswith(".") for r in lees(inhoud) for f in r.fouten)


@pytest.mark.parametrize(("plek", "naam"), [(0, "A"), (25, "Z"), (26, "AA"), (49, "AX")])
def test_een_kolom_heet_zoals_in_het_rekenblad(plek, naam):
    assert letters(plek) == naam


# --- het sjabloon en het bestand met fouten -------------------------------------------------------------------------
def test_het_sjabloon_heeft_koppen_uitleg_en_een_keuzelijst_met_de_rollen_van_de_organisatie():
    boek = load_workbook(io.BytesIO(schrijf_sjabloon(ROLLEN, MEESTE)))
    keuzes = [k for k in boek["Gebruikers"].data_validations.dataValidation if k.type == "list"]
    assert [[cel.value for cel in regel] for regel in boek["Gebruikers"].rows] == [list(KOP)]
    assert [(str(k.sqref), k.formula1) for k in keuzes] == [(f"{x}2:{x}501", "Rollen!$A$2:$A$6") for x in "DEF"]
    assert [cel.value for cel in boek["Rollen"]["A"]][1:3] == ["Melder", "Lezer (coach, mentor)"]
    assert [cel.value for cel in boek["Toelichting"]["A"]][1:9] == list(UITLEG)


def test_een_leeg_sjabloon_zegt_dat_er_niemand_in_staat_en_een_ingevuld_is_te_lezen():
    inhoud = schrijf_sjabloon(ROLLEN, MEESTE)
    boek = load_workbook(io.BytesIO(inhoud))
    boek["Gebruikers"].append(gebruiker(1, "Lezer (coach, mentor)"))
    stroom = io.BytesIO()
    boek.save(stroom)
    assert (weigering(inhoud), lees(stroom.getvalue())[0].rollen) == (lezer.GEEN_RIJ, (Rol.LEZER,))


def test_het_bestand_met_fouten_noemt_ze_en_is_na_herstel_weer_aan_te_bieden():
    oordelen = beoordeel(lees(blad(gebruiker(1, "=1", "", "", "1-9-2027"))), Bekend(set(), set(), set()))
    with schrijf_fouten(oordelen) as stroom:
        [kop, regel] = load_workbook(io.BytesIO(stroom.read())).active.values
        [opnieuw] = lees_gebruikersblad(stroom, 9_000, ROLLEN)
    assert (kop[0], kop[1:9], kop[9]) == ("Rij in uw bestand", KOP, "Wat er mis is")
    assert (regel[0], regel[7], regel[9]) == (2, datetime(2027, 9, 1), f"Cel D2: {lezer.ONLEESBARE_CEL}")  # noqa: DTZ001
    assert (opnieuw.gebruikersnaam, opnieuw.vanaf) == ("nina.1", date(2027, 9, 1))
