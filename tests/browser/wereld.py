"""De wereld van de browsertests, langs de echte diensten. `python -m tests.browser.wereld MAP`.

Laadt de demo-accounts en wat de tabel met pagina's nodig heeft; de sleutels komen in MAP/feiten.json.
"""

import json
import os
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verzuimloket.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - pas na setup
from django.db import connection  # noqa: E402

from accounts.domein.rechten import Rol, Soort  # noqa: E402
from accounts.domein.zaad import Zaad  # noqa: E402
from accounts.models import Activatie, Gebruiker, Hardwaretoken, Leessignaal, Organisatie  # noqa: E402
from accounts.services.aanmelden import meld_aan  # noqa: E402
from accounts.services.activeren import afdruk, maak_koppelbrief, maak_wachtwoordbrief  # noqa: E402
from accounts.services.apparaten import geef_uit, lees_in  # noqa: E402
from accounts.services.concepten import bewaar_concept  # noqa: E402
from accounts.services.gebruikers import maak_gebruiker  # noqa: E402
from accounts.services.rolbeheer import geef_rol  # noqa: E402
from accounts.services.rollen import ken_rol_toe  # noqa: E402
from accounts.services.sleutels import maak_sleutel, trek_sleutel_in  # noqa: E402
from accounts.services.tokens import zet_totp  # noqa: E402
from accounts.services.voorstellen import wijs_af  # noqa: E402
from bron.domein.vraag import Aanleiding, Vraag  # noqa: E402
from bron.models import Inlezing  # noqa: E402
from bron.queries import leerling_van_school  # noqa: E402
from bron.services.terugblik import CONCEPT as TERUGBLIK  # noqa: E402
from demo.wereld import ACCOUNTS, TOTP_GEHEIM, WACHTWOORD  # noqa: E402
from demo.zaken import bij, richt_school_in  # noqa: E402
from meldingen import services  # noqa: E402
from meldingen.domein.workflow import Status  # noqa: E402
from meldingen.gegevens import Dag, Terugmelding, Verzuim  # noqa: E402
from meldingen.models import Locatie, Melder, Melding  # noqa: E402
from meldingen.queries import mogelijke_ontvangers  # noqa: E402
from tests.browser.betrokkenen import laad_betrokkenen  # noqa: E402
from tests.browser.fusies import laad_fusies  # noqa: E402
from tests.browser.leveringen import laad_leveringen  # noqa: E402
from tests.browser.organisaties import laad_adressen, laad_organisaties, laad_thema  # noqa: E402
from tests.browser.paginas import BRIEF  # noqa: E402
from tests.browser.r08 import laad_r08  # noqa: E402
from tests.browser.rapportagebestanden import laad_rapportagebestanden  # noqa: E402
from tests.browser.rapportages import laad_rapportages  # noqa: E402
from tests.browser.routering import laad_routering  # noqa: E402
from tests.leveringen import LANG_GELEDEN, inschrijving, lever, persoon, pgn  # noqa: E402
from verzuimloket import clock  # noqa: E402
from verzuimloket.outbox.services import verklaar_bezorgd  # noqa: E402

REIZEN = ("muis", "toetsenbord", "zonder", "smal", "sessie", "uitstel", "papier")  # elk zijn eigen mensen en leerling
GROOT = 1234567  # een meldingsnummer waar een scheidingsteken in zou passen
OWN = "101222331"  # een onderwijsnummer
VEEL = 60  # meer dan één bladzijde van 50
NAMEN = (
    ("Bakker", "", "Noor"), ("Berg", "van den", "Thijs"), ("Nguyễn", "", "Thảo Vy"), ("Yıldız", "", "Elif"),
    ("Haddadi", "el", "Ayoub"), ("Kowalczyk", "", "Małgorzata"), ("Montenegro-Castellanos van Wijngaarden", "", "Sofía"),
)  # fmt: skip
LANG = "Komt niet meer en zegt: " + "hottentottententententoonstelling" * 5
CONTACT = {"contact_naam": "I. Zijlstra", "contact_functie": "Leerplichtambtenaar"}


def organisatie(soort: Soort, code: str) -> Organisatie:
    return Organisatie.objects.get(soort=soort, code=code)


