"""Het logboek verzegelen en controleren (besluit 20).

Een zegel dekt de regels die er voorgoed staan en nog niet gedekt waren: hun transactie is klaar. Het zegel kent hun
nummers, hun aantal en een SHA-256 over hun inhoud; de afdruk is een HMAC daarover en over de afdruk ervoor, met een
sleutel die niet in de database staat. Wie een regel verandert of weghaalt, breekt haar zegel; wie een zegel verandert
of weghaalt, breekt de keten. Wat volgens de bewaartermijn weg is (opruimen.py), staat met een eigen afdruk vast.
"""

import hashlib
import hmac
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from verzuimloket.audit.models import AuditEvent, AuditOpruiming, AuditZegel
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM, nu
from verzuimloket.outbox.services import enqueue

logger = logging.getLogger(__name__)
SLOT = 0x7A6567656C  # pg_advisory_xact_lock: er verzegelt er één tegelijk
GECONTROLEERD, OBJECT = "verzuimloket:logboek:gecontroleerd", "zegels"
EERSTE = "0" * 64  # de afdruk vóór het eerste zegel

# De vorm van een regel mag nooit meer veranderen: een kolom erbij is een nieuwe vorm, en oude zegels houden de oude.
_REGEL = """sha256(convert_to(jsonb_build_array(e.id, to_char(e.moment AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
    e.actie, e.resultaat, e.gebruiker_id, e.organisatie_id, e.rollen, e.object_type, e.object_id, e.onderwerp,
    e.operatie, e.sessie, host(e.ip), e.details, e.transactie)::text, 'UTF8'))"""
_SAMEN = f"""count(*), coalesce(encode(sha256(string_agg({_REGEL}, ''::bytea ORDER BY e.id)), 'hex'), '')"""

# Een regel is klaar als zij zichtbaar is en haar transactie ouder is dan de oudste die nog loopt. Een nummer boven
# alles wat ooit begon, komt uit een vorig leven van de database (teruggezet uit een back-up): ook die regel staat er.
_KLAAR = "(e.transactie < %(grens)s OR e.transactie >= %(nieuwste)s)"
_STAND = """
SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() AS s"""
_NIEUW = f"""
SELECT range_agg(int8range(e.id, e.id, '[]'))::text, {_SAMEN} FROM audit_auditevent e
WHERE {_KLAAR} AND e.transactie >= %(vorige_grens)s"""
_NIEUW_NA_TERUGZETTEN = f"""
WITH gedekt AS MATERIALIZED (SELECT coalesce(range_agg(r), '{{}}') AS al
    FROM audit_auditzegel z, unnest(z.regels) AS r)
SELECT range_agg(int8range(e.id, e.id, '[]'))::text, {_SAMEN} FROM audit_auditevent e, gedekt
WHERE {_KLAAR} AND NOT gedekt.al @> e.id"""
_GEDEKT = f"""
SELECT {_SAMEN} FROM (SELECT r FROM audit_auditzegel z, unnest(z.regels) AS r WHERE z.nummer = %s) AS reeks
JOIN audit_auditevent e ON e.id >= lower(r) AND e.id < upper(r)"""


@dataclass(frozen=True, slots=True)
class Breuk:
    """Een zegel dat niet klopt, met een zin voor wie het controleert."""

    nummer: int
    zin: str


@dataclass(frozen=True, slots=True)
class Controle:
    """`zegels` en `regels` zijn de aantallen die gecontroleerd zijn; `opgeruimd` zijn de regels die weg mochten."""

    zegels: int
    regels: int
    breuken: tuple[Breuk, ...]
    opgeruimd: int = 0


