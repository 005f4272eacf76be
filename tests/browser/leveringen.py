"""De weekleveringen en C-leveringen van de browserwereld: elke soort mutatie, veel regels, en elke stand."""

from datetime import date, timedelta

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from bron.domein.mutatie import MutatieSoort
from bron.models import CLevering
from tests.bron.leveringen.hulp import MAANDAG, mutatie, weeklevering
from tests.cast import Wereld

VEEL = 60
LANGE_NAAM = "Montenegro-Castellanos van Wijngaarden"
C_STANDEN: dict[str, dict[str, object]] = {
    "c_klaar": {"stand": "klaar", "opslag": "a", "gedaan": 1200, "totaal": 1200, "verloopt_op": date(2027, 2, 24)},
    "c_verlopen": {"stand": "klaar", "verloopt_op": date(2026, 11, 1)},
    "c_mislukt": {"stand": "mislukt", "fout": "storing"},
    "c_bezig": {"stand": "bezig", "gedaan": 500, "totaal": 2000},
}


def laad_leveringen() -> dict[str, str]:
    """Drie maandagen (de oudste verlopen) voor gemeente 0059 en regio 06; geeft de sleutel van elke C-levering."""
    noord = Wereld("00ZV", "0059", "06")
    for weken in (1, 14):
        weeklevering(MAANDAG - timedelta(weeks=weken), mutaties=3)
    nieuwste = weeklevering(mutaties=VEEL + len(MutatieSoort))
    for nummer, soort in enumerate(MutatieSoort):
        lopend = soort is MutatieSoort.INSCHRIJVING_TOEGEVOEGD
        mutatie(nieuwste, noord, nummer, soort=soort, achternaam=LANGE_NAAM, naam_instelling="De Oostelijke Hogeschool",
                datum_uitschrijving=None if lopend else date(2026, 11, 12), bekostigd=not lopend)  # fmt: skip
    for nummer in range(VEEL):
        mutatie(nieuwste, noord, 20 + nummer)
    return {naam: _c_levering(naam, **velden) for naam, velden in C_STANDEN.items()}


def _c_levering(naam: str, **velden: object) -> str:
    code = "28" if naam == "c_bezig" else "06"  # wie iets lopend heeft, kan niets nieuws aanvragen
    return str(
        CLevering.objects.create(
            organisatie=Organisatie.objects.get(soort=Soort.RMC_REGIO, code=code),
            gebruiker=Gebruiker.objects.get(username=f"rmc.{code}"),
            peildatum=MAANDAG,
            **velden,
        ).pk
    )
