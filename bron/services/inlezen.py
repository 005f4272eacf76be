"""Een levering inlezen: van bestand tot register, in één transactie."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from bron.domein.levering import LeveringGeweigerd, Voorloop, lees_voorloop
from bron.models import Levering
from bron.services import terugkoppeling
from bron.services.beoordelaar import Beoordelaar
from bron.services.lezer import Partij, partijen
from bron.services.oordelen import beoordeel_tegen_register
from bron.services.samenvoegen import voeg_samen
from bron.services.tussenopslag import Tussenopslag
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM, nu

SLOT = 0x62726F6E  # pg_advisory_xact_lock: één levering tegelijk wijzigt het register


@dataclass(frozen=True, slots=True)
class Uitslag:
    """Wat er met een levering gebeurde. `herhaald`: dezelfde bytes waren al verwerkt en er is niets gewijzigd."""

    levering: Levering
    herhaald: bool = False

    def __str__(self) -> str:
        deel = self.levering
        return f"aangeboden {deel.aangeboden}, verwerkt {deel.verwerkt}, afgekeurd {deel.afgekeurd}"


def lees_in(pad: Path, *, ontvangen_op: datetime | None = None, terugkoppeling_map: Path | None = None) -> Uitslag:
    """Lees één leveringsbestand in en schrijf de terugkoppeling ernaast (of in `terugkoppeling_map`).

    Stappen, in één transactie: records beoordelen en met COPY in de tussenopslag; slot; herhaling en volgorde; oordelen
    tegen het register; Levering, versies en oordelen; logregel. Daarna pas het bestand met de terugkoppeling; ging dat
    mis, dan maakt dezelfde levering nog eens aanbieden het alsnog. `ontvangen_op` is standaard nu; zonder tijdzone is
    het Nederlandse tijd. Werpt LeveringGeweigerd (niets opgeslagen) of OSError.
    """
    moment = ontvangen_op or nu()
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=AMSTERDAM)
    doel = terugkoppeling.pad_van(pad, terugkoppeling_map)
    if not doel.parent.is_dir():
        raise LeveringGeweigerd(f"De map voor de terugkoppeling bestaat niet: {doel.parent}.")
    uitslag = _herhaling(pad) or _verwerk(pad, moment)
    terugkoppeling.schrijf(uitslag.levering, pad, doel)
    return uitslag


def _begin(stroom: Iterator[Partij]) -> tuple[Voorloop, Iterator[Partij]]:
    """Het voorlooprecord, en de partijen daarna."""
    eerste = next(stroom, None)
    if eerste is None:
        raise LeveringGeweigerd("Het bestand is leeg.")
    voorloop = lees_voorloop(eerste.regels[0])
    return voorloop, chain([Partij(eerste.regels[1:], eerste.schoon)], stroom)


def _herhaling(pad: Path) -> Uitslag | None:
    """De eerdere uitslag als dit volgnummer er al is, voordat het hele bestand beoordeeld wordt."""
    with pad.open("rb") as bestand:
        voorloop, _ = _begin(partijen(bestand))
        if not Levering.objects.filter(leverancier=voorloop.leverancier, volgnummer__gte=voorloop.volgnummer).exists():
            return None
        bestand.seek(0)
        return _eerder(voorloop, hashlib.file_digest(bestand, "sha256").hexdigest())


def _eerder(voorloop: Voorloop, sha256: str) -> Uitslag | None:
    """De eerdere uitslag van deze levering; None als zij nieuw is. Werpt LeveringGeweigerd bij een ouder nummer."""
    eigen = Levering.objects.filter(leverancier=voorloop.leverancier)
    zelfde = eigen.filter(volgnummer=voorloop.volgnummer).first()
    if zelfde is not None:
        if zelfde.sha256 == sha256:
            return Uitslag(zelfde, herhaald=True)
        raise LeveringGeweigerd(f"Levering {voorloop.volgnummer} is al verwerkt, met een andere inhoud.")
    hoogste = eigen.aggregate(hoogste=Max("volgnummer"))["hoogste"]
    if hoogste is not None and hoogste > voorloop.volgnummer:
        raise LeveringGeweigerd(
            f"Levering {voorloop.volgnummer} komt te laat: van deze leverancier is {hoogste} al verwerkt."
        )
    return None


@transaction.atomic
def _verwerk(pad: Path, moment: datetime) -> Uitslag:
    som = hashlib.sha256()
    with connection.cursor() as cursor, pad.open("rb") as bestand:
        _ruim_baan(cursor)
        opslag = Tussenopslag(cursor)
        voorloop, stroom = _begin(partijen(bestand, som.update))
        gemeenten = frozenset(Organisatie.objects.filter(soort=Soort.GEMEENTE).values_list("code", flat=True))
        beoordelaar = Beoordelaar(opslag, gemeenten)
        for partij in stroom:
            beoordelaar.lees(partij)
        beoordelaar.klaar()
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        if (eerder := _eerder(voorloop, som.hexdigest())) is not None:
            return eerder
        beoordeel_tegen_register(cursor, opslag, moment)
        levering = _registreer(cursor, voorloop, pad.name, som.hexdigest(), moment, beoordelaar.aangeboden)
        voeg_samen(cursor, levering)
    _log(levering)
    return Uitslag(levering)


def _ruim_baan(cursor: Any) -> None:
    """Deze transactie mag wachten, en mag geheugen gebruiken voor het sorteren en koppelen van een heel land."""
    cursor.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '256MB'")
    cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL maintenance_work_mem = '512MB'")


def _registreer(cursor: Any, voorloop: Voorloop, naam: str, sha256: str, moment: datetime, aangeboden: int) -> Levering:
    cursor.execute("SELECT count(*) FROM bron_in_oordeel")
    afgekeurd = cursor.fetchone()[0]
    vorige = Levering.objects.filter(leverancier=voorloop.leverancier).aggregate(nummer=Max("volgnummer"))["nummer"]
    return Levering.objects.create(
        leverancier=voorloop.leverancier,
        volgnummer=voorloop.volgnummer,
        aangemaakt=voorloop.aangemaakt,
        ontvangen_op=moment,
        verwerkt_op=nu(),
        sha256=sha256,
        bestandsnaam=naam.encode("utf-8", "replace").decode()[:255],  # een naam hoeft geen UTF-8 te zijn
        aangeboden=aangeboden,
        verwerkt=aangeboden - afgekeurd,
        afgekeurd=afgekeurd,
        ontbreekt=0 if vorige is None else voorloop.volgnummer - vorige - 1,
    )


def _log(levering: Levering) -> None:
    record(
        actie="bron:weeklevering:ingelezen",
        object_type="levering",
        object_id=levering.pk,
        details={
            "aangeboden": levering.aangeboden,
            "verwerkt": levering.verwerkt,
            "afgekeurd": levering.afgekeurd,
            "ontbreekt": min(levering.ontbreekt, 1_000_000),
        },
    )
