"""Een aangeboden lijst bewaren tot zij bevestigd is: versleuteld, kort, en in één sessie (besluit 33)."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from accounts.models import Aanbieding, Gebruiker
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM, nu
from verzuimloket.versleuteling import Onleesbaar, ontsleutel, versleutel

Soort = Aanbieding.Soort
GELDT = {Soort.GEBRUIKERS: timedelta(hours=1), Soort.TOKENS: timedelta(minutes=15)}
NA_BEVESTIGEN = timedelta(hours=10)  # zo lang als een sessie: om de brieven te maken


@transaction.atomic
def bied_aan(soort: Soort, inhoud: Any, *, rijen: int, door: Gebruiker, sessie: str) -> Aanbieding:
    """Bewaar wat er in een bestand stond; een eerdere lijst van deze soort die niet bevestigd is, verdwijnt.

    Schrijft de lijst en een logregel met het aantal rijen.
    """
    assert door.organisatie is not None
    Aanbieding.objects.visible_to(door).filter(soort=soort, bevestigd_op=None).delete()
    lijst = Aanbieding(
        soort=soort, gebruiker=door, organisatie=door.organisatie, sessie_id=sessie,
        inhoud=_dicht(inhoud), gemaakt_op=nu(), verloopt_op=nu() + GELDT[soort],
    )  # fmt: skip
    lijst.save(force_insert=True)
    schrijf_op("aangeboden", lijst, door, {"soort": soort.value, "rijen": rijen})
    return lijst


def lees_inhoud(lijst: Aanbieding) -> Any:
    """Wat er in het bestand stond. Werpt Onleesbaar als de sleutel intussen weg is."""
    return json.loads(ontsleutel(lijst.inhoud))


def is_leesbaar(lijst: Aanbieding) -> bool:
    try:
        ontsleutel(lijst.inhoud)
    except Onleesbaar:
        return False
    return True


def op_slot(lijst: Aanbieding) -> Aanbieding | None:
    """De lijst met een slot op haar rij: wie twee keer tegelijk bevestigt, wacht. None als zij weg is."""
    alle = Aanbieding.objects.unscoped("de beheerder kreeg haar via visible_to")
    return alle.select_for_update(of=("self",)).filter(pk=lijst.pk, verloopt_op__gt=nu()).first()


def rond_af(lijst: Aanbieding, inhoud: Any, *, door: Gebruiker, details: dict[str, object]) -> None:
    """De lijst is bevestigd: bewaar wat ervan nodig blijft. In de transactie van de aanroeper, met een logregel."""
    lijst.inhoud, lijst.bevestigd_op = _dicht(inhoud), nu()
    if inhoud is not None:
        lijst.verloopt_op = nu() + NA_BEVESTIGEN
    lijst.save(update_fields=["inhoud", "bevestigd_op", "verloopt_op"])
    schrijf_op("bevestigd", lijst, door, {"soort": lijst.soort, **details})


@transaction.atomic
def verwerp(lijst: Aanbieding, *, door: Gebruiker) -> None:
    """Toch niet: de lijst verdwijnt, als zij niet al bevestigd is. Schrijft een logregel."""
    rij = op_slot(lijst)
    if rij is not None and rij.bevestigd_op is None:
        schrijf_op("verworpen", rij, door, {"soort": rij.soort})
        rij.delete()


@transaction.atomic
def ruim_aanbiedingen_op(moment: datetime | None = None, *, proef: bool = False) -> int:
    """Verwijder de lijsten die op `moment` (nu) verlopen zijn; geeft het aantal. `proef` telt alleen."""
    oud = Aanbieding.objects.unscoped("bewaartermijn").filter(verloopt_op__lte=moment or nu())
    return oud.count() if proef else oud.delete()[0]


def verwijder_aanbiedingen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de lijsten die op `vandaag` 00:00 verlopen waren; geeft het aantal. `proef` telt alleen."""
    return ruim_aanbiedingen_op(datetime.combine(vandaag, time(), tzinfo=AMSTERDAM), proef=proef)


def schrijf_op(wat: str, lijst: Aanbieding, door: Gebruiker, details: dict[str, object]) -> None:
    record(
        actie=f"accounts:lijst:{wat}", gebruiker=door, organisatie=lijst.organisatie_id,
        object_type="lijst", object_id=lijst.pk, details=details,
    )  # fmt: skip


def _dicht(inhoud: Any) -> str:
    return versleutel(json.dumps(inhoud, ensure_ascii=False).encode())
