"""Kiezen wat een lezer leest, op het scherm: locaties, leerlingen, een bestand en de looptijd."""

import pytest

from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Toewijzing
from accounts.services.lezer import Keuze, wijzig_lezer
from meldingen.models import Locatie
from tests.cast import maak_lid
from tests.leveringen import pgn
from tests.rapportages.lijsten import als_xlsx
from tests.zaken import meld
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van

pytestmark = pytest.mark.django_db
NOOR, BUUR, ELDERS = pgn(0), pgn(1), pgn(1000)


@pytest.fixture(autouse=True)
def klok(time_machine):
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)


@pytest.fixture
def mentor(wereld):
    """Werkt hier, en is nog geen lezer."""
    return maak_lid("mentor", wereld.school, Rol.RAPPORTAGES)


@pytest.fixture
def school(wereld, andere_wereld, school_van):
    """Noor en Buur van deze school, en een leerling van een andere."""
    return [school_van(wereld), school_van(wereld, nummer=1, achternaam="Buur"), school_van(andere_wereld)]


def locatie(school, naam="Hoofdlocatie"):
    return Locatie.objects.unscoped("test").get_or_create(school=school, naam=naam)[0]


def velden(**anders):
    return {"leerlingen": "", "vanaf": "24-11-2026", "tot": "31-7-2027", "stap": "geef"} | anders


def stuur(ingelogd, wereld, wie, **anders):
    return ingelogd(wereld.beheerder).post(f"/beheer/gebruikers/{wie.pk}/lezer/", velden(**anders))


def leest(wie):
    rol = Toewijzing.objects.unscoped("test").filter(gebruiker=wie, rol="lezer").first()
    return rol and (rol.locatie_ids, rol.leerling_pgns, str(rol.tot))


# --- een nieuwe lezer -----------------------------------------------------------------------------------------------
def test_een_lezer_krijgt_locaties_en_leerlingen_tot_een_dag(wereld, mentor, school, ingelogd):
    hier = locatie(wereld.school)
    stuur(ingelogd, wereld, mentor, locaties=hier.pk, leerlingen=f"{NOOR}\n{BUUR}")
    assert leest(mentor) == ([hier.pk], [NOOR, BUUR], "2027-07-31")


@pytest.mark.parametrize(
    "tekst", [f"{NOOR},{BUUR}", f"{NOOR[:4]}.{NOOR[4:6]}.{NOOR[6:]}; {BUUR}\n\n", f" {NOOR}\t{BUUR}"]
)
def test_nummers_staan_onder_of_naast_elkaar(wereld, mentor, school, ingelogd, tekst):
    stuur(ingelogd, wereld, mentor, leerlingen=tekst)
    assert leest(mentor)[1] == [NOOR, BUUR]


def test_een_leerlingnummer_wijst_naar_de_leerling_van_een_melding(wereld, mentor, school, ingelogd):
    meld(wereld.melder, wereld, school[0], leerlingnummer="LL-4711")
    stuur(ingelogd, wereld, mentor, leerlingen="LL-4711")
    assert leest(mentor)[1] == [NOOR]


def test_een_leerlingnummer_van_een_andere_school_is_hier_niet_bekend(wereld, andere_wereld, mentor, school, ingelogd):
    meld(andere_wereld.melder, andere_wereld, school[2], leerlingnummer="LL-4711")
    fouten = stuur(ingelogd, wereld, mentor, leerlingen="LL-4711").context["form"].errors
    assert fouten["leerlingen"] == ["Regel 1: dit nummer kennen wij bij uw instelling niet."]


def test_wat_niets_oplevert_staat_per_regel_en_er_gaat_niets_verloren(wereld, mentor, school, ingelogd):
    tekst = f"{NOOR}\n{ELDERS}\nNoor van der Zeeman\n{BUUR}, {pgn(77)}"
    form = stuur(ingelogd, wereld, mentor, leerlingen=tekst).context["form"]
    assert form.errors["leerlingen"] == [
        "Regel 2: dit nummer kennen wij bij uw instelling niet.",
        "Regel 3: dit is geen leerlingnummer of persoonsgebonden nummer.",
        "Regel 4, nummer 2: dit nummer kennen wij bij uw instelling niet.",
    ]
    assert (form["leerlingen"].value(), leest(mentor)) == (tekst, None)


