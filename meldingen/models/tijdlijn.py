"""Wat er met een melding gebeurde: verzuimdagen, gebeurtenissen, notities en doorzendingen."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Gebruiker, Organisatie
from accounts.scope import Scope, ScopedQuerySet
from meldingen.models.zaak import Melding
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


def _bij_melding(q: Q) -> Q:
    """De melding van deze rij voldoet aan `q`: per rij opgezocht, zodat niet eerst alle meldingen gelezen worden."""
    return Q(Exists(Melding.objects.unscoped("deel van scope_q").filter(q, pk=OuterRef("melding_id"))))


# de melding is zichtbaar (dat zegt haar eigen beleid), en ligt nu hier: niet alleen eerder doorgestuurd
_INHOUD = """EXISTS (SELECT FROM meldingen_melding m WHERE m.nummer = {tabel}.melding_id
    AND {organisatie} IN (m.school_id, m.instantie_id))"""


# of zij ligt elders: dan tot en met de eigen laatste doorzending
_TIJDLIJN = f"""{_INHOUD} OR EXISTS (SELECT FROM meldingen_melding m WHERE m.nummer = {{tabel}}.melding_id)
    AND EXISTS (SELECT FROM meldingen_doorzending d WHERE d.melding_id = {{tabel}}.melding_id
        AND d.van_id = {{organisatie}} AND d.gebeurtenis_id >= {{tabel}}.id)"""  # noqa: S608 - een vaste tekst


class Verzuimdag(models.Model):
    """Een dag uit de specificatie: de hele dag, of de lesuren (1 tot en met 12)."""

    melding = models.ForeignKey(Melding, on_delete=models.CASCADE, related_name="dagen", db_index=False)
    datum = models.DateField()
    hele_dag = models.BooleanField(default=True)
    lesuren = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(_INHOUD)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["melding", "datum"], name="verzuimdag_een_keer"),
            models.CheckConstraint(condition=Q(hele_dag=True) | ~Q(lesuren=[]), name="verzuimdag_uren"),
        ]
        verbose_name = "verzuimdag"
        verbose_name_plural = "verzuimdagen"

    def __str__(self) -> str:
        return f"{self.datum}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return _bij_melding(Melding.inhoud_q(scope))

    @property
    def omschrijving(self) -> str:
        return "hele dag" if self.hele_dag else "lesuur " + ", ".join(map(str, self.lesuren))


class Gebeurtenis(models.Model):
    """Een regel van de tijdlijn. `wijzigingen` is een lijst van [naam van het veld, oude waarde, nieuwe waarde]."""

    class Soort(models.TextChoices):
        INGEDIEND = "ingediend", "Melding gedaan"
        GEWIJZIGD = "gewijzigd", "Melding gewijzigd"
        INGETROKKEN = "ingetrokken", "Melding ingetrokken"
        AANGEVULD = "aangevuld", "Aanvulling van de school"
        TERUGGEMELD = "teruggemeld", "Terugmelding"
        HEROPEND = "heropend", "Melding heropend"
        DOORGESTUURD = "doorgestuurd", "Melding doorgestuurd"
        OVERGENOMEN = "overgenomen", "Overgenomen na een fusie"
        NOTITIE = "notitie", "Notitie"
        DOORGEGEVEN = "doorgegeven", "Antwoord doorgegeven"

    melding = models.ForeignKey(Melding, on_delete=models.CASCADE, related_name="gebeurtenissen", db_index=False)
    soort = models.CharField(max_length=12, choices=Soort.choices)
    op = models.DateTimeField(default=clock.nu)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    aan = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        help_text="de lezer aan wie een terugmelding is doorgegeven",
    )  # fmt: skip
    wijzigingen = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    tekst = models.CharField(max_length=2000, blank=True, default="")

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(
        _TIJDLIJN,
        schrijven=_INHOUD,
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["melding", "id"], name="gebeurtenis_melding")]
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"

    def __str__(self) -> str:
        return f"{self.soort} {self.melding_id}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Een eerdere instantie ziet de tijdlijn tot en met haar laatste doorzending."""
        laatste = Doorzending.objects.unscoped("deel van scope_q").filter(
            van_id=scope.organisatie_id, melding_id=OuterRef("melding_id"), gebeurtenis_id__gte=OuterRef("pk")
        )
        return Verzuimdag.scope_q(scope) | (_bij_melding(Melding.scope_q(scope)) & Q(Exists(laatste)))


class Notitie(models.Model):
    """Een notitie bij een melding: gedeeld met de andere kant, of intern voor de eigen organisatie."""

    melding = models.ForeignKey(Melding, on_delete=models.CASCADE, related_name="notities", db_index=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+", db_index=False)
    op = models.DateTimeField(default=clock.nu)
    intern = models.BooleanField(default=False)
    tekst = models.CharField(max_length=2000)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(f"{_INHOUD} AND (NOT intern OR organisatie_id = {{organisatie}})")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["melding", "id"], name="notitie_melding")]
        verbose_name = "notitie"
        verbose_name_plural = "notities"

    def __str__(self) -> str:
        return f"notitie {self.pk}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return Verzuimdag.scope_q(scope) & (Q(intern=False) | Q(organisatie_id=scope.organisatie_id))


class Doorzending(models.Model):
    """Een melding ging van de ene instantie naar de andere. De afzender ziet niets van wat daarna komt."""

    melding = models.ForeignKey(Melding, on_delete=models.CASCADE, related_name="doorzendingen", db_index=False)
    van = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    naar = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    gebeurtenis = models.OneToOneField(Gebeurtenis, on_delete=models.CASCADE, related_name="doorzending")
    reden = models.CharField(max_length=500)
    op = models.DateTimeField(default=clock.nu)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("van_id = {organisatie} OR naar_id = {organisatie}", schrijven="van_id = {organisatie}")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["van", "melding"], name="doorzending_van"),
            models.Index(fields=["melding"], name="doorzending_melding"),
        ]
        verbose_name = "doorzending"
        verbose_name_plural = "doorzendingen"

    def __str__(self) -> str:
        return f"{self.melding_id}: {self.van_id} -> {self.naar_id}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return Q(van_id=scope.organisatie_id) | Q(naar_id=scope.organisatie_id)
