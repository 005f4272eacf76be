"""De instantie: terugmelden, heropenen, doorsturen; en notities van beide kanten."""

from datetime import timedelta

from django.db import transaction

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from meldingen import berichten
from meldingen.domein.workflow import GESLOTEN, LOPEND, Kant, Status
from meldingen.domein.workflow import LABELS as STATUSLABELS
from meldingen.fouten import Domeinfout
from meldingen.gegevens import Terugmelding
from meldingen.models import Doorzending, Gebeurtenis, Melding, Notitie
from meldingen.models.zaak import REDENEN_AFSLUITING, TOELICHTINGEN_AFSLUITING
from meldingen.queries import mogelijke_ontvangers
from meldingen.services.basis import bereik, bewaar, leg_vast_intern, op_slot, overgang
from verzuimloket import clock
from verzuimloket.db.bereik import buiten_bereik

ZELFDE_KLIK = timedelta(minutes=1)


@transaction.atomic
def meld_terug(gebruiker: Gebruiker, nummer: int, versie: int, antwoord: Terugmelding) -> Melding:
    """Antwoord aan de school: slot, versie, overgang (B, G of K), schrijf, tijdlijn, logboek, bericht aan de melder.

    Dezelfde status opnieuw (B naar B) mag niet: dan is er niets veranderd. Werpt Domeinfout met het veld.
    """
    melding = op_slot(gebruiker, nummer, versie)
    oud = Status(melding.status)
    if oud not in LOPEND:
        raise Domeinfout("Deze melding is al afgerond. Heropen haar eerst.", "status")
    sluit = antwoord.status == Status.AFGESLOTEN
    overgang(
        melding,
        antwoord.status,
        Kant.INSTANTIE,
        {"reden_afsluiting": antwoord.reden_afsluiting, "toelichting_afsluiting": antwoord.toelichting_afsluiting},
    )
    melding.reden_afsluiting = antwoord.reden_afsluiting if sluit else None
    melding.toelichting_afsluiting = antwoord.toelichting_afsluiting if sluit else None
    melding.contact_naam, melding.contact_functie = antwoord.contact_naam, antwoord.contact_functie
    melding.contact_telefoon, melding.contact_email = antwoord.contact_telefoon, antwoord.contact_email
    melding.ongelezen_school = True
    melding.ongelezen_instantie = False
    bewaar(melding, gebruiker, Gebeurtenis.Soort.TERUGGEMELD, wijzigingen=_antwoord_als_regels(oud, melding))
    berichten.aan_school(melding, "teruggemeld")
    return melding


def _antwoord_als_regels(oud: Status, melding: Melding) -> list[list[str]]:
    regels = [["Status", STATUSLABELS[oud], STATUSLABELS[Status(melding.status)]]]
    if melding.reden_afsluiting and melding.toelichting_afsluiting:
        regels.append(["Reden van afsluiten", "", dict(REDENEN_AFSLUITING)[melding.reden_afsluiting]])
        regels.append(["Toelichting", "", dict(TOELICHTINGEN_AFSLUITING)[melding.toelichting_afsluiting]])
    return regels


@transaction.atomic
def heropen(gebruiker: Gebruiker, nummer: int, versie: int, reden: str) -> Melding:
    """Heropen een afgeronde melding (G of K naar B) met een reden; de melder krijgt bericht."""
    melding = op_slot(gebruiker, nummer, versie)
    oud = Status(melding.status)
    if oud not in GESLOTEN:
        raise Domeinfout("Alleen een afgeronde melding kan worden heropend.")
    overgang(melding, Status.IN_BEHANDELING, Kant.INSTANTIE, {"reden": reden})
    melding.reden_afsluiting = melding.toelichting_afsluiting = None
    melding.ongelezen_school = True
    regels = [["Status", STATUSLABELS[oud], STATUSLABELS[Status.IN_BEHANDELING]]]
    bewaar(melding, gebruiker, Gebeurtenis.Soort.HEROPEND, wijzigingen=regels, tekst=reden)
    berichten.aan_school(melding, "heropend")
    return melding


@transaction.atomic
def stuur_door(gebruiker: Gebruiker, nummer: int, versie: int, naar: Organisatie, reden: str) -> Melding:
    """Stuur een lopende melding naar een andere instantie; de afzender houdt de tijdlijn tot en met deze regel."""
    melding = op_slot(gebruiker, nummer, versie)
    if Status(melding.status) not in LOPEND:
        raise Domeinfout("Alleen een lopende melding kan worden doorgestuurd.")
    if naar.pk not in {organisatie.pk for organisatie in mogelijke_ontvangers(melding)}:
        raise Domeinfout("Kies een andere instantie uit de lijst.", "naar")
    van = melding.instantie
    melding.instantie = naar
    melding.ongelezen_instantie = melding.ongelezen_school = True
    melding.routering_reden = f"Doorgestuurd door {van.naam}."
    with buiten_bereik("de melding ligt hierna bij een ander"):
        gebeurtenis = bewaar(
            melding,
            gebruiker,
            Gebeurtenis.Soort.DOORGESTUURD,
            wijzigingen=[["Instantie", van.naam, naar.naam]],
            tekst=reden,
        )
        Doorzending.objects.create(
            melding=melding, van=van, naar=naar, gebeurtenis=gebeurtenis, reden=reden, op=clock.nu()
        )
    berichten.aan_instantie(melding, "doorgestuurd")
    berichten.aan_school(melding, "overgenomen")
    return melding


@transaction.atomic
def plaats_notitie(gebruiker: Gebruiker, nummer: int, tekst: str, *, intern: bool) -> Notitie:
    """Een notitie, zonder versiecontrole: intern (eigen organisatie) of gedeeld (de andere kant krijgt bericht).

    Dezelfde notitie binnen een minuut nog eens is dezelfde klik: dan gebeurt er niets.
    """
    scope = bereik(gebruiker)
    melding = op_slot(gebruiker, nummer, None)
    zelfde = Notitie.objects.unscoped("twee keer geklikt").filter(
        melding=melding, gebruiker=gebruiker, intern=intern, tekst=tekst, op__gt=clock.nu() - ZELFDE_KLIK
    )
    eerder = zelfde.first()
    if eerder is not None:
        return eerder
    notitie = Notitie.objects.create(
        melding=melding,
        organisatie_id=scope.organisatie_id,
        gebruiker=gebruiker,
        op=clock.nu(),
        intern=intern,
        tekst=tekst,
    )
    if intern:
        leg_vast_intern(melding, gebruiker, scope.organisatie_id)
        return notitie
    naar_school = scope.soort is not Soort.INSTELLING
    melding.ongelezen_school = melding.ongelezen_school or naar_school
    melding.ongelezen_instantie = melding.ongelezen_instantie or not naar_school
    bewaar(melding, gebruiker, Gebeurtenis.Soort.NOTITIE, tekst=tekst)
    (berichten.aan_school if naar_school else berichten.aan_instantie)(
        melding, "notitie" if naar_school else "aanvulling"
    )
    return notitie
