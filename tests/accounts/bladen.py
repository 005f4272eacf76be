"""Werkbladen met gebruikers voor tests."""

import io
from collections.abc import Sequence
from typing import Any

from accounts.domein.inlezen import Inleesrij
from accounts.domein.rechten import Rol
from accounts.forms.gebruikersblad import BladGeweigerd, lees_gebruikersblad
from tests.rapportages.lijsten import als_xlsx

KOP = ("Naam", "E-mailadres", "Gebruikersnaam", "Rol", "Tweede rol", "Derde rol", "Vanaf", "Tot en met")
ROLLEN = [Rol.MELDER, Rol.LEZER, Rol.BEHEERDER_ONDERWIJS, Rol.RAPPORTAGES, Rol.BEHEERDER]  # van een school


def gebruiker(nr: int = 1, rol: str = "Melder", *meer: object, **anders: object) -> list[object]:
    """Een goede rij; `anders` vervangt een cel (naam, email, gebruikersnaam)."""
    cellen: dict[str, object] = {
        "naam": f"Nina Nieuw {nr}", "email": f"nina{nr}@school.example", "gebruikersnaam": f"nina.{nr}", "rol": rol,
    }  # fmt: skip
    return [*(cellen | anders).values(), *meer]


def blad(*rijen: Sequence[object], kop: Sequence[object] = KOP) -> bytes:
    return als_xlsx([kop, *rijen])


def lees(inhoud: bytes) -> list[Inleesrij]:
    return lees_gebruikersblad(io.BytesIO(inhoud), len(inhoud), ROLLEN)


def weigering(inhoud: bytes) -> str:
    """De zin waarmee het hele bestand geweigerd wordt, of niets."""
    try:
        lees(inhoud)
    except BladGeweigerd as fout:
        return str(fout)
    return ""


def fouten(*cellen: Any) -> list[str]:
    """Wat er mis is met één rij met deze cellen."""
    [rij] = lees(blad(cellen))
    return [str(fout) for fout in rij.fouten]
