"""De taak die een C-levering maakt: de bestanden, het recht van nu, de voortgang, en wat er na een storing gebeurt."""

from datetime import timedelta

import pytest
from openpyxl import load_workbook

from accounts import sessie
from bron.exports.weeklevering import TABEL
from bron.models import CLevering
from bron.services import c_bestand
from bron.services.c_bouw import maak_c_levering, veeg_c_leveringen
from bron.services.c_opruimen import verwijder_verlopen_c
from tests.bron.leveringen.hulp import alle, vraag_aan
from tests.bron.leveringen.test_lezen import tekst
from tests.bron.leveringen.test_ophalen import inhoud
from tests.leveringen import inschrijving, lever, persoon, pgn
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
Stand = CLevering.Stand


@pytest.fixture
def leerlingen(tmp_path, wereld, andere_wereld):
    """Drie leerlingen in de eigen gemeente, een in de vreemde."""
    wereld.gemeente, andere_wereld.gemeente  # noqa: B018 - een onbekende gemeente keurt de inlezer af
    regels = [persoon(pgn(nr), achternaam="=Formule" if nr == 0 else "Zeeman") for nr in range(3)]
    lever(tmp_path, *regels, persoon(pgn(3), gemeente="0518"), *inschrijving(pgn(0)), *inschrijving(pgn(3)))


@pytest.fixture
def klaar(leerlingen, rmc):
    c_levering = vraag_aan(rmc)
    assert maak_c_levering(c_levering.pk)
    c_levering.refresh_from_db(from_queryset=alle(CLevering))
    return c_levering


def vers(c_levering) -> CLevering:
    return alle(CLevering).get(pk=c_levering.pk)


def test_een_c_levering_bevat_elke_leerling_die_bij_de_aanvrager_hoort(klaar):
    regels = c_bestand.pad(klaar.opslag, "csv").read_text(encoding="utf-8").split("\n")
    assert (regels[0].strip(), len(regels)) == (";".join(TABEL.koppen), 5)
    assert [regel.split(";")[2] for regel in regels[1:4]] == sorted(pgn(nr) for nr in range(3))
    assert (klaar.stand, klaar.gedaan, klaar.totaal, klaar.pogingen) == ("klaar", 3, 3, 1)


def test_de_werkmap_heeft_dezelfde_rijen_en_geen_formules(klaar):
    blad = load_workbook(c_bestand.pad(klaar.opslag, "xlsx")).active
    rijen = {regel[2].value: regel[3] for regel in blad.iter_rows(min_row=2)}
    assert sorted(rijen) == sorted(pgn(nr) for nr in range(3))
    assert (rijen[pgn(0)].value, rijen[pgn(0)].data_type) == ("=Formule", "s")


def test_de_bestanden_zijn_alleen_voor_het_portaal_en_hun_naam_zegt_niets(klaar, bestanden):
    [csv, xlsx] = sorted((bestanden / "c-leveringen").iterdir())
    assert [pad.stat().st_mode & 0o777 for pad in (csv, xlsx)] == [0o600, 0o600]
    assert (csv.parent.stat().st_mode & 0o777, len(csv.stem), str(klaar.pk) in csv.name) == (0o700, 64, False)


def test_als_zij_klaar_is_krijgt_de_aanvrager_een_mail_zonder_een_leerling(klaar, rmc):
    [bericht] = Bericht.objects.all()
    assert (bericht.ontvanger, bericht.sjabloon, bericht.context) == (
        rmc.email, "leveringen/c_klaar", {"peildatum": "23-11-2026"},
    )  # fmt: skip


def test_het_maken_staat_in_het_logboek_bij_wie_het_vroeg(klaar, rmc):
    [regel] = AuditEvent.objects.filter(actie="bron:c_levering:gemaakt")
    assert (regel.gebruiker_id, regel.organisatie_id, regel.details) == (
        rmc.pk, rmc.scope.organisatie_id, {"rijen": 3},
    )  # fmt: skip


def test_een_tweede_keer_maken_doet_niets(klaar, bestanden):
    voor = [(pad.name, pad.stat().st_mtime_ns) for pad in sorted((bestanden / "c-leveringen").iterdir())]
    assert (maak_c_levering(klaar.pk), veeg_c_leveringen()) == (False, 0)
    assert [(pad.name, pad.stat().st_mtime_ns) for pad in sorted((bestanden / "c-leveringen").iterdir())] == voor
    assert Bericht.objects.count() == 1


