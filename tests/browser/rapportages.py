"""Gebouwde maanden voor de pagina's die een rapportage lezen: een lopende met veel rijen, en een verlopen."""

from datetime import date, timedelta

from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, RapportageRij
from tests.leveringen import pgn

VEEL = 60
NAMEN = (("Yıldız", "", "Elif"), ("Montenegro-Castellanos van Wijngaarden", "van der", "Sofía"), ("Bakker", "", "Noor"))


def laad_rapportages() -> None:
    """November 2026 voor 00ZV met `VEEL` rijen op A04, en augustus, die al verlopen is."""
    lopend, verlopen = Maand(2026, 11), Maand(2026, 8)
    november, _ = Maandrapportage.objects.get_or_create(maand=lopend.t2, defaults=_velden(lopend, date(2027, 2, 7)))
    Maandrapportage.objects.get_or_create(maand=verlopen.t2, defaults=_velden(verlopen, date(2026, 11, 1)))
    RapportageRij.objects.bulk_create(_rij(november, nummer) for nummer in range(VEEL))


def _velden(maand: Maand, verloopt_op: date) -> dict[str, object]:
    klaar = maand.sluitmoment + timedelta(hours=1)
    return {"t1": maand.t1, "sluitmoment": maand.sluitmoment, "zichtbaar": True, "gebouwd_op": klaar,
            "verloopt_op": verloopt_op}  # fmt: skip


def _rij(rapportage: Maandrapportage, nummer: int) -> RapportageRij:
    achternaam, voorvoegsel, voornamen = NAMEN[nummer % len(NAMEN)]
    return RapportageRij(
        rapportage=rapportage, code=Code.A04, persoon=pgn(700 + nummer), brin="00ZV", gemeentecode="0059",
        rmc_nummer="06", achternaam=achternaam, voorvoegsel=voorvoegsel, voornamen=voornamen,
        geboortedatum=date(2009, 3, 14), nieuw=True, reden="GEEN INSCHRIJVING", vanaf="202610", type="VO onderbouw",
        datum_inschrijving=date(2025, 8, 1), datum_uitschrijving=date(2026, 10, 15),
    )  # fmt: skip
