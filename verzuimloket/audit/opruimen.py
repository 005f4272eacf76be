"""Het logboek opruimen: alleen hele zegels, en zo dat de controle daarna nog klopt (besluit 20 en 32)."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from verzuimloket.audit.models import AuditOpruiming, AuditZegel
from verzuimloket.audit.zegels import EERSTE, afdruk_van_opruiming, breuken_van_zegel
from verzuimloket.clock import nu
from verzuimloket.kalender import begin_van_dag, kalendermaanden_erbij
from verzuimloket.opschonen import in_pakketten

JAREN = 3  # een melding leeft twee jaar, en het logboek een jaar langer
_PAKKET = 20_000  # regels; een zegel gaat altijd heel
_ZEGELS = 500  # hoogstens zoveel zegels tegelijk

_ONDER = """(SELECT unnest(z.regels) AS r FROM audit_auditzegel z WHERE z.nummer BETWEEN %s AND %s) AS reeks"""
_LAATSTE = f"""SELECT max(e.moment) FROM {_ONDER} JOIN audit_auditevent e ON e.id >= lower(r) AND e.id < upper(r)"""
_WEG = f"""DELETE FROM audit_auditevent e USING {_ONDER} WHERE e.id >= lower(r) AND e.id < upper(r)"""
_GRENS = "SELECT set_config('verzuimloket.logboek_opschonen_tot', %s, true)"


class LogboekKloptNiet(Exception):
    """Een zegel dat aan de beurt is, is gebroken. Wat niet klopt, blijft staan tot iemand het uitzocht."""


def verwijder_logboek(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de logregels die op `vandaag` drie jaar oud waren; geeft het aantal. `proef` telt alleen.

    Per pakket één transactie: de zegels nagerekend, hun regels weg, en een AuditOpruiming met een eigen afdruk.
    """
    dag = kalendermaanden_erbij(vandaag, -12 * JAREN)
    grens = begin_van_dag(dag)
    if proef:
        return _tel(grens)
    return in_pakketten("logboek", dag, lambda: _pakket(grens))


def _tel(grens: datetime) -> int:
    aantal, na = 0, _geruimd_tot()
    while zegels := _aan_de_beurt(na, grens):
        aantal += sum(zegel.aantal for zegel in zegels)
        na = zegels[-1].nummer
    return aantal


def _geruimd_tot() -> int:
    vorige = AuditOpruiming.objects.last()
    return vorige.tot_en_met if vorige else 0


def _aan_de_beurt(na: int, grens: datetime) -> list[AuditZegel]:
    """De eerstvolgende zegels waarvan elke regel van vóór `grens` is, samen ongeveer een pakket."""
    gekozen: list[AuditZegel] = []
    regels = 0
    for zegel in AuditZegel.objects.filter(nummer__gt=na).order_by("nummer")[:_ZEGELS]:
        te_veel = gekozen and regels + zegel.aantal > _PAKKET
        if te_veel or zegel.moment >= grens or not _alles_voor(zegel, grens):
            break
        gekozen.append(zegel)
        regels += zegel.aantal
    return gekozen


def _alles_voor(zegel: AuditZegel, grens: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_LAATSTE, [zegel.nummer, zegel.nummer])
        laatste = cursor.fetchone()[0]
    return laatste is None or laatste < grens


def _pakket(grens: datetime) -> tuple[int, int | None]:
    zegels = _aan_de_beurt(_geruimd_tot(), grens)
    if not zegels:
        return 0, None
    with connection.cursor() as cursor:
        _eis_heel(cursor, zegels)
        cursor.execute(_GRENS, [grens.isoformat()])
        cursor.execute(_WEG, [zegels[0].nummer, zegels[-1].nummer])
        aantal: int = cursor.rowcount
        cursor.execute(_GRENS, [""])
    vorige = AuditOpruiming.objects.last()
    opruiming = AuditOpruiming(
        nummer=vorige.nummer + 1 if vorige else 1, moment=nu(), grens=grens, tot_en_met=zegels[-1].nummer, regels=aantal
    )
    opruiming.afdruk = afdruk_van_opruiming(opruiming, vorige.afdruk if vorige else EERSTE)
    opruiming.save(force_insert=True)
    return aantal, zegels[-1].nummer


def _eis_heel(cursor: Any, zegels: list[AuditZegel]) -> None:
    """Wie knoeide, mag niet vrijuit gaan doordat de termijn om is."""
    eerste = zegels[0].nummer
    voor = AuditZegel.objects.filter(nummer=eerste - 1).first()
    vorige, verwacht = (voor.afdruk if voor else EERSTE), eerste
    for zegel in zegels:
        if next(breuken_van_zegel(cursor, zegel, vorige, verwacht), None):
            raise LogboekKloptNiet(f"zegel {zegel.nummer}")
        vorige, verwacht = zegel.afdruk, zegel.nummer + 1
