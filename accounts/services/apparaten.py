"""Hardwaretokens van een organisatie: inlezen, uitgeven, gelijkzetten, blokkeren, verloren melden en terugnemen."""

from collections.abc import Sequence

from django.db import transaction

from accounts.domein.zaad import Zaad
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Hardwaretoken, Organisatie, Token
from accounts.services.tokens import Tokenuitslag, meld_wijziging, wacht_op
from verzuimloket.audit.services import record
from verzuimloket.clock import nu
from verzuimloket.versleuteling import afdruk

Stand = Hardwaretoken.Stand


@transaction.atomic
def lees_in(zaden: Sequence[Zaad], organisatie: Organisatie, *, door: Gebruiker) -> int:
    """Neem tokens in voorraad, allemaal of geen; geeft het aantal. Schrijft tokens en één logregel.

    Werpt Geweigerd als een serienummer of een geheim er al is; ook als dat bij een ander is, zonder te zeggen waar.
    """
    Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=organisatie.pk)
    nummers = {zaad.serienummer for zaad in zaden}
    al_hier = Hardwaretoken.objects.unscoped("is dit nummer er al").filter(organisatie=organisatie)
    if dubbel := sorted(al_hier.filter(serienummer__in=nummers).values_list("serienummer", flat=True)[:5]):
        raise Geweigerd(f"Deze serienummers zijn er al: {', '.join(dubbel)}.")
    afdrukken = {afdruk(zaad.geheim) for zaad in zaden}
    if len(afdrukken) < len(zaden) or Token.objects.filter(afdruk__in=afdrukken).exists():
        raise Geweigerd("Een geheim in dit bestand is al in gebruik. Vraag de leverancier om nieuwe tokens.")
    for zaad in zaden:
        token = Token.met_geheim(
            zaad.geheim, name=zaad.serienummer,
            soort=zaad.soort, cijfers=zaad.cijfers, stap=zaad.stap, teller=zaad.teller,
            confirmed=False, van_apparaat=True,
        )  # fmt: skip
        token.save()
        Hardwaretoken.objects.create(organisatie=organisatie, serienummer=zaad.serienummer, token=token)
    record(
        actie="accounts:apparaat:ingelezen", gebruiker=door, organisatie=organisatie,
        object_type="organisatie", object_id=organisatie.pk, details={"aantal": len(zaden)},
    )  # fmt: skip
    return len(zaden)


@transaction.atomic
def geef_uit(apparaat: Hardwaretoken, gebruiker: Gebruiker, *, door: Gebruiker) -> None:
    """Geef een token uit de voorraad aan een gebruiker; vanaf nu werkt het. Schrijft een logregel en een bericht.

    Werpt Geweigerd als het niet in voorraad is, als de gebruiker er al een heeft, of als iemand het zichzelf geeft.
    """
    apparaat = _op_slot(apparaat)
    if apparaat.stand != Stand.VOORRAAD:
        raise Geweigerd("Dit token ligt niet in voorraad.")
    if gebruiker.pk == door.pk:
        raise Geweigerd("U kunt uzelf geen token geven. Vraag een andere beheerder.")
    if Token.objects.filter(user_id=gebruiker.pk, van_apparaat=True).exists():
        raise Geweigerd("Deze gebruiker heeft al een hardwaretoken. Neem dat eerst terug.")
    _zet(apparaat, Stand.UITGEGEVEN, gebruiker_id=gebruiker.pk, werkt=True)
    _schrijf_op("uitgegeven", apparaat, door, gebruiker.pk)
    meld_wijziging(gebruiker, f"uitgegeven:{apparaat.pk}:{nu().isoformat()}")


@transaction.atomic
def blokkeer(apparaat: Hardwaretoken, *, door: Gebruiker) -> None:
    """Het token werkt niet meer, tot `deblokkeer`; sessies ermee eindigen. Schrijft een logregel. Werpt Geweigerd."""
    apparaat = _met_stand(apparaat, Stand.UITGEGEVEN)
    _zet(apparaat, Stand.GEBLOKKEERD, gebruiker_id=apparaat.token.user_id, werkt=False)
    _schrijf_op("geblokkeerd", apparaat, door, apparaat.token.user_id)


