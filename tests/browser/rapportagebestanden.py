"""De bestanden van maandrapportages van de browserwereld: een grote lijst, en elke stand."""

from datetime import date, timedelta

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from rapportages.models import Bestandsaanvraag, Maandrapportage, Telling
from tests.rapportages.maanden import SEPTEMBER
from verzuimloket import clock

STANDEN: dict[str, dict[str, object]] = {
    "wacht": {"code": "A01", "totaal": 25_000},
    "bezig": {"code": "A02", "stand": "bezig", "gedaan": 500, "totaal": 2000},
    "klaar": {"code": "A05", "stand": "klaar", "opslag": "b", "gedaan": 30_000, "totaal": 30_000,
              "verloopt_op": date(2026, 11, 30)},
    "verlopen": {"code": "A05", "stand": "klaar", "verloopt_op": date(2026, 11, 20)},
    "mislukt": {"code": "A04", "stand": "mislukt", "fout": "storing"},
}  # fmt: skip


def laad_rapportagebestanden() -> dict[str, str]:
    """In september telt de A04 van school 00ZV 30.000 rijen. Geeft de sleutel van elke aanvraag."""
    school = Organisatie.objects.get(soort=Soort.INSTELLING, code="00ZV")
    maand = Maandrapportage.objects.get(maand=SEPTEMBER.t2)
    Telling.objects.create(rapportage=maand, ontvanger="I00ZV", code="A04", soort="VAVO", aantal=30_000)
    wie = Gebruiker.objects.get(username="rapport.00zv")
    return {
        f"bestand_{naam}": str(
            Bestandsaanvraag.objects.create(
                organisatie=school, gebruiker=wie, rapportage=maand, vorm="xlsx", klaar_op=clock.nu(),
                bijgewerkt_op=clock.nu() + timedelta(days=365), **velden,
            ).pk
        )
        for naam, velden in STANDEN.items()
    }  # fmt: skip
