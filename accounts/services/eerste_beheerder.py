"""De eerste beheerder van een organisatie: functioneel beheer vraagt hem aan, een tweede persoon stemt in.

Daarna maken twee verschillende mensen van het loket elk één van de twee brieven (besluit 31): niemand heeft ze allebei.
"""

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Activatie, Gebruiker, Organisatie, Toewijzing, Voorstel
from accounts.services.activeren import maak_koppelbrief, maak_wachtwoordbrief
from accounts.services.gebruikers import maak_gebruiker
from accounts.services.rollen import ken_rol_toe
from accounts.services.voorstellen import stel_voor
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik

SOORT = "eerste_beheerder"
BRIEVEN = ("wachtwoord", "koppelcode")
_REDEN = "functioneel beheer stelt een eerste beheerder aan bij een organisatie waar hij niet werkt"


@transaction.atomic
def vraag_beheerder(
    organisatie: Organisatie, gebruikersnaam: str, naam: str, email: str, *, reden: str, door: Gebruiker
) -> Voorstel:
    """Vraag iemand als beheerder van deze organisatie. Een nieuwe gebruiker kan nog niets: geen rol en geen brief.

    Schrijft zo nodig de gebruiker, het voorstel en logregels. Werpt Geweigerd bij een organisatie die gesloten is of al
    een beheerder heeft (zonder `reden`), bij zichzelf, en bij een gebruikersnaam die niet kan of van een ander is.
    """
    rij = Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=organisatie.pk)
    if not rij.actief:
        raise Geweigerd("Deze organisatie is beëindigd.")
    with buiten_bereik(_REDEN):
        if _beheerders(rij) and not reden.strip():
            raise Geweigerd("Deze organisatie heeft al een beheerder. Vul in waarom er toch een bij moet.")
        gebruiker = _gebruiker(gebruikersnaam, naam, email, door)
        if gebruiker.pk in _beheerders(rij):
            raise Geweigerd("Deze gebruiker is hier al beheerder.")
    gegevens = {"stand": afdruk_van(gebruiker, rij)}
    return stel_voor(SOORT, door=door, organisatie=rij, over=gebruiker, reden=reden, gegevens=gegevens)


def afdruk_van(gebruiker: Gebruiker, organisatie: Organisatie) -> str:
    """Wat de tweede persoon beoordeelt en waar de gesloten brief heen gaat, als afdruk: wijzigt dat, dan blijkt het."""
    delen = (gebruiker.naam, gebruiker.email, organisatie.naam, organisatie.adres, organisatie.postcode,
             organisatie.plaats)  # fmt: skip
    return salted_hmac("accounts.eerste_beheerder", "\n".join(delen), algorithm="sha256").hexdigest()


def _gebruiker(gebruikersnaam: str, naam: str, email: str, door: Gebruiker) -> Gebruiker:
    """De gebruiker met deze naam, of een nieuwe. Wie al werkt, herkennen wij aan zijn e-mailadres."""
    bestaand = Gebruiker.objects.select_for_update().filter(username=gebruikersnaam.strip().casefold()).first()
    if bestaand is None:
        return maak_gebruiker(gebruikersnaam, naam, email=email, door=door)
    if bestaand.pk == door.pk:
        raise Geweigerd("U kunt uzelf niet aanstellen.")
    werkt = Toewijzing.objects.unscoped(_REDEN).filter(gebruiker=bestaand).exists()
    if not werkt and not bestaand.has_usable_password():
        _eis_eerder_gevraagd(bestaand)
        bestaand.naam, bestaand.email = naam.strip(), email.strip()
        bestaand.save(update_fields=["naam", "email"])
        record(actie="accounts:gebruiker:gewijzigd", gebruiker=door, object_type="gebruiker", object_id=bestaand.pk)
    elif bestaand.email.casefold() != email.strip().casefold():
        raise Geweigerd("Deze gebruikersnaam bestaat al, met een ander e-mailadres. Kies een andere.")
    if not bestaand.is_active:
        raise Geweigerd("Deze gebruiker is afgesloten. Kies een andere gebruikersnaam.")
    return bestaand


