"""Maandrapportages zoals ze gebouwd zijn: de lijsten met hun rijen, en de tellingen die blijven.

De rijen verdwijnen drie maanden na het bouwen; de Maandrapportage en haar Tellingen blijven.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.scope import NIETS, Scope, ScopedQuerySet
from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand
from rapportages.models.ontvanger import (
    BIJ_ONTVANGER,
    ONTVANGER_IS,
    RijVanOntvanger,
    ontvanger_van,
    rijen_q,
)
from verzuimloket.db.beleid import Beleid

# geen = ANY (ARRAY(...)): dan telt de planner het kiezen op rapportage dubbel, en lijkt elke index even goed
ZICHTBAAR = "rapportage_id IN (SELECT r.id FROM rapportages_maandrapportage r WHERE r.zichtbaar)"


class Maandrapportage(models.Model):
    """De rapportages van één maand. Openbaar is alleen dat zij bestaat; de rijen zijn afgeschermd."""

    maand = models.DateField(unique=True, help_text="t2: de eerste dag van de maand van bouwen")
    t1 = models.DateField()
    sluitmoment = models.DateTimeField(help_text="K: wat ervoor ontvangen is, telt mee")
    stap = models.PositiveSmallIntegerField(default=0, help_text="hoeveel stappen van de bouw klaar zijn")
    begonnen_op = models.DateTimeField(null=True, blank=True, help_text="begin van de (laatste) bouw")
    bijgewerkt_op = models.DateTimeField(null=True, blank=True, help_text="einde van de laatste stap die klaar is")
    gevraagd_op = models.DateTimeField(null=True, blank=True, help_text="functioneel beheer vroeg om deze bouw")
    afgekeurd_op = models.DateTimeField(null=True, blank=True, help_text="de controle klopte niet; niets gepubliceerd")
    controle = models.JSONField(default=dict, blank=True, help_text="de aantallen van de controle voor publiceren")
    zichtbaar = models.BooleanField(default=False)
    gebouwd_op = models.DateTimeField(null=True, blank=True)
    verloopt_op = models.DateField(null=True, blank=True)
    opgeruimd_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-maand"]
        verbose_name = "maandrapportage"
        verbose_name_plural = "maandrapportages"

    def __str__(self) -> str:
        return str(self.waarde)

    @property
    def waarde(self) -> Maand:
        return Maand.van(self.maand)

    def verlopen(self, vandaag: date) -> bool:
        """Vanaf `verloopt_op` is de rapportage er niet meer, ook als het opruimen nog moet gebeuren."""
        return self.opgeruimd_op is not None or (self.verloopt_op is not None and self.verloopt_op <= vandaag)


class Naam(models.Model):
    """Namen van instellingen, gemeenten en opleidingen op de dag van bouwen; zo blijft een bestand gelijk.

    Ook de regio van een gemeente staat er: een herindeling op 1 januari verandert de startset van december niet.
    """

    class Soort(models.TextChoices):
        INSTELLING = "I", "Instelling"
        GEMEENTE = "G", "Gemeente"
        OPLEIDING = "O", "Opleiding"
        REGIO = "R", "RMC-regio van de gemeente met deze code"

    rapportage = models.ForeignKey(Maandrapportage, on_delete=models.CASCADE, related_name="namen")
    soort = models.CharField(max_length=1, choices=Soort.choices)
    code = models.CharField(max_length=12)
    naam = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["rapportage", "soort", "code"], name="naam_een_keer")]
        verbose_name = "naam"
        verbose_name_plural = "namen"

    def __str__(self) -> str:
        return self.naam


class _RijVanMaand(RijVanOntvanger):
    """Een rij van een maandrapportage."""

    rapportage = models.ForeignKey(Maandrapportage, on_delete=models.CASCADE, related_name="+", db_index=False)

    rijbeleid = Beleid(f"{BIJ_ONTVANGER} AND {ZICHTBAAR}")

    class Meta:
        abstract = True

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Alleen zichtbare rapportages, en daarvan alleen de rijen van de eigen ontvanger."""
        ontvanger = ontvanger_van(scope)
        return NIETS if ontvanger is None else rijen_q(ontvanger) & Q(rapportage__zichtbaar=True)


