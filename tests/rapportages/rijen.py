"""Een zichtbare maand met losse rijen, voor tests die alleen een rij nodig hebben; wie telt, bouwt een echte maand."""

from datetime import date

from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand, verloopt_op
from rapportages.domein.selectie import Reden
from rapportages.models import Maandrapportage, RapportageRij
from tests.cast import Wereld


def rapportage(jaar: int, maand: int) -> Maandrapportage:
    m = Maand(jaar, maand)
    return Maandrapportage.objects.create(
        maand=m.t2, t1=m.t1, sluitmoment=m.sluitmoment, zichtbaar=True, gebouwd_op=m.sluitmoment,
        verloopt_op=verloopt_op(m.sluitmoment.date()),
    )  # fmt: skip


def rapportagerij(rapportage: Maandrapportage, wereld: Wereld, pgn: str) -> RapportageRij:
    """Een rij van A04 bij de drie ontvangers van deze wereld."""
    return RapportageRij.objects.create(
        rapportage=rapportage, code=Code.A04, persoon=pgn, brin=wereld.brin, gemeentecode=wereld.gemeentecode,
        rmc_nummer=wereld.rmc_nummer, geboortedatum=date(2011, 3, 14), achternaam="Zeeman", vanaf="202610",
        reden=Reden.GEEN_INSCHRIJVING, datum_inschrijving=date(2025, 8, 1),
    )  # fmt: skip
