"""Veel gebruikers tegelijk aanmelden uit een werkblad: aanbieden, bekijken, bevestigen (besluit 33)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.domein.inlezen import Celfout, Inleesrij, Kolom, Oordeel, Uitkomst, beoordeel
from accounts.domein.rechten import MATRIX, Rol
from accounts.domein.toewijzen import VIER_OGEN
from accounts.fouten import Geweigerd
from accounts.models import Aanbieding, Gebruiker
from accounts.queries.inlezen import wat_bekend_is
from accounts.services.aanbieden import Soort, bied_aan, lees_inhoud, op_slot, rond_af
from accounts.services.aanmelden import meld_aan
from accounts.services.rolbeheer import geef_rol
from verzuimloket.clock import vandaag

NIET_MEER = "Deze rij kon niet meer: er is net een gebruiker met deze gebruikersnaam gemaakt."


@dataclass(frozen=True, slots=True)
class Regel:
    """Een rij op het scherm: het oordeel, en na het bevestigen het nummer van de gebruiker die eruit ontstond."""

    oordeel: Oordeel
    gebruiker: int | None = None

    @property
    def rollen(self) -> str:
        return ", ".join(MATRIX[rol].label for rol in self.oordeel.rij.rollen)


def bied_gebruikers_aan(rijen: list[Inleesrij], *, door: Gebruiker, sessie: str) -> Aanbieding:
    """Bewaar de rijen van een werkblad om te bekijken; er ontstaat nog niemand. Schrijft als `bied_aan`."""
    inhoud = {"rijen": [_als_json(rij) for rij in rijen], "uitslag": {}}
    return bied_aan(Soort.GEBRUIKERS, inhoud, rijen=len(rijen), door=door, sessie=sessie)


def lees_regels(lijst: Aanbieding, beheerder: Gebruiker) -> list[Regel]:
    """Elke rij met haar oordeel: zoals het nu zou gaan, of zoals het bij het bevestigen ging."""
    inhoud = lees_inhoud(lijst)
    rijen = [_uit_json(rij) for rij in inhoud["rijen"]]
    if lijst.bevestigd_op is None:
        return [Regel(oordeel) for oordeel in _oordelen(rijen, beheerder)]
    uitslag = inhoud["uitslag"]
    return [
        Regel(Oordeel(rij, Uitkomst(wat), tuple(zinnen)), pk)
        for rij, (wat, zinnen, pk) in ((rij, uitslag[str(rij.nummer)]) for rij in rijen)
    ]


def _oordelen(rijen: list[Inleesrij], beheerder: Gebruiker) -> list[Oordeel]:
    return beoordeel([_met_datum_van_nu(rij) for rij in rijen], wat_bekend_is(rijen, beheerder))


def _met_datum_van_nu(rij: Inleesrij) -> Inleesrij:
    """Wie om middernacht bevestigt: een dag die bij het aanbieden nog kon, kan nu voorbij zijn."""
    dagen = [(kolom, dag) for kolom, dag in ((Kolom.VANAF, rij.vanaf), (Kolom.TOT, rij.tot)) if dag]
    voorbij = tuple(Celfout(rij.cellen[kolom], "deze dag is al voorbij.") for kolom, dag in dagen if dag < vandaag())
    return rij if rij.fouten or not voorbij else replace(rij, fouten=voorbij)


@transaction.atomic
def bevestig_gebruikers(lijst: Aanbieding, *, reden: str, door: Gebruiker) -> int:
    """Meld elke goede rij aan, alles in één transactie; geeft het aantal. Vaker bevestigen verandert niets meer.

    Beoordeelt opnieuw, met de stand van nu: een rij die intussen niet meer kan, wordt overgeslagen met een zin. De rol
    beheerder wordt een voorstel, met `reden`. Schrijft gebruikers, toewijzingen, voorstellen en logregels. Werpt
    Geweigerd als de lijst verlopen is.
    """
    rij = op_slot(lijst)
    if rij is None:
        raise Geweigerd("Deze lijst is verlopen. Bied het bestand opnieuw aan.")
    if rij.bevestigd_op is not None:
        return 0
    inhoud = lees_inhoud(rij)
    regels = [_voer_uit(o, reden, door) for o in _oordelen([_uit_json(r) for r in inhoud["rijen"]], door)]
    inhoud["uitslag"] = {
        str(regel.oordeel.rij.nummer): [regel.oordeel.uitkomst, list(regel.oordeel.zinnen), regel.gebruiker]
        for regel in regels
    }
    gemaakt = sum(regel.gebruiker is not None for regel in regels)
    rond_af(rij, inhoud, door=door, details={"aantal": gemaakt, "overgeslagen": len(regels) - gemaakt})
    return gemaakt


def _voer_uit(oordeel: Oordeel, reden: str, door: Gebruiker) -> Regel:
    if oordeel.uitkomst is not Uitkomst.GOED:
        return Regel(oordeel)
    rij = oordeel.rij
    try:
        with transaction.atomic():  # lukt er één niet, dan gaan de andere door
            gebruiker = meld_aan(
                rij.gebruikersnaam, rij.naam, rij.email, [rol for rol in rij.rollen if rol not in VIER_OGEN],
                vanaf=rij.vanaf, tot=rij.tot, door=door,
            )  # fmt: skip
            for rol in VIER_OGEN & set(rij.rollen):
                geef_rol(gebruiker, rol, vanaf=rij.vanaf or vandaag(), tot=rij.tot, door=door, reden=reden)
    except (Geweigerd, IntegrityError) as fout:
        zin = str(fout) if isinstance(fout, Geweigerd) else NIET_MEER
        return Regel(replace(oordeel, uitkomst=Uitkomst.FOUT, zinnen=(zin,)))
    return Regel(oordeel, gebruiker.pk)


def vraagt_vier_ogen(regels: Iterable[Regel]) -> int:
    """Hoeveel goede rijen een rol vragen waarover een tweede persoon beslist."""
    return sum(regel.oordeel.uitkomst is Uitkomst.GOED and bool(VIER_OGEN & set(regel.oordeel.rij.rollen))
               for regel in regels)  # fmt: skip


def _als_json(rij: Inleesrij) -> dict[str, Any]:
    return {
        "nummer": rij.nummer, "ruw": rij.ruw, "cellen": rij.cellen, "naam": rij.naam, "email": rij.email,
        "gebruikersnaam": rij.gebruikersnaam, "rollen": rij.rollen,
        "vanaf": rij.vanaf.isoformat() if rij.vanaf else "", "tot": rij.tot.isoformat() if rij.tot else "",
        "fouten": [(fout.cel, fout.zin) for fout in rij.fouten],
    }  # fmt: skip


def _uit_json(velden: dict[str, Any]) -> Inleesrij:
    return Inleesrij(
        velden["nummer"],
        {Kolom(kolom): tekst for kolom, tekst in velden["ruw"].items()},
        {Kolom(kolom): cel for kolom, cel in velden["cellen"].items()},
        velden["naam"],
        velden["email"],
        velden["gebruikersnaam"],
        tuple(Rol(rol) for rol in velden["rollen"]),
        date.fromisoformat(velden["vanaf"]) if velden["vanaf"] else None,
        date.fromisoformat(velden["tot"]) if velden["tot"] else None,
        tuple(Celfout(*fout) for fout in velden["fouten"]),
    )
