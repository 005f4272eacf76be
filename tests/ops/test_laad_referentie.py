"""`laad_referentie` mag vaker: de tweede keer verandert niets, en wat een beheerder invulde blijft staan."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import Organisatie
from meldingen.models import Postcodegebied, Verzuimsoort
from verzuimloket.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
TABELLEN = (
    "accounts_organisatie",
    "bron_opleiding",
    "meldingen_verzuimsoort",
    "meldingen_postcodegebied",
    "audit_auditevent",
)


def laad():
    uit = StringIO()
    call_command("laad_referentie", stdout=uit)
    return uit.getvalue().splitlines()


def inhoud():
    with connection.cursor() as cursor:
        gelezen = {}
        for tabel in TABELLEN:
            cursor.execute(f"SELECT t::text FROM {tabel} AS t ORDER BY 1")
            gelezen[tabel] = cursor.fetchall()
        return gelezen


def test_laden_noemt_de_aantallen():
    assert laad() == [
        "loket: 1", "rmc_regio: 40", "gemeente: 342", "instelling: 691", "opleidingen: 1615", "soorten verzuim: 8",
        "postcodegebieden: 4086",
    ]  # fmt: skip


def test_nog_eens_laden_verandert_niets():
    laad()
    eerst = inhoud()
    laad()
    assert inhoud() == eerst


def test_laden_herstelt_wat_van_de_bron_is_en_laat_de_rest_staan():
    laad()
    Organisatie.objects.filter(code="0518").update(naam="Verkeerd", email="eigen@denhaag.example")
    Verzuimsoort.objects.filter(code="V3").update(label="Verkeerd")
    Postcodegebied.objects.filter(cijfers="2511").update(gemeentecode="0363")
    laad()
    gemeente = Organisatie.objects.get(soort="gemeente", code="0518")
    assert (gemeente.naam, gemeente.email) == ("'s-Gravenhage", "eigen@denhaag.example")
    assert Verzuimsoort.objects.get(code="V3").label == "16 uur of meer in 4 weken, onder 18"
    assert Postcodegebied.objects.get(cijfers="2511").gemeentecode == "0518"


def test_een_wijziging_van_de_codelijsten_staat_in_het_logboek():
    laad()
    voor = AuditEvent.objects.count()
    Postcodegebied.objects.filter(cijfers="2511").update(gemeentecode="0363")
    laad()
    nieuw = AuditEvent.objects.order_by("-pk").values_list("actie", flat=True)[: AuditEvent.objects.count() - voor]
    assert list(nieuw) == ["meldingen:referentie:geladen"]
