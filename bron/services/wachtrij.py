"""De rij van aangeboden bestanden: aanbieden, opnieuw, intrekken, en wat de worker ermee doet.

De rij staat in de database; Celery port alleen. Er is één inlezing uit de rij tegelijk bezig, op volgorde van
aanbieden: een leverancier levert op volgorde. Wie bezig is, houdt een slot (besluit 13); wie het slot niet meer heeft
en niets meer schrijft, is gedood, en dan begint de volgende worker opnieuw.
"""

import logging
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models.functions import Now

from accounts.models import Gebruiker
from bron.domein.levering import LeveringGeweigerd
from bron.models import Inlezing
from bron.queries.aanleveringen import met_leven
from bron.services import opslag
from bron.services.inlezen import voorloop_van
from bron.services.volgen import NIETS_OPGESLAGEN, lees_gevolgd, nette_naam, zin_van
from bron.services.voortgang import AlBezig
from verzuimloket import clock
from verzuimloket.audit.services import record
from verzuimloket.outbox.services import por

logger = logging.getLogger(__name__)
Stand = Inlezing.Stand
SCHERM = Inlezing.Herkomst.SCHERM
TAAK = "bron.tasks.lees_in_wachtrij"
RIJSLOT = 0x72696A  # pg_advisory_xact_lock: wie kiest wat er aan de beurt is
MEESTE_POGINGEN = 5


class AanleveringFout(ValueError):
    """Dit kan niet met deze aanlevering; de tekst is een zin voor de gebruiker."""


@transaction.atomic
def bied_aan(gebruiker: Gebruiker, *, bewaard_als: str, bestandsnaam: str, omvang: int) -> Inlezing:
    """Zet een bewaard bestand in de rij, met een logregel; na de commit krijgt de worker een por.

    Werpt LeveringGeweigerd als het leeg is of geen voorlooprecord heeft: dan is er niets om in te lezen.
    """
    voorloop = voorloop_van(opslag.pad_van(bewaard_als))
    inlezing = Inlezing.objects.create(
        bestandsnaam=nette_naam(bestandsnaam), leverancier=voorloop.leverancier, volgnummer=voorloop.volgnummer,
        herkomst=SCHERM, omvang=omvang, opslag=bewaard_als, gebruiker=gebruiker,
    )  # fmt: skip
    _log("aangeboden", gebruiker, inlezing)
    transaction.on_commit(_por, robust=True)
    return inlezing


@transaction.atomic
def probeer_opnieuw(gebruiker: Gebruiker, sleutel: UUID) -> Inlezing:
    """Zet een mislukte aanlevering weer in de rij, achteraan, met een logregel. Werpt AanleveringFout."""
    inlezing = _op_slot(sleutel)
    if inlezing.stand != Stand.MISLUKT or not inlezing.opslag:
        raise AanleveringFout("Deze aanlevering kan niet opnieuw. Bied het bestand nog eens aan.")
    inlezing.stand, inlezing.melding, inlezing.pogingen, inlezing.klaar_op = Stand.WACHT, "", 0, None
    inlezing.bytes = inlezing.regels = 0
    inlezing.aangeboden_op = clock.nu()
    inlezing.save()
    _log("opnieuw", gebruiker, inlezing)
    transaction.on_commit(_por, robust=True)
    return inlezing


@transaction.atomic
def trek_in(gebruiker: Gebruiker, sleutel: UUID) -> Inlezing:
    """Haal een wachtende aanlevering uit de rij, met een logregel; haar bestand verdwijnt. Werpt AanleveringFout."""
    inlezing = _op_slot(sleutel)
    if not inlezing.in_de_rij:
        raise AanleveringFout("Deze aanlevering wacht niet meer en kan niet ingetrokken worden.")
    weg, inlezing.opslag = inlezing.opslag, ""
    inlezing.stand, inlezing.klaar_op = Stand.INGETROKKEN, clock.nu()
    inlezing.save()
    _log("ingetrokken", gebruiker, inlezing)
    transaction.on_commit(lambda: opslag.verwijder(weg), robust=True)
    return inlezing


def _op_slot(sleutel: UUID) -> Inlezing:
    return Inlezing.objects.select_for_update().get(pk=sleutel)


def _log(werkwoord: str, gebruiker: Gebruiker, inlezing: Inlezing) -> None:
    record(
        actie=f"bron:aanlevering:{werkwoord}",
        gebruiker=gebruiker,
        object_type="aanlevering",
        object_id=inlezing.pk,
        details={"megabytes": inlezing.omvang >> 20},  # in bytes kan een omvang een geldig PGN zijn
    )


