"""Een account krijgen langs twee wegen: een gesloten brief, en een koppelcode of apparaat (besluit 31).

Samen geven zij toegang tot het koppelen van een app en het kiezen van een eigen wachtwoord; daarna werken zij niet
meer.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from accounts.fouten import Geweigerd
from accounts.models import Activatie, Gebruiker, Organisatie, Token
from accounts.services.sessies import beeindig_sessies
from accounts.services.tokens import HERSTEL_TEKENS, controleer_token, maak_herstelcodes, meld_wijziging
from verzuimloket.audit.services import record
from verzuimloket.clock import nu
from verzuimloket.db.bereik import buiten_bereik

GELDT = timedelta(days=14)
WACHTWOORD_TEKENS = 24  # van 31 tekens: 118 bits
KOPPEL_TEKENS = 12  # 59 bits, en na vijf fouten een kwartier wachten
_NIEMAND = hashlib.sha256(b"").hexdigest()
_REDEN = "wie activeert, is nog niet ingelogd; de twee geheimen zijn het bewijs"


@transaction.atomic
def maak_wachtwoordbrief(gebruiker: Gebruiker, organisatie: Organisatie, *, door: Gebruiker) -> str:
    """Een nieuw wachtwoord voor één keer, in groepen van vier; het vorige vervalt. Het is alleen hier te zien.

    Schrijft de activatie en een logregel. Werpt Geweigerd bij wie al een eigen wachtwoord heeft, en bij zichzelf.
    """
    geheim, activatie = _geheim(WACHTWOORD_TEKENS), _activatie(gebruiker, organisatie, door)
    activatie.wachtwoord_afdruk = afdruk(geheim)
    return _bewaar(activatie, geheim, "wachtwoord", door)


@transaction.atomic
def maak_koppelbrief(gebruiker: Gebruiker, organisatie: Organisatie, *, door: Gebruiker) -> str:
    """Een nieuwe koppelcode; de vorige vervalt. Leeg als de gebruiker een apparaat heeft: dan is dat de tweede weg.

    Schrijft de activatie en een logregel. Werpt Geweigerd als `maak_wachtwoordbrief`.
    """
    activatie = _activatie(gebruiker, organisatie, door)
    geheim = "" if _heeft_apparaat(gebruiker) else _geheim(KOPPEL_TEKENS)
    activatie.koppel_afdruk = afdruk(geheim) if geheim else ""
    return _bewaar(activatie, geheim, "koppelcode", door)


def _activatie(gebruiker: Gebruiker, organisatie: Organisatie, door: Gebruiker) -> Activatie:
    if gebruiker.pk == door.pk:
        raise Geweigerd("U kunt voor uzelf geen brief maken.")
    if gebruiker.has_usable_password():
        raise Geweigerd("Deze gebruiker heeft al een eigen wachtwoord.")
    Gebruiker.objects.select_for_update(no_key=True).get(pk=gebruiker.pk)
    rij, _ = Activatie.objects.unscoped("de beheerder kreeg de gebruiker via zijn rollen").get_or_create(
        gebruiker=gebruiker, defaults={"organisatie": organisatie, "verloopt_op": nu() + GELDT}
    )
    if rij.organisatie_id != organisatie.pk:
        raise Geweigerd("Een andere organisatie maakt de brieven voor deze gebruiker.")
    if rij.stand == "verlopen":  # ook het andere geheim is dan oud
        rij.wachtwoord_afdruk = rij.koppel_afdruk = ""
    return rij


def _bewaar(activatie: Activatie, geheim: str, wat: str, door: Gebruiker) -> str:
    activatie.verloopt_op, activatie.voltooid_op = nu() + GELDT, None
    activatie.save()
    record(
        actie="accounts:brief:gemaakt", gebruiker=door, organisatie=activatie.organisatie_id,
        object_type="gebruiker", object_id=activatie.gebruiker_id, details={"brief": wat},
    )  # fmt: skip
    return "-".join(geheim[i : i + 4] for i in range(0, len(geheim), 4))


@buiten_bereik(_REDEN)
def open_activatie(gebruikersnaam: str, wachtwoord: str) -> Activatie | None:
    """De open activatie van deze gebruiker met dit wachtwoord, of None. Vergelijkt ook als er niemand is."""
    rij = (
        Activatie.objects.unscoped(_REDEN)
        .select_related("gebruiker")
        .filter(gebruiker__username=gebruikersnaam.strip().casefold()[:80], gebruiker__is_active=True)
        .exclude(wachtwoord_afdruk="")
        .first()
    )
    klopt = hmac.compare_digest(afdruk(wachtwoord), rij.wachtwoord_afdruk if rij else _NIEMAND)
    return rij if rij is not None and klopt and rij.stand == "open" else None


@buiten_bereik(_REDEN)
def lopende_activatie(pk: int) -> Activatie | None:
    """De activatie waarmee deze sessie begon, zolang zij open is."""
    rij = Activatie.objects.unscoped(_REDEN).select_related("gebruiker", "organisatie").filter(pk=pk).first()
    return rij if rij is not None and rij.stand == "open" and rij.gebruiker.is_active else None


def met_apparaat(activatie: Activatie) -> bool:
    """Kreeg de gebruiker een hardwaretoken? Dan is een code daarvan de tweede weg; anders de koppelcode."""
    return _heeft_apparaat(activatie.gebruiker)


def bewijs_tweede_weg(activatie: Activatie, invoer: str) -> str:
    """Controleer de code van het apparaat of de koppelcode. Geeft de zin die zegt wat er mis is, of niets."""
    if _heeft_apparaat(activatie.gebruiker):
        uitslag = controleer_token(activatie.gebruiker, invoer)
        return "" if uitslag.token is not None else uitslag.uitleg
    klopt = hmac.compare_digest(afdruk(invoer), activatie.koppel_afdruk or _NIEMAND)
    return "" if klopt else "Deze koppelcode klopt niet. Zij staat in de brief die u van uw beheerder kreeg."


@transaction.atomic
@buiten_bereik(_REDEN)
def voltooi(activatie: Activatie, wachtwoord: str) -> list[str]:
    """Zet het eigen wachtwoord, en maak de brieven ongeldig. Geeft tien herstelcodes, één keer te tonen.

    Schrijft gebruiker, activatie, een logregel en een bericht. Werpt Geweigerd als een ander net klaar was, of als er
    nog geen werkend token is; ValidationError bij een wachtwoord dat niet mag.
    """
    rij = Activatie.objects.unscoped(_REDEN).select_for_update(of=("self",)).get(pk=activatie.pk)
    gebruiker = Gebruiker.objects.select_for_update(no_key=True).get(pk=rij.gebruiker_id)
    if rij.stand != "open" or gebruiker.has_usable_password():
        raise Geweigerd("Deze activatie geldt niet meer. Vraag uw beheerder om nieuwe brieven.")
    if not Token.objects.filter(user_id=gebruiker.pk, confirmed=True).exists():
        raise Geweigerd("Koppel eerst een app of token.")
    validate_password(wachtwoord, gebruiker)
    gebruiker.set_password(wachtwoord)
    gebruiker.save(update_fields=["password"])
    rij.voltooid_op, rij.wachtwoord_afdruk, rij.koppel_afdruk = nu(), "", ""
    rij.save()
    record(
        actie="accounts:activatie:voltooid", gebruiker=gebruiker, organisatie=rij.organisatie_id,
        object_type="gebruiker", object_id=gebruiker.pk,
    )  # fmt: skip
    meld_wijziging(gebruiker, f"geactiveerd:{rij.pk}:{rij.voltooid_op.isoformat()}")
    return maak_herstelcodes(gebruiker, door=gebruiker)


@transaction.atomic
def wijzig_wachtwoord(gebruiker: Gebruiker, wachtwoord: str) -> None:
    """Zet een ander eigen wachtwoord; alle sessies eindigen. Schrijft een logregel en een bericht.

    Werpt ValidationError bij een wachtwoord dat niet mag.
    """
    validate_password(wachtwoord, gebruiker)
    gebruiker.set_password(wachtwoord)
    gebruiker.save(update_fields=["password"])
    beeindig_sessies(gebruiker, door=gebruiker)
    record(actie="accounts:wachtwoord:gewijzigd", gebruiker=gebruiker, object_type="gebruiker", object_id=gebruiker.pk)
    meld_wijziging(gebruiker, f"wachtwoord:{gebruiker.pk}:{nu().isoformat()}")


def _heeft_apparaat(gebruiker: Gebruiker) -> bool:
    return Token.objects.filter(user_id=gebruiker.pk, van_apparaat=True, confirmed=True).exists()


def _geheim(tekens: int) -> str:
    return "".join(secrets.choice(HERSTEL_TEKENS) for _ in range(tekens))


def afdruk(geheim: str) -> str:
    """Zonder streepjes, spaties en hoofdletters: iemand typt het over van papier."""
    kaal = "".join(teken for teken in geheim.casefold() if teken.isalnum())
    return hashlib.sha256(f"activatie:{kaal}".encode()).hexdigest()
