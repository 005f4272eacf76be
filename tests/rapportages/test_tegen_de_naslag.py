"""De bouw in SQL tegen de naslag die persoon voor persoon rekent, op verzonnen levens rond alle randen."""

from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn, onderwijsnummer

from accounts.models import Organisatie
from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.exports import rijen_van
from rapportages.kolommen import koppen
from rapportages.models import Maandrapportage, RapportageRij, Telling
from rapportages.services import bouw_maand
from tests.rapportages import geschiedenissen, naslag, register

BSNS = [f"9999{n:05}" for n in range(3000) if bsn.is_valid(f"9999{n:05}")]
OUDE = [f"10{n:07}" for n in range(9000) if onderwijsnummer.is_valid(f"10{n:07}")]
ONTVANGERS = ("I27GZ", "I00ZV", "I25LZ", "G0363", "G0059", "R0021", "R0004")
REGIO_VAN = {"0363": "21", "0059": "04"}


def opgeslagen(rapportage: Maandrapportage, code: Code, **beperkt: object) -> frozenset[naslag.Regel]:
    rijen = RapportageRij.objects.unscoped("test").filter(rapportage=rapportage, code=code, **beperkt)
    return frozenset(
        naslag.Regel(rij.persoon, rij.brin, rij.gemeentecode, rij.type, rij.vanaf, rij.reden, rij.waarom)
        for rij in rijen
    )


def startset(rapportage: Maandrapportage, ontvanger: Ontvanger) -> frozenset[naslag.Regel]:
    namen = koppen(Code.A05)
    uit = set()
    for waarden in rijen_van(rapportage, Code.A05, ontvanger, lambda vraag: vraag.unscoped("test")):
        rij = dict(zip(namen, waarden, strict=True))
        uit.add(
            naslag.Regel(
                rij["BSN_ONDERWIJSNR"], rij["#BRIN"], rij["GEMCODE"].rjust(4, "0"), rij["NIVEAU"],
                rij["RAPPORTAGE_MAAND"], indicatie=rij["INDICATIE_STARTKWALIFICATIE"],
            )
        )  # fmt: skip
    return frozenset(uit)


def aantallen(rapportage: Maandrapportage, code: Code) -> dict[str, int]:
    """Per ontvanger het aantal volgens de bewaarde tellingen."""
    uit: dict[str, int] = {}
    for telling in Telling.objects.unscoped("test").filter(rapportage=rapportage, code=code).exclude(ontvanger=""):
        uit[telling.ontvanger] = uit.get(telling.ontvanger, 0) + telling.aantal
    return uit


def ontvangers(regel: naslag.Regel) -> tuple[str, str, str]:
    return f"I{regel.brin}", f"G{regel.gemeentecode}", f"R00{REGIO_VAN[regel.gemeentecode]}"


def verwachte_aantallen(regels: frozenset[naslag.Regel]) -> dict[str, int]:
    paren = {(ontvanger, regel.pgn) for regel in regels for ontvanger in ontvangers(regel)}
    uit: dict[str, int] = {}
    for ontvanger, _ in paren:
        uit[ontvanger] = uit.get(ontvanger, 0) + 1
    return uit


def vergelijk_maand(leveringen: list[naslag.Levering], maand: Maand, vorige: naslag.Rapportage | None):
    bouw_maand(maand.jaar, maand.maand)
    rapportage = Maandrapportage.objects.get(maand=maand.t2)
    verwacht = naslag.rapportage(leveringen, maand, vorige)
    assert opgeslagen(rapportage, Code.A04) == verwacht.a04
    assert opgeslagen(rapportage, Code.A04, nieuw=True) == verwacht.a01
    assert opgeslagen(rapportage, Code.A02) == verwacht.a02
    assert opgeslagen(rapportage, Code.A14) == verwacht.a14
    for lijst, code in ((verwacht.a01, Code.A01), (verwacht.a02, Code.A02), (verwacht.a04, Code.A04)):
        assert aantallen(rapportage, code) == verwachte_aantallen(lijst)
    assert aantallen(rapportage, Code.A05) == verwachte_aantallen(verwacht.a05)
    for organisatie in Organisatie.objects.filter(soort__in=("instelling", "gemeente", "rmc_regio")):
        letter, veld = {"instelling": ("I", "brin"), "gemeente": ("G", "gemeentecode")}.get(
            organisatie.soort, ("R", "")
        )
        deel = {
            regel for regel in verwacht.a05
            if (getattr(regel, veld) if veld else REGIO_VAN[regel.gemeentecode]) == organisatie.code
        }  # fmt: skip
        assert startset(rapportage, Ontvanger(letter, organisatie.code)) == deel
    return verwacht


@pytest.mark.django_db
@settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(zaad=st.integers(0, 2**32 - 1))
def test_vijf_maanden_achter_elkaar_zijn_gelijk_aan_de_naslag(organisaties, zaad):
    r = Random(zaad)  # noqa: S311
    levens = [geschiedenissen.Leven(r, pgn, oud) for pgn, oud in zip(BSNS[:120], OUDE, strict=False)]
    leveringen = geschiedenissen.leveringen_van([record for leven in levens for record in leven.records])
    with transaction.atomic():
        register.leg_neer(leveringen)
        vorige = None
        for jaar, maand in geschiedenissen.MAANDEN:
            vorige = vergelijk_maand(leveringen, Maand(jaar, maand), vorige)
        transaction.set_rollback(True)
