"""Het logo van een organisatie; apart, want de organisatie zelf wordt bij elk verzoek gelezen."""

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Handeling
from accounts.models.organisatie import Organisatie
from accounts.scope import Scope, ScopedQuerySet
from verzuimloket.db.beleid import Beleid


class Huislogo(models.Model):
    """Een PNG die wij zelf schreven (verzuimloket/beeld.py)."""

    organisatie = models.OneToOneField(Organisatie, on_delete=models.CASCADE, primary_key=True, related_name="+")
    png = models.BinaryField()
    breedte = models.PositiveSmallIntegerField()
    hoogte = models.PositiveSmallIntegerField()

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(
        "organisatie_id = {organisatie} OR {mag:organisaties_beheren}",
        schrijven="organisatie_id = {organisatie} AND {mag:gebruikers_beheren} OR {mag:organisaties_beheren}",
    )

    class Meta:
        verbose_name = "huislogo"
        verbose_name_plural = "huislogo's"

    def __str__(self) -> str:
        return f"logo van organisatie {self.organisatie_id}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Iedereen ziet het logo van zijn eigen organisatie; functioneel beheer ziet ze allemaal."""
        return Q() if scope.mag(Handeling.ORGANISATIES_BEHEREN) else Q(organisatie_id=scope.organisatie_id)