def account(naam: str, getoond: str, *rollen: tuple[Rol, Organisatie], locaties: tuple[int, ...] = ()) -> Gebruiker:
    gebruiker = maak_gebruiker(naam, getoond, email=f"{naam}@verzuimloket.example", wachtwoord=WACHTWOORD)
    for rol, waar in rollen:
        ken_rol_toe(gebruiker, rol, waar, vanaf=date(2026, 1, 1), locatie_ids=locaties if rol is Rol.LEZER else ())
    zet_totp(gebruiker, TOTP_GEHEIM)
    return gebruiker


def laad_accounts() -> None:
    noord, west = organisatie(Soort.INSTELLING, "00ZV"), organisatie(Soort.INSTELLING, "27GZ")
    for vast in ACCOUNTS:
        if vast.gebruikersnaam != "lezer.00zv":  # die krijgt straks zijn locatie
            account(vast.gebruikersnaam, vast.naam, *((rol, organisatie(vast.soort, vast.code)) for rol in vast.rollen))
    haag = organisatie(Soort.GEMEENTE, "0518")
    for reis in REIZEN:
        account(f"melder.{reis}", f"M. {reis.capitalize()}", (Rol.MELDER, west))
        account(f"behandelaar.{reis}", f"B. {reis.capitalize()}", (Rol.BEHANDELAAR, haag))
    leeg = organisatie(Soort.INSTELLING, "02GJ")
    account("leeg.02gj", "L. Leeg", (Rol.MELDER, leeg), (Rol.BEHEERDER_ONDERWIJS, leeg))
    account("wissel", "W. Wissel", (Rol.MELDER, noord), (Rol.MELDER, west))
    account("rmc.leeg", "R. Leeg", (Rol.BEHANDELAAR_RMC, organisatie(Soort.RMC_REGIO, "01")))
    account("zonder.rol", "Z. Zonder")
    for naam in ("een", "twee"):
        account(f"koppelaar.{naam}", f"K. {naam.title()}", (Rol.MELDER, noord))
        account(f"inlezer.{naam}", f"I. {naam.title()}", (Rol.BEHEERDER, leeg))  # hun code moet vers zijn


def laad_leerlingen(map_: Path) -> dict[str, int]:
    """Van elke naam een leerling van 00ZV, een van 02GJ, en per reis een van 27GZ; geeft de leveringen."""
    regels: list[str] = []
    for nummer, (achternaam, voorvoegsel, voornaam) in enumerate(NAMEN):
        regels.append(persoon(pgn(nummer), gemeente="0059", postcode="9285RV", plaats="Buitenpost",
                              achternaam=achternaam, voorvoegsel=voorvoegsel, voornamen=voornaam))  # fmt: skip
        regels += inschrijving(pgn(nummer), brin="00ZV")
    for nummer in range(100, 101 + len(REIZEN)):
        regels.append(persoon(pgn(nummer), gemeente="0518", postcode="2511BT", plaats="'s-Gravenhage"))
        regels += inschrijving(pgn(nummer), brin="02GJ" if nummer == 100 else "27GZ")
    goed = lever(map_, *regels).levering
    onbekostigd = [regel.replace(";VT;J;", ";VT;N;") for regel in inschrijving(pgn(0), brin="27GZ")]
    fout = [f"VIS;00ZV;{pgn(nummer)};9" for nummer in range(VEEL)]
    met = lever(map_, *onbekostigd, *fout, op=datetime(2026, 11, 20, 8, tzinfo=clock.AMSTERDAM)).levering
    return {"levering_goed": goed.pk, "levering": met.pk}


def meld(melder: Gebruiker, keer: int, **anders: object) -> Melding:
    leerling = leerling_van_school(pgn=pgn(keer % len(NAMEN)), brin="00ZV", dag=clock.vandaag())
    assert leerling is not None
    locaties = list(Locatie.objects.visible_to(melder).order_by("naam"))
    begin = date(2026, 11, 2) - timedelta(days=keer)
    waarden: dict[str, object] = {
        "soort": ("V3", "L", "O", "LRV")[keer % 4], "reden": "Komt na de pauze niet terug", "begin": begin,
        "eind": begin + timedelta(days=2), "locatie": locaties[keer % len(locaties)].pk,
        "melder": Melder.objects.visible_to(melder).filter(gearchiveerd_op=None).order_by("naam").first().pk,  # type: ignore[union-attr]
        "naam_melder": "T. Visser", "email_melder": "visser@school-00zv.example",
    }  # fmt: skip
    verzuim = Verzuim(**(waarden | anders))  # type: ignore[arg-type]
    with clock.op(datetime(2026, 11, 3, 9, tzinfo=clock.AMSTERDAM) + timedelta(minutes=keer)):
        return services.dien_in(melder, leerling, verzuim, sleutel=UUID(int=keer + 1, version=4))


