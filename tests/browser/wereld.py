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
from accounts.models import Gebruiker, Organisatie  # noqa: E402
from accounts.services import ken_rol_toe, maak_gebruiker, zet_totp  # noqa: E402
from accounts.services_concept import bewaar_concept  # noqa: E402
from bron.queries import leerling_van_school  # noqa: E402
from demo.wereld import ACCOUNTS, TOTP_GEHEIM, WACHTWOORD  # noqa: E402
from demo.zaken import bij, richt_school_in  # noqa: E402
from meldingen import services  # noqa: E402
from meldingen.domein.workflow import Status  # noqa: E402
from meldingen.gegevens import Dag, Terugmelding, Verzuim  # noqa: E402
from meldingen.models import Locatie, Melder, Melding  # noqa: E402
from meldingen.queries import mogelijke_ontvangers  # noqa: E402
from tests.browser.leveringen import laad_leveringen  # noqa: E402
from tests.leveringen import inschrijving, lever, persoon, pgn  # noqa: E402
from verzuimloket import clock  # noqa: E402
from verzuimloket.outbox.services import verklaar_bezorgd  # noqa: E402

REIZEN = ("muis", "toetsenbord", "zonder", "smal", "sessie", "uitstel", "papier")  # elk zijn eigen mensen en leerling
GROOT = 1234567  # een meldingsnummer waar een scheidingsteken in zou passen
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


def laad_leerlingen(map_: Path) -> None:
    """Van elke naam een leerling van 00ZV, een van 02GJ, en per reis een van 27GZ."""
    regels: list[str] = []
    for nummer, (achternaam, voorvoegsel, voornaam) in enumerate(NAMEN):
        regels.append(persoon(pgn(nummer), gemeente="0059", postcode="9285RV", plaats="Buitenpost",
                              achternaam=achternaam, voorvoegsel=voorvoegsel, voornamen=voornaam))  # fmt: skip
        regels += inschrijving(pgn(nummer), brin="00ZV")
    for nummer in range(100, 101 + len(REIZEN)):
        regels.append(persoon(pgn(nummer), gemeente="0518", postcode="2511BT", plaats="'s-Gravenhage"))
        regels += inschrijving(pgn(nummer), brin="02GJ" if nummer == 100 else "27GZ")
    lever(map_, *regels)


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


def laad(map_: Path) -> dict[str, object]:
    call_command("laad_referentie", verbosity=0)
    laad_accounts()
    laad_leerlingen(map_)
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
    verklaar_bezorgd()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('meldingen_melding', 'nummer'), %s)", [GROOT - 1])
    meld(melder, VEEL + 7)  # haar mail wacht tot de worker begint
    return {
        **nummers,
        "postadres": organisatie(Soort.GEMEENTE, "0518").email,
        "locatie": locatie.pk,
        "melder": mensen[1].pk,
        **{
            naam: str(bewaar_concept(melder, "melding.nieuw", {"pgn": pgn(0)}).pk)
            for naam in ("sleutel", "sleutel_fout", "sleutel_controle")
        },
        **laad_leveringen(),
        "leeg": str(bewaar_concept(leeg, "melding.nieuw", {"pgn": pgn(100)}).pk),
        "pgn": {reis: pgn(101 + nummer) for nummer, reis in enumerate(REIZEN)},
    }


if __name__ == "__main__":
    doel = Path(sys.argv[1])
    (doel / "feiten.json").write_text(json.dumps(laad(doel)), encoding="utf-8")
