"""Een extra adres van een organisatie voor één soort bericht."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.berichtadressen import GEBEURTENISSEN
from accounts.domein.rechten import Handeling
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class Berichtadres(models.Model):
    """Krijgt pas bericht als iemand die de postbus leest het bevestigde. Van de link bewaren wij alleen een afdruk."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    gebeurtenis = models.CharField(max_length=20, choices=[(w.value, g.label) for w, g in GEBEURTENISSEN.items()])
    email = models.EmailField()
    afdruk = models.CharField(max_length=64, null=True, unique=True, help_text="leeg: bevestigd, de link is gebruikt")
    verloopt_op = models.DateTimeField(help_text="tot wanneer de link werkt")
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    toegevoegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    toegevoegd_op = models.DateTimeField(default=clock.nu)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(
        "organisatie_id = {organisatie} AND {mag:gebruikers_beheren} OR {mag:organisaties_beheren}",
        schrijven="organisatie_id = {organisatie} AND {mag:gebruikers_beheren}",
    )

    class Meta:
        ordering: ClassVar = ["gebeurtenis", "email", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisatie", "gebeurtenis", "email"], name="berichtadres_een_keer"),
            models.CheckConstraint(
                condition=Q(bevestigd_op=None, afdruk__isnull=False) | Q(bevestigd_op__isnull=False, afdruk=None),
                name="berichtadres_bevestigd_zonder_link",
            ),
        ]
        verbose_name = "berichtadres"
        verbose_name_plural = "berichtadressen"

    def __str__(self) -> str:
        return f"{self.get_gebeurtenis_display()} bij {self.organisatie_id}"

    @property
    def stand(self) -> str:
        """`bevestigd`, `wacht` of `verlopen`, op dit moment."""
        if self.bevestigd_op is not None:
            return "bevestigd"
        return "wacht" if clock.nu() < self.verloopt_op else "verlopen"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De beheerder ziet die van zijn organisatie; functioneel beheer ziet ze allemaal."""
        if scope.mag(Handeling.ORGANISATIES_BEHEREN):
            return Q()
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.GEBRUIKERS_BEHEREN) else NIETS
