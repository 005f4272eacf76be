"""Wat pas doorgaat als een tweede persoon instemt."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from accounts.domein.rechten import Handeling
from accounts.domein.voorstellen import OOK_BESLISSEN, SOORTEN
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class VoorstelQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        """Waarover nog besloten kan worden."""
        return self.filter(besluit="", verloopt_op__gt=clock.nu())


class Voorstel(models.Model):
    """Een handeling die wacht op een tweede persoon. `gegevens` bevat nummers van objecten, nooit iets persoonlijks."""

    class Besluit(models.TextChoices):
        INGESTEMD = "ingestemd", "Ingestemd"
        AFGEWEZEN = "afgewezen", "Afgewezen"
        INGETROKKEN = "ingetrokken", "Ingetrokken"

    soort = models.CharField(max_length=24)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    over = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gegevens = models.JSONField(default=dict, blank=True)
    reden = models.CharField(max_length=500, blank=True, default="")
    gevraagd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField(default=clock.nu)
    verloopt_op = models.DateTimeField()
    besluit = models.CharField(max_length=12, choices=Besluit.choices, blank=True, default="")
    besloten_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    besloten_op = models.DateTimeField(null=True, blank=True)
    toelichting = models.CharField(max_length=500, blank=True, default="")

    objects = VoorstelQuerySet.as_manager()
    rijbeleid = Beleid(
        f"organisatie_id = {{organisatie}} AND ({{mag:gebruikers_beheren}} OR {{mag:{OOK_BESLISSEN}}})"
        f" OR {{mag:{OOK_BESLISSEN}}}"
    )

    class Meta:
        ordering: ClassVar = ["-gevraagd_op", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(besluit="", besloten_door=None, besloten_op=None)
                | ~Q(besluit="") & Q(besloten_door__isnull=False, besloten_op__isnull=False),
                name="voorstel_besloten_door_iemand",
            ),
            models.CheckConstraint(
                condition=~Q(besluit="ingestemd") | ~Q(besloten_door=F("gevraagd_door")),
                name="voorstel_vier_ogen",
            ),
        ]
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"

    def __str__(self) -> str:
        return f"{self.label} {self.pk}"

    @property
    def label(self) -> str:
        return SOORTEN[self.soort].label

    @property
    def stand(self) -> str:
        """`open`, `verlopen`, of wat er besloten is, op dit moment."""
        return self.besluit or ("open" if clock.nu() < self.verloopt_op else "verlopen")

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Functioneel beheer ziet elk voorstel; een beheerder die van de eigen organisatie."""
        if scope.mag(OOK_BESLISSEN):
            return Q()
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.GEBRUIKERS_BEHEREN) else NIETS
