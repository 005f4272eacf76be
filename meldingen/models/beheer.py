"""Wat een school zelf beheert: leslocaties en melders (contactpersonen), los van de accounts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Soort as OrganisatieSoort
from accounts.models import Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket.db.beleid import Beleid


class VanSchoolQuerySet(ScopedQuerySet):
    def actief(self) -> "VanSchoolQuerySet":
        return self.filter(gearchiveerd_op__isnull=True)


def bezit(veld: str) -> Beleid:
    """Van de eigen school. Wie een melding behandelt, leest ook de locatie en de melder die erbij staan."""
    eigen = "school_id = {organisatie} AND {soort} = 'instelling'"
    # geen EXISTS: dat mag de planner omzetten in een lijst van alle meldingen, en dan leest hij ze allemaal
    bij_melding = f"(SELECT true FROM meldingen_melding m WHERE m.{veld} = {{tabel}}.id LIMIT 1)"  # noqa: S608 - `veld` is een vaste naam
    return Beleid(eigen, voor={"instantie": bij_melding}, schrijven=eigen)


def van_school(scope: Scope) -> Q:
    return Q(school_id=scope.organisatie_id) if scope.soort is OrganisatieSoort.INSTELLING else NIETS


class Locatie(models.Model):
    """Een leslocatie van een school. Wat gebruikt is, wordt gearchiveerd en blijft leesbaar."""

    school = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=100)
    adres = models.CharField(max_length=150, blank=True, default="")
    plaats = models.CharField(max_length=100, blank=True, default="")
    gearchiveerd_op = models.DateTimeField(null=True, blank=True)

    objects = VanSchoolQuerySet.as_manager()
    rijbeleid = bezit("locatie_id")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "naam"], condition=Q(gearchiveerd_op__isnull=True), name="locatie_naam_per_school"
            )
        ]
        ordering: ClassVar = ["naam"]
        verbose_name = "locatie"
        verbose_name_plural = "locaties"

    def __str__(self) -> str:
        return self.naam

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return van_school(scope)


class Melder(models.Model):
    """Een contactpersoon van een school, die bij een melding gekozen kan worden."""

    school = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=100)
    functie = models.CharField(max_length=60, blank=True, default="")
    telefoon = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(max_length=100)
    gearchiveerd_op = models.DateTimeField(null=True, blank=True)

    objects = VanSchoolQuerySet.as_manager()
    rijbeleid = bezit("melder_id")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "email", "naam"],
                condition=Q(gearchiveerd_op__isnull=True),
                name="melder_een_keer_per_school",
            )
        ]
        ordering: ClassVar = ["naam"]
        verbose_name = "melder"
        verbose_name_plural = "melders"

    def __str__(self) -> str:
        return self.naam

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return van_school(scope)
