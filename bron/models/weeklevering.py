"""Wat er wekelijks uitgaat: de P-levering met de mutaties sinds de vorige, en de C-levering op aanvraag.

Bron: WOT art. 24f lid 3 en 4. Mutaties en bestanden verdwijnen drie maanden na het bouwen; de aantallen blijven.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.domein.rechten import Handeling, Soort
from accounts.models import Gebruiker, Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from bron.domein.mutatie import MutatieSoort
from bron.domein.persoon import lijstnaam
from verzuimloket.db.beleid import Beleid
from verzuimloket.export.achtergrond import Achtergrondbestand


def ontvangst_q(scope: Scope) -> Q:
    """Welke mutaties een organisatie ontvangt. Wie geen leveringen mag lezen, ontvangt niets.

    Welke gemeenten een uitvoerende instantie bedient, weet de kamer met de routering; settings noemt haar functie.
    """
    if not scope.mag(Handeling.LEVERINGEN_LEZEN):
        return NIETS
    match scope.soort:
        case Soort.GEMEENTE:
            return Q(ontvanger_gemeente=scope.code)
        case Soort.RMC_REGIO:
            return Q(ontvanger_regio=scope.code)
        case Soort.UITVOERENDE_INSTANTIE:
            gemeenten = import_string(settings.GEMEENTEN_VAN_INSTANTIE)(scope.organisatie_id)
            return Q(ontvanger_gemeente__in=gemeenten)
    return NIETS


class Weeklevering(models.Model):
    """De P-leveringen van één maandag. Bekend op `sluitmoment` (maandag 00:00); mutaties sinds `vorig_sluitmoment`.

    Openbaar is alleen dat zij bestaat en hoeveel mutaties zij telt; de mutaties zijn afgeschermd.
    """

    peildatum = models.DateField(unique=True, help_text="een maandag")
    sluitmoment = models.DateTimeField()
    vorig_sluitmoment = models.DateTimeField(null=True, blank=True)
    mutaties = models.PositiveIntegerField(default=0)
    gebouwd_op = models.DateTimeField(null=True, blank=True, help_text="gevuld als zij klaar en zichtbaar is")
    verloopt_op = models.DateField(null=True, blank=True)
    opgeruimd_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-peildatum"]
        verbose_name = "weeklevering"
        verbose_name_plural = "weekleveringen"

    def __str__(self) -> str:
        return str(self.peildatum)

    def verlopen(self, vandaag: date) -> bool:
        """Vanaf `verloopt_op` is de levering er niet meer, ook als het opruimen nog moet gebeuren."""
        return self.opgeruimd_op is not None or (self.verloopt_op is not None and self.verloopt_op <= vandaag)


class Mutatie(models.Model):
    """Eén regel van een P-levering: wat er veranderde, en de stand van de persoon daarna.

    `ontvanger_gemeente` en `ontvanger_regio` zeggen wie de regel krijgt; wie verhuist naar een andere gemeente krijgt
    een regel voor beide gemeenten, waarvan een gedeelde regio er één ziet (bij de andere is `ontvanger_regio` leeg).
    """

    weeklevering = models.ForeignKey(Weeklevering, on_delete=models.CASCADE, related_name="+", db_index=False)
    ontvanger_gemeente = models.CharField(max_length=4)
    ontvanger_regio = models.CharField(max_length=2, blank=True, default="")
    soort = models.CharField(max_length=80, choices=[(soort.value, soort.value) for soort in MutatieSoort])
    datum = models.DateField(help_text="de datum van het feit, of van ontvangst als het feit geen datum heeft")
    pgn = models.CharField(max_length=9)
    achternaam = models.TextField(default="")
    voorvoegsel = models.TextField(default="")
    voornamen = models.TextField(default="")
    geboortedatum = models.DateField()
    straat = models.TextField(default="")
    huisnummer = models.TextField(default="")
    huisletter = models.TextField(default="")
    toevoeging = models.TextField(default="")
    postcode = models.TextField(default="")
    plaats = models.TextField(default="")
    gemeentecode = models.CharField(max_length=4, blank=True, default="")
    rmc_nummer = models.CharField(max_length=2, blank=True, default="")
    brin = models.CharField(max_length=4, blank=True, default="")
    naam_instelling = models.TextField(default="", help_text="bij het bouwen; zo blijft een bestand gelijk")
    sector = models.CharField(max_length=4, blank=True, default="")
    opleidingcode = models.CharField(max_length=5, blank=True, default="")
    niveau = models.CharField(max_length=1, blank=True, default="")
    leerweg = models.CharField(max_length=3, blank=True, default="")
    datum_inschrijving = models.DateField(null=True, blank=True)
    datum_uitschrijving = models.DateField(null=True, blank=True)
    reden_uitstroom = models.CharField(max_length=2, blank=True, default="")
    bekostigd = models.BooleanField(null=True, blank=True)
    hoogste_diploma = models.TextField(default="")
    startkwalificatie = models.BooleanField(null=True, help_text="leeg voor de gemeente waar iemand vandaan kwam")

    objects = ScopedQuerySet.as_manager()
    # welke gemeenten een uitvoerende instantie bedient, staat in de feiten (settings.GEMEENTEN_VAN_INSTANTIE)
    rijbeleid = Beleid(
        """{mag:leveringen_lezen}
        AND weeklevering_id IN (SELECT w.id FROM bron_weeklevering w WHERE w.gebouwd_op IS NOT NULL)
        AND coalesce({soort} = 'gemeente' AND ontvanger_gemeente = {code}
            OR {soort} = 'rmc_regio' AND ontvanger_regio = {code}
            OR {soort} = 'uitvoerende_instantie' AND ontvanger_gemeente = {gemeenten}, false)"""
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["weeklevering", "ontvanger_gemeente", "pgn"], name="mutatie_gemeente"),
            models.Index(fields=["weeklevering", "ontvanger_regio", "pgn"], name="mutatie_regio"),
        ]
        verbose_name = "mutatie"
        verbose_name_plural = "mutaties"

    def __str__(self) -> str:
        return f"mutatie {self.pk}"

    @property
    def lijstnaam(self) -> str:
        return lijstnaam(self.voornamen, self.voorvoegsel, self.achternaam)

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De regels van de eigen gemeente, regio, of de gemeenten die een uitvoerende instantie bedient."""
        return Q(weeklevering__gebouwd_op__isnull=False) & ontvangst_q(scope)


