"""Concepten: wat iemand had ingevuld, alleen voor hemzelf en binnen de organisatie waarvoor hij bezig was."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.models import Concept, Gebruiker, Organisatie
from verzuimloket.clock import nu
from verzuimloket.db import bereik

BEWAREN = timedelta(days=7)
GROOTSTE = 1_000_000  # tekens tekst in één concept


class TeGroot(ValueError):
    """De ingevulde gegevens zijn groter dan een concept mag zijn."""


@transaction.atomic
def bewaar_concept(
    gebruiker: Gebruiker, soort: str, gegevens: dict[str, Any], *, concept_id: UUID | None = None, pad: str = ""
) -> Concept:
    """Bewaar of vervang een concept van deze gebruiker bij zijn actieve organisatie; schrijft alleen het concept.

    Met `concept_id` wordt dat eigen concept bijgewerkt, of onder die sleutel gemaakt als het er niet is; met `pad`
    is er één per pagina; zonder beide ontstaat een nieuw. Werpt TeGroot, en PermissionError zonder scope of als de
    sleutel van een ander is.
    """
    if gebruiker.scope is None:
        raise PermissionError("Een concept hoort bij een gebruiker met een organisatie.")
    return bewaar_voor(gebruiker.pk, gebruiker.scope.organisatie_id, soort, gegevens, concept_id=concept_id, pad=pad)


@transaction.atomic
def bewaar_voor(
    gebruiker_id: int, organisatie_id: int, soort: str, gegevens: dict[str, Any], *,
    concept_id: UUID | None = None, pad: str = "",
) -> Concept:  # fmt: skip
    """Als `bewaar_concept`, voor een gebruiker wiens sessie net verliep."""
    with bereik.alleen({"gebruiker": gebruiker_id, "organisatie": organisatie_id}):
        return _bewaar(gebruiker_id, organisatie_id, soort, gegevens, concept_id, pad)


def _bewaar(
    gebruiker_id: int, organisatie_id: int, soort: str, gegevens: dict[str, Any], concept_id: UUID | None, pad: str
) -> Concept:
    if len(json.dumps(gegevens, cls=DjangoJSONEncoder)) > GROOTSTE:
        raise TeGroot(f"Een concept mag hoogstens {GROOTSTE} tekens hebben.")
    waarden = {"gegevens": gegevens, "bijgewerkt_op": nu()}
    alle = Concept.objects.unscoped("gebruiker en organisatie staan in de sleutel")
    sleutel: dict[str, Any] = {"gebruiker_id": gebruiker_id, "organisatie_id": organisatie_id, "soort": soort}
    if pad:
        return alle.update_or_create(**sleutel, pad=pad[:200], defaults=waarden)[0]
    if concept_id is None:
        return Concept.objects.create(**sleutel, **waarden)
    if alle.filter(pk=concept_id, **sleutel).update(**waarden):
        return alle.get(pk=concept_id)
    with bereik.buiten_bereik("is deze sleutel van een ander"):
        bezet = alle.filter(pk=concept_id).exists()
    if bezet:
        raise PermissionError("Deze sleutel is al in gebruik.")
    return Concept.objects.create(pk=concept_id, **sleutel, **waarden)


def haal_concept(gebruiker: Gebruiker, soort: str, *, concept_id: UUID | None = None, pad: str = "") -> Concept | None:
    """Het eigen concept bij de actieve organisatie, met `concept_id` of `pad`; None als het er niet (meer) is."""
    return _eigen(gebruiker, soort, concept_id, pad).filter(bijgewerkt_op__gt=nu() - BEWAREN).first()


@transaction.atomic
def verwijder_concept(gebruiker: Gebruiker, soort: str, *, concept_id: UUID | None = None, pad: str = "") -> None:
    """Verwijder het eigen concept; is het er niet, dan gebeurt er niets."""
    _eigen(gebruiker, soort, concept_id, pad).delete()


@transaction.atomic
def verwijder_concepten_van(gebruiker: Gebruiker, organisatie: Organisatie) -> int:
    """Verwijder alles wat deze gebruiker bij deze organisatie had ingevuld: hij werkt er niet meer.

    Geeft het aantal.
    """
    van_hem = Concept.objects.unscoped("werkt hier niet meer").filter(gebruiker=gebruiker, organisatie=organisatie)
    return van_hem.delete()[0]


@transaction.atomic
def ruim_concepten_op(moment: datetime | None = None, *, proef: bool = False) -> int:
    """Verwijder concepten die op `moment` (nu) zeven dagen oud waren; geeft het aantal. `proef` telt alleen."""
    oud = Concept.objects.unscoped("bewaartermijn").filter(bijgewerkt_op__lte=(moment or nu()) - BEWAREN)
    return oud.count() if proef else oud.delete()[0]


def _eigen(gebruiker: Gebruiker, soort: str, concept_id: UUID | None, pad: str) -> Any:
    if (concept_id is None) == (not pad):
        raise ValueError("Geef concept_id of pad.")
    kenmerk = {"pk": concept_id} if concept_id else {"pad": pad[:200]}
    return Concept.objects.visible_to(gebruiker).filter(soort=soort, **kenmerk)
