"""Opvallend leesgedrag, en tot waar het logboek daarop bekeken is."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.domein.leesgedrag import DREMPELS, Signaalsoort
from accounts.domein.rechten import Handeling
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class LeessignaalQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(verklaard_op__isnull=True)


class Leessignaal(models.Model):
    """Iemand zag in één uur opvallend veel, of op een opvallend uur. Noemt een aantal, nooit een leerling."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=16, choices=[(soort.value, d.label) for soort, d in DREMPELS.items()])
    uur = models.DateTimeField(help_text="het begin van het uur")
    aantal = models.PositiveIntegerField(help_text="verschillende leerlingen in dat uur")
    gemaakt_op = models.DateTimeField(default=clock.nu)
    verklaring = models.CharField(max_length=200, blank=True, default="")
    verklaard_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verklaard_op = models.DateTimeField(null=True, blank=True)

    objects = LeessignaalQuerySet.as_manager()
    rijbeleid = Beleid("organisatie_id = {organisatie} AND {mag:logboek_lezen} OR {mag:logboek_leerling}")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gebruiker", "organisatie", "soort", "uur"], name="leessignaal_een_keer")
        ]
        indexes: ClassVar = [models.Index(fields=["organisatie", "-uur"], name="leessignaal_organisatie")]
        ordering: ClassVar = ["-uur", "-pk"]
        verbose_name = "leessignaal"
        verbose_name_plural = "leessignalen"

    def __str__(self) -> str:
        return f"leessignaal {self.pk}"

    @property
    def zin(self) -> str:
        return DREMPELS[Signaalsoort(self.soort)].zin.format(aantal=self.aantal)

    @property
    def drempel(self) -> str:
        """Waarom dit opvalt, met het aantal waarboven dat zo is."""
        drempel = DREMPELS[Signaalsoort(self.soort)]
        return f"Meer dan {drempel.meer_dan} valt op. {drempel.reden}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De beheerder ziet die van zijn organisatie, functioneel beheer alle."""
        if scope.mag(Handeling.LOGBOEK_LEERLING):
            return ~NIETS
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.LOGBOEK_LEZEN) else NIETS


class Leesstand(models.Model):
    """Tot welk uur het logboek bekeken is; één rij."""

    tot = models.DateTimeField()

    class Meta:
        verbose_name = "leesstand"
        verbose_name_plural = "leesstanden"

    def __str__(self) -> str:
        return f"tot {self.tot:%Y-%m-%d %H:%M}"