def test_een_leerlingnummer_van_twee_leerlingen_is_niet_te_gebruiken(wereld, mentor, school, ingelogd):
    for leerling in school[:2]:
        meld(wereld.melder, wereld, leerling, leerlingnummer="4711")
    fouten = stuur(ingelogd, wereld, mentor, leerlingen="4711").context["form"].errors["leerlingen"]
    assert fouten == ["Regel 1: dit leerlingnummer is van meer dan één leerling; gebruik het persoonsgebonden nummer."]


def test_na_twintig_fouten_staat_hoeveel_er_nog_zijn(wereld, mentor, school, ingelogd):
    fouten = stuur(ingelogd, wereld, mentor, leerlingen="9\n" * 23).context["form"].errors["leerlingen"]
    assert (len(fouten), fouten[-1]) == (21, "En nog 3 regels met een fout.")


@pytest.mark.parametrize(
    ("inhoud", "naam"),
    [
        (f"{NOOR}\r\n{BUUR}\r\n".encode(), "nummers.txt"),
        (f"Naam;PGN\nNoor;{NOOR}\nBuur;{BUUR}\n".encode("utf-16"), "klas.csv"),
        (als_xlsx([["Leerling", "BSN"], ["Noor", int(NOOR)], ["Buur", BUUR]]), "klas.xlsx"),
        (f"{NOOR},{BUUR}".encode(), "regel.txt"),
    ],
    ids=["txt", "csv", "xlsx", "een regel"],
)
def test_een_bestand_met_nummers(wereld, mentor, school, ingelogd, inhoud, naam):
    stuur(ingelogd, wereld, mentor, bestand=_bestand(naam, inhoud))
    assert leest(mentor)[1] == [NOOR, BUUR]


def _bestand(naam, inhoud):
    from django.core.files.uploadedfile import SimpleUploadedFile  # hier: alleen deze proeven sturen een bestand

    return SimpleUploadedFile(naam, inhoud)


def test_de_nummers_uit_een_bestand_komen_onder_wat_er_getypt_is(wereld, mentor, school, ingelogd):
    antwoord = stuur(
        ingelogd, wereld, mentor, leerlingen=f"{NOOR}\n", bestand=_bestand("n.txt", f"{BUUR}\nonzin".encode())
    )
    form = antwoord.context["form"]
    assert form["leerlingen"].value() == f"{NOOR}\n{BUUR}\nonzin"
    assert form.errors["leerlingen"] == ["Regel 3: dit is geen leerlingnummer of persoonsgebonden nummer."]


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"x" * 99, "Dit is een oud Excel-bestand (xls)."),
        (b"x" * (1024 * 1024 + 1), "Het bestand is groter dan 1 MB."),
        (b"1\n" * 2001, "Het bestand heeft meer dan 2000 rijen."),
        (b"PK\x03\x04kapot", "Dit"),
        (b"\x00\x01\x02", "Dit is geen csv- of xlsx-bestand."),
        (b"\n\n", "In het bestand staat geen enkel nummer."),
    ],
    ids=["oud", "groot", "lang", "kapot", "geen tekst", "leeg"],
)
def test_een_bestand_dat_niet_te_lezen_is_is_een_zin_bij_het_veld(wereld, mentor, ingelogd, inhoud, zin):
    form = stuur(ingelogd, wereld, mentor, leerlingen=NOOR, bestand=_bestand("b", inhoud)).context["form"]
    assert form.errors["bestand"][0].startswith(zin)
    assert form["leerlingen"].value() == NOOR


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"tot": ""}, "tot", "Vul in tot en met welke dag hij leest."),
        ({"tot": "23-11-2026"}, "tot", "Deze dag is al voorbij."),
        ({"vanaf": "1-9-2027"}, "tot", "De einddatum ligt voor de begindatum."),
        ({"vanaf": "1-9-2026"}, "vanaf", "Een rol kan niet in het verleden beginnen."),
        ({"leerlingen": ""}, "leerlingen", "Kies minstens één locatie of leerling."),
        ({"leerlingen": "1\n" * 501}, "leerlingen", "Noem hoogstens 500 leerlingen in één keer; dit zijn er meer."),
    ],
)
def test_een_fout_staat_bij_het_veld(wereld, mentor, ingelogd, anders, veld, zin):
    form = stuur(ingelogd, wereld, mentor, **({"leerlingen": NOOR} | anders)).context["form"]
    assert form.errors[veld] == [zin]


