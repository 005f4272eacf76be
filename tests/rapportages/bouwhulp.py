"""Een klein register met verzonnen levens, lezers, en alle bestanden van een maand als bytes."""

from itertools import product
from pathlib import Path
from random import Random

from stdnum.nl import bsn, onderwijsnummer

from accounts.domein.rechten import Rol, Soort
from accounts.models import Organisatie
from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, Naam, RapportageRij, Telling, VerzuimRij
from rapportages.services import exporteer
from tests.cast import maak_lid
from tests.factories import OrganisatieFactory
from tests.rapportages import geschiedenissen, register
from verzuimloket.outbox.models import Bericht

OKTOBER, NOVEMBER, DECEMBER, JANUARI = Maand(2024, 10), Maand(2024, 11), Maand(2024, 12), Maand(2025, 1)
ONTVANGERS = ("I27GZ", "I00ZV", "I25LZ", "G0363", "G0059", "R0021", "R0004")
BSNS = [f"9999{n:05}" for n in range(3000) if bsn.is_valid(f"9999{n:05}")]
OUDE = [f"10{n:07}" for n in range(9000) if onderwijsnummer.is_valid(f"10{n:07}")]


def vul_register(aantal: int = 40, zaad: int = 4) -> None:
    """Levens rond alle randen, met leveringen tot en met januari 2025."""
    r = Random(zaad)  # noqa: S311 - herhaalbaarheid, geen geheim
    levens = [geschiedenissen.Leven(r, pgn, oud) for pgn, oud in zip(BSNS[:aantal], OUDE, strict=False)]
    register.leg_neer(geschiedenissen.leveringen_van([record for leven in levens for record in leven.records]))


def maak_lezers() -> list[str]:
    """Twee lezers van rapportages en één functioneel beheerder; geeft hun adressen op volgorde van maken."""
    plekken = [(Soort.INSTELLING, "27GZ", Rol.RAPPORTAGES), (Soort.GEMEENTE, "0363", Rol.RAPPORTAGES)]
    leden = [maak_lid("rapport", Organisatie.objects.get(soort=soort, code=code), rol) for soort, code, rol in plekken]
    leden.append(maak_lid("bouwbeheer", OrganisatieFactory(soort=Soort.LOKET, code="LOKET"), Rol.FUNCTIONEEL_BEHEER))
    return [lid.email for lid in leden]


def alle_bestanden(maand: Maand, map_: Path) -> dict[str, bytes]:
    """Elk bestand van elke code en ontvanger van de maand, zoals `rapportage_export` het schrijft."""
    uit = {}
    for code, ontvanger in product(Code, ONTVANGERS):
        doel = map_ / f"{maand.woord}{code}{ontvanger}.csv"
        exporteer(maand, code, Ontvanger.lees(ontvanger), doel)
        uit[doel.name] = doel.read_bytes()
    return uit


def post(sjabloon: str) -> list[str]:
    """Aan wie dit bericht klaarstaat of verzonden is."""
    return sorted(Bericht.objects.filter(sjabloon=f"rapportages/{sjabloon}").values_list("ontvanger", flat=True))


def wis(maand: Maand) -> None:
    """Alsof de maand nooit gebouwd is, haar berichten inbegrepen."""
    rapportage = Maandrapportage.objects.filter(maand=maand.t2)
    for model in (RapportageRij, VerzuimRij, Telling):
        model.objects.unscoped("test").filter(rapportage__in=rapportage).delete()
    Naam.objects.filter(rapportage__in=rapportage).delete()
    rapportage.delete()
    Bericht.objects.filter(sjabloon__startswith="rapportages/", context__maand=str(maand)).delete()