class RapportageRij(_RijVanMaand):
    """Een leerling op A04, A14 of A02. De A01 zijn de rijen van A04 die `nieuw` zijn.

    De inschrijfkolommen beschrijven de leidende inschrijving op t1; uitschrijving en reden zoals bekend op K.
    """

    code = models.CharField(max_length=3, choices=[(code, code) for code in (Code.A02, Code.A04, Code.A14)])
    nieuw = models.BooleanField(default=False, help_text="stond de vorige maand niet op de lijst")
    reden = models.CharField(max_length=20)
    waarom = models.CharField(max_length=30, default="")
    vanaf = models.CharField(max_length=6, help_text="VANAF_WANNEER: de maand vóór de t2 waarop de leerling erbij kwam")
    type = models.CharField(max_length=20, help_text="NIVEAU: het onderwijstype")
    volgnummer = models.TextField(default="")
    vestiging = models.TextField(default="")
    opleidingcode = models.TextField(default="")
    leerweg = models.CharField(max_length=3, default="")
    datum_inschrijving = models.DateField()
    datum_uitschrijving = models.DateField(null=True)
    reden_uitstroom = models.TextField(default="")
    straat = models.TextField(default="")
    huisnummer = models.TextField(default="")
    huisletter = models.TextField(default="")
    toevoeging = models.TextField(default="")
    postcode = models.TextField(default="")
    plaats = models.TextField(default="")
    melding_wettelijk = models.BooleanField(default=False)
    melding_niet_wettelijk = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["rapportage", "code", "brin", "persoon"], name="rij_instelling"),
            models.Index(fields=["rapportage", "code", "gemeentecode", "persoon"], name="rij_gemeente"),
            models.Index(fields=["rapportage", "code", "rmc_nummer", "persoon"], name="rij_regio"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rapportage", "code", "persoon"], condition=~Q(code=Code.A02), name="rij_een_per_persoon"
            ),
        ]
        verbose_name = "rapportagerij"
        verbose_name_plural = "rapportagerijen"


class VerzuimRij(_RijVanMaand):
    """R01: een melding die in de maand vóór t2 geregistreerd is, met haar status op het moment van bouwen."""

    nummer = models.BigIntegerField(help_text="meldingsnummer")
    soort = models.CharField(max_length=8)
    verplicht = models.BooleanField(default=False, help_text="of de wet een melding van deze soort eist")
    status = models.CharField(max_length=1)
    geregistreerd_op = models.DateTimeField()
    eerste_dag = models.DateField(null=True)
    laatste_dag = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["rapportage", "brin", "persoon"], name="verzuim_instelling"),
            models.Index(fields=["rapportage", "gemeentecode", "persoon"], name="verzuim_gemeente"),
            models.Index(fields=["rapportage", "rmc_nummer", "persoon"], name="verzuim_regio"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["rapportage", "nummer"], name="verzuim_een_keer")]
        verbose_name = "verzuimrij"
        verbose_name_plural = "verzuimrijen"


class Telling(models.Model):
    """Een aantal per ontvanger, code en soort. Bevat geen leerling en blijft als de rijen weg zijn.

    `soort` is het onderwijstype (A-codes) of `verzuimsoort/status` (R01).
    """

    rapportage = models.ForeignKey(Maandrapportage, on_delete=models.PROTECT, related_name="+", db_index=False)
    ontvanger = models.CharField(max_length=5, help_text="I27GZ, G0363 of R0021")
    code = models.CharField(max_length=3)
    soort = models.CharField(max_length=20)
    aantal = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(f"{ONTVANGER_IS} AND {ZICHTBAAR}")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rapportage", "ontvanger", "code", "soort"], name="telling_een_keer")
        ]
        verbose_name = "telling"
        verbose_name_plural = "tellingen"

    def __str__(self) -> str:
        return f"{self.code} {self.ontvanger} {self.soort}: {self.aantal}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        ontvanger = ontvanger_van(scope)
        return NIETS if ontvanger is None else Q(ontvanger=str(ontvanger), rapportage__zichtbaar=True)
