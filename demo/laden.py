"""De demowereld laden: accounts, leveringen, meldingen en drie maandrapportages. Herhalen verandert niets."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from accounts.domein.rechten import Rol, Soort
from accounts.models import Gebruiker, Organisatie
from accounts.services.gebruikers import maak_gebruiker
from accounts.services.rollen import ken_rol_toe
from accounts.services.tokens import zet_totp
from bron.domein.week import WEEK, laatste_maandag
from bron.services.weeklevering import bouw_week
from demo.leerlingen import Leerling, alle_leerlingen
from demo.leveren import lever_alles
from demo.wereld import ACCOUNTS, TOTP_GEHEIM, WACHTWOORD, gebouwde_maanden
from demo.zaken import Verhalen, bij, richt_school_in
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.models import Locatie, Melding
from meldingen.services import zet_routering
from rapportages.services import bouw_maand, bouw_r08
from verzuimloket import clock
from verzuimloket.outbox.services import verklaar_bezorgd

Zeg = Callable[[str], None]
WEKEN = 6  # genoeg om er een met veel wijzigingen bij te hebben: de leveringen van de demo komen per maand


def is_geladen() -> bool:
    """De laatste stap van het laden is het account functioneel."""
    return Gebruiker.objects.filter(username=ACCOUNTS[-1].gebruikersnaam).exists()


def laad(map_: Path, zeg: Zeg) -> None:
    vandaag = clock.vandaag()
    zeg("Accounts ...")
    for account in ACCOUNTS[:-1]:
        _account(account.gebruikersnaam)
    _routering(vandaag)
    leerlingen = alle_leerlingen(vandaag)
    zeg(f"Leveringen van {len(leerlingen)} leerlingen over veertien maanden ...")
    lever_alles(leerlingen, map_, vandaag)
    zeg("Meldingen ...")
    zeg(f"{_meldingen(leerlingen, vandaag)} meldingen gedaan en behandeld.")
    _rapportages(vandaag, zeg)
    _weekleveringen(vandaag, zeg)
    _r08(vandaag, zeg)
    verklaar_bezorgd()
    _account(ACCOUNTS[-1].gebruikersnaam)


def _organisatie(soort: Soort, code: str) -> Organisatie:
    return Organisatie.objects.get(soort=soort, code=code)


def _account(gebruikersnaam: str) -> Gebruiker:
    """Maak het account met zijn rollen en token, als het er nog niet is."""
    bestaand = Gebruiker.objects.filter(username=gebruikersnaam).first()
    if bestaand is not None:
        return bestaand
    account = next(account for account in ACCOUNTS if account.gebruikersnaam == gebruikersnaam)
    organisatie = _organisatie(account.soort, account.code)
    gebruiker = maak_gebruiker(
        account.gebruikersnaam,
        account.naam,
        email=f"{account.gebruikersnaam}@verzuimloket.example",
        wachtwoord=WACHTWOORD,
    )
    for rol in account.rollen:
        ken_rol_toe(gebruiker, rol, organisatie, vanaf=clock.vandaag() - timedelta(days=500))
    zet_totp(gebruiker, TOTP_GEHEIM)
    return gebruiker


def _routering(vandaag: date) -> None:
    """In de regio's 06 en 28 doet de regio de meldingen van 18 jaar en ouder."""
    for nummer in ("06", "28"):
        regio = _organisatie(Soort.RMC_REGIO, nummer)
        zet_routering(gebied=regio, groep=Leeftijdsgroep.RMC, instantie=regio, vanaf=vandaag - timedelta(days=800))


def _meldingen(leerlingen: list[Leerling], vandaag: date) -> int:
    behandelaars = {}
    for naam, soort, code in (
        ("behandelaar.0059", Soort.GEMEENTE, "0059"), ("behandelaar.0518", Soort.GEMEENTE, "0518"),
        ("rmc.06", Soort.RMC_REGIO, "06"), ("rmc.28", Soort.RMC_REGIO, "28"),
    ):  # fmt: skip
        organisatie = _organisatie(soort, code)
        behandelaars[organisatie.pk] = bij(_account(naam), organisatie)
    gedaan = 0
    for brin in ("00ZV", "27GZ"):
        school = _organisatie(Soort.INSTELLING, brin)
        melder = bij(_account(f"melder.{brin.lower()}"), school)
        if not Locatie.objects.visible_to(melder).exists():
            richt_school_in(school, melder)
        if brin == "00ZV":
            _beperk_lezer(school, melder)
        if Melding.objects.visible_to(melder).exists():
            continue  # bij een eerder, afgebroken laden al gedaan: de meldingen van een school zijn één transactie
        eigen = [leerling for leerling in leerlingen if leerling.school.brin == brin and not leerling.proef]
        gedaan += Verhalen(school, melder, behandelaars, vandaag).maak(eigen)
    return gedaan


def _beperk_lezer(school: Organisatie, melder: Gebruiker) -> None:
    """De lezer van 00ZV ziet één locatie; is dat bij een afgebroken laden al gezet, dan gebeurt er niets."""
    locatie = Locatie.objects.visible_to(melder).order_by("naam").first()
    lezer = bij(_account("lezer.00zv"), school)
    if lezer.scope is not None and lezer.scope.locatie_ids:
        return
    ken_rol_toe(lezer, Rol.LEZER, school, vanaf=clock.vandaag(), locatie_ids=[locatie.pk] if locatie else [])


def _rapportages(vandaag: date, zeg: Zeg) -> None:
    """De drie laatste maanden waarvan het sluitmoment voorbij is, oudste eerst."""
    for maand in gebouwde_maanden(vandaag):
        zeg(f"Maandrapportage {maand:%Y-%m} ...")
        bouw_maand(maand.year, maand.month)


def _r08(vandaag: date, zeg: Zeg) -> None:
    """R08 van de laatste maandagen, oudste eerst."""
    zeg(f"R08 van {WEKEN} maandagen ...")
    for terug in reversed(range(WEKEN)):
        bouw_r08(laatste_maandag(vandaag) - terug * WEEK)


def _weekleveringen(vandaag: date, zeg: Zeg) -> None:
    """De weekleveringen van de laatste maandagen, oudste eerst."""
    zeg(f"Weekleveringen van {WEKEN} maandagen ...")
    for terug in reversed(range(WEKEN)):
        bouw_week(laatste_maandag(vandaag) - terug * WEEK)
