"""De opbouw van een ROD-bericht: elke fout met het element waar zij zit, en nooit met de waarde."""

import pytest

from bron.domein.rod_schema import BASIS, MEESTE_FOUTEN, VO, schemafouten
from bron.services.rod_xml import lees
from tests.bron.hulp import AN, OWN
from tests.bron.rod import inschrijving, periode, verwijdering

VOL = inschrijving(AN, periode(), periode("2026-01-01"), tot="2026-07-31").decode()
WORTEL = "/aanleverenInschrijvingVO_Request"
TWEEDE = f"{WORTEL}/inschrijvingPeriodeVO[2]"
BRIN = "<b:brin>00ZV</b:brin>"
TWEE = VOL.rindex("<inschrijvingPeriodeVO>")


def fouten(tekst: str) -> list[tuple[str, str]]:
    return [(fout.element, fout.melding) for fout in schemafouten(lees(tekst.encode()).bericht)]


def in_de_tweede(oud: str, nieuw: str) -> str:
    assert oud in VOL[TWEE:]
    return VOL[:TWEE] + VOL[TWEE:].replace(oud, nieuw, 1)


def eind(erbij: str) -> str:
    return VOL.replace("</aanleverenInschrijvingVO_Request>", f"{erbij}</aanleverenInschrijvingVO_Request>")


VESTIGING = "<vestiging>00ZV00</vestiging>"
GEVALLEN = {
    "ontbreekt": (VOL.replace(BRIN, ""), WORTEL, "brin ontbreekt."),
    "ontbreekt in een periode": (in_de_tweede(VESTIGING, ""), TWEEDE, "vestiging ontbreekt."),
    "geen nummer": (
        VOL.replace(f"<b:burgerservicenummer>{AN}</b:burgerservicenummer>", ""),
        WORTEL, "burgerservicenummer of onderwijsnummer ontbreekt.",
    ),
    "twee nummers": (
        VOL.replace(BRIN, f"<b:onderwijsnummer>{OWN}</b:onderwijsnummer>{BRIN}"),
        f"{WORTEL}/onderwijsnummer", "Dit element mag hier hoogstens 1 keer staan.",
    ),
    "dubbel": (VOL.replace(BRIN, BRIN * 2), f"{WORTEL}/brin[2]", "Dit element mag hier hoogstens 1 keer staan."),
    "onbekend": (in_de_tweede(VESTIGING, f"{VESTIGING}<kleur>rood</kleur>"), f"{TWEEDE}/kleur", "Dit element is onbekend."),
    "onbekende naam met een nummer": (
        in_de_tweede(VESTIGING, f"{VESTIGING}<n{AN}/>"), f"{TWEEDE}/?", "Dit element is onbekend.",
    ),
    "andere naamruimte": (
        in_de_tweede(VESTIGING, VESTIGING.replace("vestiging", "b:vestiging")),
        f"{TWEEDE}/vestiging", "Dit element staat in een andere naamruimte.",
    ),
    "verkeerde volgorde": (
        VOL[:TWEE] + VOL[TWEE:].replace(VESTIGING, "").replace("</inschrijvingP", f"{VESTIGING}</inschrijvingP"),
        f"{TWEEDE}/vestiging", "Dit element hoort voor indicatieBekostigbaar te staan.",
    ),
    "lege waarde": (VOL.replace(BRIN, "<b:brin/>"), f"{WORTEL}/brin", "De waarde is leeg."),
    "kinderen in een waarde": (
        VOL.replace(BRIN, "<b:brin><x/></b:brin>"), f"{WORTEL}/brin", "Hier staan elementen; er hoort een waarde te staan.",
    ),
    "tekst tussen elementen": (
        in_de_tweede(VESTIGING, f"{VESTIGING}los"), TWEEDE, "Hier staat tekst; er horen alleen elementen te staan.",
    ),
    "attribuut": (VOL.replace("<b:brin>", '<b:brin id="1">'), f"{WORTEL}/brin", "Dit element mag geen attributen hebben."),
    "nil": (
        VOL.replace("<b:brin>", '<b:brin xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true">'),
        f"{WORTEL}/brin", "Dit element mag geen attributen hebben.",
    ),
    "honderd en een perioden": (
        inschrijving(AN, *[periode()] * 101).decode(),
        f"{WORTEL}/inschrijvingPeriodeVO[101]", "Dit element mag hier hoogstens 100 keer staan.",
    ),
    "verblijf zonder brin": (
        eind("<verblijfAndereInstelling><datumBegin>2025-08-01</datumBegin><verblijfsoort>X</verblijfsoort>"
             "</verblijfAndereInstelling>"),
        f"{WORTEL}/verblijfAndereInstelling", "brin ontbreekt.",
    ),
    "periode bij een verwijdering": (
        verwijdering(AN).decode().replace("</aanleverenV", "<b:datumInschrijving>2025-08-01</b:datumInschrijving></aanleverenV"),
        "/aanleverenVerwijderingInschrijvingVO_Request/datumInschrijving", "Dit element is onbekend.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("tekst", "element", "melding"), GEVALLEN.values(), ids=GEVALLEN)
def test_een_fout_in_de_opbouw_noemt_het_element(tekst, element, melding):
    assert fouten(tekst)[0] == (element, melding)


WAARDEN = {
    "identificatiecodeBedrijfsdocument": ("x", "een UUID"),
    "verzendendeInstantie": ("x" * 23, "1 tot en met 22 tekens"),
    "datumTijdBedrijfsdocument": (
        "1899-12-31T00:00:00Z",
        "een moment als 2025-08-01T09:00:00Z, van 1900 tot en met 2099",
    ),
    "burgerservicenummer": ("12345678", "negen cijfers"),
    "brin": ("0zzv", "een BRIN: twee cijfers en twee hoofdletters"),
    "inschrijvingvolgnummer": ("1;2", "1 tot en met 20 tekens, zonder puntkomma"),
    "datumInschrijving": ("2025-02-29", "een bestaande datum als 2025-08-01"),
    "datumUitschrijving": ("31-07-2026", "een bestaande datum als 2025-08-01"),
    "opleidingcode": ("25080", "een elementcode van vier tekens"),
    "vestiging": ("00", "een BRIN met twee cijfers erachter"),
    "leerjaar": ("drie", "een of twee cijfers"),
    "indicatieBekostigbaar": ("J", "true of false"),
}


@pytest.mark.parametrize("naam", WAARDEN)
def test_een_waarde_met_de_verkeerde_vorm_noemt_wat_er_hoort_en_niet_wat_er_stond(naam):
    waarde, uitleg = WAARDEN[naam]
    enkel = inschrijving(AN, tot="2026-07-31").decode()
    begin = enkel.index(f"{naam}>") + len(naam) + 1
    tekst = enkel[:begin] + waarde + enkel[enkel.index("</", begin) :]
    plek = f"{WORTEL}/inschrijvingPeriodeVO/{naam}" if naam in PERIODEVELDEN else f"{WORTEL}/{naam}"
    assert fouten(tekst) == [(plek, f"De waarde klopt niet. Verwacht wordt {uitleg}.")]


PERIODEVELDEN = {"opleidingcode", "vestiging", "leerjaar", "indicatieBekostigbaar"}


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("datumInschrijving", "2025-08-01+02:00"),
        ("datumInschrijving", " 2025-08-01\n"),
        ("datumTijdBedrijfsdocument", "2026-08-01T05:00:00.1234567+02:00"),
        ("datumTijdBedrijfsdocument", "2026-08-01T05:00:00"),
        ("indicatieBekostigbaar", "0"),
    ],
)
def test_elke_schrijfwijze_die_het_schema_toelaat_is_goed(naam, waarde):
    enkel = inschrijving(AN).decode()
    begin = enkel.index(f"{naam}>") + len(naam) + 1
    assert fouten(enkel[:begin] + waarde + enkel[enkel.index("</", begin) :]) == []