def laad_meldingen(melder: Gebruiker, behandelaar: Gebruiker) -> dict[str, int]:
    """Zestig gewone, en een in elke stand; geeft het nummer per stand."""
    for keer in range(VEEL):
        meld(melder, keer)
    adres = {"straat": "Logeerlaan", "huisnummer": "7", "huisletter": "", "toevoeging": "", "postcode": "9285RV",
             "locatie_aanduiding": "", "plaats": "Buitenpost"}  # fmt: skip
    bijzonder = {"afwijkend_adres": adres, "dagen": (Dag(date(2026, 8, 31)), Dag(date(2026, 9, 1), False, (1, 2, 3)))}
    standen = {stand: meld(melder, VEEL + keer, begin=date(2026, 8, 31), eind=date(2026, 9, 2)) for keer, stand in
               enumerate(("klaar", "kennisgeving", "ingetrokken", "doorgestuurd", "lopend"))}  # fmt: skip
    standen["open"] = meld(melder, VEEL + 6, reden=LANG, begin=date(2026, 8, 31), eind=date(2026, 9, 2), **bijzonder)
    sluit = Terugmelding(Status.AFGESLOTEN, **CONTACT, reden_afsluiting=1, toelichting_afsluiting=1)  # type: ignore[arg-type]
    antwoorden = {"klaar": sluit, "kennisgeving": Terugmelding(Status.TER_KENNISGEVING, **CONTACT),  # type: ignore[arg-type]
                  "lopend": Terugmelding(Status.IN_BEHANDELING, **CONTACT)}  # fmt: skip # type: ignore[arg-type]
    for stand, antwoord in antwoorden.items():
        standen[stand] = services.meld_terug(behandelaar, standen[stand].nummer, standen[stand].versie, antwoord)
    services.plaats_notitie(behandelaar, standen["lopend"].nummer, "Huisbezoek gepland.", intern=True)
    services.vul_aan(melder, standen["lopend"].nummer, standen["lopend"].versie, "De mentor heeft gebeld.")
    weg = standen["ingetrokken"]
    services.trek_in(melder, weg.nummer, weg.versie, "De afwezigheid bleek geoorloofd.")
    door = standen["doorgestuurd"]
    [naar, *_] = mogelijke_ontvangers(door)
    services.stuur_door(behandelaar, door.nummer, door.versie, naar, "De leerling woont daar.")
    return {stand: melding.nummer for stand, melding in standen.items()}


def laad_terugblikken(map_: Path, beheer: Gebruiker) -> dict[str, str]:
    """Vragen van functioneel beheer: een leerling met een correctie, twee nummers, nog niets bekend, en veel versies."""
    wisselt, veel, weg = pgn(200), pgn(201), pgn(202)
    lever(map_, persoon(weg), *inschrijving(weg))
    lever(map_, persoon(OWN, achternaam="Voor de wissel"), persoon(wisselt, achternaam="Na de wissel"))
    lever(map_, persoon(weg, achternaam="Bakker", straat="Nieuwe Hottentottententententoonstellingslaan"),
          *inschrijving(weg, tot="2026-10-31"), f"DIP;00ZV;{weg};MBO;25180;2;2026-07-01",
          op=LANG_GELEDEN + timedelta(days=60))  # fmt: skip
    lever(map_, f"WPG;{OWN};{wisselt}", f"VIS;00ZV;{weg};1", op=LANG_GELEDEN + timedelta(days=70))
    lever(map_, *(persoon(veel, huisnummer=str(nummer)) for nummer in range(200)))
    momenten = {"terugblik": (weg, 65), "terugblik_twee": (wisselt, 65), "terugblik_niets": (wisselt, -5),
                "terugblik_veel": (veel, 65)}  # fmt: skip
    return {
        naam: str(bewaar_concept(beheer, TERUGBLIK, Vraag(
            nummer, LANG_GELEDEN + timedelta(days=dagen), date(2026, 9, 1), Aanleiding.BEZWAAR, "Zaak 2026-117"
        ).als_json()).pk)
        for naam, (nummer, dagen) in momenten.items()
    }  # fmt: skip


