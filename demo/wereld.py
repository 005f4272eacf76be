"""Wie en wat er in de demowereld is. De geheimen hieronder gelden alleen in demomodus (systeemcontrole E010)."""

from base64 import b32decode
from dataclasses import dataclass
from datetime import date

from accounts.domein.rechten import Rol, Soort
from verzuimloket.kalender import eerste_volledige_weekend, kalendermaanden_erbij

WACHTWOORD = "Demo-verzuim-2026!"
TOTP_GEHEIM = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # base32
ZAAD = 20261124
NOORD, WEST = "LAS-NOORD", "LAS-WEST"  # de leveranciers: elk levert voor de scholen in zijn streek


@dataclass(frozen=True, slots=True)
class Account:
    gebruikersnaam: str
    naam: str
    rollen: tuple[Rol, ...]
    soort: Soort
    code: str


ACCOUNTS: tuple[Account, ...] = (
    Account("melder.00zv", "M. de Vries", (Rol.MELDER,), Soort.INSTELLING, "00ZV"),
    Account("lezer.00zv", "A. Hoekstra", (Rol.LEZER,), Soort.INSTELLING, "00ZV"),
    Account("beheerder.00zv", "K. Postma", (Rol.BEHEERDER, Rol.BEHEERDER_ONDERWIJS), Soort.INSTELLING, "00ZV"),
    Account("rapport.00zv", "E. Wiersma", (Rol.RAPPORTAGES,), Soort.INSTELLING, "00ZV"),
    Account("melder.27gz", "S. Öztürk", (Rol.MELDER,), Soort.INSTELLING, "27GZ"),
    Account("rapport.27gz", "J. van Leeuwen", (Rol.RAPPORTAGES,), Soort.INSTELLING, "27GZ"),
    Account("behandelaar.0059", "I. Zijlstra", (Rol.BEHANDELAAR,), Soort.GEMEENTE, "0059"),
    Account("behandelaar.0518", "R. Bouzidi", (Rol.BEHANDELAAR,), Soort.GEMEENTE, "0518"),
    Account("beheerder.0518", "H. Ramdin", (Rol.BEHEERDER,), Soort.GEMEENTE, "0518"),
    Account("rapport.0518", "P. de Graaf", (Rol.RAPPORTAGES,), Soort.GEMEENTE, "0518"),
    Account("rmc.06", "B. Mulder", (Rol.BEHANDELAAR_RMC,), Soort.RMC_REGIO, "06"),
    Account("rmc.28", "L. Nguyễn", (Rol.BEHANDELAAR_RMC,), Soort.RMC_REGIO, "28"),
    Account("functioneel", "C. van der Meer", (Rol.FUNCTIONEEL_BEHEER,), Soort.LOKET, "LOKET"),
)


@dataclass(frozen=True, slots=True)
class School:
    """Een school in de demo: hoeveel leerlingen, waar zij vooral wonen, en wie haar registraties levert."""

    brin: str
    sector: str
    aantal: int
    woonplaatsen: tuple[tuple[str, int], ...]  # (gemeentecode, gewicht)
    leverancier: str


_FRIESLAND = (("0059", 70), ("0090", 20), ("0074", 10))
_HAAG = (("0518", 70), ("0603", 10), ("0503", 8), ("1916", 6), ("0637", 6))
SCHOLEN: tuple[School, ...] = (
    School("00ZV", "VO", 700, _FRIESLAND, NOORD),
    School("04YE", "VO", 450, (("0090", 80), ("0059", 20)), NOORD),
    School("25CM", "VO", 350, (("0090", 90), ("0059", 10)), NOORD),
    School("27GZ", "MBO", 1100, _HAAG, WEST),
    School("02GJ", "VO", 450, _HAAG, WEST),
    School("02US", "VO", 250, _HAAG, WEST),
)
LOCATIES = {"00ZV": ("Buitenpost", "Grijpskerk", "Surhuisterveen"), "27GZ": ("Leeghwaterplein", "Tinwerf", "Delft")}
MELDERS = {
    "00ZV": (("T. Visser", "Teamleider onderbouw"), ("N. Jacobs", "Verzuimcoördinator")),
    "27GZ": (("F. Çelik", "Loopbaanbegeleider"), ("C. van der Meer", "Verzuimcoördinator")),
}
PROEFLEERLINGEN = 3  # per demoschool: gewone leerlingen zonder melding en zonder gebeurtenissen, om mee te proberen


def totp_sleutel() -> str:
    """TOTP_GEHEIM zoals django-otp het bewaart: hexadecimaal."""
    return b32decode(TOTP_GEHEIM).hex()


def gebouwde_maanden(vandaag: date) -> list[date]:
    """De drie laatste maanden (hun t2) waarvan het sluitmoment voorbij is, oudste eerst."""
    maand = vandaag.replace(day=1)
    if eerste_volledige_weekend(maand.year, maand.month) > vandaag:
        maand = kalendermaanden_erbij(maand, -1)
    return [kalendermaanden_erbij(maand, -terug) for terug in (2, 1, 0)]
