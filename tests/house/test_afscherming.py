"""De ene deur in de modellen zelf: wat van een organisatie is, is nooit te lezen zonder te zeggen voor wie."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import Gebruiker
from accounts.scope import OngeautoriseerdeQuery, ScopedQuerySet
from tests.house.broncode import VERDIEPINGEN

# eigen modellen zonder deur, met de reden
OPEN = {
    "accounts.Organisatie": "openbare gegevens van scholen en gemeenten",
    "accounts.Fusie": "openbaar: welke organisatie waarin opgaat",
    "accounts.Gebruiker": "de scope ontstaat hieruit; geen leerlinggegevens; beheerpagina's gaan langs Toewijzing",
    "accounts.Token": "nodig vóór er een scope is; geheim versleuteld; pagina's gaan langs request.user of Hardwaretoken",
    "accounts.Sessie": "de scope ontstaat na de sessie; geen leerlinggegevens; een pagina leest alleen eigen sessies",
    "accounts.Aanmeldpoging": "nodig vóór er een scope is; alleen afdrukken van naam en adres",
    "accounts.Leesstand": "alleen tot welk uur het logboek bekeken is",
    "bron.Inlezing": "welk bestand hoe ver is, zonder persoonsgegevens",
    "bron.Levering": "wie wanneer leverde, zonder persoonsgegevens",
    "bron.LeveringPerBrin": "aantallen per instelling",
    "bron.Opleiding": "openbare codelijst",
    "bron.RodBericht": "welk bericht welke levering werd, zonder persoonsgegevens",
    "bron.Weeklevering": "dat zij bestaat en hoeveel mutaties zij telt",
    "meldingen.Postcodegebied": "openbare codelijst",
    "meldingen.Routering": "openbaar: wie wat behandelt",
    "meldingen.Routeringwissel": "op welke dag een routering wijzigt, en door wie",
    "meldingen.Verzuimsoort": "openbare codelijst",
    "rapportages.Maandrapportage": "alleen dat een maand bestaat; de rijen zijn afgeschermd",
    "rapportages.R08Week": "alleen dat een week bestaat; de rijen en tellingen zijn afgeschermd",
    "rapportages.Naam": "openbare namen van instellingen, gemeenten en opleidingen",
    "audit.AuditEvent": "verdieping 1 kent geen gebruikers; het rijbeleid zegt wat een webverzoek leest",
    "audit.AuditOpruiming": "alleen nummers, aantallen en afdrukken",
    "audit.AuditZegel": "alleen nummers, aantallen en afdrukken",
    "audit.Opschoning": "het bewijs van vernietiging: grenzen en aantallen",
    "outbox.Bericht": "verdieping 1 kent geen rollen; alleen de koerier leest het",
    "outbox.Tik": "een klok van het portaal",
}
EIGEN = [m for m in apps.get_models() if m.__module__.split(".")[0] in VERDIEPINGEN]
MET_DEUR = [m for m in EIGEN if m._meta.label not in OPEN]


def naam(model: type[models.Model]) -> str:
    return model._meta.label


def test_een_uitzondering_bestaat_nog():
    assert set(OPEN) - {naam(model) for model in EIGEN} == set()


@pytest.mark.parametrize("model", MET_DEUR, ids=naam)
def test_een_model_zonder_uitzondering_zegt_wat_bij_een_scope_hoort(model):
    assert (callable(getattr(model, "scope_q", None)), isinstance(model._default_manager.all(), ScopedQuerySet)) == (
        True,
        True,
    )


@pytest.mark.parametrize("vraag", ["count", "exists", "first", "delete", "iterator"])
@pytest.mark.parametrize("model", MET_DEUR, ids=naam)
def test_een_vraag_zonder_deur_wordt_geweigerd(model, vraag, db):
    with pytest.raises(OngeautoriseerdeQuery):
        uitkomst = getattr(model.objects.all(), vraag)()
        list(uitkomst)


@pytest.mark.parametrize("wie", [AnonymousUser(), Gebruiker(pk=1), None], ids=["anoniem", "zonder scope", "niemand"])
@pytest.mark.parametrize("model", MET_DEUR, ids=naam)
def test_zonder_scope_is_er_niets_en_geen_vraag(model, wie, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert list(model.objects.visible_to(wie)) == []