def test_een_locatie_van_een_andere_school_wordt_geweigerd(wereld, andere_wereld, mentor, ingelogd):
    locatie(wereld.school)
    vreemd = locatie(andere_wereld.school)
    form = stuur(ingelogd, wereld, mentor, locaties=vreemd.pk).context["form"]
    assert (form.errors["locaties"], leest(mentor)) == (["Kies alleen locaties uit de lijst."], None)


def test_ook_de_dienst_weigert_een_locatie_van_een_ander(wereld, andere_wereld):
    lezer = maak_lid("coach", wereld.school, Rol.LEZER, locatie_ids=[locatie(wereld.school).pk])
    rol = Toewijzing.objects.unscoped("test").get(gebruiker=lezer)
    with pytest.raises(Geweigerd, match="eigen instelling"):
        wijzig_lezer(
            rol, Keuze([locatie(andere_wereld.school).pk]), vanaf=rol.vanaf, tot=rol.vanaf, door=wereld.beheerder
        )


def test_bij_een_gemeente_bestaat_de_pagina_niet(wereld, ingelogd):
    beheerder = maak_lid("beheer", wereld.gemeente, Rol.BEHEERDER)
    pad = f"/beheer/gebruikers/{wereld.behandelaar.pk}/lezer/"
    assert ingelogd(beheerder).get(pad).status_code == 404


def test_wie_de_rol_lezer_kiest_komt_bij_de_keuze_met_zijn_dagen(wereld, mentor, ingelogd):
    velden = {"rol": "lezer", "vanaf": "1-12-2026", "tot": "31-7-2027", "stap": "bekijk"}
    antwoord = ingelogd(wereld.beheerder).post(f"/beheer/gebruikers/{mentor.pk}/rollen/geven/", velden, follow=True)
    form = antwoord.context["form"]
    assert (form["vanaf"].value(), form["tot"].value()) == ("1-12-2026", "31-7-2027")


# --- wat de beheerder te zien krijgt --------------------------------------------------------------------------------
def test_het_voorbeeld_telt_en_wijst_nog_niets_toe(wereld, mentor, school, ingelogd):
    meld(wereld.melder, wereld, school[0])
    meld(wereld.melder, wereld, school[1], locatie=locatie(wereld.school, "Dependance").pk)
    antwoord = stuur(
        ingelogd, wereld, mentor, stap="bekijk", locaties=locatie(wereld.school).pk, leerlingen=f"{NOOR}\n{BUUR}"
    )
    straks = dict(antwoord.context["straks"])
    assert leest(mentor) is None
    assert {wat: straks[wat] for wat in ("gekozen locaties", "meldingen van die locaties", "gekozen leerlingen")} == {
        "gekozen locaties": 1,
        "meldingen van die locaties": 1,
        "gekozen leerlingen": 2,
    }


def test_een_beheerder_leert_niet_of_er_over_een_leerling_gemeld_is(wereld, mentor, school, ingelogd):
    voor = stuur(ingelogd, wereld, mentor, stap="bekijk", leerlingen=NOOR).context["straks"]
    meld(wereld.melder, wereld, school[0])
    na = stuur(ingelogd, wereld, mentor, stap="bekijk", leerlingen=NOOR)
    assert (na.context["straks"], "Zeeman" in na.content.decode()) == (voor, False)


def test_een_nummer_dat_al_toegewezen_is_staat_op_geen_enkele_pagina(wereld, mentor, school, ingelogd):
    stuur(ingelogd, wereld, mentor, leerlingen=NOOR)
    rol = Toewijzing.objects.unscoped("test").get(gebruiker=mentor, rol="lezer")
    client = ingelogd(wereld.beheerder)
    paginas = [f"/beheer/rollen/{rol.pk}/lezer/", f"/beheer/gebruikers/{mentor.pk}/rollen/", "/beheer/audit/"]
    assert [NOOR in client.get(pad).content.decode() for pad in paginas] == [False] * 3


