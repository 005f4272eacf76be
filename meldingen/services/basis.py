"""Wat elke dienst nodig heeft: de melding op slot met een versiecontrole, en het vastleggen van een gebeurtenis."""

from typing import Any

from accounts.models import Gebruiker
from accounts.scope import Scope
from meldingen.domein.workflow import Kant, OngeldigeOvergang, Status, toets
from meldingen.fouten import Domeinfout, Verouderd
from meldingen.models import Gebeurtenis, Melding
from verzuimloket import clock
from verzuimloket.audit.services import onderwerp_van, record


def bereik(gebruiker: Gebruiker) -> Scope:
    if gebruiker.scope is None:
        raise PermissionError("Deze handeling hoort bij een gebruiker met een organisatie.")
    return gebruiker.scope


def op_slot(gebruiker: Gebruiker, nummer: int, versie: int | None) -> Melding:
    """De melding met een rijslot, als zij nu bij de organisatie van de gebruiker ligt en nog versie `versie` heeft.

    Werpt Melding.DoesNotExist buiten het bereik (ook voor een eerdere instantie), Verouderd bij een andere versie.
    """
    scope = bereik(gebruiker)
    melding = (
        Melding.objects.visible_to(gebruiker)
        .huidig(scope.organisatie_id, scope.soort)
        .select_related("school", "instantie", "locatie", "soort", "gewijzigd_door")
        .select_for_update(of=("self",))
        .get(nummer=nummer)
    )
    if versie is not None and melding.versie != versie:
        raise Verouderd(_verouderd(melding))
    return melding


def eis_versie(gebruiker: Gebruiker, nummer: int, versie: int) -> None:
    """Werpt Verouderd als het formulier op een andere versie gemaakt is; ook als er nog meer aan mankeert."""
    melding = Melding.objects.visible_to(gebruiker).get(nummer=nummer)
    if melding.versie != versie:
        raise Verouderd(_verouderd(melding))


def _verouderd(melding: Melding) -> str:
    laatste = (
        Gebeurtenis.objects.unscoped("wie wijzigde de melding die al gevonden is")
        .filter(melding=melding)
        .select_related("gebruiker", "organisatie")
        .order_by("-id")
        .first()
    )
    if laatste is None:
        return "De melding is intussen gewijzigd. Controleer de melding en probeer het opnieuw."
    wat = ", ".join(naam for naam, _, _ in laatste.wijzigingen) or laatste.get_soort_display().lower()
    moment = laatste.op.astimezone(clock.AMSTERDAM)
    return (
        f"Deze melding is intussen gewijzigd door {laatste.gebruiker.naam} ({laatste.organisatie.naam}) op "
        f"{moment.day}-{moment.month}-{moment.year} om {moment:%H:%M}: {wat}. Wat u typte, staat er nog. "
        "Controleer het en verstuur opnieuw."
    )


def overgang(melding: Melding, naar: Status, kant: Kant, ingevuld: dict[str, Any]) -> None:
    """Zet de status als de tabel het toelaat; werpt Domeinfout met de zin en het veld."""
    try:
        toets(Status(melding.status), naar, kant, {veld for veld, waarde in ingevuld.items() if waarde})
    except OngeldigeOvergang as fout:
        raise Domeinfout(fout.zin, fout.veld) from None
    melding.status = naar


def bewaar(
    melding: Melding,
    gebruiker: Gebruiker,
    soort: str,
    *,
    wijzigingen: list[list[str]] | None = None,
    tekst: str = "",
) -> Gebeurtenis:
    """Bewaar de melding als nieuwe versie, met haar regel in de tijdlijn en in het logboek."""
    scope = bereik(gebruiker)
    melding.versie += 1
    melding.gewijzigd_op = clock.nu()
    melding.gewijzigd_door = gebruiker
    melding.save()
    return leg_vast(melding, gebruiker, scope.organisatie_id, soort, wijzigingen=wijzigingen, tekst=tekst)


def leg_vast(
    melding: Melding,
    gebruiker: Gebruiker,
    organisatie_id: int,
    soort: str,
    *,
    wijzigingen: list[list[str]] | None = None,
    tekst: str = "",
    aan: Gebruiker | None = None,
) -> Gebeurtenis:
    gebeurtenis = Gebeurtenis.objects.create(
        melding=melding,
        soort=soort,
        op=clock.nu(),
        gebruiker=gebruiker,
        organisatie_id=organisatie_id,
        wijzigingen=wijzigingen or [],
        tekst=tekst,
        aan=aan,
    )
    record(
        actie=f"meldingen:melding:{soort}",
        gebruiker=gebruiker,
        organisatie=organisatie_id,
        onderwerp=onderwerp_van(melding.pgn),
        object_type="melding",
        object_id=melding.nummer,
        details={"versie": melding.versie, "velden": [naam for naam, _, _ in wijzigingen or []]},
    )
    return gebeurtenis


def leg_vast_intern(melding: Melding, gebruiker: Gebruiker, organisatie_id: int) -> None:
    """Een interne notitie staat niet in de gedeelde tijdlijn; alleen het logboek weet dat zij er is."""
    record(
        actie="meldingen:notitie:geplaatst",
        gebruiker=gebruiker,
        organisatie=organisatie_id,
        onderwerp=onderwerp_van(melding.pgn),
        object_type="melding",
        object_id=melding.nummer,
    )
