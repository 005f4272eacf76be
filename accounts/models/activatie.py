"""Hoe een nieuwe gebruiker zijn account krijgt: langs twee wegen, die samen nodig zijn."""

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Handeling
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class Activatie(models.Model):
    """De twee brieven van een gebruiker. Van elk geheim bewaren wij alleen een afdruk (besluit 31).

    `wachtwoord_afdruk` hoort bij de gesloten brief, `koppel_afdruk` bij de brief van de beheerder; leeg is nog niet
    gemaakt, of vervangen door een apparaat. Per gebruiker is er één.
    """

    gebruiker = models.OneToOneField(Gebruiker, on_delete=models.CASCADE, related_name="activatie")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    wachtwoord_afdruk = models.CharField(max_length=64, blank=True, default="")
    koppel_afdruk = models.CharField(max_length=64, blank=True, default="")
    gemaakt_op = models.DateTimeField(default=clock.nu)
    verloopt_op = models.DateTimeField()
    voltooid_op = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("organisatie_id = {organisatie} AND {mag:gebruikers_beheren}")

    class Meta:
        verbose_name = "activatie"
        verbose_name_plural = "activaties"

    def __str__(self) -> str:
        return f"activatie van gebruiker {self.gebruiker_id}"

    @property
    def stand(self) -> str:
        """`voltooid`, `verlopen` of `open`, op dit moment."""
        if self.voltooid_op is not None:
            return "voltooid"
        return "open" if clock.nu() < self.verloopt_op else "verlopen"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De activaties van de eigen organisatie, voor wie gebruikers beheert."""
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.GEBRUIKERS_BEHEREN) else NIETS
