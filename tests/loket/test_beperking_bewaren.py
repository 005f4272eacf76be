"""Zolang een beperking geldt, verwijdert geen enkele regel iets van die persoon; na opheffen wel (AVG art. 18)."""

from datetime import date, timedelta

import pytest

from accounts.domein.beperking import Grond
from accounts.domein.rechten import Rol
from accounts.models import Beperking, Toewijzing
from accounts.services.beperkingen import vraag_beperking, vraag_opheffing
from accounts.services.opruimen import vergeet_leerlingen
from accounts.services.voorstellen import stem_in
from bron.models import DiplomaVersie, Mutatie, Oordeel, PeriodeVersie, PersoonVersie
from bron.services.aanlever_opruimen import verwijder_oordelen
from bron.services.registeropruimen import verwijder_register
from bron.services.weekopruimen import verwijder_verlopen as verwijder_weken
from meldingen.models import Gebeurtenis, Melding
from meldingen.services.opruimen import verwijder_meldingen
from rapportages.models import R08Rij, RapportageRij
from rapportages.services import verwijder_verlopen as verwijder_maanden
from rapportages.services.r08 import verwijder_verlopen as verwijder_r08
from tests.bron.leveringen.hulp import mutatie, weeklevering
from tests.cast import maak_lid
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.rapportages.r08 import r08_rij, r08_week
from tests.rapportages.rijen import rapportage, rapportagerij
from tests.zaken import meld, school_van, soorten  # noqa: F401 - pytest vindt ze hier
from verzuimloket.clock import vandaag

pytestmark = pytest.mark.django_db
BEPERKT, ANDER = pgn(0), pgn(1)
LATER = date(2040, 1, 1)


@pytest.fixture
def beide(functioneel):
    """De vrager en de tweede persoon."""
    return functioneel, maak_lid("functioneel2", functioneel.organisatie, Rol.FUNCTIONEEL_BEHEER)


def beperk(functioneel, tweede):
    gevraagd = vraag_beperking(functioneel, functioneel.organisatie, BEPERKT, Grond.RECHTSVORDERING, "Zaak 2026-117")
    stem_in(gevraagd.voorstel, door=tweede)


def hef_op(functioneel, tweede):
    beperking = Beperking.objects.unscoped("test").get()
    stem_in(vraag_opheffing(functioneel, beperking, reden="Zaak is klaar", gemeld_op=vandaag()), door=tweede)


def nummers(model, veld="pgn"):
    return sorted(set(model.objects.unscoped("test").values_list(veld, flat=True)))


def register(wereld, map_, _):
    lever(map_, *(regel for nummer in (BEPERKT, ANDER) for regel in
                  (persoon(nummer, gemeente=""), *inschrijving(nummer, tot="2030-07-31"))))  # fmt: skip


def meldingen(wereld, map_, school_van):  # noqa: F811
    for nummer in range(2):
        meld(wereld.melder, wereld, school_van(wereld, nummer=nummer))


def weken(wereld, map_, _):
    week = weeklevering()
    for nummer in range(2):
        mutatie(week, wereld, nummer)


def r08(wereld, map_, _):
    week = r08_week()
    for nummer in range(2):
        r08_rij(week, wereld, nummer)


def maanden(wereld, map_, _):
    maand = rapportage(2026, 11)
    for nummer in (BEPERKT, ANDER):
        rapportagerij(maand, wereld, nummer)


def oordelen(wereld, map_, _):
    levering = lever(map_, persoon(pgn(5), gemeente="")).levering
    for regel, nummer in enumerate((BEPERKT, ANDER), 100):
        Oordeel.objects.create(
            levering=levering, regel=regel, recordsoort="ISG", sleutel=f"00ZV {nummer} 1", oordeel="afgekeurd", code="X"
        )


def lezer(wereld, map_, _):
    wereld.lezer.toewijzingen.unscoped("test").update(
        leerling_pgns=[BEPERKT, ANDER], vanaf="2025-01-01", tot=vandaag() - timedelta(days=1)
    )


def leerlingen():
    return sorted({pgn for rij in Toewijzing.objects.unscoped("test") for pgn in rij.leerling_pgns})


REGELS = {
    "register": (register, verwijder_register, lambda: nummers(PersoonVersie)),
    "inschrijvingen": (register, verwijder_register, lambda: nummers(PeriodeVersie)),
    "meldingen": (meldingen, verwijder_meldingen, lambda: nummers(Melding)),
    "tijdlijn": (meldingen, verwijder_meldingen, lambda: nummers(Gebeurtenis, "melding__pgn")),
    "weekleveringen": (weken, verwijder_weken, lambda: nummers(Mutatie)),
    "R08": (r08, verwijder_r08, lambda: nummers(R08Rij, "persoon")),
    "maandrapportages": (maanden, verwijder_maanden, lambda: nummers(RapportageRij, "persoon")),
    "oordelen": (oordelen, verwijder_oordelen, lambda: [s.split()[1] for s in nummers(Oordeel, "sleutel")]),
    "leerlingen van een lezer": (lezer, vergeet_leerlingen, leerlingen),
}


@pytest.mark.parametrize("regel", REGELS)
def test_wie_een_beperking_heeft_blijft_staan_tot_zij_is_opgeheven(regel, wereld, beide, tmp_path, school_van):  # noqa: F811
    maak, verwijder, over = REGELS[regel]
    maak(wereld, tmp_path, school_van)
    assert over() == [BEPERKT, ANDER]
    beperk(*beide)
    verwijder(LATER)
    verwijder(LATER + timedelta(days=1))
    tijdens = over()
    hef_op(*beide)
    verwijder(LATER + timedelta(days=2))
    assert (tijdens, over()) == ([BEPERKT], [])


def test_een_proef_telt_wie_een_beperking_heeft_niet_mee(wereld, beide, tmp_path):
    register(wereld, tmp_path, None)
    voor = verwijder_register(LATER, proef=True)
    beperk(*beide)
    assert (voor, verwijder_register(LATER, proef=True), DiplomaVersie.objects.unscoped("test").count()) == (2, 1, 0)


def test_wat_bewaard_blijft_is_in_een_verlopen_maand_niet_te_lezen(ingelogd, wereld, beide, tmp_path):
    maanden(wereld, tmp_path, None)
    beperk(*beide)
    verwijder_maanden(LATER)
    antwoord = ingelogd(wereld.rapport).get("/rapportages/2026-11/A04/")
    assert (BEPERKT in antwoord.content.decode(), nummers(RapportageRij, "persoon")) == (False, [BEPERKT])
