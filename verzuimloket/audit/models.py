"""Het logboek. De database zelf weigert wijzigen, verwijderen en legen (migratie 0001), ook voor de eigenaar."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from verzuimloket.clock import nu


class AuditEvent(models.Model):
    """Eén handeling, of één ingeziene leerling. Verwijst met losse nummers: het logboek overleeft alles."""

    class Resultaat(models.TextChoices):
        OK = "ok", "Gelukt"
        GEWEIGERD = "geweigerd", "Geweigerd"

    moment = models.DateTimeField(default=nu)
    actie = models.CharField(max_length=80)
    resultaat = models.CharField(max_length=9, choices=Resultaat.choices, default=Resultaat.OK)
    gebruiker_id = models.BigIntegerField(null=True)
    organisatie_id = models.BigIntegerField(null=True)
    rollen = models.CharField(max_length=200, blank=True)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    onderwerp = models.CharField(max_length=64, blank=True)
    operatie = models.UUIDField()
    sessie = models.CharField(max_length=64, blank=True)
    ip = models.GenericIPAddressField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logregels"
        indexes = [
            models.Index(fields=["onderwerp", "moment"], name="audit_onderwerp", condition=~models.Q(onderwerp="")),
            models.Index(fields=["gebruiker_id", "moment"], name="audit_gebruiker"),
            models.Index(fields=["organisatie_id", "moment"], name="audit_organisatie"),
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            BrinIndex(fields=["moment"], name="audit_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.actie} {self.resultaat} {self.moment:%Y-%m-%d %H:%M:%S}"
