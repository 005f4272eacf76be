"""De bestanden van een rapportage: wie krijgt wat, wat komt in het logboek, en hoe een groot bestand ontstaat."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from accounts.domein.rechten import Rol
from accounts.models import Toewijzing
from rapportages.models import Bestandsaanvraag, Telling
from rapportages.services.achtergrond import OPSLAG, maak_bestand, veeg_bestanden, verwijder_verlopen_bestanden
from rapportages.services.bestanden import HOOGSTE_AANTAL_OP_PAPIER
from tests.cast import maak_lid
from tests.rapportages.bestanden import DINSDAG, aanvraag, kleine_maand
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
A04_XLSX = "/rapportages/2025-11/A04/xlsx/"


@pytest.fixture(autouse=True)
def dinsdag(settings, tmp_path):
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    with time_machine.travel(DINSDAG, tick=False):
        yield


@pytest.fixture
def maand(wereld):
    return kleine_maand(wereld)


@pytest.fixture
def grote_maand(maand):
    """De tellingen van de bouw zeggen dat de A04 van de school te groot is om op te wachten."""
    Telling.objects.unscoped("test").filter(code="A04", ontvanger="I00ZV").update(aantal=30_000)
    return maand


def acties() -> list[str]:
    return list(AuditEvent.objects.filter(actie__startswith="rapportages:bestand:").order_by("pk")
                .values_list("actie", flat=True))  # fmt: skip


def inhoud(antwoord) -> bytes:
    return b"".join(antwoord.streaming_content)


@pytest.mark.parametrize("vorm", ["csv", "xlsx", "pdf"])
def test_een_klein_bestand_komt_meteen_met_de_naam_van_het_contract(wereld, maand, ingelogd, vorm):
    antwoord = ingelogd(wereld.rapport).get(f"/rapportages/2025-11/A04/{vorm}/")
    assert (antwoord.status_code, len(inhoud(antwoord)) > 0) == (200, True)
    assert antwoord.headers["Content-Disposition"] == f'attachment; filename="202511A04I00ZV.{vorm}"'


def test_wie_een_bestand_ophaalt_staat_met_elke_leerling_in_het_logboek(wereld, maand, ingelogd):
    inhoud(ingelogd(wereld.rapport).get("/rapportages/2025-11/A04/csv/"))
    assert acties() == ["rapportages:bestand:bekeken"] * 4 + ["rapportages:bestand:gemaakt"]


def test_een_overzicht_zonder_leerlingen_geeft_een_logregel(wereld, maand, ingelogd):
    inhoud(ingelogd(wereld.rapport).get("/rapportages/2025-11/A06/csv/"))
    assert acties() == ["rapportages:bestand:gemaakt"]


@pytest.mark.parametrize(
    "pad",
    ["2025-12/A04/csv", "2025-13/A04/csv", "1850-01/A04/csv", "2025-11/A99/csv", "2025-11/A04/docx", "2025-11/A04/CSV"],
)
def test_wat_niet_bestaat_is_een_404(wereld, maand, ingelogd, pad):
    assert ingelogd(wereld.rapport).get(f"/rapportages/{pad}/").status_code == 404


def test_wie_geen_ontvanger_is_krijgt_een_404(wereld, maand, ingelogd):
    lezer = maak_lid("rapport", wereld.instantie, Rol.RAPPORTAGES)
    assert ingelogd(lezer).get("/rapportages/2025-11/A06/csv/").status_code == 404


def test_een_verlopen_maand_is_een_410_met_uitleg(wereld, maand, ingelogd):
    maand.verloopt_op = date(2025, 11, 4)
    maand.save()
    antwoord = ingelogd(wereld.rapport).get("/rapportages/2025-11/A04/csv/")
    assert (antwoord.status_code, "drie maanden" in antwoord.content.decode()) == (410, True)


def test_een_andere_school_ziet_alleen_haar_eigen_lege_lijst(wereld, andere_wereld, maand, ingelogd):
    regels = inhoud(ingelogd(andere_wereld.rapport).get("/rapportages/2025-11/A04/csv/")).decode().splitlines()
    assert len(regels) == 1


def test_een_groot_bestand_vraagt_u_aan_en_een_tweede_keer_is_dezelfde_aanvraag(wereld, grote_maand, ingelogd):
    school = ingelogd(wereld.rapport)
    assert "Dit bestand is groot" in school.get(A04_XLSX).content.decode()
    eerste, tweede = school.post(A04_XLSX), school.post(A04_XLSX)
    assert (eerste.status_code, eerste.headers["Location"]) == (302, tweede.headers["Location"])
    assert school.get(A04_XLSX).headers["Location"] == eerste.headers["Location"]
    assert acties() == ["rapportages:bestand:aangevraagd"]


def test_een_te_lange_pdf_kan_niet_worden_aangevraagd(wereld, grote_maand, ingelogd):
    antwoord = ingelogd(wereld.rapport).post("/rapportages/2025-11/A04/pdf/")
    assert f"hoogstens {HOOGSTE_AANTAL_OP_PAPIER} rijen" in antwoord.content.decode()
    assert Bestandsaanvraag.objects.unscoped("test").count() == 0


@pytest.mark.django_db(transaction=True)
def test_de_taak_maakt_het_bestand_en_de_aanvrager_krijgt_een_mail(wereld, maand, ingelogd):
    gevraagd = aanvraag(wereld, maand)
    assert maak_bestand(gevraagd.pk) is True
    antwoord = ingelogd(wereld.rapport).get(f"/rapportages/bestanden/{gevraagd.pk}/bestand/")
    blad = load_workbook(io.BytesIO(inhoud(antwoord))).worksheets[0]
    assert [rij[3].value for rij in blad.iter_rows(min_row=2)] == ["999900006", "999900018", "999900031", "999900043"]
    assert acties() == [
        "rapportages:bestand:klaar",
        *["rapportages:bestand:bekeken"] * 4,
        "rapportages:bestand:opgehaald",
    ]
    [bericht] = Bericht.objects.filter(sjabloon="rapportages/bestand_klaar")
    assert (bericht.ontvanger, bericht.context) == (
        wereld.rapport.email,
        {"maand": "2025-11", "nummer": str(gevraagd.pk)},
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("dagen", "verwacht"), [(90, 7), (3, 3)])
def test_een_bestand_vervalt_na_zeven_dagen_en_nooit_na_de_rapportage(wereld, maand, dagen, verwacht):
    maand.verloopt_op = DINSDAG.date() + timedelta(days=dagen)
    maand.save()
    gevraagd = aanvraag(wereld, maand)
    maak_bestand(gevraagd.pk)
    gevraagd.refresh_from_db()
    assert gevraagd.verloopt_op == DINSDAG.date() + timedelta(days=verwacht)


@pytest.mark.django_db(transaction=True)
def test_de_veegbeurt_maakt_wat_een_gedode_taak_liet_liggen_en_niet_te_vroeg(wereld, maand):
    net = aanvraag(wereld, maand, stand="bezig", pogingen=2, bijgewerkt_op=DINSDAG)
    lang = aanvraag(wereld, maand, code="A01", stand="bezig", pogingen=1, bijgewerkt_op=DINSDAG - timedelta(minutes=2))
    assert veeg_bestanden() == 1
    standen = Bestandsaanvraag.objects.unscoped("test").in_bulk([net.pk, lang.pk])
    assert (standen[net.pk].stand, standen[lang.pk].stand, standen[lang.pk].pogingen) == ("bezig", "klaar", 2)


@pytest.mark.parametrize(("velden", "fout", "mails"), [({"pogingen": 5}, "storing", 1), ({"recht": False}, "recht", 0)])
def test_wat_niet_kan_is_mislukt(wereld, maand, velden, fout, mails):
    if velden.pop("recht", True) is False:
        Toewijzing.objects.unscoped("test").filter(gebruiker=wereld.rapport).delete()
    gevraagd = aanvraag(wereld, maand, **velden)
    assert maak_bestand(gevraagd.pk) is False
    gevraagd.refresh_from_db()
    assert (gevraagd.stand, gevraagd.fout) == ("mislukt", fout)
    assert Bericht.objects.filter(sjabloon="rapportages/bestand_mislukt").count() == mails


def test_opschonen_haalt_het_bestand_weg_en_de_pagina_zegt_het(wereld, maand, ingelogd):
    gevraagd = aanvraag(wereld, maand, stand="klaar", opslag="a1", verloopt_op=DINSDAG.date())
    OPSLAG.schrijf("a1", "xlsx", lambda stroom: stroom.write(b"x"))
    assert [verwijder_verlopen_bestanden(DINSDAG.date(), proef=proef) for proef in (True, False, False)] == [1, 1, 0]
    assert OPSLAG.pad("a1", "xlsx").exists() is False
    school = ingelogd(wereld.rapport)
    assert school.get(f"/rapportages/bestanden/{gevraagd.pk}/bestand/").status_code == 410
    assert "Het bestand is verlopen" in school.get(f"/rapportages/bestanden/{gevraagd.pk}/").content.decode()


def test_de_aanvraag_van_een_ander_bestaat_niet(wereld, andere_wereld, maand, ingelogd):
    vreemd = ingelogd(andere_wereld.rapport)
    for einde in ("", "voortgang/", "bestand/"):
        assert (
            vreemd.get(
                f"/rapportages/bestanden/{aanvraag(wereld, maand, code=f'A0{len(einde) % 7}').pk}/{einde}"
            ).status_code
            == 404
        )


def test_de_voortgang_vraagt_door_tot_het_klaar_is(wereld, maand, ingelogd):
    gevraagd = aanvraag(wereld, maand, stand="bezig", gedaan=500, totaal=2000)
    school, adres = ingelogd(wereld.rapport), f"/rapportages/bestanden/{gevraagd.pk}/voortgang/"
    antwoord = school.get(adres, headers={"HX-Request": "true"})
    assert (antwoord.status_code, "500 van 2000" in antwoord.content.decode()) == (200, True)
    Bestandsaanvraag.objects.unscoped("test").update(stand="mislukt", fout="storing")
    assert school.get(adres, headers={"HX-Request": "true"}).status_code == 286
    assert school.get(adres).status_code == 302


@pytest.mark.parametrize("vorm", ["csv", "xlsx", "pdf"])
def test_de_opdracht_schrijft_elke_vorm(wereld, maand, tmp_path, capsys, vorm):
    doel = tmp_path / f"uit.{vorm}"
    call_command("rapportage_export", "2025-11", "A04", "I00ZV", "--uit", str(doel))
    assert (capsys.readouterr().out, doel.stat().st_size > 0) == ("A04 4 rijen\n", True)


def test_een_map_op_de_plaats_van_het_bestand_wordt_met_een_zin_geweigerd(wereld, maand, tmp_path):
    doel = tmp_path / "uit.csv"
    doel.mkdir()
    with pytest.raises(CommandError, match=r"niet geschreven: er is al een map met die naam\."):
        call_command("rapportage_export", "2025-11", "A04", "I00ZV", "--uit", str(doel))
    assert list(tmp_path.iterdir()) == [doel]
