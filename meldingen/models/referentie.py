"""Openbare codelijsten: soorten, postcodes en wie voor een gemeente de meldingen doet."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import Gebruiker, Organisatie
from meldingen.domein.leeftijd import LABELS, Leeftijdsgroep
from meldingen.domein.overdracht import Regel
from meldingen.domein.soorten import Soort
from verzuimloket import clock

GROEPEN = [(groep.value, label) for groep, label in LABELS.items()]


class Verzuimsoort(models.Model):
    """Een soort verzuim met haar geldigheid; `geldig_tot` is de laatste dag."""

    code = models.CharField(max_length=3, primary_key=True)
    label = models.CharField(max_length=80)
    groepen = ArrayField(models.CharField(max_length=20, choices=GROEPEN))
    verplicht = models.BooleanField()
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "soort verzuim"
        verbose_name_plural = "soorten verzuim"

    def __str__(self) -> str:
        return self.label

    def als_regel(self) -> Soort:
        return Soort(
            code=self.code,
            label=self.label,
            groepen=frozenset(Leeftijdsgroep(groep) for groep in self.groepen),
            verplicht=self.verplicht,
            geldig_van=self.geldig_van,
            geldig_tot=self.geldig_tot,
        )


class Postcodegebied(models.Model):
    """De vier cijfers van een postcode en de gemeente daarbij."""

    cijfers = models.CharField(max_length=4, primary_key=True)
    gemeentecode = models.CharField(max_length=4)

    class Meta:
        verbose_name = "postcodegebied"
        verbose_name_plural = "postcodegebieden"

    def __str__(self) -> str:
        return self.cijfers


class RouteringQuerySet(models.QuerySet["Routering"]):
    def geldig(self, dag: date) -> "RouteringQuerySet":
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=dag), geldig_van__lte=dag)


class Routering(models.Model):
    """Wie voor een gemeente (of, bij RMC, voor een hele regio) de meldingen van een leeftijdsgroep behandelt."""

    gebied = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="+", help_text="gemeente of RMC-regio"
    )
    groep = models.CharField(max_length=20, choices=GROEPEN)
    instantie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    objects = RouteringQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gebied", "groep", "geldig_van"], name="routering_een_begin"),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=F("geldig_van")), name="routering_volgorde"
            ),
        ]
        verbose_name = "routering"
        verbose_name_plural = "routeringen"

    def __str__(self) -> str:
        return f"{self.gebied_id} {self.groep} -> {self.instantie_id}"

    def als_regel(self) -> Regel:
        """Voor het domein; leest de instantie."""
        return Regel(
            gebied=self.gebied_id,
            groep=self.groep,
            instantie=self.instantie_id,
            naam=self.instantie.naam,
            van=self.geldig_van,
            tot=self.geldig_tot,
            werkt=self.instantie.actief,
        )


class Routeringwissel(models.Model):
    """Een dag waarop de routering van een gebied wijzigt: open meldingen volgen dan, met de vaste taak.

    `door` legde de regel vast; de tijdlijn van een melding die overgaat noemt hem.
    """

    gebied = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    groep = models.CharField(max_length=20, choices=GROEPEN)
    dag = models.DateField()
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", help_text="van `door`")
    gepland_op = models.DateTimeField(default=clock.nu)
    uitgevoerd_op = models.DateTimeField(null=True, blank=True)
    aantal = models.PositiveIntegerField(default=0, help_text="meldingen die overgingen")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gebied", "groep", "dag"],
                condition=Q(uitgevoerd_op__isnull=True),
                name="routeringwissel_een_keer_gepland",
            )
        ]
        ordering: ClassVar = ["dag", "pk"]
        verbose_name = "wissel van routering"
        verbose_name_plural = "wissels van routering"

    def __str__(self) -> str:
        return f"{self.gebied_id} {self.groep} {self.dag}"
