"""Een beperking van de verwerking (AVG art. 18): het merk op één persoon."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.beperking import GRONDEN
from accounts.domein.rechten import Handeling
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.models.voorstel import Voorstel
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class BeperkingQuerySet(ScopedQuerySet):
    def geldend(self) -> "BeperkingQuerySet":
        return self.filter(ingegaan_op__isnull=False, opgeheven_op=None)


class Beperking(models.Model):
    """Zolang zij geldt, blijft alles van deze persoon staan, en staat het merk bij zijn meldingen (besluit 36).

    Instellen en opheffen vragen elk een tweede persoon. Het nummer staat alleen hier; na opheffen of afwijzen is het
    leeg, en blijft dat er een beperking was, waarom en hoe lang.
    """

    nummer = models.BigAutoField(primary_key=True)
    pgn = models.CharField(max_length=9, blank=True, default="")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    grond = models.CharField(max_length=12, choices=[(grond.value, uitleg) for grond, uitleg in GRONDEN.items()])
    reden = models.CharField(max_length=200)
    gevraagd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField(default=clock.nu)
    voorstel = models.OneToOneField(Voorstel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ingegaan_op = models.DateTimeField(null=True, blank=True)
    opheffen_reden = models.CharField(max_length=200, blank=True, default="")
    gemeld_op = models.DateField(null=True, blank=True, help_text="wanneer de betrokkene hoorde dat zij eindigt")
    opheffing = models.OneToOneField(Voorstel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opgeheven_op = models.DateTimeField(null=True, blank=True)

    objects = BeperkingQuerySet.as_manager()
    rijbeleid = Beleid("organisatie_id = {organisatie} AND {mag:betrokkenen_inzien}")

    class Meta:
        ordering: ClassVar = [models.F("opgeheven_op").desc(nulls_first=True), "-nummer"]
        verbose_name = "beperking"
        verbose_name_plural = "beperkingen"

    def __str__(self) -> str:
        return f"beperking {self.nummer}"

    @property
    def stand(self) -> str:
        """`geldt`, `opgeheven`, of de stand van het voorstel (`open`, `verlopen`, `afgewezen`, `ingetrokken`)."""
        if self.opgeheven_op is not None:
            return "opgeheven"
        if self.ingegaan_op is not None:
            return "geldt"
        return self.voorstel.stand if self.voorstel else "open"

    @property
    def opheffing_wacht(self) -> bool:
        return self.stand == "geldt" and self.opheffing is not None and self.opheffing.stand == "open"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Wie betrokkenen helpt, ziet alle beperkingen van het loket: een collega neemt het over."""
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.BETROKKENEN_INZIEN) else NIETS
