"""Een bericht klaarzetten, in de transactie van de aanroeper."""

import logging
import re
import time
from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction

from verzuimloket.celery import app
from verzuimloket.clock import nu
from verzuimloket.gegevens import schoon, weiger_persoonsgegevens
from verzuimloket.outbox.models import Bericht

logger = logging.getLogger(__name__)
_SJABLOON = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*")
BEZORGTAAK = "verzuimloket.outbox.tasks.bezorg"
ONGELDIG_ADRES = "OngeldigAdres"
_PAKKET = 1000  # berichten per opdracht
PORREN_UIT = 30.0  # seconden niet meer porren nadat Redis niet antwoordde; de veger bezorgt toch


def enqueue(*, sjabloon: str, ontvanger: str, sleutel: str, context: Mapping[str, object]) -> Bericht:
    """Zet een mail klaar in de transactie van de aanroeper. Dezelfde `sleutel` nog eens verandert niets.

    `sjabloon` wijst naar templates/mail/<sjabloon>/{onderwerp.txt,tekst.txt}. `context` bevat nummers en labels
    zonder persoonsgegevens; een PGN in een label wordt met sterren bewaard.
    Na de commit krijgt de worker een por; dat mag mislukken, de veger vindt de rij.
    Een ongeldig adres wordt een zichtbaar mislukt bericht: het houdt het werk van de gebruiker niet tegen.
    Werpt RuntimeError buiten een transactie, ValueError bij een onbekende vorm, een persoonsgegeven of een sleutel
    van meer dan 200 tekens.
    """
    [bewaard] = _zet_klaar([_bericht(sjabloon, ontvanger, sleutel, context)])
    return bewaard


def enqueue_allen(*, sjabloon: str, ontvangers: Mapping[str, str], context: Mapping[str, object]) -> int:
    """Zet dezelfde mail klaar voor velen: `ontvangers` is van sleutel naar adres. Als `enqueue`, met één por.

    Geeft het aantal sleutels, ook van wie het bericht al had.
    """
    return len(_zet_klaar([_bericht(sjabloon, adres, sleutel, context) for sleutel, adres in ontvangers.items()]))


def _bericht(sjabloon: str, ontvanger: str, sleutel: str, context: Mapping[str, object]) -> Bericht:
    if not _SJABLOON.fullmatch(sjabloon):
        raise ValueError(f"Een sjabloon is een pad onder templates/mail, niet {sjabloon!r}.")
    weiger_persoonsgegevens([sleutel, *context])
    bericht = Bericht(sjabloon=sjabloon, ontvanger=ontvanger.strip(), sleutel=sleutel, context=schoon(dict(context)))
    try:
        validate_email(bericht.ontvanger)
    except ValidationError:
        bericht.ontvanger, bericht.staat = bericht.ontvanger[:254], Bericht.Staat.MISLUKT
        bericht.laatste_fout = ONGELDIG_ADRES
    return bericht


def _zet_klaar(berichten: list[Bericht]) -> list[Bericht]:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Een bericht hoort in dezelfde transactie als de handeling.")
    # bij een botsing de bestaande rij laten staan en haar nummer teruggeven, in één opdracht
    bewaard = Bericht.objects.bulk_create(
        berichten, _PAKKET, update_conflicts=True, unique_fields=["sleutel"], update_fields=["sleutel"]
    )
    transaction.on_commit(por, robust=True)
    return bewaard


_stil_tot = 0.0


def por(taak: str = BEZORGTAAK, *args: str) -> None:
    """Vraag een worker om deze taak, met sleutels als argumenten.

    Wacht hoogstens de sockettijd (1 s) en laat elke fout voor wat hij is: de veger doet het dan.
    """
    global _stil_tot
    if time.monotonic() < _stil_tot:
        return
    try:
        app.send_task(taak, args=args, expires=300, retry=False)
    except Exception as fout:
        _stil_tot = time.monotonic() + PORREN_UIT
        logger.warning("De worker kon niet gepord worden (%s); de veger doet het.", type(fout).__name__)


def verklaar_bezorgd() -> int:
    """Alles wat wacht, geldt als lang geleden bezorgd: de geschiedenis van de demowereld hoeft niet nog eens uit.

    Alleen in demo- en testmodus; daarbuiten RuntimeError, want het zou mail laten verdwijnen. Geeft het aantal.
    """
    if not settings.PROEF:
        raise RuntimeError("Alleen in demo- of testmodus.")
    wachtend = Bericht.objects.filter(staat=Bericht.Staat.WACHT)
    return wachtend.update(staat=Bericht.Staat.VERZONDEN, verzonden_op=models.F("aangemaakt"))


def probeer_opnieuw() -> int:
    """Zet mislukte berichten weer klaar, behalve die met een ongeldig adres. Geeft het aantal."""
    with transaction.atomic():
        aantal = (
            Bericht.objects.filter(staat=Bericht.Staat.MISLUKT)
            .exclude(laatste_fout=ONGELDIG_ADRES)
            .update(staat=Bericht.Staat.WACHT, pogingen=0, volgende_poging=nu())
        )
        transaction.on_commit(por, robust=True)
    return aantal
