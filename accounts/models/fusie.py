"""Een gemeente of instelling die op een dag in een andere opgaat."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from verzuimloket import clock


class FusieQuerySet(models.QuerySet["Fusie"]):
    def geldig(self) -> Self:
        return self.filter(geannuleerd_op__isnull=True)

    def moet_nog(self, dag: date) -> Self:
        """Wat op deze dag uitgevoerd had moeten zijn, de oudste eerst."""
        return self.geldig().filter(uitgevoerd_op__isnull=True, datum__lte=dag).order_by("datum", "pk")


class Fusie(models.Model):
    """`van` gaat op `datum` op in `naar`. Een tweede persoon stemde ermee in; tot die dag is zij te annuleren.

    De vaste taak voert haar uit; `aantallen` is wat er meeging. Openbaar: er staat niets over een leerling in.
    """

    van = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naar = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    datum = models.DateField(help_text="de eerste dag van de nieuwe organisatie")
    reden = models.CharField(max_length=500, blank=True, default="")
    gevraagd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    ingestemd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    bij = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", help_text="het loket")
    vastgelegd_op = models.DateTimeField(default=clock.nu)
    geannuleerd_op = models.DateTimeField(null=True, blank=True)
    geannuleerd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uitgevoerd_op = models.DateTimeField(null=True, blank=True)
    aantallen = models.JSONField(default=dict, blank=True)

    objects = FusieQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-datum", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["van"], condition=Q(geannuleerd_op__isnull=True), name="fusie_een_keer_per_organisatie"
            ),
            models.CheckConstraint(condition=~Q(van=F("naar")), name="fusie_met_een_ander"),
            models.CheckConstraint(condition=~Q(gevraagd_door=F("ingestemd_door")), name="fusie_vier_ogen"),
            models.CheckConstraint(
                condition=Q(geannuleerd_op__isnull=True) | Q(uitgevoerd_op__isnull=True), name="fusie_een_afloop"
            ),
        ]
        verbose_name = "fusie"
        verbose_name_plural = "fusies"

    def __str__(self) -> str:
        return f"{self.van_id} in {self.naar_id} op {self.datum}"

    @property
    def stand(self) -> str:
        """`geannuleerd`, `uitgevoerd`, `bezig` (de dag is er) of `gepland`."""
        if self.geannuleerd_op:
            return "geannuleerd"
        if self.uitgevoerd_op:
            return "uitgevoerd"
        return "bezig" if self.datum <= clock.vandaag() else "gepland"
