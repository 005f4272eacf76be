"""Van elk model met een persoonsgegeven staat er een termijn, met bron, uitvoering en een test die bestaat."""

import re

import pytest
from django.apps import apps
from django.conf import settings

from tests.house.broncode import BASIS

TEKST = (BASIS / "docs/bewaartermijnen.md").read_text(encoding="utf-8")
REGELS = [
    [cel.strip() for cel in regel.strip("|").split("|")] for regel in TEKST.splitlines() if regel.startswith("| ")
]
TERMIJNEN = [rij for rij in REGELS if len(rij) == 5][1:]
MODELRIJEN = [rij for rij in REGELS if len(rij) == 2 and "`" in rij[0]]
MODELLEN = {label for rij in MODELRIJEN for label in re.findall(r"`([\w.]+)`", rij[0])}
# geen persoonsgegeven, met de reden; een nieuw model hoort hier of in het document
ZONDER = {
    "accounts.Leesstand": "alleen tot welk uur het logboek bekeken is",
    "accounts.Huislogo": "beeldmerk van een organisatie",
    "accounts.Organisatie": "openbare gegevens van scholen en gemeenten",
    "audit.AuditOpruiming": "aantallen en afdrukken",
    "audit.AuditZegel": "aantallen en afdrukken",
    "audit.Opschoning": "aantallen",
    "auth.Group": "niet in gebruik",
    "auth.Permission": "niet in gebruik",
    "bron.Levering": "wie wanneer leverde, en aantallen",
    "bron.LeveringPerBrin": "aantallen per instelling",
    "bron.Opleiding": "openbare codelijst",
    "bron.RodBericht": "nummer en afdruk van een bericht van een school",
    "bron.Weeklevering": "dat zij bestaat en hoeveel mutaties zij telt",
    "contenttypes.ContentType": "namen van modellen",
    "meldingen.Locatie": "adres van een school",
    "meldingen.Postcodegebied": "openbare codelijst",
    "meldingen.Routering": "openbaar: wie wat behandelt",
    "meldingen.Verzuimsoort": "openbare codelijst",
    "outbox.Tik": "een klok van het portaal",
    "rapportages.Maandrapportage": "dat een maand bestaat",
    "rapportages.Naam": "namen van instellingen, gemeenten en opleidingen",
    "rapportages.R08Telling": "aantallen",
    "rapportages.R08Week": "dat een week bestaat",
    "rapportages.Telling": "aantallen",
}


def test_elk_model_met_een_persoonsgegeven_heeft_een_termijn():
    alle = {model._meta.label for model in apps.get_models() if model._meta.managed}
    assert alle - set(ZONDER) == MODELLEN


def test_een_uitzondering_bestaat_nog_en_staat_niet_ook_in_het_document():
    alle = {model._meta.label for model in apps.get_models() if model._meta.managed}
    assert (set(ZONDER) - alle, set(ZONDER) & MODELLEN) == (set(), set())


@pytest.mark.parametrize("rij", TERMIJNEN, ids=lambda rij: rij[0][:30])
def test_elke_termijn_noemt_haar_bron_haar_uitvoering_en_een_test_die_bestaat(rij):
    tests = re.findall(r"`(tests/[\w/]+\.py)`", rij[4])
    assert (all(rij), bool(tests), [pad for pad in tests if not (BASIS / pad).is_file()]) == (True, True, [])


def test_elke_regel_van_opschonen_staat_in_het_document_en_andersom():
    genoemd = {naam for rij in TERMIJNEN for naam in re.findall(r"regel `([^`]+)`", rij[3])}
    assert genoemd == set(settings.OPSCHOONREGELS)


def test_elk_model_hoort_bij_een_termijn():
    termijnen = " ".join(rij[0] for rij in TERMIJNEN)
    assert [rij[1] for rij in MODELRIJEN if rij[1].split(";")[0] not in termijnen] == []
