"""Waarom een leerling op de lijst staat, of ervan af is: zinnen voor wie de lijst leest.

`waarom_zin` gebruikt alleen wat op de rij is bewaard, en is dus geschikt voor een lijst met veel rijen. De uitgebreide
uitleg van één leerling, met de feiten uit het register, staat in `verklaring.py`.
"""

from datetime import date
from typing import Protocol

from rapportages.domein.selectie import Reden, Waarom
from verzuimloket.kalender import dag_voluit


class Rij(Protocol):
    """Wat `waarom_zin` van een bewaarde rij leest (models.RapportageRij)."""

    reden: str
    waarom: str
    datum_uitschrijving: date | None


def waarom_zin(rij: Rij, t2: date) -> str:
    """Eén korte zin waarom deze leerling op de lijst staat of, bij een rij van A02, waarom hij eraf is.

    Alleen uit de bewaarde kolommen; geen vraag aan de database. `t2` is de meetdag van de rapportage
    (`rapportage.maand`). Werpt ValueError bij een reden die niet bestaat.
    """
    dag = dag_voluit(t2)
    if rij.waarom:
        return _EEN_WAAROM[Waarom(rij.waarom)].format(dag=dag)
    reden = Reden(rij.reden)
    if reden is Reden.GEEN_INSCHRIJVING and rij.datum_uitschrijving is not None:
        return f"Uitgeschreven per {dag_voluit(rij.datum_uitschrijving)}; op {dag} kenden wij geen inschrijving."
    return _EEN_REDEN[reden].format(dag=dag)


_EEN_REDEN = {
    Reden.GEEN_INSCHRIJVING: "Op {dag} kenden wij geen inschrijving.",
    Reden.NIET_BEKOSTIGD: "Op {dag} was er wel een inschrijving, maar die was niet bekostigd.",
    Reden.EXAMENDEELNEMER: "Op {dag} stond de leerling alleen ingeschreven als examendeelnemer.",
}
_EEN_WAAROM = {
    Waarom.OVERLEDEN: "Van de lijst: de leerling was op {dag} overleden.",
    Waarom.VERTROKKEN: "Van de lijst: de leerling was op {dag} uit Nederland vertrokken.",
    Waarom.STARTKWALIFICATIE: "Van de lijst: de leerling had op {dag} een startkwalificatie.",
    Waarom.HERINGESCHREVEN: "Van de lijst: op {dag} was er een bekostigde inschrijving.",
    Waarom.NIET_IN_STARTSET: "Van de lijst: de leerling hoort niet meer bij de startset van het convenantjaar.",
}
