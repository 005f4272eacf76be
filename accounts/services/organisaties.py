"""Functioneel beheer houdt de organisaties bij: toevoegen, contactgegevens wijzigen, en laten eindigen."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from accounts.domein.organisaties import CODEVORMEN, keur_code
from accounts.domein.rechten import Soort
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag

BRONVELDEN = ("naam", "adres", "postcode", "plaats")
CONTACTVELDEN = (*BRONVELDEN, "email", "telefoon")


@transaction.atomic
def voeg_toe(soort: Soort, code: str, contact: Mapping[str, str], *, rmc_nummer: str, door: Gebruiker) -> Organisatie:
    """Voeg een organisatie toe die de meegeleverde lijst niet heeft. Schrijft haar en een logregel.

    `rmc_nummer` is alleen bij een gemeente nodig. Werpt Geweigerd bij een soort of code die niet kan, een code die er
    al is, of een regio die er niet is.
    """
    if soort not in CODEVORMEN:
        raise Geweigerd("Deze soort organisatie staat vast.")
    if fout := keur_code(soort, code):
        raise Geweigerd(fout)
    regio = rmc_nummer if soort is Soort.GEMEENTE else ""
    if soort is Soort.GEMEENTE and not Organisatie.objects.filter(soort=Soort.RMC_REGIO, code=regio).exists():
        raise Geweigerd("Kies de RMC-regio van de gemeente.")
    organisatie = Organisatie(
        soort=soort, code=code, rmc_nummer=regio, gemeentecode=code if soort is Soort.GEMEENTE else "",
        zelf_bijgehouden=True, **{veld: contact[veld].strip() for veld in CONTACTVELDEN},
    )  # fmt: skip
    try:
        with transaction.atomic():
            organisatie.save(force_insert=True)
    except IntegrityError:
        raise Geweigerd(f"Er is al een organisatie met {CODEVORMEN[soort].naam} {code}.") from None
    _schrijf_op("toegevoegd", organisatie, door, soort=soort.value)
    return organisatie


@transaction.atomic
def wijzig_contact(organisatie: Organisatie, contact: Mapping[str, str], *, door: Gebruiker) -> None:
    """Wijzig naam, adres, e-mail of telefoon; niets veranderd schrijft niets. Een logregel noemt de velden.

    Wijzigt iets wat de meegeleverde lijst ook heeft, dan overschrijft `laad_referentie` dat niet meer.
    """
    rij = _op_slot(organisatie)
    nieuw = {veld: contact[veld].strip() for veld in CONTACTVELDEN if contact[veld].strip() != getattr(rij, veld)}
    if not nieuw:
        return
    for veld, waarde in nieuw.items():
        setattr(rij, veld, waarde)
    rij.zelf_bijgehouden = rij.zelf_bijgehouden or not nieuw.keys().isdisjoint(BRONVELDEN)
    rij.save(update_fields=[*nieuw, "zelf_bijgehouden"])
    _schrijf_op("gewijzigd", rij, door, velden=", ".join(nieuw))


@transaction.atomic
def laat_eindigen(organisatie: Organisatie, laatste_dag: date | None, *, door: Gebruiker) -> Organisatie:
    """Laat een organisatie na `laatste_dag` sluiten; None: zij blijft, of gaat weer open. Schrijft een logregel.

    Gisteren betekent nu. Na de laatste dag logt niemand er meer in en komt er geen melding meer bij. Rollen,
    meldingen en leveringen blijven staan. Werpt Geweigerd bij het loket, en bij een dag die langer voorbij is.
    """
    rij = _op_slot(organisatie)
    if rij.soort == Soort.LOKET:
        raise Geweigerd("Het loket zelf kan niet eindigen.")
    gisteren = vandaag() - timedelta(days=1)
    if laatste_dag is not None and laatste_dag < gisteren:
        raise Geweigerd("Deze dag is al voorbij.")
    rij.eindigt_op, rij.actief = laatste_dag, laatste_dag is None or laatste_dag > gisteren
    rij.save(update_fields=["eindigt_op", "actief"])
    _schrijf_op("einde", rij, door, laatste_dag=laatste_dag.isoformat() if laatste_dag else "")
    return rij


@transaction.atomic
def sluit_beeindigde() -> int:
    """Sluit elke organisatie waarvan de laatste dag voorbij is; geeft het aantal. Een logregel per stuk; vaker mag."""
    rijen = Organisatie.objects.select_for_update(of=("self",)).filter(actief=True, eindigt_op__lt=vandaag())
    for rij in rijen:
        rij.actief = False
        rij.save(update_fields=["actief"])
        _schrijf_op("gesloten", rij, None)
    return len(rijen)


def _op_slot(organisatie: Organisatie) -> Organisatie:
    return Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=organisatie.pk)


def _schrijf_op(wat: str, organisatie: Organisatie, door: Gebruiker | None, **details: str) -> None:
    record(
        actie=f"accounts:organisatie:{wat}", gebruiker=door, organisatie=organisatie,
        object_type="organisatie", object_id=organisatie.pk, details=details,
    )  # fmt: skip