def laad_voorstellen(school: Organisatie, beheerder: Gebruiker) -> dict[str, int]:
    """Een collega die beheerder is en twee voorstellen deed: een dat wacht, en een dat is afgewezen."""
    collega = bij(account("collega.00zv", "I. de Wit", (Rol.BEHEERDER, school)), school)
    melder, lezer = (Gebruiker.objects.get(username=f"{naam}.00zv") for naam in ("melder", "lezer"))
    wacht, oud = (
        geef_rol(wie, Rol.BEHEERDER, vanaf=clock.vandaag(), tot=None, door=collega) for wie in (melder, lezer)
    )
    assert wacht is not None
    assert oud is not None
    wijs_af(oud, door=beheerder, reden="Niet nodig")
    nieuweling, bijna = (
        meld_aan(
            f"{naam}.00zv", f"N. {naam.title()}", f"{naam}@verzuimloket.example", [Rol.LEZER], tot=None, door=beheerder
        )
        for naam in ("nieuw", "bijna")
    )
    for wie in (nieuweling, bijna):
        maak_wachtwoordbrief(wie, school, door=beheerder)
        maak_koppelbrief(wie, school, door=beheerder)
    zet_totp(bijna, TOTP_GEHEIM)
    Activatie.objects.visible_to(beheerder).update(wachtwoord_afdruk=afdruk(BRIEF), koppel_afdruk=afdruk(BRIEF))
    rol = collega.toewijzingen.unscoped("bladzijde met een rol").get()
    lees_in([Zaad(f"NL-{nr}", "totp", bytes([nr]) * 20) for nr in (1, 2)], school, door=beheerder)
    uitgegeven, in_voorraad = Hardwaretoken.objects.visible_to(beheerder)
    geef_uit(uitgegeven, lezer, door=beheerder)
    return {
        "nieuweling": nieuweling.pk,
        "apparaat": in_voorraad.pk,
        "voorstel": wacht.pk,
        "voorstel_oud": oud.pk,
        "collega": collega.pk,
        "rol": rol.pk,
        "lezerrol": lezer.toewijzingen.unscoped("bladzijde met een lezer").get().pk,
    }


def laad_aanleveringen(map_: Path) -> dict[str, str]:
    """Een aanlevering in elke stand waarin een beheerder haar kan treffen; geeft het adres per stand."""
    Herkomst = Inlezing.Herkomst
    gebruiker = Gebruiker.objects.get(username="functioneel")
    pad = map_ / "landelijk-2026-11.csv"
    pad.write_text(f"VLP;LAND;1;2026-11-01T07:00:00+01:00\n{persoon(pgn(900))}\nXYZ\nSLR;2\n", encoding="utf-8")
    call_command("bron_inlezen", str(pad), verbosity=0)
    vast = {"leverancier": "LAND", "omvang": 734_003_200, "gebruiker": gebruiker}
    ver_weg = datetime(2099, 1, 1, tzinfo=clock.AMSTERDAM)  # een teken van leven dat niet oud wordt
    begonnen = {"begonnen_op": clock.nu(), "bytes": 300_000_000, "regels": 5_120_000}
    standen: dict[str, dict[str, object]] = {
        "wacht": {"stand": "wacht", "herkomst": Herkomst.BERICHT},  # geen rij: de worker laat haar staan
        "leest": {"stand": "bezig", "herkomst": Herkomst.BERICHT, "fase": "lezen", "bijgewerkt_op": ver_weg, **begonnen},
        "samen": {"stand": "bezig", "herkomst": Herkomst.BERICHT, "fase": "samenvoegen", "bijgewerkt_op": ver_weg,
                  **begonnen},
        "geweigerd": {"stand": "geweigerd", "herkomst": Herkomst.SCHERM, "klaar_op": clock.nu(),
                      "melding": "Het sluitrecord (SLR) noemt 4 records, maar er staan er 3."},
        "mislukt": {"stand": "mislukt", "herkomst": Herkomst.SCHERM, "klaar_op": clock.nu(), "opslag": "0" * 32,
                    "melding": "Het inlezen is 5 keer afgebroken. Er is niets opgeslagen."},
    }  # fmt: skip
    lang = "levering-van-een-leverancier-met-een-lange-naam-zonder-spaties-en-met-een-volgnummer-12345.csv"
    adressen = {"ingelezen": str(Inlezing.objects.get().pk)}
    for naam, velden in standen.items():
        adressen[naam] = str(Inlezing.objects.create(bestandsnaam=lang, **vast, **velden).pk)
    return {f"aanlevering_{naam}": sleutel for naam, sleutel in adressen.items()}


