"""Een eigen lijst naast de onze, zolang de sessie duurt."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q

from accounts.models import Gebruiker, Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from rapportages.domein.codes import Code
from rapportages.models.maand import ZICHTBAAR, Maandrapportage
from rapportages.models.ontvanger import IS_ONTVANGER, ontvanger_van
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class Lijstvergelijking(models.Model):
    """De uitkomst van het vergelijken met een eigen lijst: van wie op onze lijst staat het nummer van de rij, van wie
    er niet op staat het PGN. De eigen lijst zelf bewaren wij niet.

    Zij is er alleen in de sessie waarin zij gemaakt is, en hoogstens een uur; met de sessie verdwijnt ook zij. Zonder
    sleutelbewaking in de database, want een sessie die tegelijk eindigt, mag niet op haar stuklopen (besluit 23).
    """

    BEWAREN = timedelta(hours=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    sessie = models.ForeignKey(Session, on_delete=models.CASCADE, db_constraint=False, related_name="+")
    rapportage = models.ForeignKey(Maandrapportage, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=3, choices=[(code, code) for code in (Code.A01, Code.A04, Code.A14)])
    gemaakt_op = models.DateTimeField(default=clock.nu)
    alleen_u = ArrayField(models.CharField(max_length=9))
    alleen_ons = ArrayField(models.BigIntegerField())
    in_beide = ArrayField(models.BigIntegerField())
    onleesbare_rijen = ArrayField(models.PositiveIntegerField(), help_text="de eerste; `onleesbaar` telt ze alle")
    rijen = models.PositiveIntegerField()
    dubbel = models.PositiveIntegerField()
    onleesbaar = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(
        f"gebruiker_id = {{gebruiker}} AND organisatie_id = {{organisatie}} AND {IS_ONTVANGER} AND {ZICHTBAAR}"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["gemaakt_op"], name="lijstvergelijking_gemaakt")]
        verbose_name = "vergelijking met een eigen lijst"
        verbose_name_plural = "vergelijkingen met een eigen lijst"

    def __str__(self) -> str:
        return f"vergelijking {self.pk}"

    @property
    def verdwijnt_op(self) -> datetime:
        return self.gemaakt_op + self.BEWAREN

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Alleen de eigen vergelijkingen, bij de organisatie waarvoor zij gemaakt zijn."""
        if ontvanger_van(scope) is None:
            return NIETS
        return Q(gebruiker_id=scope.gebruiker_id, organisatie_id=scope.organisatie_id, rapportage__zichtbaar=True)
