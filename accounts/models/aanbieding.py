"""Een lijst die een beheerder aanbood, tussen het bekijken en het bevestigen."""

import uuid
from typing import ClassVar

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Handeling
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class Aanbieding(models.Model):
    """Wat er in een aangeboden bestand stond: gebruikers om aan te melden, of geheimen van tokens.

    Het bestand zelf bewaren wij niet. `inhoud` is versleuteld met een sleutel buiten de database. De lijst is er alleen
    in de sessie waarin zij is aangeboden, tot `verloopt_op`; met de sessie verdwijnt ook zij. Zonder sleutelbewaking in
    de database, want een sessie die tegelijk eindigt, mag niet op haar stuklopen (besluit 33).
    """

    class Soort(models.TextChoices):
        GEBRUIKERS = "gebruikers", "Gebruikers"
        TOKENS = "tokens", "Tokens"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=12, choices=Soort.choices)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    sessie = models.ForeignKey(Session, on_delete=models.CASCADE, db_constraint=False, related_name="+")
    inhoud = models.TextField(editable=False)
    gemaakt_op = models.DateTimeField(default=clock.nu)
    verloopt_op = models.DateTimeField()
    bevestigd_op = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("gebruiker_id = {gebruiker} AND organisatie_id = {organisatie} AND {mag:gebruikers_beheren}")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["verloopt_op"], name="aanbieding_verloopt")]
        verbose_name = "aangeboden lijst"
        verbose_name_plural = "aangeboden lijsten"

    def __str__(self) -> str:
        return f"aangeboden lijst {self.pk}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Alleen de eigen lijsten, bij de organisatie waarvoor zij zijn aangeboden."""
        if not scope.mag(Handeling.GEBRUIKERS_BEHEREN):
            return NIETS
        return Q(gebruiker_id=scope.gebruiker_id, organisatie_id=scope.organisatie_id)
