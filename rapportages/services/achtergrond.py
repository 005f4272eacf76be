"""Een aangevraagd bestand maken: in één keer, herhaalbaar na elke uitval, nooit door twee tegelijk, en op tijd weg."""

import logging
from datetime import date, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from accounts.identiteit import namens
from accounts.models import Gebruiker
from rapportages.domein.codes import Code, lees_code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.exports import rijen_van
from rapportages.kolommen import kolom_van_pgn, koppen
from rapportages.models import Bestandsaanvraag, ontvanger_van
from rapportages.services.bestanden import schrijf, tabel_van
from rapportages.services.export import leg_ophalen_vast
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag
from verzuimloket.export import csv
from verzuimloket.export.achtergrond import HOOGSTE_AANTAL_POGINGEN, Meld, krijg_slot, melder, met_voortgang
from verzuimloket.export.opslag import Opslag, nieuwe_naam
from verzuimloket.outbox.services import enqueue

logger = logging.getLogger(__name__)
OPSLAG = Opslag("rapportages", ("csv", "xlsx", "pdf"))
BEWAARD = timedelta(days=7)
REDEN = "de taak maakt wat is aangevraagd"
Stand, Fout = Bestandsaanvraag.Stand, Bestandsaanvraag.Fout


def maak_bestand(pk: UUID) -> bool:
    """Maak het bestand van deze aanvraag; geeft of het deze keer lukte.

    Wie het slot niet krijgt of een aanvraag vindt die niet meer loopt, doet niets. Een fout laat de aanvraag staan voor
    de veegbeurt; na HOOGSTE_AANTAL_POGINGEN is zij mislukt.
    """
    try:
        return _maak(pk)
    except Exception as fout:
        logger.warning("Bestand %s is niet gemaakt: %s", pk, type(fout).__name__)
        return False


def veeg_bestanden() -> int:
    """Maak wat geen por kreeg of wiens taak stierf; geeft het aantal dat klaar kwam. Vaker en tegelijk mag."""
    lopend = Bestandsaanvraag.objects.unscoped(REDEN).filter(stand__in=Bestandsaanvraag.LOOPT)
    aan_de_beurt = [aanvraag.pk for aanvraag in lopend.order_by("aangevraagd_op") if aanvraag.aan_de_beurt(nu())]
    return sum(maak_bestand(pk) for pk in aan_de_beurt)


@transaction.atomic
def _maak(pk: UUID) -> bool:
    """Slot, stand, recht van nu, verlopen, rijen en bestanden, klaar; dan één logregel en een bericht.

    Het slot is van deze transactie: sterft het proces, dan is het vrij en is de aanvraag zichtbaar verlaten. De stand
    en de voortgang gaan over een eigen verbinding, zodat de pagina ze ziet terwijl dit loopt.
    """
    if not krijg_slot(Bestandsaanvraag, pk):
        return False
    lopend = Bestandsaanvraag.objects.unscoped(REDEN).filter(stand__in=Bestandsaanvraag.LOOPT)
    aanvraag = lopend.select_related("rapportage").filter(pk=pk).first()
    if aanvraag is None:
        return False
    gebruiker = namens(aanvraag.gebruiker_id, aanvraag.organisatie_id)
    ontvanger = ontvanger_van(gebruiker.scope) if gebruiker.scope else None
    if ontvanger is None:
        return _mislukt(aanvraag, gebruiker, Fout.RECHT)
    if aanvraag.rapportage.verlopen(vandaag()):
        return _mislukt(aanvraag, gebruiker, Fout.VERLOPEN)
    if aanvraag.pogingen >= HOOGSTE_AANTAL_POGINGEN:
        return _mislukt(aanvraag, gebruiker, Fout.STORING)
    with melder(aanvraag) as meld:
        aanvraag.opslag = aanvraag.opslag or nieuwe_naam()
        aanvraag.pogingen += 1
        meld(stand=Stand.BEZIG, opslag=aanvraag.opslag, pogingen=aanvraag.pogingen, gedaan=0)
        aanvraag.gedaan = _schrijf(aanvraag, ontvanger, gebruiker, meld)
    return _klaar(aanvraag, gebruiker)


def _schrijf(aanvraag: Bestandsaanvraag, ontvanger: Ontvanger, gebruiker: Gebruiker, meld: Meld) -> int:
    """Het bestand, en in dezelfde gang de csv die bij het ophalen zegt wie erin staan; geeft het aantal rijen."""
    rapportage, code = aanvraag.rapportage, lees_code(aanvraag.code)
    bron = rijen_van(rapportage, code, ontvanger, lambda vraag: vraag.visible_to(gebruiker))
    rijen = met_voortgang(bron, meld)

    def allebei(tekst: BinaryIO) -> int:
        onderweg = csv.onderweg(tabel_van(rapportage, code), rijen, tekst)
        return OPSLAG.schrijf(
            aanvraag.opslag,
            aanvraag.vorm,
            lambda stroom: schrijf(rapportage, code, ontvanger, aanvraag.vorm, onderweg, stroom),
        )

    return OPSLAG.schrijf(aanvraag.opslag, "csv", allebei)


