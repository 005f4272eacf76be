"""De ene deur: een scope ziet nooit een andere organisatie, en een query zonder deur gaat niet door."""

from dataclasses import dataclass, field

import pytest
from django.db.models import Count, Exists, OuterRef
from hypothesis import given
from hypothesis import strategies as st

from accounts.domein.rechten import Handeling, Rol, Soort, bestaat_bij
from accounts.models import Concept, Gebruiker, Toewijzing
from accounts.scope import OngeautoriseerdeQuery, bouw_scope
from accounts.services.concepten import bewaar_concept
from tests.factories import ToewijzingFactory


@dataclass
class Org:
    pk: int
    soort: str
    actief: bool
    code: str = "X"
    naam: str = "Naam"
    rmc_nummer: str = ""


@dataclass
class Rij:
    gebruiker_id: int
    organisatie: Org
    rol: str
    locatie_ids: list = field(default_factory=list)
    leerling_pgns: list = field(default_factory=list)


orgs = st.builds(Org, pk=st.integers(1, 3), soort=st.sampled_from(Soort), actief=st.booleans())
rijen = st.lists(st.builds(Rij, gebruiker_id=st.integers(1, 2), organisatie=orgs, rol=st.sampled_from(Rol)))


@given(rijen, st.integers(1, 2), st.integers(1, 3))
def test_een_scope_ontstaat_alleen_uit_eigen_geldige_rollen_bij_die_organisatie(toewijzingen, wie, waar):
    eigen = {
        Rol(t.rol)
        for t in toewijzingen
        if (t.gebruiker_id, t.organisatie.pk) == (wie, waar)
        and t.organisatie.actief
        and bestaat_bij(Rol(t.rol), Soort(t.organisatie.soort))
    }
    scope = bouw_scope(toewijzingen, wie, waar)
    assert (scope.rollen if scope else set()) == eigen


@given(rijen, st.integers(1, 2), st.integers(1, 3))
def test_een_scope_draagt_altijd_de_gevraagde_organisatie_en_gebruiker(toewijzingen, wie, waar):
    scope = bouw_scope(toewijzingen, wie, waar)
    assert scope is None or (scope.gebruiker_id, scope.organisatie_id) == (wie, waar)


ZONDER_DEUR = {
    "lezen": lambda: list(Concept.objects.all()),
    "filteren": lambda: list(Concept.objects.filter(soort="x")),
    "tellen": lambda: Concept.objects.count(),
    "bestaan": lambda: Concept.objects.exists(),
    "ophalen": lambda: Concept.objects.get(soort="x"),
    "eerste": lambda: Concept.objects.first(),
    "optellen": lambda: Concept.objects.aggregate(n=Count("pk")),
    "wijzigen": lambda: Concept.objects.update(soort="y"),
    "wissen": lambda: Concept.objects.all().delete(),
    "snel wissen": lambda: Concept.objects.all()._raw_delete("default"),
    "stromen": lambda: list(Concept.objects.iterator()),
    "waarden": lambda: list(Concept.objects.values("soort")),
    "subquery": lambda: list(Gebruiker.objects.filter(pk__in=Concept.objects.values("gebruiker"))),
    "exists": lambda: list(Gebruiker.objects.filter(Exists(Concept.objects.filter(gebruiker=OuterRef("pk"))))),
    "samenvoegen": lambda: list(Concept.objects.unscoped("test") | Concept.objects.all()),
    "vereniging": lambda: list(Concept.objects.unscoped("test").union(Concept.objects.all())),
    "via de gebruiker": lambda: list(Gebruiker(pk=1).concepten.all()),
    "vooruit laden": lambda: list(Gebruiker.objects.prefetch_related("concepten")),
}


@pytest.mark.parametrize("manier", ZONDER_DEUR)
def test_een_query_zonder_deur_wordt_niet_uitgevoerd(manier, melder):
    with pytest.raises(OngeautoriseerdeQuery):
        ZONDER_DEUR[manier]()


def test_zonder_deur_kan_wel_niets_worden_gevraagd(db):
    assert list(Concept.objects.none()) == []


def test_een_query_met_reden_ziet_alles(melder, vreemde_melder):
    assert Toewijzing.objects.unscoped("test").count() == 2


@pytest.mark.parametrize("reden", ["", "  "])
def test_zonder_reden_gaat_de_deur_niet_open(reden, db):
    with pytest.raises(ValueError, match="reden"):
        Toewijzing.objects.unscoped(reden)


def test_een_gebruiker_zonder_scope_ziet_niets(melder):
    bewaar_concept(melder, "proef", {})
    assert not Concept.objects.visible_to(Gebruiker.objects.get(pk=melder.pk)).exists()


def test_een_concept_is_alleen_voor_de_gebruiker_zelf(melder, vreemde_melder, lezer):
    bewaar_concept(melder, "proef", {})
    assert [Concept.objects.visible_to(wie).count() for wie in (melder, lezer, vreemde_melder)] == [1, 0, 0]


def test_een_beheerder_ziet_de_toewijzingen_van_zijn_eigen_organisatie(beheerder, melder, vreemde_melder):
    namen = Toewijzing.objects.visible_to(beheerder).values_list("gebruiker__username", flat=True)
    assert sorted(namen) == ["beheerder.00zv", "beheerder.00zv", "melder.00zv"]


def test_een_melder_ziet_alleen_zijn_eigen_toewijzing(beheerder, melder):
    assert [t.gebruiker_id for t in Toewijzing.objects.visible_to(melder)] == [melder.pk]


def test_een_melder_die_ook_lezer_is_wordt_niet_beperkt(melder, wereld):
    ToewijzingFactory(gebruiker=melder, organisatie=wereld.school, rol=Rol.LEZER, locatie_ids=[7])
    rijen = Toewijzing.objects.unscoped("test").select_related("organisatie")
    assert not bouw_scope(rijen, melder.pk, wereld.school.pk).beperkt


def test_een_lezer_is_beperkt_tot_zijn_locaties_en_leerlingen(lezer, wereld):
    Toewijzing.objects.unscoped("test").update(locatie_ids=[7, 8], leerling_pgns=["999990019"])
    scope = bouw_scope(Toewijzing.objects.unscoped("test"), lezer.pk, wereld.school.pk)
    assert (scope.beperkt, scope.locatie_ids, scope.leerling_pgns) == (True, {7, 8}, {"999990019"})


def test_een_rmc_behandelaar_kent_zijn_regio(rmc, behandelaar, melder):
    assert [(w.scope.rmc_nummer, w.scope.gemeentecode, w.scope.brin) for w in (rmc, behandelaar, melder)] == [
        ("21", "", ""),
        ("21", "0363", ""),
        ("", "", "00ZV"),
    ]


def test_rollen_bij_een_organisatie_tellen_samen(beheerder):
    assert beheerder.scope.mag(Handeling.GEBRUIKERS_BEHEREN)
    assert beheerder.scope.mag(Handeling.LOCATIES_BEHEREN)