def test_het_logboek_kent_de_leerling_alleen_als_sleutel(wereld, mentor, school, ingelogd):
    stuur(ingelogd, wereld, mentor, leerlingen=f"{NOOR}\n{BUUR}")
    rijen = AuditEvent.objects.filter(actie__startswith="accounts:lezer:").order_by("pk")
    assert list(rijen.values_list("actie", "onderwerp")) == [
        ("accounts:lezer:opgezocht", onderwerp_van(NOOR)),
        ("accounts:lezer:opgezocht", onderwerp_van(BUUR)),
        ("accounts:lezer:leerling_erbij", onderwerp_van(NOOR)),
        ("accounts:lezer:leerling_erbij", onderwerp_van(BUUR)),
    ]
    assert [NOOR in str(rij) for rij in AuditEvent.objects.values()] == [False] * AuditEvent.objects.count()


# --- wijzigen -------------------------------------------------------------------------------------------------------
@pytest.fixture
def coach(wereld):
    """Leest sinds september de leerling Noor."""
    return maak_lid("coach", wereld.school, Rol.LEZER, leerling_pgns=[NOOR], vanaf="2026-09-01", tot="2027-07-31")


def wijzig(ingelogd, wereld, coach, **anders):
    rol = Toewijzing.objects.unscoped("test").get(gebruiker=coach)
    invoer = {"doen": "laat", "leerlingen": "", "tot": "31-7-2027", "stap": "geef"} | anders
    return ingelogd(wereld.beheerder).post(f"/beheer/rollen/{rol.pk}/lezer/", invoer)


@pytest.mark.parametrize(
    ("doen", "tekst", "na"),
    [
        ("laat", "", [NOOR]),
        ("erbij", BUUR, [NOOR, BUUR]),
        ("eraf", NOOR, []),
        ("vervang", BUUR, [BUUR]),
        ("geen", "", []),
    ],
)
def test_leerlingen_blijven_komen_erbij_of_gaan_eraf(wereld, coach, school, ingelogd, doen, tekst, na):
    wijzig(ingelogd, wereld, coach, doen=doen, leerlingen=tekst, locaties=locatie(wereld.school).pk)
    assert leest(coach) == ([locatie(wereld.school).pk], na, "2027-07-31")


def test_een_leerling_die_weg_is_kan_er_nog_af(wereld, school, ingelogd):
    coach = maak_lid("coach", wereld.school, Rol.LEZER, leerling_pgns=[NOOR, ELDERS], tot="2027-07-31")
    wijzig(ingelogd, wereld, coach, doen="eraf", leerlingen=ELDERS)
    assert leest(coach)[1] == [NOOR]


def test_een_lezer_zonder_iets_wordt_geweigerd(wereld, coach, school, ingelogd):
    form = wijzig(ingelogd, wereld, coach, doen="eraf", leerlingen=NOOR).context["form"]
    assert (form.errors["__all__"], leest(coach)[1]) == (["Kies minstens één locatie of leerling."], [NOOR])


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"leerlingen": BUUR}, "doen", "Kies wat er met de genoemde leerlingen gebeurt."),
        ({"doen": "erbij"}, "leerlingen", "Noem minstens één leerling."),
        ({"doen": ""}, "doen", "Kies wat er met de leerlingen gebeurt."),
    ],
)
def test_nummers_en_wat_ermee_gebeurt_horen_bij_elkaar(wereld, coach, school, ingelogd, anders, veld, zin):
    assert wijzig(ingelogd, wereld, coach, **anders).context["form"].errors[veld] == [zin]


def test_de_looptijd_is_te_wijzigen(wereld, coach, ingelogd):
    wijzig(ingelogd, wereld, coach, tot="31-12-2026")
    assert leest(coach) == ([], [NOOR], "2026-12-31")


def test_twee_keer_dezelfde_wijziging_laat_een_regel_na(wereld, coach, ingelogd):
    for _ in range(2):
        wijzig(ingelogd, wereld, coach, tot="31-12-2026")
    assert AuditEvent.objects.filter(actie="accounts:lezer:gewijzigd").count() == 1


def test_een_lezer_loopt_nooit_zonder_einde_door(wereld, coach, ingelogd):
    rol = Toewijzing.objects.unscoped("test").get(gebruiker=coach)
    antwoord = ingelogd(wereld.beheerder).post(f"/beheer/rollen/{rol.pk}/", {"wanneer": "nooit"})
    assert antwoord.context["form"].errors["__all__"] == [
        "Een lezer leest nooit zonder einddatum. Noem een laatste dag."
    ]
