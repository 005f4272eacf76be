"""Een C-levering maken: in één keer, herhaalbaar na elke uitval, en nooit door twee tegelijk."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.domein.rechten import Handeling
from accounts.identiteit import namens
from accounts.models import Gebruiker
from bron.domein.aanvraag import HOOGSTE_AANTAL_POGINGEN
from bron.domein.week import verloopt_op
from bron.exports.weeklevering import TABEL, rij
from bron.models import CLevering
from bron.queries.weeklevering import c_aantal, c_stand
from bron.services import c_bestand
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag
from verzuimloket.export import csv
from verzuimloket.export.tabel import Rij
from verzuimloket.export.xlsx import Werkmap
from verzuimloket.outbox.services import enqueue

logger = logging.getLogger(__name__)
SLOT = "bron.c_levering"
PER_MELDING = 500  # rijen tussen twee meldingen van de voortgang
REDEN = "de taak maakt wat is aangevraagd"
Meld = Callable[..., None]


def maak_c_levering(pk: UUID) -> bool:
    """Maak de bestanden van deze aanvraag; geeft of het deze keer lukte.

    Wie het slot niet krijgt of een aanvraag vindt die niet meer loopt, doet niets. Een fout laat de aanvraag staan voor
    de veegbeurt; na HOOGSTE_AANTAL_POGINGEN is zij mislukt.
    """
    try:
        return _maak(pk)
    except Exception as fout:
        logger.warning("C-levering %s is niet gemaakt: %s", pk, type(fout).__name__)
        return False


def veeg_c_leveringen() -> int:
    """Maak wat geen por kreeg of wiens taak stierf; geeft het aantal dat klaar kwam. Vaker en tegelijk mag."""
    lopend = CLevering.objects.unscoped(REDEN).filter(stand__in=CLevering.LOOPT).order_by("aangevraagd_op")
    aan_de_beurt = [c.pk for c in lopend if c.bijgewerkt_op + _wachttijd(c.pogingen) <= nu()]
    return sum(maak_c_levering(pk) for pk in aan_de_beurt)


def _wachttijd(pogingen: int) -> timedelta:
    """0, 1, 4, 9 en 16 minuten: een volle schijf of een storing krijgt even de tijd."""
    return timedelta(minutes=pogingen**2)


@transaction.atomic
def _maak(pk: UUID) -> bool:
    """Slot, stand, recht van nu, rijen en bestanden, klaar; dan één logregel en een bericht.

    Het slot is van deze transactie: sterft het proces, dan is het vrij en is de aanvraag zichtbaar verlaten. De stand
    en de voortgang gaan over een eigen verbinding, zodat de pagina ze ziet terwijl dit loopt.
    """
    if not _krijg_slot(pk):
        return False
    lopend = CLevering.objects.unscoped(REDEN).filter(stand__in=CLevering.LOOPT).select_related("organisatie")
    c_levering = lopend.filter(pk=pk).first()
    if c_levering is None:
        return False
    gebruiker = namens(c_levering.gebruiker_id, c_levering.organisatie_id)
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.C_LEVERING_AANVRAGEN):
        return _mislukt(c_levering, gebruiker, CLevering.Fout.RECHT)
    if c_levering.pogingen >= HOOGSTE_AANTAL_POGINGEN:
        return _mislukt(c_levering, gebruiker, CLevering.Fout.STORING)
    with _melder(c_levering) as meld:
        c_levering.opslag = c_levering.opslag or c_bestand.nieuwe_naam()
        c_levering.pogingen += 1
        meld(stand=CLevering.Stand.BEZIG, opslag=c_levering.opslag, pogingen=c_levering.pogingen, gedaan=0)
        vraag = (c_levering.organisatie, c_levering.peildatum)
        c_levering.totaal = c_aantal(*vraag)
        meld(totaal=c_levering.totaal)
        c_levering.gedaan = _schrijf(c_levering.opslag, _met_voortgang(map(rij, c_stand(*vraag)), meld))
    return _klaar(c_levering, gebruiker)


def _krijg_slot(pk: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), hashtext(%s))", [SLOT, str(pk)])
        return bool(cursor.fetchone()[0])


@contextmanager
def _melder(c_levering: CLevering) -> Iterator[Meld]:
    """Geeft een functie die velden van de aanvraag meteen zichtbaar maakt, buiten de lopende transactie."""
    apart = connection.copy()

    def meld(**velden: Any) -> None:
        velden["bijgewerkt_op"] = nu()
        namen = ", ".join(f"{naam} = %s" for naam in velden)
        with apart.cursor() as cursor:
            cursor.execute(f"UPDATE bron_clevering SET {namen} WHERE id = %s", [*velden.values(), c_levering.pk])

    try:
        yield meld
    finally:
        apart.close()


def _met_voortgang(rijen: Iterable[Rij], meld: Meld) -> Iterator[Rij]:
    for aantal, waarden in enumerate(rijen, 1):
        yield waarden
        if aantal % PER_MELDING == 0:
            meld(gedaan=aantal)


def _schrijf(opslag: str, rijen: Iterable[Rij]) -> int:
    """Beide bestanden uit dezelfde rijen, in één gang; geeft het aantal rijen."""
    with Werkmap(TABEL) as werkmap:

        def ook_in_de_werkmap() -> Iterator[Rij]:
            for waarden in rijen:
                werkmap.voeg_toe(waarden)
                yield waarden

        c_bestand.schrijf(opslag, "csv", lambda stroom: csv.write(TABEL, ook_in_de_werkmap(), stroom))
        c_bestand.schrijf(opslag, "xlsx", werkmap.bewaar)
        return werkmap.aantal


def _klaar(c_levering: CLevering, gebruiker: Gebruiker) -> bool:
    c_levering.stand, c_levering.klaar_op, c_levering.bijgewerkt_op = CLevering.Stand.KLAAR, nu(), nu()
    c_levering.verloopt_op = verloopt_op(vandaag())
    c_levering.save()
    _leg_vast(c_levering, gebruiker, "bron:c_levering:gemaakt", {"rijen": c_levering.gedaan})
    _bericht(c_levering, gebruiker, "klaar")
    return True


def _mislukt(c_levering: CLevering, gebruiker: Gebruiker, fout: CLevering.Fout) -> bool:
    """Wie het recht niet meer heeft, krijgt ook geen bericht."""
    if c_levering.opslag:
        c_bestand.verwijder(c_levering.opslag)
    c_levering.stand, c_levering.fout, c_levering.opslag = CLevering.Stand.MISLUKT, fout, ""
    c_levering.bijgewerkt_op = nu()
    c_levering.save()
    _leg_vast(c_levering, gebruiker, "bron:c_levering:mislukt", {"reden": fout.value})
    if fout is not CLevering.Fout.RECHT:
        _bericht(c_levering, gebruiker, "mislukt")
    return False


def _leg_vast(c_levering: CLevering, gebruiker: Gebruiker, actie: str, details: dict[str, object]) -> None:
    record(
        actie=actie,
        gebruiker=gebruiker,
        organisatie=c_levering.organisatie_id,
        object_type="c_levering",
        object_id=c_levering.pk,
        details=details,
    )


def _bericht(c_levering: CLevering, gebruiker: Gebruiker, wat: str) -> None:
    enqueue(
        sjabloon=f"leveringen/c_{wat}",
        ontvanger=gebruiker.email,
        sleutel=f"c-levering:{c_levering.pk}:{wat}",
        context={"peildatum": f"{c_levering.peildatum:%d-%m-%Y}"},
    )
