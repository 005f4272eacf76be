"""Gebruikers uit een werkblad: wat een rij zegt, en wat ervan klopt."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accounts.domein.rechten import Rol


class Kolom(StrEnum):
    """De kolommen van het sjabloon; de waarde is de kop."""

    NAAM = "Naam"
    EMAIL = "E-mailadres"
    GEBRUIKERSNAAM = "Gebruikersnaam"
    ROL = "Rol"
    ROL_2 = "Tweede rol"
    ROL_3 = "Derde rol"
    VANAF = "Vanaf"
    TOT = "Tot en met"


ROLKOLOMMEN = (Kolom.ROL, Kolom.ROL_2, Kolom.ROL_3)


class Uitkomst(StrEnum):
    """GOED wordt aangemeld, WAARSCHUWING is al gedaan of dubbel, FOUT moet eerst hersteld worden."""

    GOED = "goed"
    WAARSCHUWING = "waarschuwing"
    FOUT = "fout"


@dataclass(frozen=True, slots=True)
class Celfout:
    """Wat er mis is in een cel (`C7`), of in de hele rij als `cel` leeg is."""

    cel: str
    zin: str

    def __str__(self) -> str:
        return f"Cel {self.cel}: {self.zin}" if self.cel else self.zin


@dataclass(frozen=True, slots=True)
class Inleesrij:
    """Een rij van het werkblad. `ruw` is per kolom de tekst zoals zij er stond; `cellen` waar zij stond."""

    nummer: int
    ruw: dict[Kolom, str]
    cellen: dict[Kolom, str]
    naam: str = ""
    email: str = ""
    gebruikersnaam: str = ""
    rollen: tuple[Rol, ...] = ()
    vanaf: date | None = None
    tot: date | None = None
    fouten: tuple[Celfout, ...] = ()

    @property
    def getypte_email(self) -> str:
        """Ook als het geen adres is."""
        return self.ruw.get(Kolom.EMAIL, "")


@dataclass(frozen=True, slots=True)
class Oordeel:
    rij: Inleesrij
    uitkomst: Uitkomst
    zinnen: tuple[str, ...] = ()

    @property
    def uitleg(self) -> str:
        return " ".join(self.zinnen)


@dataclass(frozen=True, slots=True)
class Bekend:
    """Wat er al is: gebruikersnamen `hier` en `elders`, en e-mailadressen hier; alles in kleine letters."""

    hier: Set[str]
    elders: Set[str]
    mail_hier: Set[str]


def beoordeel(rijen: Iterable[Inleesrij], bekend: Bekend) -> list[Oordeel]:
    """Per rij wat ermee gebeurt. Van twee dezelfde wordt de eerste aangemeld."""
    namen: dict[str, int] = {}
    mails: dict[str, int] = {}
    oordelen = []
    for rij in rijen:
        oordeel = _oordeel(rij, bekend, namen, mails)
        if oordeel.uitkomst is Uitkomst.GOED:
            namen[rij.gebruikersnaam] = mails[rij.email.casefold()] = rij.nummer
        oordelen.append(oordeel)
    return oordelen


def _oordeel(rij: Inleesrij, bekend: Bekend, namen: dict[str, int], mails: dict[str, int]) -> Oordeel:
    naam, mail = rij.gebruikersnaam, rij.email.casefold()
    if rij.fouten:
        return Oordeel(rij, Uitkomst.FOUT, tuple(map(str, rij.fouten)))
    if naam in bekend.elders:
        cel = rij.cellen[Kolom.GEBRUIKERSNAAM]
        return Oordeel(
            rij, Uitkomst.FOUT, (str(Celfout(cel, "deze gebruikersnaam is al in gebruik. Kies een andere.")),)
        )
    if naam in bekend.hier:
        zin = "Deze gebruiker is hier al bekend. Zijn rollen wijzigt u bij Rollen."
    elif naam in namen:
        zin = f"Deze gebruikersnaam staat ook op rij {namen[naam]}."
    elif mail in bekend.mail_hier:
        zin = "Een gebruiker hier heeft dit e-mailadres al. Is het iemand anders, meld hem dan los aan."
    elif mail in mails:
        zin = f"Dit e-mailadres staat ook op rij {mails[mail]}. Is het iemand anders, meld hem dan los aan."
    else:
        return Oordeel(rij, Uitkomst.GOED)
    return Oordeel(rij, Uitkomst.WAARSCHUWING, (zin,))
