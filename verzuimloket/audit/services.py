"""Schrijven in het logboek, en alleen toevoegen."""

import hashlib
import hmac
import ipaddress
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, InterfaceError, models, transaction
from django.http import HttpRequest

from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.operatie import Operatie, ip_van, lopende, sessie_van
from verzuimloket.gegevens import weiger_persoonsgegevens

logger = logging.getLogger(__name__)
_ACTIE = re.compile(r"[a-z_]+:[a-z_]+:[a-z_]+")
_ONDERWERP = re.compile(r"[0-9a-f]{64}")


def onderwerp_van(pgn: str) -> str:
    """De ondoorzichtige sleutel van een leerling: HMAC-SHA256 (64 hexcijfers) met AUDIT_SLEUTEL.

    Dezelfde leerling geeft altijd dezelfde sleutel, zodat "wie zag deze leerling" een gewone zoekvraag is.
    Bij een nummerwijziging geeft de aanroeper het huidige nummer van de persoon.
    """
    return hmac.new(settings.AUDIT_SLEUTEL.encode(), pgn.encode(), hashlib.sha256).hexdigest()


def record(
    *,
    actie: str,
    gebruiker: Any = None,
    organisatie: Any = None,
    onderwerp: str | None = None,
    object_type: str = "",
    object_id: object = "",
    details: Mapping[str, object] | None = None,
    request: HttpRequest | None = None,
) -> AuditEvent:
    """Schrijf één logregel in de transactie van de aanroeper; draait die terug, dan was er ook geen handeling.

    Geeft de regel zoals zij geschreven is, zonder haar nummer.

    `actie` is `kamer:onderwerp:werkwoord`. Gebruiker, organisatie, rollen, sessie en adres komen uit `request` of
    uit het lopende verzoek als ze niet gegeven zijn. `onderwerp` komt uit `onderwerp_van`. `details` bevat nummers
    en labels. Werpt RuntimeError buiten een transactie, ValueError bij een onbekende vorm of een persoonsgegeven.
    """
    _eis_transactie()
    regel = _regel(
        actie=actie,
        gebruiker=gebruiker,
        organisatie=organisatie,
        onderwerp=onderwerp or "",
        object_type=object_type,
        object_id=object_id,
        details=details,
        request=request,
    )
    _voeg_toe(regel, [regel.onderwerp])
    return regel


def record_bekeken(
    gebruiker: Any,
    onderwerpen: Iterable[str],
    *,
    actie: str,
    organisatie: Any = None,
    object_type: str = "",
    object_id: object = "",
    details: Mapping[str, object] | None = None,
    request: HttpRequest | None = None,
) -> int:
    """Eén logregel per ingeziene leerling (lijst of export), in de transactie van de aanroeper. Geeft het aantal.

    De regels verschillen alleen in hun onderwerp: de database vermenigvuldigt er één.
    """
    _eis_transactie()
    gezien = list(dict.fromkeys(onderwerpen))
    if not all(map(_ONDERWERP.fullmatch, gezien)):
        raise ValueError("Een onderwerp komt uit onderwerp_van(pgn).")
    if gezien:
        regel = _regel(
            actie=actie,
            gebruiker=gebruiker,
            organisatie=organisatie,
            onderwerp="",
            object_type=object_type,
            object_id=object_id,
            details=details,
            request=request,
        )
        _voeg_toe(regel, gezien)
    return len(gezien)


def _voeg_toe(regel: AuditEvent, onderwerpen: list[str]) -> None:
    """De regel, één keer voor elk onderwerp.

    Zonder haar nummer terug te vragen: dat is lezen, en een webverzoek leest alleen zijn eigen deel van het logboek.
    """
    verbinding = transaction.get_connection()
    velden = [
        veld for veld in AuditEvent._meta.concrete_fields if veld.attname not in ("id", "onderwerp", "transactie")
    ]
    kolommen = ", ".join(verbinding.ops.quote_name(veld.column) for veld in velden)
    waarden = [veld.get_db_prep_save(getattr(regel, veld.attname), verbinding) for veld in velden]
    plaatsen = ", ".join(f"%s::{veld.db_type(verbinding)}" for veld in velden)
    with verbinding.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {AuditEvent._meta.db_table} ({kolommen}, onderwerp)"
            f" SELECT {plaatsen}, o FROM unnest(%s::text[]) AS o",
            [*waarden, onderwerpen],
        )


