"""Hoe lang het register iemand kent: vijf jaar na zijn laatste inschrijving, zijn diploma's zestig jaar.

Bron: WOT art. 24c lid 3 (registratie), DUO privacypagina (diploma 60 jaar; twee jaar na overlijden). Met een
inschrijving verdwijnt haar hele geschiedenis, op beide tijdassen: ook wat wij vroeger meenden te weten. Wie een diploma
heeft, houdt daarbij alleen zijn laatst bekende gegevens.
"""

from dataclasses import dataclass
from datetime import date

from verzuimloket.kalender import kalendermaanden_erbij

JAREN_NA_INSCHRIJVING = 5
JAREN_DIPLOMA = 60
JAREN_NA_OVERLIJDEN = 2


@dataclass(frozen=True, slots=True)
class Grenzen:
    """Wat op of voor deze dagen gebeurde, heeft op `vandaag` zijn termijn bereikt."""

    inschrijving: date
    diploma: date
    overlijden: date

    @classmethod
    def op(cls, vandaag: date) -> "Grenzen":
        jaren = (JAREN_NA_INSCHRIJVING, JAREN_DIPLOMA, JAREN_NA_OVERLIJDEN)
        return cls(*(kalendermaanden_erbij(vandaag, -12 * aantal) for aantal in jaren))


@dataclass(frozen=True, slots=True)
class Feiten:
    """Van één persoon (beide nummers samen). `uitgeschreven` is de dag na zijn laatste dag op een school.

    Zonder geldende inschrijving telt `gehoord`: de dag van ons laatste bericht over hem.
    """

    uitgeschreven: date | None
    gehoord: date
    overleden: date | None
    laatste_diploma: date | None


@dataclass(frozen=True, slots=True)
class Besluit:
    """Wat er weg moet: de inschrijvingen met alle oude standen, of alles. Diploma's gaan op hun eigen dag."""

    inschrijvingen: bool
    alles: bool


def besluit(feiten: Feiten, grenzen: Grenzen) -> Besluit:
    """Wat er van deze persoon op deze dag weg moet.

    >>> grenzen = Grenzen.op(date(2026, 8, 1))
    >>> besluit(Feiten(date(2021, 8, 1), date(2021, 8, 2), None, None), grenzen)
    Besluit(inschrijvingen=True, alles=True)
    >>> besluit(Feiten(date(2021, 8, 1), date(2021, 8, 2), None, date(2021, 7, 1)), grenzen)
    Besluit(inschrijvingen=True, alles=False)
    """
    overleden = feiten.overleden is not None and feiten.overleden <= grenzen.overlijden
    inschrijvingen = overleden or (feiten.uitgeschreven or feiten.gehoord) <= grenzen.inschrijving
    zonder_diploma = feiten.laatste_diploma is None or feiten.laatste_diploma <= grenzen.diploma
    return Besluit(inschrijvingen, overleden or (inschrijvingen and zonder_diploma))
