"""Opvallend leesgedrag vinden, en verklaren."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.domein.leesgedrag import Uur, signalen
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Leessignaal, Leesstand
from accounts.queries.leesgedrag import Gelezen, gelezen_tussen
from accounts.queries.rolhouders import functioneel_beheerders, met_rol
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM, nu
from verzuimloket.outbox.services import enqueue_allen

UUR = timedelta(hours=1)
WACHT = timedelta(minutes=15)  # een logregel staat er pas als haar transactie klaar is; die duren zo lang niet
EERSTE = timedelta(days=1)  # zo ver kijkt de eerste keer terug
BEWAAR = timedelta(days=365)


def bekijk_wat_moet() -> int:
    """Bekijk elk heel uur dat voorbij is en nog niet bekeken was, het oudste eerst; geeft het aantal nieuwe signalen.

    Elk uur is één transactie: signalen, berichten en tot waar het logboek bekeken is. Vaker, tegelijk of na een uitval
    draaien mag: elk uur telt één keer.
    """
    totaal = 0
    while (nieuw := _bekijk_volgend_uur()) is not None:
        totaal += nieuw
    return totaal


@transaction.atomic
def _bekijk_volgend_uur() -> int | None:
    """Het aantal nieuwe signalen van het volgende uur, of None als dat nog niet voorbij is."""
    nu_ = nu().replace(minute=0, second=0, microsecond=0)
    Leesstand.objects.get_or_create(pk=1, defaults={"tot": nu_ - EERSTE})
    stand = Leesstand.objects.select_for_update().get(pk=1)
    if stand.tot + UUR + WACHT > nu():
        return None
    gelezen = gelezen_tussen(stand.tot, stand.tot + UUR)
    nieuw = [signaal for wie in gelezen for signaal in _signalen_van(wie, stand.tot)]
    Leessignaal.objects.bulk_create(nieuw, ignore_conflicts=True)
    _bericht(nieuw, stand.tot)
    stand.tot += UUR
    stand.save(update_fields=["tot"])
    return len(nieuw)


def _signalen_van(wie: Gelezen, begin: datetime) -> list[Leessignaal]:
    uur = Uur(
        klok=begin.astimezone(AMSTERDAM).hour, geopend=wie.geopend, in_lijsten=wie.in_lijsten, samen=wie.samen,
        andere_locatie=_andere_locatie(wie),
    )  # fmt: skip
    return [
        Leessignaal(
            gebruiker_id=wie.gebruiker_id, organisatie_id=wie.organisatie_id, soort=soort.value, uur=begin,
            aantal=aantal, gemaakt_op=nu(),
        )
        for soort, aantal in signalen(uur)
    ]  # fmt: skip


def _andere_locatie(wie: Gelezen) -> int:
    nummers = [int(nummer) for nummer in wie.meldingen if nummer.isdecimal()]
    buiten = import_string(settings.BUITEN_EIGEN_LOCATIES)
    return buiten(wie.gebruiker_id, wie.organisatie_id, nummers) if nummers else 0


def _bericht(nieuw: list[Leessignaal], uur: datetime) -> None:
    """Eén bericht per beheerder en uur, en een voor functioneel beheer; wie het zelf betreft, krijgt geen bericht over
    alleen zichzelf. Het bericht noemt niemand."""
    functioneel = list(functioneel_beheerders()) if nieuw else []
    for organisatie in sorted({signaal.organisatie_id for signaal in nieuw}):
        lezers = {signaal.gebruiker_id for signaal in nieuw if signaal.organisatie_id == organisatie}
        beheerders = met_rol(Rol.BEHEERDER, Q(organisatie_id=organisatie))
        adressen = {wie.pk: wie.email for wie in (*beheerders, *functioneel) if lezers != {wie.pk}}
        enqueue_allen(
            sjabloon="beheer/leesgedrag",
            ontvangers={f"leesgedrag:{organisatie}:{uur:%Y%m%d%H}:{pk}": adres for pk, adres in adressen.items()},
            context={},
        )


@transaction.atomic
def verklaar(signaal: Leessignaal, *, door: Gebruiker, verklaring: str) -> None:
    """Leg vast waarom dit lezen in orde was, of wat er gedaan is. Schrijft het signaal en een logregel.

    Werpt Geweigerd als het over uzelf gaat, of als een ander u voor was.
    """
    rij = Leessignaal.objects.visible_to(door).select_for_update(of=("self",)).get(pk=signaal.pk)
    if rij.gebruiker_id == door.pk:
        raise Geweigerd("Dit gaat over uzelf. Een ander verklaart het.")
    if rij.verklaard_op is not None:
        raise Geweigerd("Dit is al verklaard door een ander.")
    rij.verklaring, rij.verklaard_door, rij.verklaard_op = verklaring.strip(), door, nu()
    rij.save(update_fields=["verklaring", "verklaard_door", "verklaard_op"])
    record(
        actie="accounts:leessignaal:verklaard", gebruiker=door, object_type="leessignaal", object_id=rij.pk,
        details={"gebruiker": rij.gebruiker_id},
    )  # fmt: skip


@transaction.atomic
def verwijder_leessignalen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder signalen die op `vandaag` 00:00 een jaar oud waren; geeft het aantal. `proef` telt alleen."""
    grens = datetime.combine(vandaag, time(), AMSTERDAM) - BEWAAR
    oud = Leessignaal.objects.unscoped("de bewaartermijn geldt voor elke organisatie").filter(uur__lt=grens)
    return oud.count() if proef else oud.delete()[0]
