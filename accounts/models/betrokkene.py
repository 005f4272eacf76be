"""Wat functioneel beheer voor een betrokkene doet (AVG)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.correctie import ONDERWERPEN, Onderwerp
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


class Correctieverzoek(models.Model):
    """Een betrokkene vraagt om iets te verbeteren, te wissen, in te zien of te beperken. Wie het is, staat in de brief.

    `uiterlijk` is een maand na ontvangst, of na verlengen drie.
    """

    nummer = models.BigAutoField(primary_key=True)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    kenmerk = models.CharField(max_length=60, help_text="het nummer van de brief of de vraag")
    onderwerp = models.CharField(
        max_length=12, choices=[(code, onderwerp.label) for code, onderwerp in ONDERWERPEN.items()]
    )
    ontvangen_op = models.DateField()
    uiterlijk = models.DateField()
    doorgegeven_aan = models.CharField(max_length=100, blank=True, default="")
    doorgegeven_op = models.DateField(null=True, blank=True)
    verlengd_op = models.DateField(null=True, blank=True)
    verlengd_reden = models.CharField(max_length=200, blank=True, default="")
    gemeld_op = models.DateField(null=True, blank=True, help_text="wanneer de betrokkene hoorde dat het langer duurt")
    uitkomst = models.CharField(max_length=500, blank=True, default="")
    afgehandeld_op = models.DateField(null=True, blank=True)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+", help_text="wie het vastlegde")

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("organisatie_id = {organisatie} AND {mag:betrokkenen_inzien}")

    class Meta:
        ordering: ClassVar = [models.F("afgehandeld_op").desc(nulls_first=True), "uiterlijk", "nummer"]
        verbose_name = "correctieverzoek"
        verbose_name_plural = "correctieverzoeken"

    def __str__(self) -> str:
        return f"correctieverzoek {self.nummer}"

    @property
    def soort(self) -> Onderwerp:
        return ONDERWERPEN[self.onderwerp]

    @property
    def stand(self) -> str:
        """`afgehandeld`, `doorgegeven` of `open`."""
        return "afgehandeld" if self.afgehandeld_op else "doorgegeven" if self.doorgegeven_op else "open"

    @property
    def te_verlengen(self) -> bool:
        return self.verlengd_op is None and self.afgehandeld_op is None

    def te_laat(self, vandaag: date) -> bool:
        return self.uiterlijk < (self.afgehandeld_op or vandaag)

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Wie betrokkenen helpt, ziet alle verzoeken van het loket: een collega neemt het over."""
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.BETROKKENEN_INZIEN) else NIETS
