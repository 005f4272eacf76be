"""De weeklevering als bestand: precies de eigen regels, onder de naam van het contract, met een spoor per leerling."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from accounts.domein.rechten import Rol
from bron.domein.mutatie import MutatieSoort
from bron.exports.weeklevering import TABEL, rij
from bron.models import Mutatie
from tests.bron.leveringen.hulp import lid, mutatie, weeklevering
from tests.leveringen import pgn
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.export.cellen import csv_tekst

pytestmark = pytest.mark.django_db
PAD = "/leveringen/2026-11-23/"


def inhoud(antwoord) -> bytes:
    return b"".join(antwoord.streaming_content)


def regels(antwoord) -> list[list[str]]:
    return [regel.split(";") for regel in inhoud(antwoord).decode().split("\r\n")]


@pytest.mark.parametrize(
    ("waar", "naam"), [("gemeente", "20261123PG0363"), ("regio", "20261123PR0021"), ("instantie", "20261123PUUI21")]
)
@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
def test_een_bestand_heet_naar_zijn_maandag_en_ontvanger_en_blijft_niet_in_een_cache(
    ingelogd, wereld, waar, naam, vorm
):
    weeklevering()
    antwoord = ingelogd(lid(wereld, waar)).get(f"{PAD}{vorm}/")
    assert inhoud(antwoord)
    assert antwoord.headers["Content-Disposition"] == f'attachment; filename="{naam}.{vorm}"'
    assert antwoord.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("waar", ["gemeente", "regio"])
def test_een_csv_bevat_precies_wat_deze_ontvanger_mag_zien(ingelogd, wereld, andere_wereld, waar):
    levering = weeklevering()
    for nummer, van in enumerate((wereld, andere_wereld, wereld)):
        mutatie(levering, van, nummer)
    iemand = lid(wereld, waar)
    eigen = [[csv_tekst(w) for w in rij(m)] for m in Mutatie.objects.visible_to(iemand).order_by("pgn")]
    assert regels(ingelogd(iemand).get(f"{PAD}csv/")) == [TABEL.koppen, *eigen, [""]]
    assert len(eigen) == 2


def test_een_ontvanger_zonder_regels_krijgt_alleen_de_koppen(ingelogd, wereld, andere_wereld):
    mutatie(weeklevering(), andere_wereld)
    assert regels(ingelogd(lid(wereld, "gemeente")).get(f"{PAD}csv/")) == [TABEL.koppen, [""]]


def test_een_werkmap_heeft_dezelfde_regels_met_echte_datums(ingelogd, wereld):
    mutatie(weeklevering(), wereld)
    blad = load_workbook(io.BytesIO(inhoud(ingelogd(lid(wereld, "gemeente")).get(f"{PAD}xlsx/")))).active
    koppen, waarden = ([cel.value for cel in regel] for regel in blad.iter_rows())
    cellen = dict(zip(koppen, waarden, strict=True))
    assert koppen == TABEL.koppen
    assert (cellen["PGN"], cellen["DATUM_UITSCHRIJVING"]) == (pgn(0), datetime(2026, 11, 12))  # noqa: DTZ001


@pytest.mark.parametrize("naam", ["=HYPERLINK(1)", "+1", "@x", "-2"])
def test_een_naam_wordt_in_geen_enkel_bestand_een_formule(ingelogd, wereld, naam):
    mutatie(weeklevering(), wereld, achternaam=naam)
    client = ingelogd(lid(wereld, "gemeente"))
    plek = TABEL.koppen.index("ACHTERNAAM")
    assert regels(client.get(f"{PAD}csv/"))[1][plek] == f"'{naam}"
    cel = load_workbook(io.BytesIO(inhoud(client.get(f"{PAD}xlsx/")))).active.cell(2, plek + 1)
    assert (cel.value, cel.data_type) == (naam, "s")


@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
def test_ophalen_legt_elke_leerling_een_keer_vast_en_het_ophalen_zelf(ingelogd, wereld, andere_wereld, vorm):
    levering = weeklevering()
    mutatie(levering, wereld, 0)
    mutatie(levering, wereld, 0, soort=MutatieSoort.STARTKWALIFICATIE)
    mutatie(levering, wereld, 1)
    mutatie(levering, andere_wereld, 2)
    inhoud(ingelogd(lid(wereld, "gemeente")).get(f"{PAD}{vorm}/"))
    gezien = AuditEvent.objects.filter(actie="bron:weeklevering:bekeken")
    assert sorted(gezien.values_list("onderwerp", flat=True)) == sorted(onderwerp_van(pgn(nr)) for nr in (0, 1))
    [opgehaald] = AuditEvent.objects.filter(actie="bron:weeklevering:opgehaald")
    assert (opgehaald.object_id, opgehaald.details) == ("2026-11-23", {"vorm": vorm, "regels": 3})


def test_lukt_het_logboek_niet_dan_krijgt_de_bezoeker_geen_bestand(ingelogd, wereld, monkeypatch):
    mutatie(weeklevering(), wereld)
    monkeypatch.setattr("bron.services.leveringen.record_bekeken", lambda *_, **__: 1 / 0)
    client = ingelogd(lid(wereld, "gemeente"))
    client.raise_request_exception = False
    assert client.get(f"{PAD}csv/").status_code == 500


def test_een_verhuizing_naar_buiten_staat_alleen_bij_de_gemeente_die_de_leerling_verlaat(
    ingelogd, wereld, andere_wereld
):
    levering = weeklevering()
    verhuisd, _ = MutatieSoort.VERHUISD_ANDERS, andere_wereld.gemeente
    naar = {"gemeentecode": "0518", "rmc_nummer": "28", "soort": verhuisd, "datum": date(2026, 11, 18)}
    mutatie(levering, wereld, **naar)
    mutatie(levering, andere_wereld, **naar)
    zinnen = [
        [zin for _, zin in ingelogd(lid(van, "gemeente", Rol.BEHANDELAAR_RMC)).get(PAD).context["rijen"]]
        for van in (wereld, andere_wereld)
    ]
    assert zinnen == [
        ["Op 18-11-2026 ontvingen wij dat deze leerling van Gemeente 0363 is verhuisd naar Gemeente 0518."],
        ["Op 18-11-2026 ontvingen wij dat deze leerling in Gemeente 0518 is komen wonen."],
    ]