def _klaar(aanvraag: Bestandsaanvraag, gebruiker: Gebruiker) -> bool:
    aanvraag.stand, aanvraag.klaar_op, aanvraag.bijgewerkt_op = Stand.KLAAR, nu(), nu()
    einde = vandaag() + BEWAARD
    aanvraag.verloopt_op = min(einde, aanvraag.rapportage.verloopt_op or einde)
    aanvraag.totaal = aanvraag.gedaan
    aanvraag.save()
    _leg_vast(aanvraag, gebruiker, "rapportages:bestand:klaar", {"rijen": aanvraag.gedaan})
    _bericht(aanvraag, gebruiker, "klaar")
    return True


def _mislukt(aanvraag: Bestandsaanvraag, gebruiker: Gebruiker, fout: Bestandsaanvraag.Fout) -> bool:
    """Wie het recht niet meer heeft, krijgt ook geen bericht."""
    if aanvraag.opslag:
        OPSLAG.verwijder(aanvraag.opslag)
    aanvraag.stand, aanvraag.fout, aanvraag.opslag, aanvraag.bijgewerkt_op = Stand.MISLUKT, fout, "", nu()
    aanvraag.save()
    _leg_vast(aanvraag, gebruiker, "rapportages:bestand:mislukt", {"reden": fout.value})
    if fout is not Fout.RECHT:
        _bericht(aanvraag, gebruiker, "mislukt")
    return False


def _leg_vast(aanvraag: Bestandsaanvraag, gebruiker: Gebruiker, actie: str, details: dict[str, object]) -> None:
    record(
        actie=actie,
        gebruiker=gebruiker,
        organisatie=aanvraag.organisatie_id,
        object_type="bestandsaanvraag",
        object_id=aanvraag.pk,
        details=details,
    )


def _bericht(aanvraag: Bestandsaanvraag, gebruiker: Gebruiker, wat: str) -> None:
    enqueue(
        sjabloon=f"rapportages/bestand_{wat}",
        ontvanger=gebruiker.email,
        sleutel=f"rapportagebestand:{aanvraag.pk}:{wat}",
        context={"maand": str(aanvraag.rapportage), "nummer": str(aanvraag.pk)},
    )


@transaction.atomic
def open_bestand(gebruiker: Gebruiker, aanvraag: Bestandsaanvraag) -> BinaryIO:
    """Het bestand van een aanvraag die beschikbaar is. Schrijft één logregel per leerling en één voor het ophalen.

    Werpt FileNotFoundError als het bestand er niet (meer) is.
    """
    stroom = OPSLAG.pad(aanvraag.opslag, aanvraag.vorm).open("rb")
    try:
        details = {"code": aanvraag.code, "vorm": aanvraag.vorm, "rijen": aanvraag.gedaan}
        leerlingen = _leerlingen_in(aanvraag, lees_code(aanvraag.code))
        leg_ophalen_vast(gebruiker, aanvraag.rapportage, leerlingen, "rapportages:bestand:opgehaald", details)
    except BaseException:
        stroom.close()
        raise
    return stroom


def _leerlingen_in(aanvraag: Bestandsaanvraag, code: Code) -> list[str]:
    """Wie er in het bestand staat: de csv die in dezelfde gang geschreven is, zegt het."""
    plek = kolom_van_pgn(code)
    return [] if plek is None else csv.kolom(OPSLAG.pad(aanvraag.opslag, "csv"), koppen(code)[plek])


@transaction.atomic
def verwijder_verlopen_bestanden(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de bestanden van elke verlopen aanvraag; geeft het aantal. `proef` telt alleen.

    Slot per aanvraag; eerst de bestanden weg, dan `opslag` leeg en één logregel. Breekt het daartussen af, dan doet
    een volgende keer het over.
    """
    alle = Bestandsaanvraag.objects.unscoped("bewaartermijn van zeven dagen")
    verlopen = alle.filter(verloopt_op__lte=vandaag).exclude(opslag="").order_by("pk")
    if proef:
        return verlopen.count()
    aantal = 0
    for aanvraag in verlopen.select_for_update():
        OPSLAG.verwijder(aanvraag.opslag)
        aanvraag.opslag = ""
        aanvraag.save(update_fields=["opslag"])
        record(actie="rapportages:bestand:opgeruimd", object_type="bestandsaanvraag", object_id=aanvraag.pk)
        aantal += 1
    return aantal
