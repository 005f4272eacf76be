"""Verwijderen wat het portaal niet langer mag bewaren. Welke regels er zijn, zegt verzuimloket/bijdragen.py.

Van elke regel en elke keer blijft een `Opschoning` staan: welke grens gold, hoeveel er weg is, en of zij af kwam. Wat
in pakketten gaat, telt daarin mee in dezelfde transactie als het verwijderen: na een `kill -9` klopt het bewijs nog.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.module_loading import import_string

from verzuimloket.audit.models import Opschoning
from verzuimloket.audit.services import record
from verzuimloket.clock import nu

logger = logging.getLogger(__name__)
_lopend: ContextVar[Opschoning | None] = ContextVar("opschoning", default=None)


class OpschonenMislukt(Exception):
    """Een of meer regels lukten niet; de andere zijn wel uitgevoerd. De tekst noemt ze."""


def schoon_op(vandaag: date, *, proef: bool = False) -> dict[str, int]:
    """Voer elke regel uit alsof het `vandaag` is en geef per regel het aantal. `proef` telt alleen.

    Elke regel heeft haar eigen transacties. Lukt er een niet, dan gaan de andere door en werpt zij daarna
    OpschonenMislukt. Zonder `proef` blijft per regel een Opschoning staan, met een logregel als er iets weg is.
    """
    aantallen: dict[str, int] = {}
    mislukt = []
    keer = uuid4()
    for naam, functie in settings.OPSCHOONREGELS.items():
        try:
            regel: Callable[..., int] = import_string(functie)
            aantallen[naam] = regel(vandaag, proef=True) if proef else _voer_uit(keer, naam, regel, vandaag)
        except Exception as fout:
            logger.error("Opschonen: de regel %s lukte niet (%s)", naam, type(fout).__name__)
            mislukt.append(naam)
    if mislukt:
        raise OpschonenMislukt(f"Niet opgeschoond: {', '.join(mislukt)}. De andere regels zijn wel uitgevoerd.")
    return aantallen


def _voer_uit(keer: UUID, naam: str, regel: Callable[..., int], vandaag: date) -> int:
    rij = Opschoning.objects.create(keer=keer, regel=naam, grens=vandaag, plek=_begin(naam), begonnen_op=nu())
    with _gezet(rij):
        aantal = regel(vandaag)
    with transaction.atomic():
        Opschoning.objects.filter(pk=rij.pk).update(aantal=aantal, klaar_op=nu())
        if aantal:
            record(
                actie="verzuimloket:opschoning:uitgevoerd",
                object_type="opschoning",
                object_id=rij.pk,
                details={"regel": naam, "grens": f"{rij.grens}", "aantal": aantal},
            )
    return aantal


def _begin(naam: str) -> int:
    """Waar de vorige keer bleef steken; 0 als zij af kwam."""
    vorige = Opschoning.objects.filter(regel=naam).order_by("-pk").first()
    return 0 if vorige is None or vorige.klaar_op is not None else vorige.plek


@contextmanager
def _gezet(rij: Opschoning) -> Iterator[None]:
    teken = _lopend.set(rij)
    try:
        yield
    finally:
        _lopend.reset(teken)


def begin_plek() -> int:
    """Vanaf waar een regel die langs een lange tabel loopt, verdergaat. 0: vooraan."""
    rij = _lopend.get()
    return rij.plek if rij else 0


def in_pakketten(regel: str, grens: date, pakket: Callable[[], tuple[int, int | None]]) -> int:
    """Roep `pakket` aan tot het klaar is, elke keer in een eigen transactie; geeft het totaal.

    `pakket` verwijdert een begrensd aantal en geeft hoeveel, met de plek tot waar het is (None: klaar). Wie tegelijk
    dezelfde regel uitvoert, wacht per pakket. `grens` komt met de aantallen in het bewijs.
    """
    totaal, plek = 0, None
    rij = _lopend.get()
    if rij is not None:
        rij.grens = grens
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('opschonen'), hashtext(%s))", [regel])
            aantal, plek = pakket()
            if rij is not None:
                Opschoning.objects.filter(pk=rij.pk).update(
                    grens=grens, aantal=F("aantal") + aantal, plek=plek or F("plek")
                )
        totaal += aantal
        if plek is None:
            return totaal
