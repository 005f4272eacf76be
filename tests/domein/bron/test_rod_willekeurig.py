"""Willekeurige berichten: altijd een weigering met een code of hele records, nooit iets ertussenin."""

from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.levering import Code, beoordeel
from bron.domein.rod import lees_bericht, records
from bron.domein.rod_schema import schemafouten
from bron.services.rod_xml import BerichtGeweigerd, lees
from tests.bron.hulp import AN
from tests.bron.rod import inschrijving, periode, verwijdering

rustig = settings(derandomize=True, max_examples=150, deadline=None)
GOED = inschrijving(AN, periode(), periode("2026-01-01"), tot="2026-07-31")
TEKENS = st.sampled_from("019AZaz \\\t\n\x85é٣😀&<")  # ook wat in een levering of in XML betekenis heeft
VOLGNUMMER = st.text(TEKENS, min_size=1, max_size=20).filter(lambda tekst: tekst.strip())
CODE = st.text(TEKENS, min_size=4, max_size=4).filter(lambda tekst: tekst.strip())
DAG = st.sampled_from(["2025-08-01", "2025-08-01Z", " 2025-08-01", "1850-01-01"])


def uitkomst(inhoud: bytes) -> list[str] | str:
    """De records, of de code van de weigering."""
    try:
        knoop = lees(inhoud).bericht
    except BerichtGeweigerd as fout:
        return fout.code
    return "OPBOUW" if schemafouten(knoop) else records(lees_bericht(knoop))


@rustig
@given(st.lists(st.tuples(st.integers(0, len(GOED) - 1), st.integers(0, 255)), max_size=4), st.integers(0, len(GOED)))
def test_een_beschadigd_bericht_geeft_een_code_of_hele_records(schade, eind):
    inhoud = bytearray(GOED)
    for plek, waarde in schade:
        inhoud[plek] = waarde
    gekregen = uitkomst(bytes(inhoud[:eind] if eind % 3 == 0 else inhoud))
    assert isinstance(gekregen, str) or len(gekregen) == 3


@rustig
@given(volgnummer=VOLGNUMMER, code=CODE, leerjaar=st.from_regex("[0-9]{1,2}", fullmatch=True), dag=DAG)
def test_een_waarde_kan_geen_veld_of_record_toevoegen(volgnummer, code, leerjaar, dag):
    vol = periode(dag, escape(code), leerjaar)
    gekregen = uitkomst(inschrijving(AN, vol, sinds=dag, volgnummer=escape(volgnummer)))
    oordelen = [beoordeel(regel, frozenset()).fout for regel in gekregen]
    assert [oordeel for oordeel in oordelen if oordeel and oordeel.code == Code.RECORD] == []
    assert (len(gekregen), "\n" in "".join(gekregen)) == (2, False)


@rustig
@given(volgnummer=VOLGNUMMER, erbij=st.integers(0, 20))
def test_een_puntkomma_in_een_waarde_is_een_fout_in_de_opbouw(volgnummer, erbij):
    met = f"{volgnummer[:erbij]};{volgnummer[erbij:]}"[:20]
    assert ";" not in met or uitkomst(verwijdering(AN, volgnummer=escape(met))) == "OPBOUW"


@rustig
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_elk_volgnummer_komt_onveranderd_over_of_is_geweigerd(volgnummer):
    gekregen = uitkomst(verwijdering(AN, volgnummer=escape(volgnummer)))
    if not isinstance(gekregen, str):
        recht = volgnummer.replace("\r\n", "\n").replace("\r", "\n").replace("\n", " ").replace("\t", " ")
        assert gekregen == [f"VIS;00ZV;{AN};{recht}"]