def _por() -> None:
    por(TAAK)


# --- de worker -------------------------------------------------------------------------------------------------
def lees_wachtrij() -> int:
    """Lees alles in wat aan de beurt is, het oudste eerst; geeft hoeveel. Mag vaker en tegelijk: dan is er niets."""
    keer_gestopte_af()
    aantal = 0
    while (inlezing := neem()) is not None:
        _lees(inlezing)
        aantal += 1
    return aantal


@transaction.atomic
def neem() -> Inlezing | None:
    """De volgende uit de rij, nu BEZIG; None als er niets wacht of als een ander nog bezig is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RIJSLOT])
    open_ = met_leven().filter(herkomst=SCHERM, stand__in=(Stand.WACHT, Stand.BEZIG))
    rij = list(open_.order_by("aangeboden_op", "pk"))
    if any(inlezing.stand == Stand.BEZIG and inlezing.leeft for inlezing in rij):  # type: ignore[attr-defined]
        return None
    for kandidaat in rij:
        inlezing = Inlezing.objects.select_for_update(skip_locked=True).filter(pk=kandidaat.pk).first()
        if inlezing is None or inlezing.stand != kandidaat.stand:  # zojuist ingetrokken
            continue
        inlezing.stand, inlezing.fase, inlezing.bytes, inlezing.regels = Stand.BEZIG, "", 0, 0
        inlezing.begonnen_op, inlezing.bijgewerkt_op = clock.nu(), Now()  # type: ignore[assignment]
        inlezing.pogingen += 1
        inlezing.save()
        return inlezing
    return None


def _lees(inlezing: Inlezing) -> None:
    """Lees één bestand uit de rij in. De afloop staat in de rij; het bestand gaat weg, behalve als het nog eens mag."""
    try:
        if inlezing.pogingen > MEESTE_POGINGEN:
            _mislukt(inlezing, f"Het inlezen is {MEESTE_POGINGEN} keer afgebroken. {NIETS_OPGESLAGEN}")
            return
        lees_gevolgd(inlezing, opslag.pad_van(inlezing.opslag), met_terugkoppeling=False)
    except AlBezig:
        return
    except LeveringGeweigerd as fout:
        logger.info("Aanlevering %s is geweigerd: %s", inlezing.pk, fout)
    except OSError as fout:
        logger.error("Aanlevering %s is niet te lezen: %s", inlezing.pk, zin_van(fout))
        if isinstance(fout, FileNotFoundError):
            _vergeet_bestand(inlezing)  # weg is weg; dan is er ook niets om nog eens te proberen
        return
    except (OperationalError, InterfaceError) as fout:
        logger.warning("Aanlevering %s gaat zo opnieuw (%s).", inlezing.pk, type(fout).__name__)
        Inlezing.objects.filter(pk=inlezing.pk, stand=Stand.MISLUKT).update(stand=Stand.WACHT, klaar_op=None)
        raise
    except Exception:
        logger.exception("Aanlevering %s is mislukt.", inlezing.pk)
        return
    _vergeet_bestand(inlezing)


def _mislukt(inlezing: Inlezing, melding: str) -> None:
    Inlezing.objects.filter(pk=inlezing.pk).update(stand=Stand.MISLUKT, melding=melding, klaar_op=clock.nu(), fase="")


def _vergeet_bestand(inlezing: Inlezing) -> None:
    """Verwerkt, herhaald of geweigerd: het bestand heeft zijn werk gedaan."""
    opslag.verwijder(inlezing.opslag)
    Inlezing.objects.filter(pk=inlezing.pk).update(opslag="")


def keer_gestopte_af() -> int:
    """Wat van de opdrachtregel of als bericht kwam en gedood is, komt niet vanzelf terug: dat staat er dan bij."""
    gestopt = [
        inlezing
        for inlezing in met_leven().filter(stand=Stand.BEZIG).exclude(herkomst=SCHERM)
        if not inlezing.leeft  # type: ignore[attr-defined]
    ]
    for inlezing in gestopt:
        afloop = "De levering is opgeslagen." if inlezing.levering_id else NIETS_OPGESLAGEN
        _mislukt(inlezing, f"Het proces is gestopt voordat het klaar was. {afloop}")
    return len(gestopt)
