"""Wat een lezer leest: nummers van leerlingen opzoeken, en locaties, leerlingen en looptijd wijzigen."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.domein.lezer import (
    GEEN_NUMMER,
    MEER_DAN_EEN,
    NIET_BEKEND,
    Doen,
    Leerling,
    Nummer,
    foutzinnen,
    heeft_vorm,
    pas_toe,
)
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie, Toewijzing
from accounts.queries.lezer import locaties_van, personen, zoek_leerlingen
from accounts.services.rolbeheer import eis_ander, geef_rol, op_slot
from verzuimloket.audit.services import onderwerp_van, record, record_bekeken
from verzuimloket.clock import vandaag

KIES_IETS = "Kies minstens één locatie of leerling."
ANDERE_LOCATIE = "Kies alleen locaties van uw eigen instelling."


@dataclass(frozen=True, slots=True)
class Keuze:
    """Wat de beheerder koos: de locaties, en wat er met de genoemde leerlingen gebeurt."""

    locaties: Collection[int]
    leerlingen: Sequence[Leerling] = ()
    doen: Doen = Doen.VERVANG


@transaction.atomic
def zoek_op(
    nummers: Sequence[Nummer], *, door: Gebruiker, ook: Collection[str] = ()
) -> tuple[list[Leerling], list[str]]:
    """De leerlingen bij deze nummers, en per nummer dat niets opleverde een zin. Schrijft per leerling een logregel.

    `ook` zijn nummers die al toegewezen zijn: die gelden ook als de leerling intussen weg is.
    """
    assert door.organisatie is not None
    goed = [nummer for nummer in nummers if heeft_vorm(nummer.waarde)]
    gevonden = zoek_leerlingen(door.organisatie, [nummer.waarde for nummer in goed])
    gevonden |= {n.waarde: personen([n.waarde]) for n in goed if not gevonden[n.waarde] and n.waarde in ook}
    fouten: list[tuple[Nummer, str]] = []
    leerlingen: list[Leerling] = []
    for nummer in nummers:
        treffers = gevonden.get(nummer.waarde)
        if treffers is None:
            fouten.append((nummer, GEEN_NUMMER))
        elif len(treffers) != 1:
            fouten.append((nummer, MEER_DAN_EEN if treffers else NIET_BEKEND))
        else:
            leerlingen.append(treffers[0])
    leerlingen = list(dict.fromkeys(leerlingen))
    details = {"genoemd": len(nummers), "gevonden": len(leerlingen)}
    _log_leerlingen("accounts:lezer:opgezocht", leerlingen, door, door.organisatie, details=details)
    if nummers and not leerlingen:
        record(
            actie="accounts:lezer:niet_gevonden", gebruiker=door, organisatie=door.organisatie, details=details
        )  # fmt: skip
    return leerlingen, foutzinnen(fouten)


@transaction.atomic
def geef_lezer(gebruiker: Gebruiker, keuze: Keuze, *, vanaf: date, tot: date, door: Gebruiker) -> None:
    """Geef een gebruiker de rol lezer, met wat hij leest. Schrijft de toewijzing en logregels.

    Werpt Geweigerd zonder locatie of leerling, bij een locatie van een ander, en als `geef_rol`.
    """
    assert door.organisatie is not None
    pgns = pas_toe((), Doen.VERVANG, keuze.leerlingen)
    _eis_keuze(door, keuze.locaties, pgns, ())
    geef_rol(
        gebruiker, Rol.LEZER, vanaf=vanaf, tot=tot, door=door, locatie_ids=keuze.locaties, leerling_pgns=pgns
    )  # fmt: skip
    _log_leerlingen("accounts:lezer:leerling_erbij", keuze.leerlingen, door, door.organisatie, gebruiker)


@transaction.atomic
def wijzig_lezer(toewijzing: Toewijzing, keuze: Keuze, *, vanaf: date, tot: date, door: Gebruiker) -> None:
    """Wijzig wat een lezer leest, en wanneer. Schrijft de toewijzing en logregels; zonder verschil gebeurt er niets.

    Werpt Geweigerd bij de eigen rol, bij een toewijzing die voorbij is, zonder locatie of leerling, bij een locatie van
    een ander, en bij een begin dat niet meer kan.
    """
    organisatie = op_slot(door)
    rijen = Toewijzing.objects.visible_to(door).filter(pk=toewijzing.pk, rol=Rol.LEZER, organisatie=organisatie)
    rij = rijen.nog_niet_voorbij(vandaag()).select_related("gebruiker").first()
    if rij is None:
        raise Geweigerd("Deze rol is voorbij. Geef zo nodig een nieuwe.")
    eis_ander(rij.gebruiker, door)
    pgns = pas_toe(rij.leerling_pgns, keuze.doen, keuze.leerlingen)
    _eis_keuze(door, keuze.locaties, pgns, rij.locatie_ids)
    _eis_looptijd(rij, vanaf, tot)
    locaties = sorted(set(keuze.locaties))
    nieuw = {"locatie_ids": locaties, "leerling_pgns": sorted(pgns), "vanaf": vanaf, "tot": tot}
    oud = {naam: getattr(rij, naam) for naam in nieuw}
    if nieuw == oud:
        return
    Toewijzing.objects.visible_to(door).filter(pk=rij.pk).update(**nieuw)
    record(
        actie="accounts:lezer:gewijzigd", gebruiker=door, organisatie=organisatie,
        object_type="gebruiker", object_id=rij.gebruiker_id,
        details={"locaties": len(locaties), "leerlingen": len(personen(pgns)), "vanaf": vanaf.isoformat(),
                 "tot": tot.isoformat()},
    )  # fmt: skip
    for actie, nummers in (
        ("accounts:lezer:leerling_erbij", pgns - set(rij.leerling_pgns)),
        ("accounts:lezer:leerling_eraf", set(rij.leerling_pgns) - pgns),
    ):
        _log_leerlingen(actie, personen(sorted(nummers)), door, organisatie, rij.gebruiker)


def _eis_keuze(door: Gebruiker, locaties: Collection[int], pgns: Collection[str], al_gekozen: Collection[int]) -> None:
    """Er is iets gekozen, en elke locatie is van hier; een gearchiveerde blijft, maar komt er niet bij."""
    if not locaties and not pgns:
        raise Geweigerd(KIES_IETS)
    eigen = {pk for pk, _, gearchiveerd in locaties_van(door) if not gearchiveerd or pk in al_gekozen}
    if not eigen.issuperset(locaties):
        raise Geweigerd(ANDERE_LOCATIE)


def _eis_looptijd(rij: Toewijzing, vanaf: date, tot: date) -> None:
    if tot < max(vanaf, vandaag()):
        raise Geweigerd("De einddatum ligt voor de begindatum, of is al voorbij.")
    if vanaf == rij.vanaf:
        return
    if not rij.komt_nog or vanaf < vandaag():
        raise Geweigerd("De begindatum kan niet meer wijzigen, of ligt in het verleden.")
    zelfde = Toewijzing.objects.unscoped("van dezelfde gebruiker, bij de eigen organisatie").filter(
        gebruiker=rij.gebruiker_id, organisatie=rij.organisatie_id, rol=Rol.LEZER, vanaf=vanaf
    )
    if zelfde.exists():
        raise Geweigerd("Er is al een toewijzing vanaf die dag. Wijzig die, of kies een andere dag.")


def _log_leerlingen(
    actie: str,
    leerlingen: Iterable[Leerling],
    door: Gebruiker,
    organisatie: Organisatie,
    lezer: Gebruiker | None = None,
    details: dict[str, int] | None = None,
) -> None:
    """Eén regel per leerling, zodat terug te vinden is wie toegang tot hem gaf."""
    record_bekeken(
        door, [onderwerp_van(leerling[0]) for leerling in leerlingen], actie=actie, organisatie=organisatie,
        object_type="gebruiker" if lezer else "", object_id=lezer.pk if lezer else "", details=details,
    )  # fmt: skip
