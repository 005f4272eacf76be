"""De twee lijnen zeggen hetzelfde: wat het web onder rij-beveiliging ziet, is wat `visible_to` toelaat."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from accounts.domein.rechten import MATRIX, Rol, Soort, handelingen_van
from accounts.identiteit import feiten_van
from accounts.models import Organisatie
from accounts.scope import Scope
from meldingen.models import Locatie, Melder, Melding
from tests.house.toneel import nummers
from verzuimloket.audit.models import AuditEvent
from verzuimloket.db.beleid import afgeschermd
from verzuimloket.db.bereik import als_web

pytestmark = pytest.mark.django_db
# wie een melding behandelt, leest ook de locatie en de melder die erbij staan: zo toont de melding ze
RUIMER = {Locatie: "locatie_id", Melder: "melder_id"}
COMBINATIES = [(rol, soort) for rol, regel in MATRIX.items() for soort in sorted(regel.soorten)]


def sleutels(rijen):
    return set(rijen.values_list("pk", flat=True))


def alle(model):
    """Elke rij; het logboek heeft geen deur in het model, want verdieping 1 kent geen gebruikers."""
    return model.objects.all() if model is AuditEvent else model.objects.unscoped("de tweede lijn alleen")


def zichtbaar(model, wie):
    return alle(model).filter(model.scope_q(wie.scope)) if model is AuditEvent else model.objects.visible_to(wie)


def scope_van(organisatie, rollen, locaties=(), leerlingen=()):
    soort = Soort(organisatie.soort)
    return Scope(
        gebruiker_id=organisatie.pk, organisatie_id=organisatie.pk, soort=soort, code=organisatie.code, naam="Proef",
        rollen=frozenset(rollen), handelingen=handelingen_van(rollen), locatie_ids=frozenset(locaties),
        leerling_pgns=frozenset(leerlingen),
    )  # fmt: skip


def verschil(scope):
    """Per model wat de database te weinig toont, en wat te veel (buiten wat hierboven staat)."""
    uit = {}
    wie = SimpleNamespace(scope=scope)
    for model in afgeschermd():
        toegestaan = sleutels(zichtbaar(model, wie))
        if model in RUIMER and scope.soort is not Soort.INSTELLING:
            bij = Melding.objects.visible_to(wie).exclude(**{RUIMER[model]: None})
            toegestaan |= set(bij.values_list(RUIMER[model], flat=True))
        with als_web(feiten_van(scope)):
            gezien = sleutels(alle(model))
        if gezien != toegestaan:
            uit[model._meta.label] = (toegestaan - gezien, gezien - toegestaan)
    return uit


@pytest.mark.parametrize("model", afgeschermd(), ids=lambda model: model._meta.label)
def test_elke_tabel_heeft_rijen_die_zouden_kunnen_lekken(vol, model):
    assert alle(model).count() > 0


@pytest.mark.parametrize(("rol", "soort"), COMBINATIES, ids=lambda waarde: str(waarde))
def test_elke_rol_bij_elke_soort_ziet_onder_beide_lijnen_hetzelfde(vol, rol, soort):
    organisaties = list(Organisatie.objects.filter(soort=soort))
    if soort is Soort.UITVOERENDE_INSTANTIE:
        organisaties = [vol.werelden[0].instantie]
    zaak = vol.zaken[vol.werelden[0].brin]
    for organisatie in organisaties:
        scope = scope_van(organisatie, {rol}, {zaak["hoofdlocatie"].pk}, {nummers(vol.werelden[0])[1]})
        assert verschil(scope) == {}


@pytest.mark.parametrize("lid", ["melder", "lezer", "beheerder", "rapport", "behandelaar", "rmc"])
def test_iedereen_uit_de_cast_ziet_onder_beide_lijnen_hetzelfde(vol, lid):
    assert [verschil(getattr(wereld, lid).scope) for wereld in vol.werelden] == [{}, {}]


@given(data=st.data())
@hypothesis_settings(
    derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_elke_combinatie_van_rollen_ziet_onder_beide_lijnen_hetzelfde(vol, data):
    organisatie = data.draw(st.sampled_from(list(Organisatie.objects.order_by("pk"))))
    kan = [rol for rol, regel in MATRIX.items() if organisatie.soort in regel.soorten]
    locaties = list(Locatie.objects.unscoped("proef").order_by("pk").values_list("pk", flat=True))
    pgns = [nummer for wereld in vol.werelden for nummer in nummers(wereld)]
    scope = scope_van(
        organisatie, data.draw(st.sets(st.sampled_from(kan), min_size=1)),
        data.draw(st.sets(st.sampled_from(locaties))), data.draw(st.sets(st.sampled_from(pgns))),
    )  # fmt: skip
    assert verschil(scope) == {}


@pytest.mark.parametrize("model", afgeschermd(), ids=lambda model: model._meta.label)
def test_zonder_feiten_is_er_niets(vol, model):
    with als_web({}):
        assert sleutels(alle(model)) == set()


def test_een_melding_van_een_ander_is_niet_te_wijzigen_te_wissen_of_te_maken(vol):
    hier, daar = vol.werelden
    vreemd = vol.zaken[daar.brin]["gemeente"]
    rij = Melding.objects.unscoped("proef").filter(pk=vreemd.pk)
    with als_web(hier.melder.scope.feiten()), transaction.atomic():
        assert (rij.update(reden="x"), rij.delete()[0]) == (0, 0)
    assert rij.get().reden == vreemd.reden


def test_een_eigen_melding_is_niet_naar_een_ander_te_verplaatsen(vol):
    hier, daar = vol.werelden
    eigen = Melding.objects.unscoped("proef").filter(pk=vol.zaken[hier.brin]["gemeente"].pk)
    with (
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
        als_web(hier.melder.scope.feiten()),
    ):
        eigen.update(school=daar.school)


def test_een_gebruiker_geeft_zichzelf_geen_rol(vol):
    wie = vol.werelden[0].melder
    with pytest.raises(Exception, match="row-level security"), transaction.atomic(), als_web(wie.scope.feiten()):
        wie.toewijzingen.create(organisatie=wie.organisatie, rol=Rol.BEHEERDER)


def test_de_gemeenten_van_een_instantie_komen_uit_de_instelling(vol):
    instantie = vol.werelden[0].instantie
    scope = scope_van(instantie, {Rol.RAPPORTAGES})
    verwacht = import_string(settings.GEMEENTEN_VAN_INSTANTIE)(instantie.pk)
    assert feiten_van(scope)["gemeenten"] == verwacht
