"""Weken en rijen van R08 zoals de bouw ze achterlaat, voor de tests van de bladzijden."""

from datetime import date
from typing import Any

from rapportages.models import R08Rij, R08Telling, R08Week
from tests.cast import Wereld
from tests.leveringen import pgn
from verzuimloket.kalender import begin_van_dag, kalendermaanden_erbij

MAANDAG = date(2026, 11, 23)


def r08_week(maandag: date = MAANDAG, **anders: Any) -> R08Week:
    velden = {"gebouwd_op": begin_van_dag(maandag), "verloopt_op": kalendermaanden_erbij(maandag, 3)}
    return R08Week.objects.create(peildatum=maandag, **(velden | anders))


def r08_rij(week: R08Week, wereld: Wereld, nummer: int = 0, **anders: Any) -> R08Rij:
    """Een leerling van de school, gemeente en regio van deze wereld; de tellingen lopen mee."""
    velden = {
        "persoon": pgn(nummer), "brin": wereld.brin, "gemeentecode": wereld.gemeentecode,
        "rmc_nummer": wereld.rmc_nummer, "achternaam": "Zeeman", "voorvoegsel": "van der", "voornamen": "Noor",
        "geboortedatum": date(2011, 3, 14), "naam_instelling": f"School {wereld.brin}",
        "naam_gemeente": f"Gemeente {wereld.gemeentecode}", "uren": 18, "dagen": 3, "eerste_dag": date(2026, 11, 2),
        "laatste_dag": date(2026, 11, 4), "nummer": 1000 + nummer, "soort": "V3", "aantal_weken": 1,
    }  # fmt: skip
    rij = R08Rij.objects.create(week=week, **(velden | anders))
    for ontvanger in (f"I{rij.brin}", f"G{rij.gemeentecode}", f"R00{rij.rmc_nummer}"):
        telling, _ = R08Telling.objects.unscoped("proef").get_or_create(
            week=week, ontvanger=ontvanger, defaults={"aantal": 0}
        )
        telling.aantal += 1
        telling.save()
    return rij
