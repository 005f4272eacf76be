"""Toegangssleutels: waarmee een systeem van een organisatie zich meldt. Maken, intrekken en gebruiken."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.db import transaction

from accounts.domein.rechten import Soort
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie, Toegangssleutel
from verzuimloket.audit.services import record
from verzuimloket.clock import nu
from verzuimloket.db.bereik import buiten_bereik

MEESTE_ACTIEF = 2  # de oude en de nieuwe: zo kan een systeem overstappen zonder stil te staan
MEESTE_DAGEN = 366
NAUWKEURIG = timedelta(hours=1)  # vaker schrijven wij het laatste gebruik niet op
_NIEMAND = hashlib.sha256(b"").hexdigest()
# bij welke soort organisatie een doel bestaat
DOELEN: dict[str, Soort] = {Toegangssleutel.Doel.ROD.value: Soort.INSTELLING}


@transaction.atomic
def maak_sleutel(
    organisatie: Organisatie, doel: str, label: str, *, dagen: int, door: Gebruiker | None = None
) -> tuple[Toegangssleutel, str]:
    """Maak een sleutel die `dagen` dagen geldt. Geeft haar met het geheim (256 bits), dat maar één keer te zien is.

    Stappen in één transactie: slot op de organisatie, hoogstens twee actieve sleutels per doel, de rij, een logregel.
    Werpt Geweigerd.
    """
    organisatie = Organisatie.objects.select_for_update(of=("self",)).get(pk=organisatie.pk)
    if organisatie.soort != DOELEN[doel]:
        raise Geweigerd("Alleen een onderwijsinstelling kan inschrijvingen aanleveren.")
    if not 0 < dagen <= MEESTE_DAGEN:
        raise Geweigerd("Een sleutel is hoogstens een jaar geldig.")
    if _actieve(organisatie, doel) >= MEESTE_ACTIEF:
        raise Geweigerd("Er zijn al twee sleutels actief. Trek er eerst een in.")
    begin, geheim = f"{doel}_{secrets.token_hex(4)}", secrets.token_urlsafe(32)
    volledig = f"{begin}.{geheim}"
    sleutel = Toegangssleutel.objects.create(
        organisatie=organisatie, doel=doel, label=label.strip(), begin=begin, afdruk=_afdruk(volledig),
        door=door, aangemaakt_op=nu(), verloopt_op=nu() + timedelta(days=dagen),
    )  # fmt: skip
    record(
        actie="accounts:sleutel:gemaakt", gebruiker=door, organisatie=organisatie,
        object_type="sleutel", object_id=sleutel.pk, details={"doel": doel, "begin": begin, "dagen": dagen},
    )  # fmt: skip
    return sleutel, volledig


@transaction.atomic
def trek_sleutel_in(sleutel: Toegangssleutel, *, door: Gebruiker | None = None) -> None:
    """Laat een sleutel per direct vervallen; een al ingetrokken sleutel verandert niet. Schrijft een logregel."""
    rij = Toegangssleutel.objects.unscoped("de beheerder kreeg haar via visible_to").filter(pk=sleutel.pk)
    if rij.filter(ingetrokken_op=None).update(ingetrokken_op=nu()):
        record(
            actie="accounts:sleutel:ingetrokken", gebruiker=door, organisatie=sleutel.organisatie_id,
            object_type="sleutel", object_id=sleutel.pk, details={"begin": sleutel.begin},
        )  # fmt: skip


@transaction.atomic
@buiten_bereik("de sleutel zelf is het bewijs")
def gebruik_sleutel(volledig: str, doel: str) -> Toegangssleutel | None:
    """De geldige sleutel met dit geheim voor dit doel, of None. Schrijft een logregel, en het laatste gebruik per uur.

    Zoekt op het openbare deel en vergelijkt de afdruk in vaste tijd; ook als het openbare deel niet bestaat.
    """
    sleutel = (
        Toegangssleutel.objects.unscoped("de sleutel zelf is het bewijs")
        .select_related("organisatie")
        .filter(begin=volledig.partition(".")[0][:20].replace("\x00", ""), doel=doel)
        .first()
    )
    klopt = hmac.compare_digest(_afdruk(volledig), sleutel.afdruk if sleutel else _NIEMAND)
    if sleutel is None or not klopt or sleutel.stand != "actief" or not sleutel.organisatie.actief:
        return None
    if sleutel.laatst_gebruikt_op is None or nu() - sleutel.laatst_gebruikt_op >= NAUWKEURIG:
        Toegangssleutel.objects.unscoped("het laatste gebruik").filter(pk=sleutel.pk).update(laatst_gebruikt_op=nu())
    record(
        actie="accounts:sleutel:gebruikt", organisatie=sleutel.organisatie_id,
        object_type="sleutel", object_id=sleutel.pk, details={"begin": sleutel.begin},
    )  # fmt: skip
    return sleutel


def _actieve(organisatie: Organisatie, doel: str) -> int:
    eigen = Toegangssleutel.objects.unscoped("tellen onder het slot van de organisatie").filter(organisatie=organisatie)
    return eigen.filter(doel=doel, ingetrokken_op=None, verloopt_op__gt=nu()).count()


def _afdruk(volledig: str) -> str:
    return hashlib.sha256(volledig.encode("utf-8", "surrogatepass")).hexdigest()
