"""Sporen: elke tekst van een wereld draagt haar eigen merk, zodat een lek te zien is waar het ook opduikt.

Twee soorten. `Leerlingspoor<BRIN>` staat bij alles over leerlingen, `Huisspoor<BRIN>` bij alles van de organisatie zelf.
Nummers van leerlingen en namen van medewerkers zijn vanzelf een spoor: zij bestaan in één wereld. De naam van een
organisatie is dat niet: die is openbaar.
"""

import re
from functools import cache

from accounts.domein.rechten import Rol
from accounts.models import Hardwaretoken, Inzageverzoek, Toegangssleutel, Voorstel
from accounts.services.aanmelden import meld_aan
from bron.models import Mutatie, PersoonVersie
from meldingen.models import Gebeurtenis, Locatie, Melder, Melding, Notitie
from meldingen.services import plaats_notitie
from rapportages.models import R08Rij, RapportageRij, VerzuimRij
from tests.cast import Wereld
from tests.house.toneel import Toneel, nummers
from tests.rapportages import maanden

# alleen wie met leerlingen werkt, mag een spoor van een leerling van zijn eigen wereld zien
MET_LEERLINGEN = {"melder", "lezer", "rapport", "behandelaar", "rmc", "functioneel"}
ZONDER_ROL = {"anoniem", "half", "zonder_rol"}
# functioneel beheer volgt alle leveringen: de oordelen van beide werelden horen bij dat werk
LEERLINGEN_VAN_ALLEN = {"bron:levering", "bron:terugkoppeling", "bron:aanlevering"}


@cache  # een nummer zoeken is rekenen
def pgns(wereld: Wereld) -> list[str]:
    return [*nummers(wereld), *(maanden.nummer(wereld, leerling) for leerling in range(maanden.LEERLINGEN))]


def merk(toneel: Toneel) -> None:
    """Geef elke rij die een eigenaar heeft de sporen van haar wereld."""
    for wereld in toneel.werelden:
        zaak = toneel.zaken[wereld.brin]
        meld_aan(f"nieuw.{wereld.brin.lower()}", "N", "n@school.example", [Rol.MELDER], tot=None, door=wereld.beheerder)
        plaats_notitie(wereld.behandelaar, zaak["gemeente"].nummer, "Gebeld", intern=True)
        plaats_notitie(wereld.melder, zaak["gemeente"].nummer, "Gesproken", intern=False)
        leerling, huis = f"Leerlingspoor{wereld.brin}", f"Huisspoor{wereld.brin}"
        wie, school = pgns(wereld), wereld.school
        for model, filter_, velden, spoor in (
            (PersoonVersie, {"pgn__in": wie}, ["achternaam", "straat"], leerling),
            (Mutatie, {"ontvanger_gemeente": wereld.gemeentecode}, ["achternaam", "straat"], leerling),
            (Melding, {"pgn__in": wie}, ["achternaam", "adres", "reden", "toelichting", "naam_melder"], leerling),
            (Gebeurtenis, {"melding__pgn__in": wie}, ["tekst"], leerling),
            (Notitie, {"melding__pgn__in": wie}, ["tekst"], leerling),
            (RapportageRij, {"brin": wereld.brin}, ["achternaam", "straat"], leerling),
            (VerzuimRij, {"brin": wereld.brin}, ["achternaam"], leerling),
            (R08Rij, {"brin": wereld.brin}, ["achternaam"], leerling),
            (Locatie, {"school": school}, ["naam", "adres"], huis),
            (Melder, {"school": school}, ["naam", "functie"], huis),
            (Toegangssleutel, {"organisatie": school}, ["label"], huis),
            (Hardwaretoken, {"organisatie": school}, ["serienummer"], huis),
            (Voorstel, {"organisatie": school}, ["reden"], huis),
            (Inzageverzoek, {"gevraagd_door": toneel.functioneel[wereld.brin]}, ["reden"], leerling),
        ):
            for rij in model.objects.unscoped("proef").filter(**filter_):  # type: ignore[attr-defined]
                eigen = dict.fromkeys(velden, f"{spoor} {rij.pk}")
                model.objects.unscoped("proef").filter(pk=rij.pk).update(**eigen)  # type: ignore[attr-defined]


def sporen_van(toneel: Toneel, wereld: Wereld) -> dict[str, set[str]]:
    """De sporen van deze wereld: van leerlingen, en van de organisatie zelf."""
    mensen = ("melder", "lezer", "beheerder", "rapport", "behandelaar", "rmc")
    return {
        "leerling": {*pgns(wereld), f"Leerlingspoor{wereld.brin}"},
        "huis": {
            f"Huisspoor{wereld.brin}",
            f"nieuw.{wereld.brin.lower()}",
            *(getattr(wereld, naam).username for naam in mensen),
        },
    }


def verboden(toneel: Toneel, kolom: str, wereld: Wereld, route: str) -> re.Pattern[str]:
    """Wat wie hier staat nooit mag lezen op deze route."""
    ander = next(w for w in toneel.werelden if w is not wereld)
    eigen, vreemd = sporen_van(toneel, wereld), sporen_van(toneel, ander)
    uit = vreemd["leerling"] | vreemd["huis"]
    if kolom == "functioneel":  # ziet voorstellen, signalen en leveringen van elke organisatie, maar geen leerlingen
        uit = set() if route in LEERLINGEN_VAN_ALLEN else vreemd["leerling"]
    if kolom in ZONDER_ROL:
        uit = uit | eigen["leerling"] | eigen["huis"]
    elif kolom not in MET_LEERLINGEN:
        uit = uit | eigen["leerling"]
    return re.compile("|".join(sorted(map(re.escape, uit))) or r"(?!)")


def gelekt(tekst: str, patroon: re.Pattern[str], verstuurd: str = "") -> list[str]:
    """De sporen in deze tekst. Wat de bezoeker zelf verstuurde en terugleest, is geen lek."""
    return sorted({spoor for spoor in patroon.findall(tekst) if spoor not in verstuurd})
