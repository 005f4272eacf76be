"""Een bestand aanbieden op het scherm: elke soort fout staat bij het veld, en er blijft niets liggen."""

import resource
import stat

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from bron.models import Inlezing
from bron.services import wachtrij
from tests.bron.hulp import AN, isg, leg, levering, per
from verzuimloket.audit.models import AuditEvent
from verzuimloket.gate import GROOTSTE_MULTIPART

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslagmap")]
PAD = "/beheer/aanleveringen/nieuw/"
GOED = levering(per(AN), *isg(AN))
GEEN_VLP = "De eerste regel is geen voorlooprecord (VLP)."


@pytest.fixture
def client(ingelogd, functioneel) -> Client:
    return ingelogd(functioneel)


def bied_aan(client: Client, inhoud: str | bytes, naam: str = "levering.csv"):
    return client.post(PAD, {"bestand": ContentFile(inhoud if isinstance(inhoud, bytes) else inhoud.encode(), naam)})


def bestanden(opslagmap) -> list[str]:
    return sorted(pad.name for pad in opslagmap.iterdir()) if opslagmap.exists() else []


def test_een_aangeboden_bestand_komt_in_de_rij(client, functioneel):
    antwoord = bied_aan(client, GOED)
    rij = Inlezing.objects.get()
    assert antwoord.url == f"/beheer/aanleveringen/{rij.pk}/"
    assert (rij.stand, rij.herkomst, rij.leverancier, rij.volgnummer) == ("wacht", "scherm", "PROEF", 1)
    assert (rij.bestandsnaam, rij.omvang, rij.gebruiker) == ("levering.csv", len(GOED), functioneel)


def test_het_aanbieden_staat_in_het_logboek(client, functioneel):
    bied_aan(client, GOED)
    regel = AuditEvent.objects.get(actie="bron:aanlevering:aangeboden")
    assert (regel.gebruiker_id, regel.object_id) == (functioneel.pk, str(Inlezing.objects.get().pk))


def test_een_omvang_die_een_geldig_pgn_is_houdt_het_aanbieden_niet_tegen(functioneel, opslagmap):
    opslagmap.mkdir(parents=True)
    pad = leg(opslagmap, GOED, "0" * 32)
    wachtrij.bied_aan(functioneel, bewaard_als=pad.name, bestandsnaam="a.csv", omvang=int(AN))
    assert AuditEvent.objects.get(actie="bron:aanlevering:aangeboden").details == {"megabytes": 953}


def test_het_bestand_staat_byte_voor_byte_onder_een_eigen_naam_die_alleen_het_portaal_leest(client, opslagmap):
    bied_aan(client, GOED)
    [naam] = bestanden(opslagmap)
    pad = opslagmap / naam
    assert (naam, pad.read_bytes()) == (Inlezing.objects.get().opslag, GOED.encode())
    assert (stat.S_IMODE(pad.stat().st_mode), stat.S_IMODE(opslagmap.stat().st_mode)) == (0o600, 0o700)


@pytest.mark.parametrize(
    ("naam", "getoond"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\leveringen\\a.csv", "a.csv"),
        ("leerling 999900006.csv", "leerling *********.csv"),
        ("Nguyễn Ş.csv", "Nguyễn Ş.csv"),
    ],
)
def test_de_naam_van_de_gebruiker_wordt_alleen_getoond(client, opslagmap, naam, getoond):
    bied_aan(client, GOED, naam)
    rij = Inlezing.objects.get()
    assert (rij.bestandsnaam, bestanden(opslagmap)) == (getoond, [rij.opslag])


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "Het bestand is leeg."),
        (GOED.partition("\n")[2], GEEN_VLP),
        (b"PK\x03\x04 een zip", GEEN_VLP),
        (b"\x00" * 5000, GEEN_VLP),
        ("\ufeff" + GOED, "Het bestand begint met een BOM; lever het aan als UTF-8 zonder BOM."),
        (GOED.encode("utf-16"), "Het bestand is geen UTF-8 (regel 1)."),
        (GOED.replace("Zeeman", "Zeemán").encode("latin-1"), "Het bestand is geen UTF-8 (regel 2)."),
    ],
    ids=["leeg", "zonder VLP", "zip", "NUL", "BOM", "utf-16", "latin-1"],
)
def test_wat_geen_levering_is_krijgt_een_fout_bij_het_veld_en_blijft_nergens(client, opslagmap, inhoud, zin):
    antwoord = bied_aan(client, inhoud)
    assert (antwoord.status_code, antwoord.context["form"].errors) == (200, {"bestand": [zin]})
    assert (Inlezing.objects.count(), bestanden(opslagmap)) == (0, [])


