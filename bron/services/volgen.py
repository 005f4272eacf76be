"""Een bestand inlezen met zijn voortgang en zijn afloop erbij: de opdrachtregel en de worker doen hetzelfde."""

import logging
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connection

from bron.domein.levering import LeveringGeweigerd
from bron.fouten import STORINGEN, zin_bij_storing
from bron.models import Inlezing
from bron.services.inlezen import TerugkoppelingMislukt, Uitslag, lees_in, voorloop_van
from bron.services.voortgang import AlBezig, Luisteraar, Meter
from verzuimloket import clock
from verzuimloket.gegevens import schoon

logger = logging.getLogger(__name__)
Stand = Inlezing.Stand
NIETS_OPGESLAGEN = "Er is niets opgeslagen. Bied hetzelfde bestand nog eens aan."
ALLEEN_TERUGKOPPELING = (
    "De levering is opgeslagen, maar de terugkoppeling is niet geschreven. Bied hetzelfde bestand nog eens aan: dan "
    "ontstaat alleen de terugkoppeling."
)


def zin_van(fout: OSError) -> str:
    """Een Nederlandse zin voor wat het besturingssysteem weigert bij het lezen van een bestand."""
    match fout:
        case FileNotFoundError():
            return "Het bestand bestaat niet."
        case IsADirectoryError():
            return "Dit is een map, geen bestand."
        case PermissionError():
            return "Er zijn geen rechten om dit bestand te lezen of de terugkoppeling te schrijven."
    return f"Lezen of schrijven is niet gelukt (foutnummer {fout.errno})."


def nette_naam(naam: str) -> str:
    """Een bestandsnaam om te tonen: UTF-8, hoogstens 255 tekens, en met sterren voor een PGN."""
    return str(schoon(naam.encode("utf-8", "replace").decode()))[:255]


def open_inlezing(pad: Path, herkomst: Inlezing.Herkomst) -> Inlezing:
    """Schrijf op dat het inlezen van dit bestand begint. Werpt OSError als het bestand er niet is.

    Lukt het schrijven niet, dan bestaat de inlezing alleen in het geheugen: dat mag het werk niet tegenhouden.
    """
    inlezing = Inlezing(
        bestandsnaam=nette_naam(pad.name), herkomst=herkomst, omvang=pad.stat().st_size, stand=Stand.BEZIG,
        begonnen_op=clock.nu(),
    )  # fmt: skip
    try:
        voorloop = voorloop_van(pad)
        inlezing.leverancier, inlezing.volgnummer = voorloop.leverancier, voorloop.volgnummer
    except (LeveringGeweigerd, OSError):
        logger.debug("Het voorlooprecord was niet te lezen; het inlezen zegt straks waarom.")
    try:
        inlezing.save(force_insert=True)
    except (DatabaseError, InterfaceError) as fout:
        logger.warning("De voortgang is niet opgeschreven (%s); het inlezen gaat door.", type(fout).__name__)
    return inlezing


def lees_gevolgd(
    inlezing: Inlezing,
    pad: Path,
    *,
    ontvangen_op: datetime | None = None,
    terugkoppeling_map: Path | None = None,
    met_terugkoppeling: bool = True,
    luisteraar: Luisteraar | None = None,
) -> Uitslag:
    """`lees_in` met de voortgang en de afloop in `inlezing`, die BEZIG is. Werpt wat `lees_in` werpt, en AlBezig."""
    meter = Meter(inlezing, luisteraar)
    try:
        uitslag = lees_in(
            pad, ontvangen_op=ontvangen_op, terugkoppeling_map=terugkoppeling_map, naam=inlezing.bestandsnaam,
            met_terugkoppeling=met_terugkoppeling, voortgang=meter,
        )  # fmt: skip
    except AlBezig:
        raise
    except LeveringGeweigerd as fout:
        rond_af(inlezing, Stand.GEWEIGERD, str(fout))
        raise
    except TerugkoppelingMislukt as fout:
        rond_af(inlezing, Stand.MISLUKT, ALLEEN_TERUGKOPPELING, fout.uitslag)
        raise
    except OSError as fout:
        rond_af(inlezing, Stand.MISLUKT, f"{zin_van(fout)} Er is niets opgeslagen.")
        raise
    except BaseException as fout:  # ook Ctrl-C: de rij zegt wat er gebeurde, en de fout gaat verder
        rond_af(inlezing, Stand.MISLUKT, _afgebroken(inlezing, fout))
        raise
    finally:
        meter.sluit()
    rond_af(inlezing, _afloop(inlezing, uitslag), uitslag=uitslag)
    return uitslag


def _afgebroken(inlezing: Inlezing, fout: BaseException) -> str:
    """Wat er nog waar is na een afgebroken poging: stond de levering al vast, of niet."""
    try:
        vast = Inlezing.objects.filter(pk=inlezing.pk, levering__isnull=False).exists()
    except (DatabaseError, InterfaceError):
        vast = False  # zonder database wordt deze zin ook niet opgeschreven
    if isinstance(fout, STORINGEN) and not vast:
        return zin_bij_storing(fout)
    return f"Het inlezen is afgebroken ({type(fout).__name__}). {ALLEEN_TERUGKOPPELING if vast else NIETS_OPGESLAGEN}"


def _afloop(inlezing: Inlezing, uitslag: Uitslag) -> Stand:
    """Was de levering er al doordat een eerdere, afgebroken poging van deze inlezing haar opsloeg, dan is het KLAAR."""
    zelf = Inlezing.objects.filter(pk=inlezing.pk, levering=uitslag.levering).exists()
    return Stand.HERHAALD if uitslag.herhaald and not zelf else Stand.KLAAR


def rond_af(inlezing: Inlezing, stand: Stand, melding: str = "", uitslag: Uitslag | None = None) -> None:
    """Schrijf de afloop op. Lukt dat niet, dan blijft de rij BEZIG tot de veger ziet dat niemand haar meer doet."""
    waarden = {"stand": stand, "melding": melding[:300], "klaar_op": clock.nu(), "fase": ""}
    if uitslag is not None:
        waarden["levering"] = uitslag.levering
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()  # na een storing is de oude verbinding dood
        Inlezing.objects.filter(pk=inlezing.pk, stand=Stand.BEZIG).update(**waarden)
    except (DatabaseError, InterfaceError) as fout:
        logger.warning("De afloop is niet opgeschreven (%s).", type(fout).__name__)
