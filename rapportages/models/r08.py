"""R08 zoals zij elke maandag gebouwd is. De rijen verdwijnen na drie maanden; de week en haar tellingen blijven."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.scope import NIETS, Scope, ScopedQuerySet
from bron.domein.persoon import lijstnaam
from rapportages.models.ontvanger import BIJ_ONTVANGER, ONTVANGER_IS, RijVanOntvanger, ontvanger_van, rijen_q
from verzuimloket.db.beleid import Beleid

_GEBOUWD = "week_id IN (SELECT w.id FROM rapportages_r08week w WHERE w.gebouwd_op IS NOT NULL)"


class R08Week(models.Model):
    """De potentiële LRV'ers van één maandag. Openbaar is alleen dat zij bestaat, en het aantal in het hele land."""

    peildatum = models.DateField(unique=True, help_text="een maandag; K is 00:00 van die dag")
    leerlingen = models.PositiveIntegerField(default=0, help_text="rijen in het hele land")
    gebouwd_op = models.DateTimeField(null=True, blank=True, help_text="gevuld als zij klaar en zichtbaar is")
    verloopt_op = models.DateField(null=True, blank=True)
    opgeruimd_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-peildatum"]
        verbose_name = "R08-week"
        verbose_name_plural = "R08-weken"

    def __str__(self) -> str:
        return str(self.peildatum)

    def verlopen(self, vandaag: date) -> bool:
        """Vanaf `verloopt_op` zijn de rijen er niet meer, ook als het opruimen nog moet gebeuren."""
        return self.opgeruimd_op is not None or (self.verloopt_op is not None and self.verloopt_op <= vandaag)


class R08Rij(RijVanOntvanger):
    """Een leerling van een school op R08, met de naam zoals zijn laatste melding in het venster hem kende."""

    week = models.ForeignKey(R08Week, on_delete=models.CASCADE, related_name="+", db_index=False)
    naam_instelling = models.TextField(default="", help_text="bij het bouwen; zo blijft een bestand gelijk")
    naam_gemeente = models.TextField(default="")
    uren = models.PositiveSmallIntegerField(help_text="lesuren in het venster van 28 dagen")
    dagen = models.PositiveSmallIntegerField(help_text="dagen met verzuim in het venster")
    eerste_dag = models.DateField()
    laatste_dag = models.DateField()
    nummer = models.BigIntegerField(help_text="de laatste melding met een dag in het venster")
    soort = models.CharField(max_length=3)
    aantal_weken = models.PositiveSmallIntegerField(help_text="weken achter elkaar op R08; 1 is nieuw")

    rijbeleid = Beleid(f"{BIJ_ONTVANGER} AND {_GEBOUWD}")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["week", "gemeentecode", "persoon"], name="r08_gemeente"),
            models.Index(fields=["week", "rmc_nummer", "persoon"], name="r08_regio"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["week", "brin", "persoon"], name="r08_een_per_school_en_persoon")
        ]
        verbose_name = "R08-rij"
        verbose_name_plural = "R08-rijen"

    @property
    def lijstnaam(self) -> str:
        return lijstnaam(self.voornamen, self.voorvoegsel, self.achternaam)

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        ontvanger = ontvanger_van(scope)
        return NIETS if ontvanger is None else rijen_q(ontvanger) & Q(week__gebouwd_op__isnull=False)


class R08Telling(models.Model):
    """Het aantal rijen van een ontvanger met rijen. Bevat geen leerling en blijft als de rijen weg zijn."""

    week = models.ForeignKey(R08Week, on_delete=models.PROTECT, related_name="+", db_index=False)
    ontvanger = models.CharField(max_length=5, help_text="I27GZ, G0363 of R0021")
    aantal = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(f"{ONTVANGER_IS} AND {_GEBOUWD}")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["week", "ontvanger"], name="r08_telling_een_keer")]
        verbose_name = "R08-telling"
        verbose_name_plural = "R08-tellingen"

    def __str__(self) -> str:
        return f"R08 {self.ontvanger}: {self.aantal}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        ontvanger = ontvanger_van(scope)
        return NIETS if ontvanger is None else Q(ontvanger=str(ontvanger), week__gebouwd_op__isnull=False)
