"""Een uitvoerende instantie krijgt de regels van de gemeenten waarvoor zij vandaag werkt, en van geen andere."""

from datetime import date, timedelta

import pytest

from accounts.domein.rechten import Rol, Soort
from accounts.identiteit import namens
from accounts.services.rollen import ken_rol_toe
from bron.models import Mutatie
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.services import zet_routering
from tests.bron.leveringen.hulp import lid, mutatie, weeklevering
from tests.bron.leveringen.test_ophalen import regels
from tests.factories import GebruikerFactory, OrganisatieFactory
from tests.leveringen import pgn
from verzuimloket.clock import vandaag

pytestmark = pytest.mark.django_db
PAD = "/leveringen/2026-11-23/"
GROEP = Leeftijdsgroep.LEERPLICHTIG


@pytest.fixture
def instantie(wereld):
    """Werkt voor de gemeente van deze wereld."""
    zet_routering(gebied=wereld.gemeente, groep=GROEP, instantie=wereld.instantie, vanaf=date(2026, 1, 1))
    return wereld.instantie


@pytest.fixture
def week(wereld, andere_wereld):
    """Een regel voor elk van de twee gemeenten, en een voor een derde in dezelfde regio als de eerste."""
    levering = weeklevering()
    mutatie(levering, wereld, 0)
    mutatie(levering, andere_wereld, 1)
    OrganisatieFactory(soort=Soort.GEMEENTE, code="0384", rmc_nummer=wereld.rmc_nummer)
    mutatie(levering, wereld, 2, ontvanger_gemeente="0384", gemeentecode="0384")
    return levering


def gezien(ingelogd, iemand) -> list[str]:
    client = ingelogd(iemand)
    op_scherm = [mutatie.pgn for mutatie, _ in client.get(PAD).context["rijen"]]
    in_bestand = [regel[2] for regel in regels(client.get(f"{PAD}csv/"))[1:-1]]
    [ontvangen] = client.get("/leveringen/").context["ontvangen"]
    assert (op_scherm, len(op_scherm)) == (in_bestand, ontvangen.aantal)
    return op_scherm


def test_een_instantie_ziet_de_gemeente_waarvoor_zij_werkt(ingelogd, wereld, instantie, week):
    assert gezien(ingelogd, lid(wereld, "instantie")) == [pgn(0)]


def test_een_instantie_voor_een_hele_regio_ziet_al_haar_gemeenten(ingelogd, wereld, week):
    zet_routering(gebied=wereld.regio, groep=Leeftijdsgroep.RMC, instantie=wereld.instantie, vanaf=date(2026, 1, 1))
    wereld.gemeente  # noqa: B018 - de gemeente bestaat pas als ernaar gevraagd wordt
    assert gezien(ingelogd, lid(wereld, "instantie")) == [pgn(0), pgn(2)]


def test_werkt_een_ander_voor_de_gemeente_dan_ziet_de_instantie_niets_meer(
    ingelogd, wereld, andere_wereld, instantie, week
):
    zet_routering(gebied=wereld.gemeente, groep=GROEP, instantie=andere_wereld.instantie, vanaf=vandaag())
    assert gezien(ingelogd, lid(wereld, "instantie")) == []
    assert gezien(ingelogd, lid(andere_wereld, "instantie")) == [pgn(0)]


def test_een_routering_van_morgen_geldt_vandaag_nog_niet(ingelogd, wereld, week):
    morgen = vandaag() + timedelta(days=1)
    zet_routering(gebied=wereld.gemeente, groep=GROEP, instantie=wereld.instantie, vanaf=morgen)
    assert gezien(ingelogd, lid(wereld, "instantie")) == []


def test_een_instantie_zonder_gemeente_ziet_niets(ingelogd, wereld, week):
    assert gezien(ingelogd, lid(wereld, "instantie")) == []


def test_een_behandelaar_van_de_instantie_leest_geen_leveringen(ingelogd, wereld, instantie, week):
    client = ingelogd(lid(wereld, "instantie", Rol.BEHANDELAAR))
    assert [client.get(pad).status_code for pad in ("/leveringen/", PAD, f"{PAD}csv/")] == [403, 403, 403]


def test_de_rol_rapportages_is_bij_een_instantie_toe_te_kennen(wereld, instantie, week):
    iemand = GebruikerFactory(username="nieuw.instantie")
    ken_rol_toe(iemand, Rol.RAPPORTAGES, instantie, vanaf=date(2026, 1, 1))
    gebruiker = namens(iemand.pk, instantie.pk)
    assert [m.pgn for m in Mutatie.objects.visible_to(gebruiker)] == [pgn(0)]
