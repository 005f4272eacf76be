"""Rollen op het scherm: de matrix, het voorbeeld, en wat er misgaat."""

import pytest

from accounts.domein.rechten import Rol
from accounts.models import Gebruiker, Toewijzing, Voorstel
from tests.cast import maak_lid
from tests.zaken import meld
from verzuimloket.clock import vandaag

GEVEN = {"rol": "rapportages", "vanaf": "24-11-2030", "tot": "", "reden": ""}


def rollen(gebruiker) -> list[str]:
    return sorted(Toewijzing.objects.unscoped("test").filter(gebruiker=gebruiker).values_list("rol", flat=True))


def adres(gebruiker, wat="rollen/geven") -> str:
    return f"/beheer/gebruikers/{gebruiker.pk}/{wat}/"


def test_de_matrix_toont_wie_welke_rol_heeft_en_tot_wanneer(wereld, ingelogd):
    maak_lid("tijdelijk", wereld.school, Rol.LEZER, tot="2030-07-31")
    rijen = ingelogd(wereld.beheerder).get("/beheer/rollen/").context["rijen"]
    gevonden = {rij.gebruiker.username: {kop for kop, cel in rij.paren if cel} for rij in rijen}
    assert gevonden == {
        "beheerder.00zv": {"Beheerder", "Beheerder onderwijs"},
        "tijdelijk.00zv": {"Lezer (coach, mentor)"},
    }


def test_het_filter_laat_alleen_wie_de_rol_heeft(wereld, ingelogd):
    wereld.melder  # noqa: B018 # ontstaat pas als ernaar gevraagd wordt
    pagina = ingelogd(wereld.beheerder).get("/beheer/rollen/?rol=melder").context["pagina"]
    assert [wie.username for wie in pagina] == ["melder.00zv"]


@pytest.mark.parametrize("zoek", ["mia", "VRIES", "melder.00", "vries mia", "  Mia de  "])
def test_zoeken_vindt_een_naam_of_gebruikersnaam(wereld, ingelogd, zoek):
    Gebruiker.objects.filter(pk=wereld.melder.pk).update(naam="Mia de Vries")
    maak_lid("ander", wereld.school, Rol.MELDER)
    antwoord = ingelogd(wereld.beheerder).post(
        "/beheer/rollen/zoeken/?rol=melder&pagina=3", {"zoek": zoek}, follow=True
    )
    assert antwoord.redirect_chain == [("/beheer/rollen/?rol=melder&zoek=1", 302)]
    assert [wie.username for wie in antwoord.context["pagina"]] == ["melder.00zv"]


@pytest.mark.parametrize(("rol", "gevonden"), [("melder", []), ("rapportages", ["rapport.00zv"])])
def test_zoeken_en_het_filter_op_rol_gelden_samen(wereld, ingelogd, rol, gevonden):
    wereld.melder, wereld.rapport  # noqa: B018 # ontstaan pas als ernaar gevraagd wordt
    antwoord = ingelogd(wereld.beheerder).post(f"/beheer/rollen/zoeken/?rol={rol}", {"zoek": "rapport"}, follow=True)
    assert [wie.username for wie in antwoord.context["pagina"]] == gevonden


def test_zoeken_en_bladeren_gelden_samen(wereld, ingelogd):
    for nummer in range(27):
        maak_lid(f"coach{nummer:02d}", wereld.school, Rol.MELDER)
    client = ingelogd(wereld.beheerder)
    client.post("/beheer/rollen/zoeken/", {"zoek": "coach"})
    pagina = client.get("/beheer/rollen/?zoek=1&per=25&pagina=2").context["pagina"]
    assert [wie.username for wie in pagina] == ["coach25.00zv", "coach26.00zv"]


def test_een_leeg_zoekveld_toont_weer_iedereen(wereld, ingelogd):
    client = ingelogd(wereld.beheerder)
    client.post("/beheer/rollen/zoeken/", {"zoek": "niemand"})
    antwoord = client.post("/beheer/rollen/zoeken/?zoek=1", {"zoek": ""}, follow=True)
    assert [wie.username for wie in antwoord.context["pagina"]] == ["beheerder.00zv"]


def test_zoeken_vindt_niemand_van_een_ander(wereld, andere_wereld, ingelogd):
    andere_wereld.melder  # noqa: B018 # ontstaat pas als ernaar gevraagd wordt
    antwoord = ingelogd(wereld.beheerder).post("/beheer/rollen/zoeken/", {"zoek": "melder.27gz"}, follow=True)
    assert antwoord.context["pagina"].paginator.count == 0


def test_een_gebruiker_van_een_ander_is_er_niet(wereld, andere_wereld, ingelogd):
    assert ingelogd(wereld.beheerder).get(adres(andere_wereld.melder, "rollen")).status_code == 404


def test_bekijken_geeft_nog_geen_rol(wereld, ingelogd):
    antwoord = ingelogd(wereld.beheerder).post(adres(wereld.lezer), GEVEN | {"stap": "bekijk"})
    assert (antwoord.status_code, rollen(wereld.lezer)) == (200, ["lezer"])


