"""Wat er binnenkomt: elke poging om een bestand of bericht in te lezen, en wat een levering per instelling inhield."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from accounts.models import Gebruiker
from bron.models.register import Levering
from verzuimloket import clock


class Inlezing(models.Model):
    """Een poging om een bestand in te lezen, met de voortgang. Bestaat ook als de levering geweigerd werd.

    De voortgang wordt buiten de transactie van het inlezen geschreven, anders zou niemand haar zien. `regels` en
    `bytes` zijn wat er gelezen is; `omvang` is de grootte van het bestand in bytes. `bijgewerkt_op` volgt de klok van
    de database en zegt alleen of er nog iemand bezig is (bron/queries/aanleveringen.py); een scherm toont haar niet.
    `leverancier` en `volgnummer` komen uit het voorlooprecord; leeg als dat niet te lezen was.
    """

    class Stand(models.TextChoices):
        WACHT = "wacht", "Wacht"
        BEZIG = "bezig", "Bezig"
        KLAAR = "klaar", "Verwerkt"
        HERHAALD = "herhaald", "Was er al"
        GEWEIGERD = "geweigerd", "Geweigerd"
        MISLUKT = "mislukt", "Mislukt"
        INGETROKKEN = "ingetrokken", "Ingetrokken"

    class Herkomst(models.TextChoices):
        OPDRACHT = "opdracht", "Opdrachtregel"
        SCHERM = "scherm", "Scherm"
        BERICHT = "bericht", "Bericht (ROD)"

    class Fase(models.TextChoices):
        LEZEN = "lezen", "Lezen en beoordelen"
        REGISTER = "register", "Beoordelen tegen het register"
        SAMENVOEGEN = "samenvoegen", "Samenvoegen"
        TERUGKOPPELING = "terugkoppeling", "Terugkoppeling schrijven"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bestandsnaam = models.CharField(max_length=255)
    leverancier = models.CharField(max_length=100, blank=True, default="")
    volgnummer = models.BigIntegerField(null=True, blank=True)
    herkomst = models.CharField(max_length=8, choices=Herkomst.choices)
    stand = models.CharField(max_length=11, choices=Stand.choices, default=Stand.WACHT)
    fase = models.CharField(max_length=14, choices=Fase.choices, blank=True, default="")
    omvang = models.BigIntegerField(default=0)
    bytes = models.BigIntegerField(default=0)
    regels = models.PositiveIntegerField(default=0)
    pogingen = models.PositiveSmallIntegerField(default=0, help_text="hoe vaak een worker eraan begon")
    melding = models.CharField(max_length=300, blank=True, default="", help_text="waarom geweigerd of mislukt")
    opslag = models.CharField(max_length=64, blank=True, default="", help_text="eigen naam van het bewaarde bestand")
    levering = models.ForeignKey(Levering, on_delete=models.SET_NULL, null=True, blank=True, related_name="inlezingen")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    aangeboden_op = models.DateTimeField(default=clock.nu)
    begonnen_op = models.DateTimeField(null=True, blank=True)
    bijgewerkt_op = models.DateTimeField(db_default=Now())
    klaar_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-aangeboden_op"], name="inlezing_aangeboden")]
        verbose_name = "inlezing"
        verbose_name_plural = "inlezingen"

    def __str__(self) -> str:
        return f"inlezing {self.id}"

    @property
    def in_de_rij(self) -> bool:
        """Wacht op een worker, en is dus nog in te trekken."""
        return self.stand == self.Stand.WACHT and self.herkomst == self.Herkomst.SCHERM

    @property
    def herkansbaar(self) -> bool:
        """Mislukt door een storing, en het bestand is er nog."""
        return self.stand == self.Stand.MISLUKT and self.opslag != ""


class LeveringPerBrin(models.Model):
    """Hoeveel records van een instelling in een levering zaten, en hoeveel daarvan niet of met een signaal.

    De instelling is het BRIN in de sleutel van het record; PER en WPG hebben er geen en tellen hier niet mee.
    `ontvangen_op` is dat van de levering: zo is de laatste van elke instelling één stap in de index.
    """

    levering = models.ForeignKey(Levering, on_delete=models.CASCADE, related_name="per_brin", db_index=False)
    brin = models.CharField(max_length=4)
    ontvangen_op = models.DateTimeField()
    aangeboden = models.PositiveIntegerField()
    afgekeurd = models.PositiveIntegerField(default=0)
    signalen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["levering", "brin"], name="levering_per_brin_een_keer")
        ]
        indexes: ClassVar = [models.Index(fields=["brin", "-ontvangen_op", "-levering"], name="levering_per_brin")]
        verbose_name = "levering per instelling"
        verbose_name_plural = "leveringen per instelling"

    def __str__(self) -> str:
        return f"{self.brin} in {self.levering_id}"
