"""Geheimen van hardwaretokens: aanbieden, bekijken en pas na bevestigen in voorraad nemen (besluit 33)."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.domein.inlezen import Uitkomst
from accounts.domein.zaad import Zaad, Zaadregel
from accounts.fouten import Geweigerd
from accounts.models import Aanbieding, Gebruiker, Hardwaretoken, Organisatie, Token
from accounts.services.aanbieden import Soort, bied_aan, lees_inhoud, op_slot, rond_af
from accounts.services.apparaten import lees_in
from verzuimloket.versleuteling import afdruk


@dataclass(frozen=True, slots=True)
class Tokenregel:
    """Een token op het scherm. Zijn geheim staat niet in de tekst ervan."""

    plaats: str
    serienummer: str
    uitkomst: Uitkomst
    zin: str = ""
    zaad: Zaad | None = None


def bied_tokens_aan(regels: Sequence[Zaadregel], *, door: Gebruiker, sessie: str) -> Aanbieding:
    """Bewaar de tokens van een bestand een kwartier, versleuteld, om te bekijken. Schrijft als `bied_aan`."""
    inhoud = [_als_json(regel) for regel in regels]
    return bied_aan(Soort.TOKENS, inhoud, rijen=len(inhoud), door=door, sessie=sessie)


def lees_tokenregels(lijst: Aanbieding) -> list[Tokenregel]:
    """Per token of het nieuw is, al bekend, of niet kan; twee queries, hoeveel tokens het ook zijn."""
    regels = [_uit_json(regel) for regel in lees_inhoud(lijst)]
    afdrukken = {regel.plaats: afdruk(regel.zaad.geheim) for regel in regels if regel.zaad}
    bekend = _serienummers(lijst.organisatie_id, [regel.serienummer for regel in regels])
    bezet = set(Token.objects.filter(afdruk__in=afdrukken.values()).values_list("afdruk", flat=True))
    uit = []
    for regel in regels:
        tokenregel = _oordeel(regel, bekend, afdrukken.get(regel.plaats, ""), bezet)
        if tokenregel.zaad is not None:
            bezet.add(afdrukken[regel.plaats])
        uit.append(tokenregel)
    return uit


def _serienummers(organisatie_id: int, nummers: list[str]) -> set[str]:
    hier = Hardwaretoken.objects.unscoped("is dit nummer er al").filter(organisatie_id=organisatie_id)
    return set(hier.filter(serienummer__in=nummers).values_list("serienummer", flat=True))


def _oordeel(regel: Zaadregel, bekend: set[str], eigen: str, bezet: set[str]) -> Tokenregel:
    """Ook een geheim dat bij een ander in gebruik is, wordt geweigerd, zonder te zeggen waar."""
    uitkomst, zin = Uitkomst.GOED, ""
    if regel.zaad is None:
        uitkomst, zin = Uitkomst.FOUT, f"{regel.fout[:1].upper()}{regel.fout[1:]}"
    elif regel.serienummer in bekend:
        uitkomst, zin = Uitkomst.WAARSCHUWING, "Dit serienummer is er al."
    elif eigen in bezet:
        uitkomst, zin = Uitkomst.FOUT, "Dit geheim is al in gebruik. Vraag de leverancier om een nieuw token."
    return Tokenregel(regel.plaats, regel.serienummer, uitkomst, zin, regel.zaad if uitkomst is Uitkomst.GOED else None)


@transaction.atomic
def bevestig_tokens(lijst: Aanbieding, *, door: Gebruiker) -> int:
    """Neem de nieuwe tokens in voorraad, in één transactie; geeft het aantal. Vaker bevestigen verandert niets meer.

    Beoordeelt opnieuw, met de stand van nu. Daarna zijn de geheimen uit de lijst weg. Schrijft tokens en logregels.
    Werpt Geweigerd als de lijst verlopen is.
    """
    rij = op_slot(lijst)
    if rij is None:
        raise Geweigerd("Deze lijst is verlopen. Bied het bestand opnieuw aan.")
    if rij.bevestigd_op is not None:
        return 0
    organisatie = Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=rij.organisatie_id)
    regels = lees_tokenregels(rij)
    zaden = [regel.zaad for regel in regels if regel.zaad is not None]
    if zaden:
        lees_in(zaden, organisatie, door=door)
    rond_af(rij, None, door=door, details={"aantal": len(zaden), "overgeslagen": len(regels) - len(zaden)})
    return len(zaden)


def _als_json(regel: Zaadregel) -> dict[str, Any]:
    zaad = regel.zaad
    geheim = zaad and [zaad.soort, base64.b64encode(zaad.geheim).decode(), zaad.cijfers, zaad.stap, zaad.teller]
    return {"plaats": regel.plaats, "serienummer": regel.serienummer, "fout": regel.fout, "zaad": geheim}


def _uit_json(velden: dict[str, Any]) -> Zaadregel:
    zaad = None
    if velden["zaad"]:
        soort, geheim, *getallen = velden["zaad"]
        zaad = Zaad(velden["serienummer"], soort, base64.b64decode(geheim), *getallen)
    return Zaadregel(velden["plaats"], velden["serienummer"], zaad, velden["fout"])
