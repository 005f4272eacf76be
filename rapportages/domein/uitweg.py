"""Wat een leerling van de lijst haalt, per reden, met de eerstvolgende meetdag en het sluitmoment."""

from datetime import datetime

from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand, laatst_gesloten
from rapportages.domein.selectie import Reden
from verzuimloket.kalender import AMSTERDAM, dag_voluit


def volgende_maand(nu: datetime) -> Maand:
    """De maand die het eerst sluit."""
    return laatst_gesloten(nu).volgende


def telt_mee_vanaf(ontvangen_op: datetime) -> Maand:
    """De eerste maand waarvoor iets dat op dit moment is ontvangen, meetelt: haar sluitmoment ligt erna."""
    return laatst_gesloten(ontvangen_op).volgende


def sluiting(maand: Maand) -> str:
    k = maand.sluitmoment.astimezone(AMSTERDAM)
    return f"{dag_voluit(k.date())} om {k:%H:%M} uur"


def uitwegen(reden: Reden, code: Code, maand: Maand, nu: datetime) -> list[str]:
    """Zinnen: eerst wat bij deze reden helpt, dan wat altijd helpt, dan tot wanneer. `maand` is die van de lijst."""
    volgende = volgende_maand(nu)
    dag = dag_voluit(volgende.t2)
    return [
        _BIJ_REDEN[reden].format(dag=dag),
        f"Een diploma havo, vwo of mbo vanaf niveau 2, behaald op of vóór {dag}. De instelling levert het aan.",
        "Een overlijden of een vertrek uit Nederland. Dat komt uit de basisregistratie; u hoeft niets te doen.",
        _tot_wanneer(code, maand, volgende),
    ]


_BIJ_REDEN = {
    Reden.GEEN_INSCHRIJVING: "Een bekostigde inschrijving die op {dag} geldt, bij welke instelling ook. Is de leerling"
    " ten onrechte uitgeschreven, dan verbetert de instelling haar inschrijving in het register (ROD).",
    Reden.NIET_BEKOSTIGD: "De inschrijving bekostigd aanleveren (bekostigbaar J) vanaf een dag op of vóór {dag}.",
    Reden.EXAMENDEELNEMER: "Een bekostigde inschrijving die op {dag} geldt en die niet alleen voor het examen is.",
}


def _tot_wanneer(code: Code, maand: Maand, volgende: Maand) -> str:
    zin = f"Wat wij vóór {sluiting(volgende)} ontvangen, telt mee in de rapportage van {volgende.naam}."
    if code is Code.A14:
        if volgende.vorige_t1 is None:
            return f"{zin} De lijst van het vorige convenantjaar (A14) is dan gesloten."
        return zin
    if volgende.t1 != maand.t1:
        return f"{zin} Dan begint een nieuw convenantjaar: die lijst gaat uit van {dag_voluit(volgende.t1)}."
    return zin