def _eis_eerder_gevraagd(bestaand: Gebruiker) -> None:
    """Alleen wie het loket zelf eerder vroeg en nooit aanstelde; van een ander kunnen er nog brieven zijn."""
    eerder = Voorstel.objects.unscoped(_REDEN).filter(soort=SOORT, over=bestaand)
    if not eerder.exists() or Activatie.objects.unscoped(_REDEN).filter(gebruiker=bestaand).exists():
        raise Geweigerd("Deze gebruikersnaam bestaat al. Kies een andere.")
    if eerder.open().exists():
        raise Geweigerd("Over deze gebruiker loopt al een voorstel. Wacht op het besluit, of laat het intrekken.")


def stel_aan(voorstel: Voorstel, door: Gebruiker) -> None:
    """De uitvoerder van het voorstel: dezelfde regels, met de stand van dit moment."""
    gebruiker = voorstel.over
    assert gebruiker is not None
    organisatie = Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=voorstel.organisatie_id)
    nu_beheerder = _beheerders(organisatie)
    if not organisatie.actief or not gebruiker.is_active:
        raise Geweigerd("De organisatie of de gebruiker is intussen afgesloten.")
    if voorstel.gegevens.get("stand") != afdruk_van(gebruiker, organisatie):
        raise Geweigerd(
            "Naam, e-mailadres of adres is gewijzigd sinds de vraag. Wijs dit af, en vraag het zo nodig opnieuw."
        )
    if gebruiker.pk in nu_beheerder:
        raise Geweigerd("Deze gebruiker is hier intussen beheerder.")
    if nu_beheerder and not voorstel.reden:
        raise Geweigerd("Er is intussen een beheerder. Wijs dit af, en vraag het zo nodig opnieuw met een reden.")
    ken_rol_toe(gebruiker, Rol.BEHEERDER, organisatie, door=door)


@transaction.atomic
def maak_brief(voorstel: Voorstel, brief: str, *, door: Gebruiker) -> tuple[str, Activatie, list[Toewijzing]]:
    """Maak een van de twee brieven voor wie is aangesteld; geeft het geheim, de activatie en zijn rollen daar.

    Wie het vroeg, maakt de brief met de koppelcode; de gesloten brief maakt een ander. Schrijft als de brieven van een
    beheerder. Werpt Geweigerd als dit niet uw brief is, of als hij geen beheerder meer is of al een wachtwoord heeft.
    """
    gebruiker, organisatie = voorstel.over, voorstel.organisatie
    assert gebruiker is not None
    if fout := waarom_geen_brief(voorstel, brief, door):
        raise Geweigerd(fout)
    with buiten_bereik(_REDEN):
        if gebruiker.pk not in _beheerders(organisatie):
            raise Geweigerd("Deze gebruiker is hier geen beheerder meer.")
        geheim = (maak_wachtwoordbrief if brief == "wachtwoord" else maak_koppelbrief)(
            gebruiker, organisatie, door=door
        )
        activatie = Activatie.objects.unscoped(_REDEN).get(gebruiker=gebruiker)
        rollen = Toewijzing.objects.unscoped(_REDEN).nog_niet_voorbij(vandaag())
        return geheim, activatie, list(rollen.filter(gebruiker=gebruiker, organisatie=organisatie).order_by("rol"))


def waarom_geen_brief(voorstel: Voorstel, brief: str, wie: Gebruiker) -> str:
    """Waarom deze persoon deze brief niet maakt, als zin; leeg als hij het wel doet. Zo ziet niemand beide geheimen."""
    if voorstel.soort != SOORT or voorstel.besluit != Voorstel.Besluit.INGESTEMD:
        return "Voor deze brief is nog niet ingestemd."
    vroeg = voorstel.gevraagd_door_id == wie.pk
    if brief == "wachtwoord":
        return "U vroeg dit aan. De gesloten brief maakt een collega." if vroeg else ""
    return "" if vroeg else "De brief met de koppelcode maakt wie de beheerder vroeg."


def _beheerders(organisatie: Organisatie) -> set[int]:
    """Wie hier beheerder is of wordt, en kan inloggen of dat nog gaat doen."""
    rijen = Toewijzing.objects.unscoped(_REDEN).nog_niet_voorbij(vandaag())
    eigen = rijen.filter(organisatie=organisatie, rol=Rol.BEHEERDER, gebruiker__is_active=True)
    return set(eigen.values_list("gebruiker", flat=True))
