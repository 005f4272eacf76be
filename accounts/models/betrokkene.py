"""Wat functioneel beheer voor een betrokkene doet (AVG)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Handeling
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.models.voorstel import Voorstel
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class Inzageverzoek(models.Model):
    """De vraag wat het portaal van één persoon heeft (AVG art. 15). Het nummer staat alleen hier.

    Pas als een tweede persoon instemt is `verloopt_op` gezet, en is het overzicht er voor wie het vroeg; het wordt bij
    elke keer openen opnieuw gemaakt. Daarna is `pgn` leeg (`opschonen`) en blijft alleen dat het gevraagd is.
    """

    nummer = models.BigAutoField(primary_key=True)
    pgn = models.CharField(max_length=9, blank=True, default="")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    gevraagd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField(default=clock.nu)
    reden = models.CharField(max_length=500)
    voorstel = models.OneToOneField(Voorstel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verloopt_op = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("gevraagd_door_id = {gebruiker} AND organisatie_id = {organisatie} AND {mag:betrokkenen_inzien}")

    class Meta:
        ordering: ClassVar = ["-nummer"]
        verbose_name = "inzageverzoek"
        verbose_name_plural = "inzageverzoeken"

    def __str__(self) -> str:
        return f"inzageverzoek {self.nummer}"

    @property
    def stand(self) -> str:
        """`beschikbaar`, `voorbij`, of de stand van het voorstel (`open`, `verlopen`, `afgewezen`, `ingetrokken`)."""
        if self.verloopt_op is not None:
            return "beschikbaar" if self.pgn and clock.nu() < self.verloopt_op else "voorbij"
        return self.voorstel.stand if self.voorstel else "open"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Alleen van wie het vroeg: ook een collega leest niet mee."""
        if not scope.mag(Handeling.BETROKKENEN_INZIEN):
            return NIETS
        return Q(gevraagd_door_id=scope.gebruiker_id, organisatie_id=scope.organisatie_id)
