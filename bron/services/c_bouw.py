"""Een C-levering maken: in één keer, herhaalbaar na elke uitval, en nooit door twee tegelijk."""

import logging
from collections.abc import Iterable
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from accounts.domein.rechten import Handeling
from accounts.identiteit import namens
from accounts.models import Gebruiker
from bron.domein.week import verloopt_op
from bron.exports.weeklevering import TABEL, rij
from bron.models import CLevering
from bron.queries.weeklevering import c_aantal, c_stand
from bron.services import c_bestand
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag
from verzuimloket.export import csv, xlsx
from verzuimloket.export.achtergrond import HOOGSTE_AANTAL_POGINGEN, krijg_slot, melder, met_voortgang
from verzuimloket.export.opslag import nieuwe_naam
from verzuimloket.export.tabel import Rij
from verzuimloket.outbox.services import enqueue

logger = logging.getLogger(__name__)
REDEN = "de taak maakt wat is aangevraagd"


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
    aan_de_beurt = [c.pk for c in lopend if c.aan_de_beurt(nu())]
    return sum(maak_c_levering(pk) for pk in aan_de_beurt)


@transaction.atomic
def _maak(pk: UUID) -> bool:
    """Slot, stand, recht van nu, rijen en bestanden, klaar; dan één logregel en een bericht.

    Het slot is van deze transactie: sterft het proces, dan is het vrij en is de aanvraag zichtbaar verlaten. De stand
    en de voortgang gaan over een eigen verbinding, zodat de pagina ze ziet terwijl dit loopt.
    """
    if not krijg_slot(CLevering, pk):
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
    with melder(c_levering) as meld:
        c_levering.opslag = c_levering.opslag or nieuwe_naam()
        c_levering.pogingen += 1
        meld(stand=CLevering.Stand.BEZIG, opslag=c_levering.opslag, pogingen=c_levering.pogingen, gedaan=0)
        vraag = (c_levering.organisatie, c_levering.peildatum)
        c_levering.totaal = c_aantal(*vraag)
        meld(totaal=c_levering.totaal)
        c_levering.gedaan = _schrijf(c_levering.opslag, met_voortgang(map(rij, c_stand(*vraag)), meld))
    return _klaar(c_levering, gebruiker)


def _schrijf(opslag: str, rijen: Iterable[Rij]) -> int:
    """Beide bestanden uit dezelfde rijen, in één gang; geeft het aantal rijen."""

    def allebei(tekst: BinaryIO) -> int:
        return c_bestand.schrijf(
            opslag, "xlsx", lambda werkmap: xlsx.write(TABEL, csv.onderweg(TABEL, rijen, tekst), werkmap)
        )

    return c_bestand.schrijf(opslag, "csv", allebei)


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
