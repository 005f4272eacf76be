"""De koerier: pakt één bericht, verzendt het buiten de transactie en tekent af.

Wordt hij halverwege gedood, dan gaat hoogstens die ene mail nog eens uit, met hetzelfde Message-ID.
"""

import hashlib
import logging
import smtplib
import time
from datetime import timedelta
from email.utils import formatdate
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template import Context
from django.template.loader import get_template

from verzuimloket.clock import nu
from verzuimloket.outbox.models import Bericht

logger = logging.getLogger(__name__)
HUUR = timedelta(minutes=5)  # ruim langer dan een verzending; daarna mag een ander het bericht pakken
EERSTE_WACHT = timedelta(minutes=1)
LANGSTE_WACHT = timedelta(hours=1)
GEDULD = timedelta(days=3)
MINSTE_POGINGEN = 10
LANGSTE_ONDERWERP = 200  # tekens
KOERIER_GESTOPT = "KoerierGestopt"  # de huur liep af zonder uitkomst: het proces ging onderweg dood


class Uitkomst(Enum):
    LEEG = "er wacht niets"
    VERZONDEN = "verzonden"
    UITGESTELD = "later opnieuw"
    MISLUKT = "niet te bezorgen"
    SERVER_WEG = "de mailserver antwoordt niet; ook de volgende berichten lukken nu niet"


def bezorg_alles(*, maximum: int = 500, seconden: float = 50.0) -> int:
    """Bezorg tot er niets meer wacht, de mailserver weg is of een grens bereikt is. Geeft het aantal verzonden."""
    verzonden = 0
    einde = time.monotonic() + seconden
    for _ in range(maximum):
        uitkomst = bezorg_een()
        verzonden += uitkomst is Uitkomst.VERZONDEN
        if uitkomst in {Uitkomst.LEEG, Uitkomst.SERVER_WEG} or time.monotonic() > einde:
            break
    return verzonden


def bezorg_een() -> Uitkomst:
    """Bezorg het bericht dat het langst aan de beurt is. Mag tegelijk in veel processen draaien."""
    bericht = pak()
    if bericht is None:
        return Uitkomst.LEEG
    if bericht.staat == Bericht.Staat.MISLUKT:
        return Uitkomst.MISLUKT
    try:
        maak_mail(bericht).send()
    except Exception as fout:
        return _na_fout(bericht, fout)
    teken_af(bericht)
    return Uitkomst.VERZONDEN


def pak() -> Bericht | None:
    """Huur één bericht in een korte transactie. Een gehuurd bericht is na de huur weer vrij; elke huur telt als poging.

    Liep de huur van een bericht af en is de grens bereikt, dan komt het terug als `mislukt`: een bericht dat steeds
    zijn koerier doodt, bereikt het aftekenen nooit.
    """
    with transaction.atomic():
        bericht = (
            Bericht.objects.select_for_update(skip_locked=True)
            .filter(staat__in=[Bericht.Staat.WACHT, Bericht.Staat.BEZIG], volgende_poging__lte=nu())
            .order_by("volgende_poging", "id")
            .first()
        )
        if bericht is not None:
            _huur(bericht)
            bericht.save(update_fields=["staat", "pogingen", "volgende_poging", "laatste_fout"])
    return bericht


def _huur(bericht: Bericht) -> None:
    if bericht.staat == Bericht.Staat.BEZIG:
        bericht.laatste_fout = KOERIER_GESTOPT
        logger.warning("Bericht %s: de vorige koerier is onderweg gestopt", bericht.pk)
        if geef_op(bericht):
            bericht.staat = Bericht.Staat.MISLUKT
            return
    bericht.staat = Bericht.Staat.BEZIG
    bericht.pogingen += 1
    # met de wachttijd als ondergrens: een bericht dat zijn koerier doodt, doet dat steeds minder vaak
    bericht.volgende_poging = nu() + max(HUUR, wachttijd(bericht.sleutel, bericht.pogingen))


def maak_mail(bericht: Bericht) -> EmailMessage:
    """De mail: platte tekst, onderwerp op één regel, één ontvanger, Message-ID vast bij de sleutel."""
    gegevens = Context({**bericht.context, "BASIS_URL": settings.BASIS_URL}, autoescape=False)
    onderwerp, tekst = (
        get_template(f"mail/{bericht.sjabloon}/{deel}.txt").template.render(gegevens)  # type: ignore[attr-defined] # alleen de Django-engine
        for deel in ("onderwerp", "tekst")
    )
    afdruk = hashlib.sha256(bericht.sleutel.encode()).hexdigest()[:40]
    return EmailMessage(
        subject=" ".join(onderwerp.split())[:LANGSTE_ONDERWERP],
        body=tekst.strip() + "\n",
        to=[bericht.ontvanger],
        headers={
            "Message-ID": f"<{afdruk}@{urlsplit(settings.BASIS_URL).hostname}>",
            "Date": formatdate(nu().timestamp(), localtime=True),
            "Auto-Submitted": "auto-generated",
        },
    )


def teken_af(bericht: Bericht) -> None:
    """De mail is weg, wie hem ook het laatst huurde."""
    Bericht.objects.filter(pk=bericht.pk).update(
        staat=Bericht.Staat.VERZONDEN, verzonden_op=nu(), laatste_fout="", volgende_poging=nu()
    )


def wachttijd(sleutel: str, pogingen: int) -> timedelta:
    """1, 2, 4 ... minuten, hoogstens een uur, plus 0 tot 10 % dat per sleutel en poging vastligt."""
    basis = min(EERSTE_WACHT * 2 ** min(pogingen - 1, 10), LANGSTE_WACHT)
    spreiding = hashlib.sha256(f"{sleutel}:{pogingen}".encode()).digest()[0] / 255
    return basis * (1 + 0.1 * spreiding)


def geef_op(bericht: Bericht) -> bool:
    """De grens: vaak genoeg geprobeerd én lang genoeg gewacht."""
    return bericht.pogingen >= MINSTE_POGINGEN and nu() - bericht.aangemaakt > GEDULD


def _na_fout(bericht: Bericht, fout: Exception) -> Uitkomst:
    code = _smtp_code(fout)
    # alleen wat over deze ontvanger of dit bericht gaat, is blijvend; een verkeerd ingestelde afzender is te herstellen
    blijvend = code >= 500 and isinstance(fout, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    mislukt = blijvend or geef_op(bericht)
    # huurde een ander hem intussen, dan beslist die
    Bericht.objects.filter(pk=bericht.pk, staat=Bericht.Staat.BEZIG, pogingen=bericht.pogingen).update(
        staat=Bericht.Staat.MISLUKT if mislukt else Bericht.Staat.WACHT,
        volgende_poging=nu() + wachttijd(bericht.sleutel, bericht.pogingen),
        laatste_fout=f"{type(fout).__name__} {code or ''}".strip(),
    )
    logger.warning("Bericht %s niet bezorgd: %s %s", bericht.pk, type(fout).__name__, code or "")
    if mislukt:
        return Uitkomst.MISLUKT
    server_weg = isinstance(fout, OSError) and not isinstance(fout, smtplib.SMTPResponseException)
    return Uitkomst.SERVER_WEG if server_weg and not code else Uitkomst.UITGESTELD


def _smtp_code(fout: Exception) -> int:
    """De hoogste code uit het antwoord van de mailserver, of 0. Nooit de tekst: daar kan een adres in staan."""
    if isinstance(fout, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in fout.recipients.values()), default=0)
    return fout.smtp_code if isinstance(fout, smtplib.SMTPResponseException) else 0