def test_geven_geeft_de_rol(wereld, ingelogd):
    antwoord = ingelogd(wereld.beheerder).post(adres(wereld.lezer), GEVEN | {"stap": "geef"})
    assert (antwoord.status_code, rollen(wereld.lezer)) == (302, ["lezer", "rapportages"])


def test_het_voorbeeld_telt_wat_iemand_met_de_rol_ziet_zonder_het_te_tonen(wereld, andere_wereld, ingelogd, school_van):
    for eigen in (wereld, andere_wereld):
        meld(eigen.melder, eigen, school_van(eigen))
    antwoord = ingelogd(wereld.beheerder).post(adres(wereld.rapport), GEVEN | {"rol": "melder", "stap": "bekijk"})
    assert dict(antwoord.context["straks"])["meldingen"] == 1
    assert ("meldingen" in dict(antwoord.context["nu"]), "Zeeman" in antwoord.content.decode()) == (False, False)


def test_beheerder_maken_doet_een_voorstel(wereld, ingelogd):
    ingelogd(wereld.beheerder).post(adres(wereld.melder), GEVEN | {"rol": "beheerder", "stap": "geef"})
    voorstel = Voorstel.objects.unscoped("test").get()
    assert (rollen(wereld.melder), voorstel.over_id, voorstel.soort) == (["melder"], wereld.melder.pk, "rol")


@pytest.mark.parametrize(
    ("veld", "waarde", "fout"),
    [
        ("rol", "", "Kies een rol."),
        ("rol", "behandelaar", "Kies een van de genoemde rollen."),
        ("vanaf", "1-1-2020", "Een rol kan niet in het verleden beginnen."),
        ("vanaf", "31-2-2030", "Vul een bestaande dag in, bijvoorbeeld 3-11-2026."),
        ("tot", "1-1-2029", "De einddatum ligt voor de begindatum."),
    ],
)
def test_een_fout_staat_bij_het_veld_en_de_rest_blijft_staan(wereld, ingelogd, veld, waarde, fout):
    invoer = GEVEN | {veld: waarde, "reden": "Vervangt een collega", "stap": "geef"}
    form = ingelogd(wereld.beheerder).post(adres(wereld.lezer), invoer).context["form"]
    assert (form.errors.get(veld), form["reden"].value()) == ([fout], "Vervangt een collega")


def test_een_einde_in_het_verleden_is_een_fout_bij_het_veld(wereld, ingelogd):
    rol = Toewijzing.objects.unscoped("test").get(gebruiker=wereld.melder)
    antwoord = ingelogd(wereld.beheerder).post(f"/beheer/rollen/{rol.pk}/", {"wanneer": "dag", "tot": "1-1-2020"})
    assert antwoord.context["form"].errors == {"tot": ["Deze dag is al voorbij."]}


def test_de_laatste_beheerder_krijgt_een_zin_op_de_pagina(wereld, ingelogd):
    tijdelijk = maak_lid("tijdelijk", wereld.school, Rol.BEHEERDER, tot="2030-07-31")
    rol = Toewijzing.objects.unscoped("test").get(gebruiker=wereld.beheerder, rol=Rol.BEHEERDER)
    antwoord = ingelogd(tijdelijk).post(f"/beheer/rollen/{rol.pk}/", {"wanneer": "nu"})
    assert antwoord.context["form"].errors == {
        "__all__": ["Dit is de laatste beheerder zonder einddatum. Wijs eerst een andere beheerder aan."]
    }


def test_de_pagina_uit_dienst_noemt_aantallen_en_geen_leerling(wereld, ingelogd, school_van):
    meld(wereld.melder, wereld, school_van(wereld))
    antwoord = ingelogd(wereld.beheerder).get(adres(wereld.melder, "uit-dienst"))
    assert {deel.wat: deel.aantal for deel in antwoord.context["werk"]} == {
        "lopende meldingen die hij opvoerde": 1,
        "formulieren die nog niet verstuurd zijn": 0,
    }
    assert "Zeeman" not in antwoord.content.decode()


def test_uit_dienst_melden_op_het_scherm(wereld, ingelogd):
    antwoord = ingelogd(wereld.beheerder).post(adres(wereld.melder, "uit-dienst"), {"reden": ""})
    assert (antwoord.url, ingelogd(wereld.beheerder).get(antwoord.url).context["lopend"]) == (
        adres(wereld.melder, "rollen"),
        [],
    )


def test_wie_vandaag_pas_kwam_en_nu_al_weggaat_leidt_niet_naar_een_pagina_die_er_niet_is(wereld, ingelogd):
    nieuw = maak_lid("nieuw", wereld.school, Rol.LEZER, vanaf=vandaag())
    antwoord = ingelogd(wereld.beheerder).post(adres(nieuw, "uit-dienst"), {"reden": "Vergissing"}, follow=True)
    assert (antwoord.status_code, antwoord.redirect_chain) == (200, [("/beheer/rollen/", 302)])
    assert [str(bericht) for bericht in antwoord.context["messages"]] == [f"{nieuw.naam} heeft hier geen rollen meer."]
