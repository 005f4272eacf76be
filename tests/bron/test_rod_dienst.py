"""Een bericht verwerken: het oordeel, de herhaling en het antwoord, byte voor byte tests/golden/bron/rod-*.xml."""

from datetime import date, datetime

import pytest

from bron.models import Levering, Oordeel, PeriodeVersie
from bron.services import lees_in
from bron.services.aanlever_opruimen import verwijder_oordelen
from bron.services.rod import foutdocument, verwerk
from bron.services.rod_xml import BerichtGeweigerd
from tests.bron.hulp import AN, BEN, aantallen, inhoud_register, leg, levering, per
from tests.bron.rod import envelop, inschrijving, nummer, periode, verwijdering
from tests.factories import OrganisatieFactory
from tests.goud import is_goud
from verzuimloket import clock

pytestmark = pytest.mark.django_db
OP = datetime(2026, 8, 3, 9, tzinfo=clock.AMSTERDAM)


@pytest.fixture(autouse=True)
def _school_met_een_leerling(tmp_path):
    OrganisatieFactory(code="00ZV")
    lees_in(leg(tmp_path, levering(per(AN))), ontvangen_op=OP)


def stuur(bericht: bytes, leverancier: str = "00ZV") -> bytes:
    with clock.op(OP):
        return verwerk(bericht, leverancier=leverancier).document


def geweigerd(bericht: bytes) -> BerichtGeweigerd:
    with pytest.raises(BerichtGeweigerd) as fout:
        stuur(bericht)
    return fout.value


FOUT = inschrijving(
    AN, periode(), periode("2025-09-01", leerjaar="12", vestiging="27GZ00"), periode("2025-09-01", code="X001")
)
BERICHTEN = {
    "rod-goedgekeurd.xml": inschrijving(AN),
    "rod-goedgekeurd-soap.xml": envelop(inschrijving(AN)),
    "rod-verwijderd.xml": verwijdering(AN, bericht=nummer(2)),
    "rod-afgekeurd.xml": FOUT,
    "rod-afgekeurd-soap.xml": envelop(FOUT),
    "rod-onbekende-persoon.xml": inschrijving(BEN),
    "rod-ander-brin.xml": inschrijving(AN, brin="27GZ"),
}


@pytest.mark.parametrize("naam", BERICHTEN)
def test_het_antwoord_is_byte_voor_byte_wat_de_leverancier_verwacht(naam):
    if naam == "rod-verwijderd.xml":
        stuur(inschrijving(AN))
    is_goud(f"bron/{naam}", stuur(BERICHTEN[naam]))


@pytest.mark.parametrize("soap", [False, True])
def test_een_fout_in_de_opbouw_is_een_foutdocument_in_de_vorm_van_het_bericht(soap):
    bericht = inschrijving(AN, periode(vestiging="00"), periode(leerjaar="x"))
    fout = geweigerd(envelop(bericht) if soap else bericht)
    is_goud(f"bron/rod-fout{'-soap' * soap}.xml", foutdocument(fout))


def test_een_geweigerd_bericht_laat_niets_achter():
    eerst = inhoud_register()
    geweigerd(inschrijving(AN).replace(b"<b:brin>00ZV</b:brin>", b""))
    assert inhoud_register() == eerst


def test_een_herhaald_bericht_wijzigt_niets_en_krijgt_hetzelfde_antwoord():
    eerste = stuur(inschrijving(AN))
    eerst = inhoud_register()
    with clock.op(OP.replace(day=9)):
        tweede = verwerk(inschrijving(AN), leverancier="00ZV")
    assert (tweede.document, tweede.herhaald, inhoud_register()) == (eerste, True, eerst)


def test_een_herhaald_afgekeurd_bericht_blijft_afgekeurd_ook_als_de_leerling_nu_bekend_is(tmp_path):
    eerste = stuur(inschrijving(BEN))
    lees_in(leg(tmp_path, levering(per(BEN), nummer=2), "2.csv"), ontvangen_op=OP)
    assert (stuur(inschrijving(BEN)), aantallen().get("periodeversie")) == (eerste, None)