def record_refusal(
    request: HttpRequest,
    reden: str,
    *,
    actie: str = "accounts:toegang:geweigerd",
    object_type: str = "",
    object_id: object = "",
    organisaties: Sequence[int] = (),
) -> None:
    """Onthoud een weigering. De regel wordt ná de transactie van het verzoek geschreven en overleeft het terugdraaien.

    `reden` is een korte code, zoals `recht_ontbreekt`; geen vrije tekst van de bezoeker. `organisaties`: van wie nog
    niet is ingelogd, bij elke organisatie een regel; die na de eerste hebben `ook` in hun details.
    """
    regels = [
        _regel(
            actie=actie,
            gebruiker=None,
            organisatie=organisatie,
            onderwerp="",
            object_type=object_type,
            object_id=object_id,
            details={"reden": reden} | ({"ook": True} if nummer else {}),
            request=request,
            resultaat=AuditEvent.Resultaat.GEWEIGERD,
        )
        for nummer, organisatie in enumerate(organisaties or [None])
    ]
    lopend = lopende()
    if lopend is None or lopend.request is None:
        _schrijf_weigeringen(regels)
    else:
        lopend.weigeringen += regels


def schrijf_weigeringen(operatie: Operatie) -> None:
    """Schrijf de onthouden weigeringen van een verzoek; alleen voor de middleware."""
    regels, operatie.weigeringen = operatie.weigeringen, []
    if regels:
        _schrijf_weigeringen(regels)


def _schrijf_weigeringen(regels: list[AuditEvent]) -> None:
    try:
        with transaction.atomic():
            for regel in regels:
                _voeg_toe(regel, [""])
    except (DatabaseError, InterfaceError) as fout:  # de bezoeker krijgt zijn antwoord, ook als het logboek even weg is
        logger.error("Weigering niet in het logboek geschreven: %s", type(fout).__name__)


def _eis_transactie() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Een logregel hoort in dezelfde transactie als de handeling.")


def _regel(
    *,
    actie: str,
    gebruiker: Any,
    organisatie: Any,
    onderwerp: str,
    object_type: str,
    object_id: object,
    details: Mapping[str, object] | None,
    request: HttpRequest | None,
    resultaat: str = AuditEvent.Resultaat.OK,
) -> AuditEvent:
    if not _ACTIE.fullmatch(actie):
        raise ValueError(f"Een actie heeft de vorm kamer:onderwerp:werkwoord, niet {actie!r}.")
    if onderwerp and not _ONDERWERP.fullmatch(onderwerp):
        raise ValueError("Een onderwerp komt uit onderwerp_van(pgn).")
    weiger_persoonsgegevens([str(object_id), object_type, dict(details or {})])
    lopend = lopende()
    request = request or (lopend.request if lopend else None)
    gebruiker = gebruiker or getattr(request, "user", None)
    scope = getattr(gebruiker, "scope", None)
    return AuditEvent(
        actie=actie,
        resultaat=resultaat,
        gebruiker_id=getattr(gebruiker, "pk", None),
        organisatie_id=_nummer(organisatie) or getattr(scope, "organisatie_id", None),
        rollen=",".join(sorted(map(str, getattr(scope, "rollen", ()))))[:200],
        object_type=object_type,
        object_id=str(object_id),
        onderwerp=onderwerp,
        operatie=lopend.id if lopend else uuid4(),
        sessie=sessie_van(request) if request else "",
        ip=_adres(request),
        details=dict(details or {}),
    )


def _nummer(waarde: models.Model | int | None) -> int | None:
    return waarde.pk if isinstance(waarde, models.Model) else waarde


def _adres(request: HttpRequest | None) -> str | None:
    try:
        return str(ipaddress.ip_address(ip_van(request) or "")) if request else None
    except ValueError:  # een vervalste X-Forwarded-For
        return None