@transaction.atomic
def deblokkeer(apparaat: Hardwaretoken, *, door: Gebruiker) -> None:
    """Laat een geblokkeerd token weer toe. Schrijft een logregel. Werpt Geweigerd als het van niemand is."""
    apparaat = _met_stand(apparaat, Stand.GEBLOKKEERD)
    if apparaat.token.user_id is None:
        raise Geweigerd("Dit token hoort bij niemand meer. Neem het terug in voorraad.")
    if apparaat.token.user_id == door.pk:
        raise Geweigerd("Uw eigen token kunt u niet deblokkeren. Vraag een andere beheerder.")
    _zet(apparaat, Stand.UITGEGEVEN, gebruiker_id=apparaat.token.user_id, werkt=True)
    _schrijf_op("gedeblokkeerd", apparaat, door, apparaat.token.user_id)


@transaction.atomic
def meld_verloren(apparaat: Hardwaretoken, *, door: Gebruiker) -> None:
    """Het token is kwijt: het werkt nooit meer. Schrijft een logregel, en een bericht aan wie het had."""
    apparaat = _op_slot(apparaat)
    if apparaat.stand == Stand.VERLOREN:
        raise Geweigerd("Dit token is al verloren gemeld.")
    gebruiker = apparaat.token.user
    _zet(apparaat, Stand.VERLOREN, gebruiker_id=None, werkt=False)
    _schrijf_op("verloren", apparaat, door, gebruiker.pk if gebruiker else None)
    if gebruiker is not None:
        meld_wijziging(gebruiker, f"verloren:{apparaat.pk}:{nu().isoformat()}")


@transaction.atomic
def neem_terug(apparaat: Hardwaretoken, *, door: Gebruiker) -> None:
    """Terug in voorraad, voor een volgende gebruiker. Schrijft een logregel, en een bericht aan wie het had."""
    apparaat = _met_stand(apparaat, Stand.UITGEGEVEN, Stand.GEBLOKKEERD)
    gebruiker = apparaat.token.user
    _zet(apparaat, Stand.VOORRAAD, gebruiker_id=None, werkt=False)
    _schrijf_op("teruggenomen", apparaat, door, gebruiker.pk if gebruiker else None)
    if gebruiker is not None:
        meld_wijziging(gebruiker, f"teruggenomen:{apparaat.pk}:{nu().isoformat()}")


@transaction.atomic
def zet_gelijk(apparaat: Hardwaretoken, eerste: str, tweede: str, *, door: Gebruiker) -> Tokenuitslag:
    """Zoek met twee codes na elkaar waar het apparaat is. Schrijft een logregel als het lukt.

    Mislukken telt als een mislukte poging: wie codes raadt, moet steeds langer wachten.
    """
    apparaat = _met_stand(apparaat, Stand.VOORRAAD, Stand.UITGEGEVEN)
    token = apparaat.token
    mag, _ = token.verify_is_allowed()
    if not mag or not token.zet_gelijk(*("".join(code.split()) for code in (eerste, tweede))):
        if mag:
            token.throttle_increment(commit=True)
        return Tokenuitslag(None, wacht_op(token))
    token.throttle_reset(commit=False)
    token.save()
    _schrijf_op("gelijkgezet", apparaat, door, token.user_id)
    return Tokenuitslag(token)


def _op_slot(apparaat: Hardwaretoken) -> Hardwaretoken:
    rij = (
        Hardwaretoken.objects.unscoped("de beheerder kreeg het via visible_to")
        .select_for_update(of=("self",))
        .get(pk=apparaat.pk)
    )
    rij.token = Token.objects.select_for_update(of=("self",)).select_related("user").get(pk=rij.token_id)
    return rij


def _met_stand(apparaat: Hardwaretoken, *mag: Stand) -> Hardwaretoken:
    apparaat = _op_slot(apparaat)
    if apparaat.stand not in mag:
        raise Geweigerd(f"Dit kan niet met een token dat ‘{apparaat.get_stand_display().lower()}’ is.")
    return apparaat


def _zet(apparaat: Hardwaretoken, stand: Stand, *, gebruiker_id: int | None, werkt: bool) -> None:
    apparaat.stand, apparaat.gewijzigd_op = stand, nu()
    apparaat.save(update_fields=["stand", "gewijzigd_op"])
    Token.objects.filter(pk=apparaat.token_id).update(user=gebruiker_id, confirmed=werkt)


def _schrijf_op(wat: str, apparaat: Hardwaretoken, door: Gebruiker, gebruiker_id: int | None) -> None:
    record(
        actie=f"accounts:apparaat:{wat}", gebruiker=door, organisatie=apparaat.organisatie_id,
        object_type="apparaat", object_id=apparaat.pk, details={"gebruiker": gebruiker_id or ""},
    )  # fmt: skip