@transaction.atomic
def verzegel() -> AuditZegel | None:
    """Zet één zegel op alles wat klaar is; None als er niets nieuws is of een ander bezig is. Schrijft één zegel."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SLOT])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(_STAND)
        grens, nieuwste = cursor.fetchone()
        vorige = AuditZegel.objects.last()
        gegevens = {"grens": grens, "nieuwste": nieuwste, "vorige_grens": vorige.grens if vorige else 0}
        teruggezet = vorige is not None and vorige.grens > grens
        cursor.execute(_NIEUW_NA_TERUGZETTEN if teruggezet else _NIEUW, gegevens)
        regels, aantal, inhoud = cursor.fetchone()
    if not aantal:
        return None
    zegel = AuditZegel(
        nummer=vorige.nummer + 1 if vorige else 1, moment=nu(), grens=grens, regels=regels, aantal=aantal, inhoud=inhoud
    )
    zegel.afdruk = _afdruk(zegel, vorige.afdruk if vorige else EERSTE)
    zegel.save(force_insert=True)
    return zegel


def _afdruk(zegel: AuditZegel, vorige: str) -> str:
    moment = zegel.moment.astimezone(AMSTERDAM).isoformat()
    return _hmac("zegel", vorige, zegel.nummer, moment, zegel.grens, zegel.regels, zegel.aantal, zegel.inhoud)


def afdruk_van_opruiming(opruiming: AuditOpruiming, vorige: str) -> str:
    """De HMAC die zegt dat het portaal deze regels zelf verwijderde: zonder de sleutel is zij niet na te maken."""
    momenten = (m.astimezone(AMSTERDAM).isoformat() for m in (opruiming.moment, opruiming.grens))
    return _hmac("opruiming", vorige, opruiming.nummer, *momenten, opruiming.tot_en_met, opruiming.regels)


def _hmac(soort: str, *delen: object) -> str:
    sleutel = hashlib.sha256(f"audit.{soort}:{settings.AUDIT_SLEUTEL}".encode()).digest()
    return hmac.new(sleutel, "|".join(map(str, delen)).encode(), hashlib.sha256).hexdigest()


def controleer(bewaard: dict[int, str] | None = None) -> Controle:
    """Reken elk zegel na. `bewaard` zijn afdrukken (op nummer) die buiten de database bewaard zijn."""
    bewaard = bewaard or {}
    breuken, geruimd_tot, opgeruimd = _opruimingen()
    vorige, verwacht, regels = EERSTE, 1, 0
    with connection.cursor() as cursor:
        for zegel in AuditZegel.objects.iterator():
            geruimd = zegel.nummer <= geruimd_tot
            breuken += breuken_van_zegel(cursor, zegel, vorige, verwacht, geruimd=geruimd)
            if (buiten := bewaard.pop(zegel.nummer, zegel.afdruk)) != zegel.afdruk:
                breuken.append(
                    Breuk(zegel.nummer, f"Zegel {zegel.nummer} is niet het zegel dat bewaard is ({buiten}).")
                )
            vorige, verwacht = zegel.afdruk, zegel.nummer + 1
            regels += 0 if geruimd else zegel.aantal
    breuken += [Breuk(nummer, f"Het bewaarde zegel {nummer} is er niet meer.") for nummer in sorted(bewaard)]
    return Controle(verwacht - 1, regels, tuple(breuken), opgeruimd)


def _opruimingen() -> tuple[list[Breuk], int, int]:
    """Wat er niet klopt aan de opruimingen, tot welk zegel er geruimd is, en hoeveel regels dat waren."""
    breuken = []
    vorige, tot, opgeruimd = EERSTE, 0, 0
    for verwacht, opruiming in enumerate(AuditOpruiming.objects.iterator(), 1):
        if opruiming.nummer != verwacht or opruiming.afdruk != afdruk_van_opruiming(opruiming, vorige):
            breuken.append(Breuk(0, f"Opruiming {opruiming.nummer} van het logboek is veranderd of sluit niet aan."))
            break
        vorige, tot, opgeruimd = opruiming.afdruk, opruiming.tot_en_met, opgeruimd + opruiming.regels
    if tot and (onder := AuditZegel.objects.filter(nummer__lte=tot).aggregate(som=Sum("aantal"))["som"]) != opgeruimd:
        breuken.append(
            Breuk(0, f"Er zijn {opgeruimd} logregels opgeruimd, maar onder die zegels waren er {onder or 0}.")
        )
    return breuken, tot, opgeruimd


def breuken_van_zegel(
    cursor: Any, zegel: AuditZegel, vorige: str, verwacht: int, *, geruimd: bool = False
) -> Iterator[Breuk]:
    """Wat er aan dit zegel niet klopt. Van een `geruimd` zegel horen alle regels weg te zijn."""
    nummer = zegel.nummer
    if nummer != verwacht:
        yield Breuk(nummer, f"De zegels {verwacht} tot en met {nummer - 1} ontbreken.")
    elif zegel.afdruk != _afdruk(zegel, vorige):
        yield Breuk(nummer, f"Zegel {nummer} is veranderd of sluit niet aan op het vorige.")
    cursor.execute(_GEDEKT, [nummer])
    aantal, inhoud = cursor.fetchone()
    hoort = 0 if geruimd else zegel.aantal
    van = f"zegel {nummer} van {zegel.moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"
    if aantal < hoort:
        yield Breuk(nummer, f"Onder {van} ontbreken {hoort - aantal} van de {hoort} logregels.")
    elif aantal > hoort:
        yield Breuk(nummer, f"Onder {van} staan {aantal - hoort} logregels te veel.")
    elif not geruimd and inhoud != zegel.inhoud:
        yield Breuk(nummer, f"Onder {van} is minstens één logregel veranderd.")


@transaction.atomic
def leg_uitkomst_vast(controle: Controle) -> None:
    """Schrijf in het logboek dat het gecontroleerd is, en met welke uitkomst."""
    aantallen = {"zegels": controle.zegels, "regels": controle.regels, "breuken": len(controle.breuken)}
    record(actie=GECONTROLEERD, object_type=OBJECT, details=aantallen)


def laatste_controle() -> AuditEvent | None:
    """De logregel van de laatste controle, met in `details` het aantal zegels, regels en breuken."""
    return AuditEvent.objects.filter(object_type=OBJECT, object_id="", actie=GECONTROLEERD).order_by("-moment").first()


@transaction.atomic
def stuur_naar_buiten() -> AuditZegel | None:
    """Meld het laatste zegel buiten de database: in het log, en per mail aan ZEGEL_ADRES. Eén mail per zegel."""
    zegel = AuditZegel.objects.last()
    if zegel is None:
        return None
    logger.info("Zegel %s van het logboek: %s", zegel.nummer, zegel.afdruk)
    if settings.ZEGEL_ADRES:
        enqueue(
            sjabloon="audit/zegel",
            ontvanger=settings.ZEGEL_ADRES,
            sleutel=f"audit:zegel:{zegel.nummer}",
            context={"nummer": zegel.nummer, "afdruk": zegel.afdruk, "aantal": zegel.aantal},
        )
    return zegel
