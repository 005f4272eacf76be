"""De week van een levering: de maandag, haar sluitmoment K, en de leeftijdsgrenzen als geboortedatum."""

from datetime import date, datetime, time, timedelta

from verzuimloket.kalender import AMSTERDAM, kalendermaanden_erbij

JONGSTE, TE_OUD = 4, 23  # WOT art. 24f lid 3: 4 jaar of ouder, nog geen 23
MAANDAG = 0  # in de telling van Python
WEEK = timedelta(weeks=1)
MAANDEN_BEWAARD = 3


def sluitmoment(dag: date) -> datetime:
    """K: 00:00 Nederlandse tijd op `dag`. Wat ervoor ontvangen is telt mee, wat precies op K komt niet."""
    return datetime.combine(dag, time(), tzinfo=AMSTERDAM)


def laatste_maandag(dag: date) -> date:
    """De maandag op of vóór `dag`.

    >>> laatste_maandag(date(2026, 11, 29)), laatste_maandag(date(2026, 11, 30))
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 30))
    """
    return dag - timedelta(days=dag.weekday() - MAANDAG)


def geboren_uiterlijk(dag: date, jaren: int) -> date:
    """De laatste geboortedatum waarmee iemand op `dag` al `jaren` jaar is; wie op 29 februari jarig is, op 1 maart.

    >>> geboren_uiterlijk(date(2027, 2, 28), 23), geboren_uiterlijk(date(2027, 3, 1), 23)
    (datetime.date(2004, 2, 28), datetime.date(2004, 3, 1))
    """
    try:
        return dag.replace(year=dag.year - jaren)
    except ValueError:  # 29 februari in een jaar zonder: wie op de 28e geboren is, is het al; wie op 1 maart is, niet
        return date(dag.year - jaren, 2, 28)


def verloopt_op(gebouwd: date) -> date:
    """De dag waarop een levering verdwijnt: drie kalendermaanden na het maken."""
    return kalendermaanden_erbij(gebouwd, MAANDEN_BEWAARD)