def test_na_een_jaar_is_de_terugkoppeling_van_een_herhaling_er_niet_meer():
    stuur(inschrijving(BEN))
    verwijder_oordelen(date(2030, 1, 1))
    fout = geweigerd(inschrijving(BEN))
    assert (fout.code, fout.status) == ("VERLOPEN", 422)


def test_een_nieuw_bericht_met_dezelfde_inhoud_komt_wel_binnen(tmp_path):
    stuur(inschrijving(BEN))
    lees_in(leg(tmp_path, levering(per(BEN), nummer=2), "2.csv"), ontvangen_op=OP)
    stuur(inschrijving(BEN, bericht=nummer(2)))
    assert aantallen()["periodeversie"] == 1


def test_dezelfde_identificatiecode_met_andere_inhoud_is_geweigerd():
    stuur(inschrijving(AN))
    eerst = inhoud_register()
    fout = geweigerd(inschrijving(AN, tot="2026-07-31"))
    assert (fout.code, fout.status, inhoud_register()) == ("HERGEBRUIKT", 422, eerst)


def test_dezelfde_identificatiecode_van_een_andere_school_is_een_ander_bericht():
    OrganisatieFactory(code="27GZ")
    stuur(inschrijving(AN))
    stuur(inschrijving(AN, periode(vestiging="27GZ00"), brin="27GZ"), "27GZ")
    assert sorted(PeriodeVersie.objects.unscoped("test").values_list("brin", flat=True)) == ["00ZV", "27GZ"]


def test_een_hoofdletter_in_de_identificatiecode_maakt_geen_nieuw_bericht():
    code = "ABCDEF00-0000-4000-8000-000000000001"
    stuur(inschrijving(AN, bericht=code))
    assert geweigerd(inschrijving(AN, bericht=code.lower())).code == "HERGEBRUIKT"


def test_een_goedkeuring_met_signaal_staat_zo_in_het_antwoord():
    gedaan = verwerk(inschrijving(AN), leverancier="00ZV")
    Oordeel.objects.create(
        levering=gedaan.levering, regel=2, recordsoort="ISG", sleutel="x", code="OVERLAP",
        oordeel="goedgekeurd met signaal", melding="De leerling is ook elders ingeschreven.",
    )  # fmt: skip
    antwoord = verwerk(inschrijving(AN), leverancier="00ZV").document.decode()
    assert "<rod:oordeel>goedgekeurd met signaal</rod:oordeel>" in antwoord


@pytest.mark.parametrize("document", [*BERICHTEN.values(), inschrijving(AN, tot="2020-01-01")])
def test_er_staat_geen_nummer_van_een_leerling_in_een_antwoord(document):
    assert [nr for nr in (AN, BEN) if nr.encode() in stuur(document)] == []


def test_een_volgnummer_met_tekens_van_xml_en_van_de_levering_komt_heel_over():
    stuur(inschrijving(AN, volgnummer="&lt;a&amp;\\n&gt;"))
    assert PeriodeVersie.objects.unscoped("test").get().volgnummer == "<a&\\n>"


def test_een_regeleinde_in_een_volgnummer_telt_als_spatie():
    stuur(inschrijving(AN, volgnummer="a&#10;ISG"))
    assert PeriodeVersie.objects.unscoped("test").get().volgnummer == "a ISG"


def test_een_volgnummer_dat_niet_meer_kan_groeien_is_een_weigering(tmp_path):
    lees_in(leg(tmp_path, levering(nummer=10**18 - 1, leverancier="00ZV"), "vol.csv"), ontvangen_op=OP)
    assert (geweigerd(inschrijving(AN)).code, Levering.objects.filter(leverancier="00ZV").count()) == ("LEVERING", 1)
