"""Welke nummers bij een leerling van een school horen. Voor wie nummers aanwijst zonder de leerling te zien."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from bron.models import Nummerwijziging, PeriodeVersie
from verzuimloket.clock import nu
from verzuimloket.db.bereik import buiten_bereik

REDEN = "of een nummer bij een leerling van de eigen school hoort"
NOG_BEKEND = timedelta(days=2 * 365 + 1)  # zo lang ziet een school ook haar meldingen


@buiten_bereik(REDEN)
def personen(pgns: Iterable[str]) -> list[tuple[str, ...]]:
    """De personen achter deze nummers, elk één keer: al zijn nummers, het huidige eerst. Eén vraag."""
    gevraagd = list(dict.fromkeys(pgns))
    if not gevraagd:
        return []
    wijzigingen = Nummerwijziging.objects.unscoped(REDEN).filter(
        Q(oud_pgn__in=gevraagd) | Q(nieuw_pgn__in=gevraagd), ontvangen_op__lt=nu()
    )
    paren = {nummer: (nieuw, oud) for oud, nieuw in wijzigingen.values_list("oud_pgn", "nieuw_pgn")
             for nummer in (oud, nieuw)}  # fmt: skip
    return list(dict.fromkeys(paren.get(pgn, (pgn,)) for pgn in gevraagd))


@buiten_bereik(REDEN)
def bij_school(pgns: Iterable[str], *, brin: str, dag: date) -> list[tuple[str, ...]]:
    """De personen die volgens de stand van nu bij deze BRIN ingeschreven zijn, worden, of kort geleden waren."""
    gezocht = {nummer: persoon for persoon in personen(pgns) for nummer in persoon}
    moment = nu()
    bekend = PeriodeVersie.objects.unscoped(REDEN).filter(
        pgn__in=list(gezocht), brin=brin, ontvangen_op__lt=moment, vervallen_op__gte=moment,
        geldig_tot__gt=dag - NOG_BEKEND,
    )  # fmt: skip
    return list(dict.fromkeys(gezocht[nummer] for nummer in bekend.values_list("pgn", flat=True).distinct()))