@pytest.mark.parametrize("naam", ["verblijf", "perspectief", "experiment", "aanvulling", "aanbieder", "schemaLocation"])
def test_wat_wij_niet_bewaren_mag_er_wel_staan(naam):
    xsi = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a b" '
    tekst = {
        "verblijf": eind("<verblijfAndereInstelling><datumBegin>2025-08-01</datumBegin><brin>01AA</brin>"
                         "<vestiging>01AA00</vestiging><verblijfsoort>OPVANG</verblijfsoort></verblijfAndereInstelling>"),
        "perspectief": eind("<ontwikkelingsperspectief><datumBegin>2025-08-01</datumBegin></ontwikkelingsperspectief>"),
        "experiment": in_de_tweede("</indicatieBekostigbaar>", "</indicatieBekostigbaar><experiment><naam>A_1</naam></experiment>"),
        "aanvulling": in_de_tweede(
            "<vestiging>", "<b:aanvullendeOpleiding><b:opleidingcode>0012</b:opleidingcode></b:aanvullendeOpleiding><vestiging>"
        ),
        "aanbieder": in_de_tweede(
            "<b:opleidingcode>", "<b:onderwijsaanbieder>123A456</b:onderwijsaanbieder>"
            "<b:onderwijslocatie>123X456</b:onderwijslocatie><b:opleidingcode>"
        ),
        "schemaLocation": VOL.replace("Request ", f"Request {xsi}", 1),
    }[naam]  # fmt: skip
    assert fouten(tekst) == []


def test_een_bericht_vol_fouten_noemt_de_eerste_twintig():
    assert len(fouten(inschrijving(AN, *[periode(vestiging="x")] * 30).decode())) == MEESTE_FOUTEN


def test_een_element_van_een_kind_hoort_in_de_naamruimte_waar_het_gemaakt_is():
    omgekeerd = (
        inschrijving(AN).decode().replace("<b:datumBegin", "<datumBegin").replace("</b:datumBegin", "</datumBegin")
    )
    assert fouten(omgekeerd) == [
        (f"{WORTEL}/inschrijvingPeriodeVO/datumBegin", "Dit element staat in een andere naamruimte."),
        (f"{WORTEL}/inschrijvingPeriodeVO", "datumBegin ontbreekt."),
    ]


def test_de_twee_naamruimten_zijn_die_van_het_berichtenboek():
    assert (VO.rsplit("/", 1)[1], BASIS.rsplit("/", 1)[1]) == (
        "DUO_VOAanlevering_InschrijvingVO_V1", "DUO_VOBasisschema_Inschrijving_V1",
    )  # fmt: skip


def test_een_reusachtige_waarde_is_een_gewone_fout():
    assert fouten(inschrijving(AN, volgnummer="x" * 900_000).decode()) == [
        (
            f"{WORTEL}/inschrijvingvolgnummer",
            f"De waarde klopt niet. Verwacht wordt {WAARDEN['inschrijvingvolgnummer'][1]}.",
        )
    ]
