"""De school: melden, wijzigen, intrekken en aanvullen."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.domein.rechten import Soort as OrganisatieSoort
from accounts.models import Gebruiker
from bron.queries import LeerlingBeeld
from meldingen import berichten
from meldingen.domein.leeftijd import LABELS as GROEPLABELS
from meldingen.domein.leeftijd import Leeftijdsgroep, leeftijdsgroep
from meldingen.domein.routering import Keuze
from meldingen.domein.soorten import bezwaar
from meldingen.domein.workflow import Kant, Status, mag_wijzigen
from meldingen.domein.zoeknaam import zoeknaam
from meldingen.fouten import Domeinfout
from meldingen.gegevens import Verzuim
from meldingen.models import Gebeurtenis, Locatie, Melder, Melding, Notitie, Verzuimdag, Verzuimsoort
from meldingen.queries import bepaal_route
from meldingen.services.basis import bereik, bewaar, leg_vast, op_slot, overgang
from meldingen.velden import LABELS, getoonde_waarde
from verzuimloket import clock

GEEN_GROEP = (
    "Voor deze leerling kan op deze begindatum geen verzuim gemeld worden: de leerling is dan te jong, te oud, of is "
    "niet meer leerplichtig en heeft een startkwalificatie."
)


def groep_van(geboortedatum: date, begin: date, startkwalificatie: bool) -> Leeftijdsgroep:
    """De leeftijdsgroep op de eerste verzuimdag. Werpt Domeinfout bij het veld `begin` als er geen groep is."""
    groep = leeftijdsgroep(geboortedatum, begin, startkwalificatie=startkwalificatie)
    if groep is None:
        raise Domeinfout(GEEN_GROEP, "begin")
    return groep


def route_voor(leerling: LeerlingBeeld, verzuim: Verzuim) -> tuple[Leeftijdsgroep, Keuze]:
    """Groep en ontvanger voor deze melding; ook voor de controlepagina. Werpt Domeinfout met het veld erbij."""
    groep = groep_van(leerling.geboortedatum, verzuim.begin, leerling.startkwalificatie)
    _toets_soort(verzuim.soort, groep, verzuim.begin)
    keuze = bepaal_route(
        gemeentecode=leerling.gemeentecode,
        verblijfpostcode=verzuim.afwijkend_adres.get("postcode", ""),
        groep=groep,
        dag=clock.vandaag(),
    )
    return groep, keuze


def _toets_soort(code: str, groep: Leeftijdsgroep, begin: date) -> None:
    soort = Verzuimsoort.objects.filter(pk=code).first()
    zin = bezwaar(soort.als_regel(), groep, begin) if soort else "Kies een soort uit de lijst."
    if zin:
        raise Domeinfout(zin, "soort")


@transaction.atomic
def dien_in(gebruiker: Gebruiker, leerling: LeerlingBeeld, verzuim: Verzuim, *, sleutel: UUID) -> Melding:
    """Registreer een melding en bericht de instantie; geeft de melding. Dezelfde `sleutel` geeft dezelfde melding.

    Toetst groep, soort, route, locatie en melder; schrijft melding, dagen, tijdlijn, logboek en bericht.
    Werpt Domeinfout. Bron: Leerplichtwet art. 21a, WEB art. 8.1.8a.
    """
    scope = bereik(gebruiker)
    eerder = _eerder(gebruiker, sleutel)
    if eerder is not None:
        return eerder
    groep, keuze = route_voor(leerling, verzuim)
    locatie = _eigen(scope.organisatie_id, verzuim, huidige=None)
    melding = Melding(
        sleutel=sleutel,
        school_id=scope.organisatie_id,
        instantie_id=keuze.instantie,
        leeftijdsgroep=groep,
        routering_reden=keuze.reden,
        gemeentecode=keuze.gemeentecode,
        **_eerste_keer(gebruiker),
        **_van_leerling(leerling),
        **verzuim.kolommen(),
    )
    melding.locatie = locatie  # al opgehaald; de mail noemt haar naam
    if gebruiker.organisatie is not None and gebruiker.organisatie.pk == scope.organisatie_id:
        melding.school = gebruiker.organisatie
    try:
        with transaction.atomic():
            melding.save(force_insert=True)
    except IntegrityError:
        eerder = _eerder(gebruiker, sleutel)  # tegelijk verstuurd: de ander was net eerder
        if eerder is None:
            raise
        return eerder
    _bewaar_dagen(melding, verzuim)
    leg_vast(melding, gebruiker, scope.organisatie_id, Gebeurtenis.Soort.INGEDIEND)
    berichten.aan_instantie(melding, "nieuw")
    return melding


def _eerder(gebruiker: Gebruiker, sleutel: UUID) -> Melding | None:
    return Melding.objects.visible_to(gebruiker).filter(sleutel=sleutel).first()


def _eerste_keer(gebruiker: Gebruiker) -> dict[str, Any]:
    nu = clock.nu()
    return {
        "geregistreerd_op": nu, "geregistreerd_door": gebruiker, "gewijzigd_op": nu, "gewijzigd_door": gebruiker
    }  # fmt: skip


def _van_leerling(leerling: LeerlingBeeld) -> dict[str, Any]:
    return {
        "pgn": leerling.pgn,
        "achternaam": leerling.achternaam,
        "voorvoegsel": leerling.voorvoegsel,
        "voornamen": leerling.voornamen,
        "geslacht": leerling.geslacht,
        "geboortedatum": leerling.geboortedatum,
        "adres": leerling.adresregel,
        "postcode": leerling.postcode,
        "plaats": leerling.plaats,
        "startkwalificatie": leerling.startkwalificatie,
        "opleiding": leerling.opleiding[:250],
        "bron_stand_van": leerling.stand_van,
        "bron_opgehaald_op": clock.nu(),
        "zoeknaam": zoeknaam(leerling.achternaam, leerling.voornamen),
    }


def _eigen(school_id: int, verzuim: Verzuim, *, huidige: Melding | None) -> Locatie:
    """De gekozen locatie. Zij en de melder horen bij de eigen school; een vreemd nummer bestaat hier niet.

    Een gearchiveerde mag alleen blijven staan waar zij al stond.
    """
    locaties = Locatie.objects.unscoped("school staat in het filter").filter(school_id=school_id, pk=verzuim.locatie)
    locatie = locaties.first()
    if locatie is None or (locatie.gearchiveerd_op and locatie.pk != (huidige and huidige.locatie_id)):
        raise Domeinfout("Kies een locatie uit de lijst.", "locatie")
    if verzuim.melder not in (None, huidige and huidige.melder_id):
        melders = Melder.objects.unscoped("school staat in het filter").filter(school_id=school_id, pk=verzuim.melder)
        if not melders.actief().exists():
            raise Domeinfout("Kies een melder uit de lijst.", "melder")
    return locatie


def _bewaar_dagen(melding: Melding, verzuim: Verzuim) -> None:
    Verzuimdag.objects.bulk_create(
        Verzuimdag(melding=melding, datum=dag.datum, hele_dag=dag.hele_dag, lesuren=list(dag.lesuren))
        for dag in verzuim.dagen
    )


@transaction.atomic
def wijzig(gebruiker: Gebruiker, nummer: int, versie: int, verzuim: Verzuim) -> Melding:
    """Wijzig een lopende melding: slot, versie, toets, schrijf, tijdlijn met oud en nieuw, logboek, bericht.

    De instantie blijft dezelfde: een ander adres stuurt een lopende melding niet om. Zonder verschil gebeurt er niets.
    """
    melding = op_slot(gebruiker, nummer, versie)
    if not mag_wijzigen(Status(melding.status)):
        raise Domeinfout("Deze melding is niet meer te wijzigen: zij is afgesloten of ingetrokken.")
    groep = groep_van(melding.geboortedatum, verzuim.begin, melding.startkwalificatie)
    _toets_soort(verzuim.soort, groep, verzuim.begin)
    _toets_groep(melding, groep)
    _eigen(melding.school_id, verzuim, huidige=melding)
    oud = {veld: getoonde_waarde(melding, veld) for veld in LABELS}
    oude_dagen = _dagen_als_tekst(melding)
    melding.leeftijdsgroep = groep
    for veld, waarde in verzuim.kolommen().items():
        setattr(melding, veld, waarde)
    wijzigingen = [
        [label, oud[veld], getoonde_waarde(melding, veld)]
        for veld, label in LABELS.items()
        if oud[veld] != getoonde_waarde(melding, veld)
    ]
    wijzigingen += _vervang_dagen(melding, verzuim, oude_dagen)
    if not wijzigingen:
        return melding
    melding.ongelezen_instantie = True
    bewaar(melding, gebruiker, Gebeurtenis.Soort.GEWIJZIGD, wijzigingen=wijzigingen)
    berichten.aan_instantie(melding, "gewijzigd")
    return melding


def _toets_groep(melding: Melding, groep: Leeftijdsgroep) -> None:
    """Een andere begindatum mag de melding niet bij een instantie laten die deze leeftijdsgroep niet doet."""
    if groep == melding.leeftijdsgroep:
        return
    oude, nieuwe = (
        bepaal_route(gemeentecode=melding.gemeentecode, verblijfpostcode="", groep=elk, dag=clock.vandaag()).instantie
        for elk in (Leeftijdsgroep(melding.leeftijdsgroep), groep)
    )
    if oude != nieuwe or melding.instantie.soort == OrganisatieSoort.RMC_REGIO:
        raise Domeinfout(
            f"Op deze begindatum is de leerling {GROEPLABELS[groep]}. Zulke meldingen gaan naar een andere instantie. "
            "Trek deze melding in en doe een nieuwe.",
            "begin",
        )


def _dagen_als_tekst(melding: Melding) -> str:
    dagen = Verzuimdag.objects.unscoped("dagen van de melding die op slot staat").filter(melding=melding)
    return "; ".join(
        f"{dag.datum.day}-{dag.datum.month}-{dag.datum.year} {dag.omschrijving}" for dag in dagen.order_by("datum")
    )


def _vervang_dagen(melding: Melding, verzuim: Verzuim, oud: str) -> list[list[str]]:
    Verzuimdag.objects.unscoped("dagen van de melding die op slot staat").filter(melding=melding).delete()
    _bewaar_dagen(melding, verzuim)
    nieuw = _dagen_als_tekst(melding)
    return [["Verzuimdagen", oud, nieuw]] if oud != nieuw else []


@transaction.atomic
def trek_in(gebruiker: Gebruiker, nummer: int, versie: int, reden: str) -> Melding:
    """Trek een lopende melding in, met een reden: slot, versie, overgang, tijdlijn, logboek, bericht."""
    melding = op_slot(gebruiker, nummer, versie)
    overgang(melding, Status.INGETROKKEN, Kant.SCHOOL, {"reden": reden})
    melding.ongelezen_instantie = True
    bewaar(melding, gebruiker, Gebeurtenis.Soort.INGETROKKEN, tekst=reden)
    berichten.aan_instantie(melding, "ingetrokken")
    return melding


@transaction.atomic
def vul_aan(gebruiker: Gebruiker, nummer: int, versie: int, tekst: str) -> Melding:
    """Zet een aanvulling van de school bij een lopende melding; de instantie krijgt bericht."""
    melding = op_slot(gebruiker, nummer, versie)
    if not mag_wijzigen(Status(melding.status)):
        raise Domeinfout("Aanvullen kan alleen zolang de melding loopt.")
    scope = bereik(gebruiker)
    Notitie.objects.create(
        melding=melding, organisatie_id=scope.organisatie_id, gebruiker=gebruiker, op=clock.nu(), tekst=tekst
    )
    melding.ongelezen_instantie = True
    bewaar(melding, gebruiker, Gebeurtenis.Soort.AANGEVULD, tekst=tekst)
    berichten.aan_instantie(melding, "aanvulling")
    return melding
