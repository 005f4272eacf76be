"""Wat iemand al had ingevuld."""

import uuid
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.scope import Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class Concept(models.Model):
    """Wat iemand al had ingevuld: de stappen van opvoeren, of een formulier dat bij een time-out open stond.

    Alleen voor de gebruiker zelf, binnen de organisatie waarvoor hij bezig was. Met een `pad` is er één per pagina.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="concepten")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    soort = models.CharField(max_length=60)
    pad = models.CharField(max_length=200, blank=True, default="")
    gegevens = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    bijgewerkt_op = models.DateTimeField(default=clock.nu)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("gebruiker_id = {gebruiker} AND organisatie_id = {organisatie}")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gebruiker", "organisatie", "soort", "pad"], condition=~Q(pad=""), name="concept_een_per_pad"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["bijgewerkt_op"], name="concept_bijgewerkt")]
        verbose_name = "concept"
        verbose_name_plural = "concepten"

    def __str__(self) -> str:
        return f"{self.soort} {self.id}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return Q(gebruiker_id=scope.gebruiker_id, organisatie_id=scope.organisatie_id)
