"""Van gebruiker naar scope: welke toewijzingen gelden vandaag, en bij welke organisatie is hij aan het werk."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.domein.rechten import Handeling, Soort
from accounts.models import Gebruiker, Organisatie, Toewijzing
from accounts.scope import Scope, bouw_scope
from verzuimloket.clock import vandaag
from verzuimloket.db import bereik


def geldige_toewijzingen(gebruiker_id: int) -> list[Toewijzing]:
    """Wat vandaag geldt bij een actieve organisatie, met de organisatie erbij: één query."""
    with bereik.alleen({"gebruiker": gebruiker_id}):
        return list(
            Toewijzing.objects.unscoped("hieruit ontstaat de scope zelf")
            .geldig(vandaag())
            .filter(gebruiker_id=gebruiker_id, organisatie__actief=True)
            .exclude(organisatie__opgegaan_op__lte=vandaag())
            .exclude(organisatie__eindigt_op__lt=vandaag())  # wat gisteren eindigde, sluit de vaste taak vannacht
            .select_related("organisatie")
            .order_by("organisatie__naam", "organisatie_id", "rol")
        )


def organisaties_van(toewijzingen: list[Toewijzing]) -> list[Organisatie]:
    """De verschillende organisaties, op naam."""
    return list({t.organisatie_id: t.organisatie for t in toewijzingen}.values())


def werk_bij(gebruiker: Gebruiker, organisatie_id: int | None) -> None:
    """Zet `toewijzingen_nu`, `organisatie` en `scope` op de gebruiker zoals ze nu gelden.

    Zonder organisatie, of zonder geldige rol daar, is de scope None en ziet de gebruiker niets.
    """
    gebruiker.toewijzingen_nu = geldige_toewijzingen(gebruiker.pk)
    gebruiker.scope = bouw_scope(gebruiker.toewijzingen_nu, gebruiker.pk, organisatie_id or 0)
    gebruiker.organisatie = next(
        (t.organisatie for t in gebruiker.toewijzingen_nu if gebruiker.scope and t.organisatie_id == organisatie_id),
        None,
    )


def feiten_van(scope: Scope) -> dict[str, Any]:
    """Wat de database van deze scope moet weten, met voor een uitvoerende instantie de gemeenten die zij bedient."""
    feiten = scope.feiten()
    if scope.soort is Soort.UITVOERENDE_INSTANTIE and scope.mag(Handeling.LEVERINGEN_LEZEN):
        feiten["gemeenten"] = import_string(settings.GEMEENTEN_VAN_INSTANTIE)(scope.organisatie_id)
    return feiten


def namens(gebruiker_id: int, organisatie_id: int) -> Gebruiker:
    """De gebruiker met zijn rechten van nu bij deze organisatie, voor taken die een verzoek afmaken.

    Voor wie niet meer actief is of er geen rol meer heeft, is `scope` None. Werpt Gebruiker.DoesNotExist.
    """
    gebruiker = Gebruiker.objects.get(pk=gebruiker_id)
    if gebruiker.is_active:
        werk_bij(gebruiker, organisatie_id)
    return gebruiker
