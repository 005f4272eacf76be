"""De aantallen van een ontvanger, en wanneer het cijfer van een ander ernaast mag staan."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rapportages.domein.codes import Code
from rapportages.domein.percentage import MINSTENS, percentage

Aantallen = Mapping[Code, int]  # wat ontbreekt, is nul


def deel_van_startset(aantallen: Aantallen) -> Decimal | None:
    """Welk deel van de startset op de lijst staat, in procenten; None onder de tien deelnemers."""
    return percentage(aantallen.get(Code.A04, 0), aantallen.get(Code.A05, 0))


def genoeg_anderen(eigen: Aantallen, samen: Aantallen) -> bool:
    """Of het cijfer van een regio of het land getoond mag worden aan wie zijn eigen cijfer kent.

    Wie het eigen cijfer ervan aftrekt, houdt de anderen over: dat moeten minstens tien deelnemers zijn. Bij een
    instelling is dit de strengste schatting, want haar leerlingen kunnen ook buiten de regio wonen.
    """
    return samen.get(Code.A05, 0) - eigen.get(Code.A05, 0) >= MINSTENS


@dataclass(frozen=True, slots=True)
class Balans:
    """Hoe de lijst van een ontvanger van de vorige maand naar deze ging, in personen.

    `vorige` is de bewaarde lijst zoals zij was. `samengevoegd` zijn rijen die door een nummerwijziging één persoon
    werden. `overgekomen` stond de maand ervoor bij een andere ontvanger, `vertrokken` staat nu bij een andere.
    """

    vorige: int
    samengevoegd: int
    uitgeschreven: int
    heringeschreven: int
    overgekomen: int
    vertrokken: int

    @property
    def nu(self) -> int:
        erbij = self.uitgeschreven + self.overgekomen
        return self.vorige - self.samengevoegd + erbij - self.heringeschreven - self.vertrokken
