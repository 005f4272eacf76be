"""De velden van de melding met hun label: één lijst voor tijdlijn, controlepagina en detailpagina."""

from datetime import date
from typing import Any

from meldingen.models import Melding

LABELS: dict[str, str] = {
    "soort_id": "Vermoedelijke soort verzuim",
    "reden": "Vermoedelijke reden",
    "begin": "Begin verzuim",
    "eind": "Eind verzuim",
    "alle_lessen_gemist": "Alle lessen gemist",
    "toelichting": "Toelichting verzuim",
    "ondernomen_actie": "Door school ondernomen actie",
    "actie_gewenst": "Actie gewenst",
    "toelichting_actie_gewenst": "Toelichting actie gewenst",
    "leerlingnummer": "Eigen leerlingnummer",
    "locatie_id": "Locatie",
    "naam_melder": "Naam melder",
    "functie_melder": "Functie melder",
    "telefoon_melder": "Telefoon melder",
    "email_melder": "E-mail melder",
    "telefoon_ouder": "Telefoon ouder of leerling",
    "afwijkend_adres": "Afwijkend adres",
}


def toon(waarde: Any) -> str:
    """Een waarde zoals de tijdlijn haar laat zien."""
    if waarde is None or waarde == "":
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, date):
        return f"{waarde.day}-{waarde.month}-{waarde.year}"
    if isinstance(waarde, dict):
        return adresregel(waarde)
    return str(waarde)


def adresregel(adres: dict[str, str]) -> str:
    """Een afwijkend adres op één regel."""
    huis = f"{adres.get('huisnummer', '')}{adres.get('huisletter', '')}"
    if adres.get("toevoeging"):
        huis += f"-{adres['toevoeging']}"
    eerste = " ".join(deel for deel in (adres.get("straat", ""), huis, adres.get("locatie_aanduiding", "")) if deel)
    tweede = " ".join(deel for deel in (adres.get("postcode", ""), adres.get("plaats", "")) if deel)
    return ", ".join(deel for deel in (eerste, tweede) if deel)


def getoonde_waarde(melding: Melding, veld: str) -> str:
    """De waarde van een veld als tekst; een verwijzing wordt haar naam."""
    if veld == "soort_id":
        return melding.soort.label
    if veld == "locatie_id":
        return melding.locatie.naam
    return toon(getattr(melding, veld))
