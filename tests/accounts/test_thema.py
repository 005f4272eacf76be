"""Het thema van een organisatie: naam, kleur en logo, en wie ze ziet."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from pypdf import PdfReader

from accounts.domein.kleur import contrast_met_wit, keur_kleur
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Huislogo, Organisatie
from accounts.services.aanmelden import meld_aan
from accounts.services.thema import zet_thema
from verzuimloket.audit.models import AuditEvent
from verzuimloket.beeld import GeenLogo, lees_logo

THEMA = {"weergavenaam": "Het Noorden", "kleur": "#0D4F85"}


def png(breed: int = 300, hoog: int = 100, kleur: str = "#7a1f3d", **opties) -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", (breed, hoog), kleur).save(uit, "PNG", **opties)
    return uit.getvalue()


def bom(zijde: int) -> bytes:
    """Een PNG waarvan alleen de kop zegt dat hij zo groot is."""
    stukken = [(b"IHDR", struct.pack(">IIBBBBB", zijde, zijde, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0" * 999))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(inhoud)) + naam + inhoud + struct.pack(">I", zlib.crc32(naam + inhoud))
        for naam, inhoud in stukken
    )


def jpeg() -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", (300, 100)).save(uit, "JPEG")
    return uit.getvalue()


def zet(wereld, **anders) -> None:
    velden = {"weergavenaam": "Het Noorden", "kleur": "#0d4f85", "logo": lees_logo(png()), "logo_weg": False} | anders
    zet_thema(wereld.school, **velden, door=wereld.beheerder)


# --- kleur ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kleur", "contrast"), [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48), ("#ff0000", 4.0)]
)
def test_het_contrast_is_dat_van_wcag(kleur, contrast):
    assert round(contrast_met_wit(kleur), 2) == contrast


@pytest.mark.parametrize(
    ("kleur", "goed"),
    [("#767676", True), ("#777777", False), ("#ffff00", False), ("0d4f85", False), ("#0d4f8", False), ("red", False)],
)
def test_een_kleur_moet_op_wit_te_lezen_zijn(kleur, goed):
    assert (keur_kleur(kleur) == "") is goed


def test_het_stijlblad_bestaat_alleen_voor_een_goede_kleur(client, db):
    goed = client.get("/thema/0d4f85.css")
    assert (goed.headers["Content-Type"], b"#0d4f85" in goed.content) == ("text/css", True)
    assert [client.get(f"/thema/{code}.css").status_code for code in ("ffff00", "x}body{", "0d4f85;")] == [404] * 3


# --- logo -----------------------------------------------------------------------------------------------------------
def test_een_logo_wordt_kleiner_en_houdt_zijn_verhouding():
    logo = lees_logo(png(1000, 500))
    assert (logo.breedte, logo.hoogte) == (320, 160)
    assert Image.open(io.BytesIO(logo.png)).size == (320, 160)


def test_alleen_de_beeldpunten_blijven_over():
    gegevens = PngImagePlugin.PngInfo()
    gegevens.add_text("Comment", "geheim van de ontwerper")
    logo = lees_logo(png(pnginfo=gegevens) + b"<script>alert(1)</script>")
    assert (b"geheim" in logo.png, b"script" in logo.png, Image.open(io.BytesIO(logo.png)).info) == (False, False, {})


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "geen PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "geen PNG"),
        (jpeg(), "geen PNG"),
        (png()[:80], "geen PNG"),
        (png(15, 15), "beeldpunten"),
        (png(2001, 20), "beeldpunten"),
        (bom(5000), "beeldpunten"),
        (bom(60000), "geen PNG|beeldpunten"),
        (png() + b"x" * 500_000, "te groot"),
    ],
    ids=["leeg", "svg", "jpeg", "half", "klein", "breed", "bom", "grote bom", "zwaar"],
)
def test_wat_geen_bruikbaar_logo_is_geeft_een_zin(inhoud, zin):
    with pytest.raises(GeenLogo, match=zin):
        lees_logo(inhoud)


@given(st.integers(0, 900), st.integers(0, 255))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_een_kapotte_png_is_een_zin_of_een_logo(plek, waarde):
    kapot = bytearray(png(60, 40))
    kapot[plek % len(kapot)] = waarde
    with suppress(GeenLogo):  # elke andere fout maakt de test rood
        assert lees_logo(bytes(kapot)).breedte <= 480


# --- zetten ---------------------------------------------------------------------------------------------------------
def test_de_beheerder_zet_het_thema_en_dat_staat_boven_elke_pagina(wereld, ingelogd):
    velden = THEMA | {"logo": ContentFile(png(), "logo.png")}
    antwoord = ingelogd(wereld.beheerder).post("/beheer/organisatie/thema/", velden)
    pagina = ingelogd(wereld.melder).get("/").content.decode()
    logo = f'src="/organisatie/{wereld.school.pk}/logo.png?{Organisatie.objects.get(code="00ZV").logo_afdruk}"'
    assert antwoord.status_code == 302
    assert [deel in pagina for deel in ("Het Noorden", "/thema/0d4f85.css", logo)] == [True] * 3


def test_een_ander_ziet_er_niets_van(wereld, andere_wereld, ingelogd):
    zet(wereld)
    pagina = ingelogd(andere_wereld.melder).get("/").content.decode()
    assert [deel in pagina for deel in ("Het Noorden", "/thema/", "logo.png")] == [False] * 3


def test_functioneel_beheer_zet_het_voor_een_organisatie(wereld, functioneel, ingelogd):
    ingelogd(functioneel).post(f"/beheer/organisaties/{wereld.school.pk}/thema/", THEMA)
    assert Organisatie.objects.get(pk=wereld.school.pk).kleur == "#0d4f85"


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"kleur": "#ffff00"}, "kleur"),
        ({"logo": ContentFile(b"x", "logo.png")}, "logo"),
        ({"weergavenaam": "x" * 61}, "weergavenaam"),
    ],
)
def test_een_fout_staat_bij_het_veld_en_er_verandert_niets(wereld, ingelogd, anders, veld):
    antwoord = ingelogd(wereld.beheerder).post("/beheer/organisatie/thema/", THEMA | anders)
    assert list(antwoord.context["form"].errors) == [veld]
    assert Organisatie.objects.get(pk=wereld.school.pk).kleur == ""


def test_ook_de_dienst_weigert_een_kleur_die_niet_te_lezen_is(wereld):
    with pytest.raises(Geweigerd, match="te licht"):
        zet(wereld, kleur="#ffff00")


def test_een_logo_blijft_tot_het_vervangen_of_verwijderd_wordt(wereld):
    standen = []
    for anders in ({}, {"logo": None}, {"logo": None, "logo_weg": True}):
        zet(wereld, **anders)
        rij = Organisatie.objects.get(pk=wereld.school.pk)
        standen.append((bool(rij.logo_afdruk), Huislogo.objects.unscoped("test").count()))
    assert standen == [(True, 1), (True, 1), (False, 0)]
    regels = AuditEvent.objects.filter(actie="accounts:thema:gezet").order_by("pk")
    assert [regel.details["logo"] for regel in regels] == ["vervangen", "gelijk", "verwijderd"]


# --- ophalen --------------------------------------------------------------------------------------------------------
def test_het_logo_komt_als_png_met_de_juiste_koppen(wereld, ingelogd):
    zet(wereld)
    antwoord = ingelogd(wereld.melder).get(f"/organisatie/{wereld.school.pk}/logo.png")
    koppen = [antwoord.headers[kop] for kop in ("Content-Type", "X-Content-Type-Options", "Cache-Control")]
    assert (koppen, antwoord.content[:4]) == (["image/png", "nosniff", "no-store"], b"\x89PNG")


def test_het_logo_van_een_ander_is_er_niet(wereld, andere_wereld, ingelogd):
    zet(wereld)
    assert ingelogd(andere_wereld.melder).get(f"/organisatie/{wereld.school.pk}/logo.png").status_code == 404


@pytest.mark.parametrize("soort", ["wachtwoord", "koppelcode"])
def test_beide_brieven_dragen_naam_kleur_en_logo(wereld, ingelogd, soort):
    zet(wereld)
    nina = meld_aan("nina.00zv", "Nina Nieuw", "nina@school.example", [Rol.MELDER], tot=None, door=wereld.beheerder)
    antwoord = ingelogd(wereld.beheerder).post(f"/beheer/brieven/{nina.pk}/{soort}/")
    bladzijde = PdfReader(io.BytesIO(antwoord.content)).pages[0]
    tekst = bladzijde.extract_text().replace(" ", "").replace("\n", "")
    assert ("HetNoorden" in tekst, len(bladzijde.images)) == (True, 1)