def laat_opvallen(wie: Gebruiker, school: Organisatie) -> int:
    """Twee signalen over deze gebruiker; geeft het nummer van het laatste."""
    begin = clock.nu().replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)
    wat = {"gebruiker": wie, "organisatie": school, "uur": begin}
    Leessignaal.objects.create(**wat, soort="andere_locatie", aantal=17)
    return Leessignaal.objects.create(**wat, soort="veel_geopend", aantal=84).pk


def laad(map_: Path) -> dict[str, object]:
    call_command("laad_referentie", verbosity=0)
    laad_accounts()
    leveringen = laad_leerlingen(map_)
    school = organisatie(Soort.INSTELLING, "00ZV")
    melder = bij(Gebruiker.objects.get(username="melder.00zv"), school)
    beheerder = bij(Gebruiker.objects.get(username="beheerder.00zv"), school)
    richt_school_in(school, beheerder)
    west = organisatie(Soort.INSTELLING, "27GZ")
    richt_school_in(west, bij(Gebruiker.objects.get(username="melder.muis"), west))
    locatie = Locatie.objects.visible_to(melder).order_by("naam")[0]
    account("lezer.00zv", "A. Hoekstra", (Rol.LEZER, school), locaties=(locatie.pk,))
    gemeente = organisatie(Soort.GEMEENTE, "0059")
    nummers = laad_meldingen(melder, bij(Gebruiker.objects.get(username="behandelaar.0059"), gemeente))
    services.archiveer(beheerder, Locatie.objects.visible_to(melder).order_by("naam")[2])
    mensen = Melder.objects.visible_to(melder).order_by("naam")
    services.archiveer(beheerder, mensen[0])
    leeg = bij(Gebruiker.objects.get(username="leeg.02gj"), organisatie(Soort.INSTELLING, "02GJ"))
    _, geheim = maak_sleutel(school, "rod", "Leerlingadministratie", dagen=365, door=beheerder)
    trek_sleutel_in(maak_sleutel(school, "rod", "Oud systeem", dagen=365, door=beheerder)[0], door=beheerder)
    voorstellen = laad_voorstellen(school, beheerder)
    rapportages = laad_rapportages(map_)  # vóór de aanleveringen: de bouw wacht op een levering die nog gelezen wordt
    aanleveringen = laad_aanleveringen(map_)
    laad_r08()
    beheer = bij(Gebruiker.objects.get(username="functioneel"), organisatie(Soort.LOKET, "LOKET"))
    laad_thema(bij(Gebruiker.objects.get(username="beheerder.0518"), organisatie(Soort.GEMEENTE, "0518")))
    verklaar_bezorgd()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('meldingen_melding', 'nummer'), %s)", [GROOT - 1])
    meld(melder, VEEL + 7)  # haar mail wacht tot de worker begint
    return {
        **nummers,
        **aanleveringen,
        **voorstellen,
        **leveringen,
        "postadres": organisatie(Soort.GEMEENTE, "0518").email,
        "locatie": locatie.pk,
        "melder": mensen[1].pk,
        **{
            naam: str(bewaar_concept(melder, "melding.nieuw", {"pgn": pgn(0)}).pk)
            for naam in ("sleutel", "sleutel_fout", "sleutel_controle")
        },
        "geheim": geheim,
        "school": school.pk,
        "leessignaal": laat_opvallen(melder, school),
        **laad_terugblikken(map_, beheer),
        **laad_betrokkenen(beheer, Melding.objects.visible_to(melder).get(pk=nummers["open"]).pgn),
        **laad_organisaties(beheer),
        **laad_adressen(beheerder),
        **laad_leveringen(),
        **laad_routering(),
        **laad_fusies(beheer),
        **rapportages,
        **laad_rapportagebestanden(),
        "leeg": str(bewaar_concept(leeg, "melding.nieuw", {"pgn": pgn(100)}).pk),
        "pgn": {reis: pgn(101 + nummer) for nummer, reis in enumerate(REIZEN)},
    }


if __name__ == "__main__":
    doel = Path(sys.argv[1])
    (doel / "feiten.json").write_text(json.dumps(laad(doel)), encoding="utf-8")