def test_de_veegbeurt_maakt_wat_geen_por_kreeg(leerlingen, rmc, vreemde_rmc):
    aanvragen = [vraag_aan(rmc), vraag_aan(vreemde_rmc, nummer=2)]
    assert veeg_c_leveringen() == 2
    assert [vers(c).gedaan for c in aanvragen] == [3, 1]


@pytest.mark.parametrize("hoe", ["rol ingetrokken", "account dicht"])
def test_wie_het_recht_intussen_kwijt_is_krijgt_geen_bestand_en_geen_bericht(leerlingen, rmc, bestanden, hoe):
    c_levering = vraag_aan(rmc)
    if hoe == "account dicht":
        type(rmc).objects.filter(pk=rmc.pk).update(is_active=False)
    else:
        rmc.toewijzingen.unscoped("proef").delete()
    assert maak_c_levering(c_levering.pk) is False
    assert (vers(c_levering).stand, vers(c_levering).fout) == ("mislukt", "recht")
    assert (list(bestanden.rglob("*")), Bericht.objects.count()) == ([], 0)


def test_een_volle_schijf_laat_geen_half_bestand_achter_en_mag_opnieuw(leerlingen, rmc, bestanden):
    bestanden.mkdir()
    (bestanden / "c-leveringen").write_text("geen map")  # schrijven mislukt zoals op een volle schijf
    c_levering = vraag_aan(rmc)
    assert maak_c_levering(c_levering.pk) is False
    assert vers(c_levering).loopt
    (bestanden / "c-leveringen").unlink()
    assert (maak_c_levering(c_levering.pk), vers(c_levering).stand) == (True, "klaar")


def test_na_vijf_keer_proberen_is_zij_mislukt_en_weet_de_aanvrager_het(leerlingen, rmc):
    c_levering = vraag_aan(rmc)
    alle(CLevering).update(pogingen=5, stand=Stand.BEZIG)
    assert maak_c_levering(c_levering.pk) is False
    assert (vers(c_levering).stand, vers(c_levering).fout) == ("mislukt", "storing")
    assert [b.sjabloon for b in Bericht.objects.all()] == ["leveringen/c_mislukt"]


@pytest.mark.parametrize(("pogingen", "minuten"), [(1, 1), (2, 4), (4, 16)])
def test_de_veegbeurt_wacht_steeds_langer_na_een_storing(leerlingen, rmc, pogingen, minuten):
    vraag_aan(rmc)
    alle(CLevering).update(pogingen=pogingen, stand=Stand.BEZIG)
    wacht = timedelta(minutes=minuten)
    with clock.op(clock.nu() + wacht - timedelta(seconds=1)):
        assert veeg_c_leveringen() == 0
    with clock.op(clock.nu() + wacht):
        assert veeg_c_leveringen() == 1


def test_een_pad_buiten_de_eigen_map_bestaat_niet():
    for naam, vorm in [("../../etc/passwd", "csv"), ("a/b", "csv"), ("abc", "exe"), ("", "csv")]:
        with pytest.raises(ValueError, match="bestaat hier niet"):
            c_bestand.pad(naam, vorm)


# --- ophalen -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
def test_ophalen_geeft_het_bestand_en_legt_elke_leerling_vast(ingelogd, klaar, rmc, vorm):
    antwoord = ingelogd(rmc).get(f"/leveringen/c/{klaar.pk}/{vorm}/")
    assert inhoud(antwoord) == c_bestand.pad(klaar.opslag, vorm).read_bytes()
    assert antwoord.headers["Content-Disposition"] == f'attachment; filename="20261123CR0021.{vorm}"'
    gezien = AuditEvent.objects.filter(actie="bron:c_levering:bekeken").values_list("onderwerp", flat=True)
    assert sorted(gezien) == sorted(onderwerp_van(pgn(nr)) for nr in range(3))
    [opgehaald] = AuditEvent.objects.filter(actie="bron:c_levering:opgehaald")
    assert opgehaald.details == {"vorm": vorm, "regels": 3}


@pytest.mark.parametrize("waar", ["", "voortgang/", "csv/", "xlsx/"])
def test_de_c_levering_van_een_ander_bestaat_niet(ingelogd, klaar, vreemde_rmc, waar):
    assert ingelogd(vreemde_rmc).get(f"/leveringen/c/{klaar.pk}/{waar}").status_code == 404


@pytest.mark.parametrize("stand", ["wacht", "bezig", "mislukt"])
def test_ophalen_voordat_zij_klaar_is_gaat_naar_de_voortgang(ingelogd, rmc, stand):
    c_levering = vraag_aan(rmc)
    alle(CLevering).update(stand=stand)
    assert ingelogd(rmc).get(f"/leveringen/c/{c_levering.pk}/csv/").url == f"/leveringen/c/{c_levering.pk}/"


