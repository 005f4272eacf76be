"""Een ROD-bericht verwerken: van bytes tot register, langs dezelfde weg als een bestand."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from bron.domein.levering import LeveringGeweigerd
from bron.domein.rod import Bericht, lees_bericht, records
from bron.domein.rod_schema import schemafouten
from bron.models import Levering, Oordeel, RodBericht
from bron.services.inlezen import SLOT, lees_in
from bron.services.rod_antwoord import antwoord, fout
from bron.services.rod_xml import BerichtGeweigerd, Post, lees
from verzuimloket.db.bereik import buiten_bereik


@dataclass(frozen=True, slots=True)
class Verwerkt:
    """`document` is het antwoord aan de leverancier; `herhaald`: het bericht was er al en er is niets gewijzigd."""

    document: bytes
    levering: Levering
    herhaald: bool = False


@buiten_bereik("een systeem met een sleutel levert het register aan; records van een ander BRIN zijn afgekeurd")
def verwerk(inhoud: bytes, *, leverancier: str, ontvangen_op: datetime | None = None) -> Verwerkt:
    """Verwerk één bericht van de instelling met dit BRIN, en geef het antwoord.

    Buiten de transactie: lezen en de opbouw toetsen. Daarna in één transactie: slot van de inlezer, herhaling
    herkennen, het volgende volgnummer, de levering (`lees_in`) en de rij die het bericht onthoudt. Werpt
    BerichtGeweigerd; dan is er niets opgeslagen. `ontvangen_op` is standaard nu.
    """
    post = lees(inhoud)
    fouten = tuple(schemafouten(post.bericht))
    if fouten:
        raise _met_vorm(BerichtGeweigerd("OPBOUW", "Het bericht heeft niet de goede opbouw.", 422, fouten), post)
    bericht = lees_bericht(post.bericht)
    try:
        levering, herhaald = _leg_vast(bericht, hashlib.sha256(inhoud).hexdigest(), leverancier, ontvangen_op)
        oordelen = _oordelen(levering)
    except BerichtGeweigerd as geweigerd:
        raise _met_vorm(geweigerd, post) from None
    return Verwerkt(antwoord(bericht, levering, oordelen, soap=post.soap), levering, herhaald)


def _oordelen(levering: Levering) -> list[Oordeel]:
    """Na een jaar zijn de oordelen weg (docs/bewaartermijnen.md); dan past alleen nog een weigering."""
    alle = Oordeel.objects.unscoped("antwoord aan de leverancier").filter(levering=levering)
    oordelen = list(alle.order_by("regel"))
    if not oordelen and levering.afgekeurd + levering.signalen:
        raise BerichtGeweigerd("VERLOPEN", "De terugkoppeling van dit bericht is na een jaar verwijderd.", 422)
    return oordelen


def foutdocument(geweigerd: BerichtGeweigerd) -> bytes:
    """Het antwoord op een geweigerd bericht, in een envelop als het bericht er een had."""
    return fout(geweigerd, soap=geweigerd.soap)


def _met_vorm(geweigerd: BerichtGeweigerd, post: Post) -> BerichtGeweigerd:
    geweigerd.soap = post.soap
    return geweigerd


@transaction.atomic
def _leg_vast(bericht: Bericht, sha256: str, leverancier: str, op: datetime | None) -> tuple[Levering, bool]:
    """De levering van dit bericht, en of zij er al was. Wacht hoogstens de lock_timeout van de verbinding."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
    eerder = (
        RodBericht.objects.select_related("levering").filter(leverancier=leverancier, nummer=bericht.nummer).first()
    )
    if eerder is not None:
        if eerder.sha256 != sha256:
            raise BerichtGeweigerd(
                "HERGEBRUIKT", "Deze identificatiecode is al gebruikt voor een ander bericht. Gebruik een nieuwe.", 422
            )
        return eerder.levering, True
    hoogste = Levering.objects.filter(leverancier=leverancier).aggregate(hoogste=Max("volgnummer"))["hoogste"]
    levering = _lever(bericht, leverancier, (hoogste or 0) + 1, op)
    RodBericht.objects.create(leverancier=leverancier, nummer=UUID(bericht.nummer), sha256=sha256, levering=levering)
    return levering, False


def _lever(bericht: Bericht, leverancier: str, nummer: int, op: datetime | None) -> Levering:
    regels = records(bericht)
    tekst = "\n".join(
        [f"VLP;{leverancier};{nummer};{bericht.aangemaakt.isoformat()}", *regels, f"SLR;{len(regels)}", ""]
    )
    with TemporaryDirectory() as map_:
        pad = Path(map_) / f"{bericht.nummer}.rod"
        pad.write_text(tekst, encoding="utf-8")
        try:
            return lees_in(pad, ontvangen_op=op, met_terugkoppeling=False).levering
        except LeveringGeweigerd as geweigerd:  # het volgnummer van de leverancier kan niet verder groeien
            raise BerichtGeweigerd("LEVERING", str(geweigerd), 422) from None
