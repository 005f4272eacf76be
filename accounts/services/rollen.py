"""Rollen toekennen en intrekken."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from accounts.domein.rechten import MATRIX, Rol, Soort, bestaat_bij
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie, Toewijzing
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag


@transaction.atomic
def ken_rol_toe(
    gebruiker: Gebruiker,
    rol: Rol,
    organisatie: Organisatie,
    *,
    vanaf: date | None = None,
    tot: date | None = None,
    locatie_ids: Iterable[int] = (),
    leerling_pgns: Iterable[str] = (),
    door: Gebruiker | None = None,
) -> Toewijzing:
    """Geef een gebruiker een rol bij een organisatie, van `vanaf` (vandaag) tot en met `tot`. Schrijft een logregel.

    Werpt Geweigerd als de rol bij die soort organisatie niet bestaat (contract van de rollen in domein/rechten.py),
    als `tot` voor `vanaf` ligt, of als een ander dan een lezer beperkt wordt.
    """
    rol, vanaf = Rol(rol), vanaf or vandaag()
    locaties, pgns = sorted(set(locatie_ids)), sorted(set(leerling_pgns))
    if not bestaat_bij(rol, Soort(organisatie.soort)):
        raise Geweigerd(f"De rol {MATRIX[rol].label} bestaat niet bij een {organisatie.get_soort_display().lower()}.")
    if tot and tot < vanaf:
        raise Geweigerd("De einddatum ligt voor de begindatum.")
    if (locaties or pgns) and rol is not Rol.LEZER:
        raise Geweigerd("Alleen een lezer kan worden beperkt tot locaties of leerlingen.")
    toewijzing = Toewijzing.objects.create(
        gebruiker_id=gebruiker.pk, rol=rol, organisatie=organisatie, vanaf=vanaf, tot=tot,
        locatie_ids=locaties, leerling_pgns=pgns,
    )  # fmt: skip
    record(
        actie="accounts:rol:toegekend", gebruiker=door, organisatie=organisatie,
        object_type="gebruiker", object_id=gebruiker.pk,
        details={"rol": rol.value, "vanaf": vanaf.isoformat(), "tot": tot.isoformat() if tot else "",
                 "locaties": len(locaties), "leerlingen": len(pgns)},
    )  # fmt: skip
    return toewijzing


@transaction.atomic
def trek_rol_in(toewijzing: Toewijzing, *, door: Gebruiker | None = None) -> None:
    """Laat een rol met ingang van nu vervallen: gisteren was de laatste dag. Schrijft een logregel.

    Een toewijzing die nog moet beginnen of vandaag begon, verdwijnt; de logregel blijft.
    """
    gisteren = vandaag() - timedelta(days=1)
    rij = Toewijzing.objects.unscoped("de beheerder kreeg haar via visible_to").filter(pk=toewijzing.pk)
    if toewijzing.vanaf > gisteren:
        rij.delete()
    else:
        rij.update(tot=gisteren)
    record(
        actie="accounts:rol:ingetrokken", gebruiker=door, organisatie=toewijzing.organisatie_id,
        object_type="gebruiker", object_id=toewijzing.gebruiker_id, details={"rol": toewijzing.rol},
    )  # fmt: skip


@transaction.atomic
def zet_einde(toewijzing: Toewijzing, tot: date | None, *, door: Gebruiker | None = None) -> None:
    """Laat een rol eindigen na `tot` (vandaag of later), of zonder einde doorlopen. Schrijft een logregel.

    Werpt Geweigerd als `tot` voor het begin ligt.
    """
    if tot is not None and tot < toewijzing.vanaf:
        raise Geweigerd("De einddatum ligt voor de begindatum.")
    Toewijzing.objects.unscoped("de beheerder kreeg haar via visible_to").filter(pk=toewijzing.pk).update(tot=tot)
    record(
        actie="accounts:rol:einde", gebruiker=door, organisatie=toewijzing.organisatie_id,
        object_type="gebruiker", object_id=toewijzing.gebruiker_id,
        details={"rol": toewijzing.rol, "tot": tot.isoformat() if tot else ""},
    )  # fmt: skip