class CLevering(Achtergrondbestand):
    """Een aangevraagde C-levering: alle personen die bij de aanvrager horen, bekend op de peildatum 00:00.

    Een taak schrijft de besloten bestanden `opslag`.csv en `opslag`.xlsx; na `verloopt_op` zijn die weg en is `opslag`
    leeg. Een organisatie heeft hoogstens één aanvraag die nog loopt; de database bewaakt dat.
    """

    class Fout(models.TextChoices):
        RECHT = "recht", "De aanvrager mag geen C-levering meer aanvragen."
        STORING = "storing", "Het maken lukte na vijf keer proberen niet."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    peildatum = models.DateField()
    fout = models.CharField(max_length=8, choices=Fout.choices, blank=True, default="", help_text="bij mislukt")

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("organisatie_id = {organisatie} AND {mag:c_levering_aanvragen}")

    class Meta:
        ordering: ClassVar = ["-aangevraagd_op"]
        indexes: ClassVar = [models.Index(fields=["organisatie", "-aangevraagd_op"], name="c_levering_organisatie")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisatie"], condition=Q(stand__in=["wacht", "bezig"]), name="c_levering_loopt_een_keer"
            )
        ]
        verbose_name = "C-levering"
        verbose_name_plural = "C-leveringen"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De aanvragen van de eigen organisatie, voor wie er een mag aanvragen."""
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.C_LEVERING_AANVRAGEN) else NIETS
