"""Waarmee een systeem van een organisatie zich meldt."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Handeling
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class Toegangssleutel(models.Model):
    """Waarmee een systeem van een organisatie zich meldt. Van het geheim bewaren wij alleen een afdruk (SHA-256).

    `begin` is het openbare deel, waaraan de beheerder de sleutel herkent en waarmee wij haar vinden.
    """

    class Doel(models.TextChoices):
        ROD = "rod", "Inschrijvingen aanleveren (ROD)"

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="sleutels")
    doel = models.CharField(max_length=12, choices=Doel.choices)
    label = models.CharField(max_length=60)
    begin = models.CharField(max_length=20, unique=True)
    afdruk = models.CharField(max_length=64)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aangemaakt_op = models.DateTimeField(default=clock.nu)
    verloopt_op = models.DateTimeField()
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    laatst_gebruikt_op = models.DateTimeField(null=True, blank=True, help_text="op het uur nauwkeurig")

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("organisatie_id = {organisatie} AND {mag:sleutels_beheren}")

    class Meta:
        ordering: ClassVar = ["-aangemaakt_op", "-pk"]
        verbose_name = "toegangssleutel"
        verbose_name_plural = "toegangssleutels"

    def __str__(self) -> str:
        return f"{self.begin} {self.label}"

    @property
    def stand(self) -> str:
        """`actief`, `ingetrokken` of `verlopen`, op dit moment."""
        if self.ingetrokken_op is not None:
            return "ingetrokken"
        return "actief" if clock.nu() < self.verloopt_op else "verlopen"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De sleutels van de eigen organisatie, voor wie ze beheert."""
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.SLEUTELS_BEHEREN) else NIETS
