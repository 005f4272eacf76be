"""Een levering inlezen: van bestand tot register, in één transactie."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from bron.domein.levering import LeveringGeweigerd, Voorloop, lees_voorloop
from bron.models import Inlezing, Levering
from bron.services import terugkoppeling
from bron.services.beoordelaar import Beoordelaar
from bron.services.lezer import partijen
from bron.services.meer import zoek_wie_bij_meer_staat
from bron.services.ontvangst import ontvangen_nu
from bron.services.oordelen import beoordeel_tegen_register
from bron.services.samenvoegen import voeg_samen
from bron.services.signalen import signaleer
from bron.services.tussenopslag import Tussenopslag
from bron.services.voortgang import STIL, Voortgang
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM, nu

SLOT = 0x62726F6E  # pg_advisory_xact_lock: één levering tegelijk wijzigt het register
Fase = Inlezing.Fase


@dataclass(frozen=True, slots=True)
class Uitslag:
    """Wat er met een levering gebeurde. `herhaald`: dezelfde bytes waren al verwerkt en er is niets gewijzigd."""

    levering: Levering
    herhaald: bool = False

    def __str__(self) -> str:
        deel = self.levering
        return f"aangeboden {deel.aangeboden}, verwerkt {deel.verwerkt}, afgekeurd {deel.afgekeurd}"


class TerugkoppelingMislukt(OSError):
    """De levering staat in het register (`uitslag`), maar het bestand met de terugkoppeling kon niet ontstaan.

    `errno` is die van de oorzaak; `met` maakt haar, want OSError kiest zijn klasse zelf uit zijn argumenten.
    """

    uitslag: Uitslag

    @classmethod
    def met(cls, uitslag: Uitslag, oorzaak: OSError) -> "TerugkoppelingMislukt":
        fout = cls(oorzaak.errno, oorzaak.strerror)
        fout.uitslag = uitslag
        return fout


def lees_in(
    pad: Path,
    *,
    ontvangen_op: datetime | None = None,
    terugkoppeling_map: Path | None = None,
    met_terugkoppeling: bool = True,
    naam: str = "",
    voortgang: Voortgang = STIL,
) -> Uitslag:
    """Lees één leveringsbestand in en schrijf de terugkoppeling ernaast (of in `terugkoppeling_map`).

    Stappen, in één transactie: records beoordelen en met COPY in de tussenopslag; slot; herhaling en volgorde; oordelen
    tegen het register; Levering, versies en oordelen; logregel. Daarna pas het bestand met de terugkoppeling; ging dat
    mis, dan maakt dezelfde levering nog eens aanbieden het alsnog. `ontvangen_op` is standaard nu (zie
    ontvangst.py); zonder tijdzone is het Nederlandse tijd. `naam` is de naam van het bestand zoals de leverancier het
    noemt, standaard die van `pad`. Werpt LeveringGeweigerd of OSError (niets opgeslagen), of TerugkoppelingMislukt (de
    levering is opgeslagen).
    """
    moment = ontvangen_op or ontvangen_nu()
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=AMSTERDAM)
    doel = terugkoppeling.pad_van(pad, terugkoppeling_map)
    if met_terugkoppeling and not doel.parent.is_dir():
        raise LeveringGeweigerd(f"De map voor de terugkoppeling bestaat niet: {doel.parent}.")
    with terugkoppeling.Concept(pad, doel) as concept:
        begin = concept.begin if met_terugkoppeling else _zonder_terugkoppeling
        uitslag = _herhaling(pad) or _verwerk(pad, moment, naam or pad.name, voortgang, begin)
        if met_terugkoppeling:
            _maak_af(concept, uitslag, voortgang)
    return uitslag


def _zonder_terugkoppeling(aangeboden: int) -> None:
    """Er wacht niemand op een bestand."""


def _maak_af(concept: terugkoppeling.Concept, uitslag: Uitslag, voortgang: Voortgang) -> None:
    with transaction.atomic():  # alleen om het slot vast te houden: wie nog schrijft, leeft
        voortgang.begin()
        voortgang(Fase.TERUGKOPPELING)
        try:
            concept.maak_af(uitslag.levering)
        except OSError as fout:
            raise TerugkoppelingMislukt.met(uitslag, fout) from fout


def _begin(stroom: Iterator[list[str]]) -> tuple[Voorloop, Iterator[list[str]]]:
    """Het voorlooprecord, en de partijen daarna."""
    eerste = next(stroom, None)
    if eerste is None:
        raise LeveringGeweigerd("Het bestand is leeg.")
    return lees_voorloop(eerste[0]), chain([eerste[1:]], stroom)


def voorloop_van(pad: Path) -> Voorloop:
    """Het voorlooprecord van een bestand. Werpt LeveringGeweigerd als het leeg is of zo niet begint, en OSError."""
    with pad.open("rb") as bestand:
        return _begin(partijen(bestand))[0]


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
def _verwerk(
    pad: Path, moment: datetime, naam: str, voortgang: Voortgang, begin_terugkoppeling: Callable[[int], None]
) -> Uitslag:
    som = hashlib.sha256()
    with connection.cursor() as cursor, pad.open("rb") as bestand:
        _ruim_baan(cursor)
        voortgang.begin()
        # binnen andermans transactie schrijft ook de voortgang over deze verbinding
        with Tussenopslag(cursor, alleen=not connection.savepoint_ids) as opslag:
            voorloop, stroom = _begin(partijen(bestand, som.update))
            gemeenten = frozenset(Organisatie.objects.filter(soort=Soort.GEMEENTE).values_list("code", flat=True))
            beoordelaar = Beoordelaar(opslag, gemeenten, _eigen_brin(voorloop))
            for partij in stroom:
                beoordelaar.lees(partij)
                voortgang(Fase.LEZEN, bestand.tell(), beoordelaar.gelezen)
            beoordelaar.klaar()
        voortgang(Fase.REGISTER)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        if (eerder := _eerder(voorloop, som.hexdigest())) is not None:
            return eerder
        beoordeel_tegen_register(cursor, opslag, moment)
        levering = _registreer(cursor, voorloop, naam, som.hexdigest(), moment, beoordelaar.aangeboden)
        voortgang(Fase.SAMENVOEGEN)
        terug = partial(begin_terugkoppeling, beoordelaar.aangeboden)
        with zoek_wie_bij_meer_staat(cursor, levering, apart=opslag.alleen, daarna=terug) as zet_klaar:
            voeg_samen(cursor, levering, beoordelaar.aangeboden)
            zet_klaar()
        signaleer(cursor, levering)
    _log(levering)
    voortgang.vastgelegd(levering)
    return Uitslag(levering)


def _eigen_brin(voorloop: Voorloop) -> str:
    """Het BRIN van een leverancier die zelf een instelling is; leeg als hij voor alle instellingen mag leveren."""
    brin = voorloop.leverancier.strip().upper()  # ook wie zijn BRIN anders schrijft, is die instelling
    return brin if Organisatie.objects.filter(soort=Soort.INSTELLING, code=brin).exists() else ""


def _ruim_baan(cursor: Any) -> None:
    """Deze transactie mag wachten, en mag geheugen gebruiken voor het sorteren en koppelen van een heel land."""
    cursor.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '256MB'")
    cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL maintenance_work_mem = '512MB'")
    # kleine steekproeven: de planner hoeft alleen te weten hoeveel rijen er ongeveer staan
    cursor.execute("SET LOCAL default_statistics_target = 10")


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
        actie="bron:levering:ingelezen",
        object_type="levering",
        object_id=levering.pk,
        details={
            "aangeboden": levering.aangeboden,
            "verwerkt": levering.verwerkt,
            "afgekeurd": levering.afgekeurd,
            "ontbreekt": min(levering.ontbreekt, 1_000_000),
        },
    )
