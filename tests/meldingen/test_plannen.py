"""Elke vraag van de lijst en de melding heeft een index: geen plan loopt alle meldingen of personen door.

De tabellen zijn hier klein, dus de database mag volledig doorlopen niet kiezen; doet zij het toch, dan kan zij niet
anders. Bij een miljoen meldingen kijkt `make bench` dezelfde plannen na zonder die hulp.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.identiteit import feiten_van, werk_bij
from bench.plannen import plannen, volle_doorlopen
from meldingen.models import Melding
from tests.zaken import meld
from verzuimloket.db.bereik import als_web

pytestmark = pytest.mark.django_db
VRAGEN = [
    "", "pagina=99", "status=R&soort=V3", "van=1-1-2026&tot=1-7-2026", "ongelezen=1", "locatie=1", "doorgestuurd=1",
    *(f"sorteer={veld}" for veld in ("nummer", "-nummer", "begin", "-begin", "naam", "-naam")),
]  # fmt: skip


@pytest.fixture(params=["melder", "lezer", "behandelaar", "rmc"])
def bezoeker(request, wereld, school_van, ingelogd):
    """Iemand van elke soort die meldingen ziet, met één melding in de wereld."""
    melding = meld(wereld.melder, wereld, school_van(wereld))
    wie = getattr(wereld, request.param)
    toewijzing = wie.toewijzingen_nu[0]
    if request.param == "lezer":
        toewijzing.locatie_ids = [melding.locatie_id]
        toewijzing.save()
    werk_bij(wie, wie.organisatie.pk)
    client = ingelogd(wie)
    client.feiten = feiten_van(wie.scope)
    return client


def gelezen(client, pad):
    """De plannen van alles wat deze pagina las, met volledig doorlopen alleen als er niets anders is."""
    with CaptureQueriesContext(connection) as gevangen:
        client.get(pad)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with als_web(client.feiten):  # met het beleid van de tweede lijn, zoals de pagina het las
        return plannen(pad, [[vraag["sql"] for vraag in gevangen]])


@pytest.mark.parametrize("vraag", VRAGEN)
def test_de_lijst_loopt_nooit_alle_meldingen_door(bezoeker, vraag):
    assert volle_doorlopen(gelezen(bezoeker, f"/meldingen/?{vraag}")) == []


@pytest.mark.parametrize("term", ["Zeeman", "van der Zeeman", "999900006", "12", "LL-7"])
def test_zoeken_loopt_nooit_alle_meldingen_door(bezoeker, term):
    bezoeker.post("/meldingen/zoeken/", {"zoek": term})
    assert volle_doorlopen(gelezen(bezoeker, "/meldingen/?zoek=1")) == []


def test_een_melding_openen_loopt_nooit_een_grote_tabel_door(bezoeker):
    nummer = Melding.objects.unscoped("proef").get().nummer
    assert volle_doorlopen(gelezen(bezoeker, f"/meldingen/{nummer}/")) == []


def test_een_volle_doorloop_wordt_gezien():
    uitvoering = plannen("proef", [['SELECT 1 FROM "meldingen_melding" WHERE "reden" = \'x\'']])
    assert volle_doorlopen(uitvoering) == ["proef (meldingen_melding)"]
