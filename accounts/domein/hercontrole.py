"""De jaarlijkse hercontrole: klopt elke rol nog? Zonder database."""

from datetime import date, timedelta

from verzuimloket.kalender import kalendermaanden_erbij

VOORUIT = timedelta(days=30)  # zo lang van tevoren staat een rol op de lijst, en gaat de eerste herinnering uit
LAATSTE = timedelta(days=7)


def uiterlijk(laatst: date) -> date:
    """De dag waarop een rol opnieuw bekeken moet zijn: een jaar na de vorige keer, of na haar begin."""
    return kalendermaanden_erbij(laatst, 12)


def grens(vandaag: date) -> date:
    """Wie het laatst op deze dag of eerder bekeken is, staat nu op de lijst."""
    dag = vandaag + VOORUIT
    terug = kalendermaanden_erbij(dag, -12)
    # 28 februari na een schrikkeldag: ook wie op 29 februari bekeken is, is dan aan de beurt
    return terug + timedelta(days=1) if uiterlijk(terug + timedelta(days=1)) == dag else terug


def fase(uiterlijk_op: date, vandaag: date) -> str:
    """Welke herinnering er hoort: `eerste` (30 dagen ervoor), `laatste` (7 dagen ervoor), `te laat`, of nog geen."""
    over = uiterlijk_op - vandaag
    if over < timedelta(0):
        return "te laat"
    if over <= LAATSTE:
        return "laatste"
    return "eerste" if over <= VOORUIT else ""
