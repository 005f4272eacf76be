"""De bestanden van maandrapportages van de browserwereld: een grote lijst, een verlopen maand, en elke stand."""

from datetime import date, timedelta

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from rapportages.models import Bestandsaanvraag, Maandrapportage, Telling
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
    """November is er, juli is verlopen; de A04 van school 00ZV telt 30.000 rijen. Geeft de sleutel van elke aanvraag."""
    school = Organisatie.objects.get(soort=Soort.INSTELLING, code="00ZV")
    maand = _maand(11, verloopt_op=date(2027, 2, 7))
    _maand(7, verloopt_op=date(2026, 10, 4))
    Telling.objects.create(rapportage=maand, ontvanger="I00ZV", code="A04", soort="HAVO/VWO bovenbouw", aantal=30_000)
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


def _maand(nummer: int, verloopt_op: date) -> Maandrapportage:
    return Maandrapportage.objects.get_or_create(
        maand=date(2026, nummer, 1),
        defaults={"t1": date(2025 if nummer < 11 else 2026, 10, 1), "sluitmoment": clock.nu(), "gebouwd_op": clock.nu(),
                  "zichtbaar": True, "verloopt_op": verloopt_op},
    )[0]  # fmt: skip