@pytest.mark.parametrize("hoe", ["verlopen", "opgeruimd", "bestand weg"])
def test_wat_er_niet_meer_is_zegt_dat_het_weg_is(ingelogd, klaar, rmc, hoe):
    if hoe == "bestand weg":
        c_bestand.verwijder(klaar.opslag)
    else:
        velden = {"verloopt_op": clock.vandaag()} if hoe == "verlopen" else {"opslag": ""}
        alle(CLevering).update(**velden)
    antwoord = ingelogd(rmc).get(f"/leveringen/c/{klaar.pk}/csv/")
    assert (antwoord.status_code, "Deze levering is er niet meer" in tekst(antwoord)) == (410, True)
    assert AuditEvent.objects.filter(actie="bron:c_levering:opgehaald").count() == 0


# --- de voortgang ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("velden", "zin", "vraagt_door"),
    [
        ({"stand": "wacht"}, "Uw aanvraag wacht.", True),
        ({"stand": "bezig"}, "Wij tellen de regels.", True),
        ({"stand": "bezig", "gedaan": 500, "totaal": 2000}, "500 van 2000 regels zijn klaar (25%).", True),
        ({"stand": "mislukt", "fout": "storing"}, "Het maken lukte na vijf keer proberen niet.", False),
        ({"stand": "mislukt", "fout": "recht"}, "De aanvrager mag geen C-levering meer aanvragen.", False),
        ({"stand": "klaar", "verloopt_op": "2026-11-24", "opslag": "a"}, "Het bestand is verlopen.", False),
        ({"stand": "klaar", "verloopt_op": "2027-02-24", "opslag": "a", "gedaan": 1}, "Het bestand is klaar.", False),
    ],
)  # fmt: skip
def test_de_voortgang_zegt_hoe_ver_het_is_en_houdt_op_met_vragen(ingelogd, rmc, velden, zin, vraagt_door):
    c_levering = vraag_aan(rmc)
    alle(CLevering).update(**velden)
    client = ingelogd(rmc)
    adres = f"/leveringen/c/{c_levering.pk}/"
    deel = client.get(f"{adres}voortgang/", headers={"HX-Request": "true"})
    assert (deel.status_code, "hx-trigger" in tekst(deel)) == (200 if vraagt_door else 286, vraagt_door)
    assert [zin in tekst(pagina) for pagina in (deel, client.get(adres))] == [True, True]


def test_zonder_script_geeft_de_voortgang_de_hele_pagina(ingelogd, rmc):
    c_levering = vraag_aan(rmc)
    assert ingelogd(rmc).get(f"/leveringen/c/{c_levering.pk}/voortgang/").url == f"/leveringen/c/{c_levering.pk}/"


# --- bewaren -----------------------------------------------------------------------------------------------------
def test_na_drie_maanden_zijn_de_bestanden_weg_en_blijft_de_aanvraag(klaar, bestanden):
    straks = klaar.verloopt_op
    assert (straks.isoformat(), verwijder_verlopen_c(straks - timedelta(days=1))) == ("2027-02-24", 0)
    assert verwijder_verlopen_c(straks) == 1
    assert (list((bestanden / "c-leveringen").iterdir()), vers(klaar).opslag) == ([], "")
    assert AuditEvent.objects.filter(actie="bron:c_levering:opgeruimd", object_id=str(klaar.pk)).count() == 1
    assert verwijder_verlopen_c(straks) == 0


def test_een_proef_telt_en_verwijdert_niets(klaar, bestanden):
    assert verwijder_verlopen_c(klaar.verloopt_op, proef=True) == 1
    assert (len(list((bestanden / "c-leveringen").iterdir())), vers(klaar).opslag) == (2, klaar.opslag)


@pytest.mark.parametrize(("waar", "verlengt"), [("voortgang/", False), ("", True)])
def test_alleen_een_pagina_die_iemand_opent_houdt_de_sessie_in_leven(ingelogd, rmc, waar, verlengt):
    c_levering, client = vraag_aan(rmc), ingelogd(rmc)
    voor = client.session[sessie.GEZIEN]
    with clock.op(clock.nu() + timedelta(minutes=10)):
        client.get(f"/leveringen/c/{c_levering.pk}/{waar}", headers={"HX-Request": "true"})
    assert (client.session[sessie.GEZIEN] > voor) is verlengt