def test_zonder_bestand_zegt_het_formulier_wat_ontbreekt(client):
    antwoord = client.post(PAD, {})
    assert antwoord.context["form"].errors == {"bestand": ["Kies het bestand dat u wilt aanbieden."]}


def test_een_te_groot_bestand_noemt_de_grens_en_blijft_nergens(client, opslagmap, settings):
    settings.AANLEVERING_GROOTSTE = 1 << 20
    antwoord = bied_aan(client, GOED + "x" * (1 << 20))
    zin = "Het bestand is te groot. Een bestand mag hier hoogstens 1 MB zijn."
    assert antwoord.context["form"].errors == {"bestand": [zin]}
    assert (Inlezing.objects.count(), bestanden(opslagmap)) == (0, [])


def test_een_bestand_op_de_grens_mag(client, settings):
    settings.AANLEVERING_GROOTSTE = len(GOED)
    assert bied_aan(client, GOED).status_code == 302


def test_de_grens_van_gewone_formulieren_geldt_hier_niet(client):
    groot = GOED.encode() + b"\n" * (GROOTSTE_MULTIPART + 1)
    assert bied_aan(client, groot).status_code == 302


def test_kan_het_bestand_niet_bewaard_worden_dan_staat_dat_bij_het_veld(client, opslagmap):
    opslagmap.parent.mkdir()
    opslagmap.write_text("geen map")
    antwoord = bied_aan(client, GOED)
    zin = "Het bestand kon niet bewaard worden: er is geen ruimte of geen recht. Vraag de technisch beheerder."
    assert (antwoord.status_code, antwoord.context["form"].errors) == (200, {"bestand": [zin]})


def test_een_schijf_die_onderweg_vol_raakt_is_een_fout_bij_het_veld_en_laat_niets_achter(client, opslagmap):
    oud = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, oud[1]))
    try:
        antwoord = bied_aan(client, GOED.encode() + b"\n" * (5 << 20))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, oud)
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (200, ["bestand"])
    assert (Inlezing.objects.count(), bestanden(opslagmap)) == (0, [])


def test_van_twee_bestanden_in_een_formulier_telt_het_eerste(client, opslagmap):
    client.post(PAD, {"bestand": ContentFile(GOED.encode(), "a.csv"), "ander": ContentFile(b"x", "b.csv")})
    assert (Inlezing.objects.get().bestandsnaam, len(bestanden(opslagmap))) == ("a.csv", 1)


def test_zonder_csrf_sleutel_blijft_er_niets_liggen(ingelogd, functioneel, opslagmap):
    client = ingelogd(functioneel, client=Client(enforce_csrf_checks=True))
    assert bied_aan(client, GOED).status_code == 403
    assert (Inlezing.objects.count(), bestanden(opslagmap)) == (0, [])


def test_een_afgebroken_verzending_laat_niets_achter(ingelogd, functioneel, opslagmap):
    client = ingelogd(functioneel)
    half = b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="a.csv"\r\n\r\n' + GOED.encode()[:40]
    client.generic("POST", PAD, half, "multipart/form-data; boundary=x")
    assert (Inlezing.objects.count(), bestanden(opslagmap)) == (0, [])


def test_wie_hier_niet_mag_komen_kan_geen_bestand_neerzetten(ingelogd, melder, opslagmap):
    assert bied_aan(ingelogd(melder), GOED).status_code == 403
    assert bestanden(opslagmap) == []


def test_dezelfde_inhoud_twee_keer_zijn_twee_aanleveringen(client, opslagmap):
    for _ in range(2):
        bied_aan(client, GOED)
    assert sorted(Inlezing.objects.values_list("opslag", flat=True)) == bestanden(opslagmap)
    assert len(bestanden(opslagmap)) == 2


def test_de_pagina_noemt_de_grens(client):
    assert "hoogstens 2048 MB" in client.get(reverse("bron:aanlevering_nieuw")).content.decode()
