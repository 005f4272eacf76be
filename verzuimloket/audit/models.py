"""Het logboek. De database zelf weigert wijzigen, verwijderen en legen (migratie 0001), ook voor de eigenaar."""

from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Cast

from verzuimloket.clock import nu
from verzuimloket.db.beleid import Beleid


class DezeTransactie(models.Func):
    """Het nummer van de lopende transactie; 64 bits, dus het loopt niet rond."""

    template = "pg_current_xact_id()"
    output_field = models.TextField()


class Nummerreeksen(models.Field):
    """Een int8multirange: welke regels, als aaneengesloten reeksen van nummers. Alleen voor vragen in SQL."""

    def db_type(self, connection: object) -> str:
        return "int8multirange"


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
    transactie = models.BigIntegerField(
        db_default=Cast(Cast(DezeTransactie(), models.TextField()), models.BigIntegerField()),
        help_text="in welke transactie zij geschreven werd; daaraan ziet het verzegelen dat zij er voorgoed staat",
    )

    # een beheerder leest zijn organisatie, ieder zichzelf; schrijven kan alleen met het nummer van deze transactie.
    # CASE en geen OR: een OR voegt drie indexen samen, en bladeren kost dan seconden in plaats van milliseconden
    rijbeleid = Beleid(
        "CASE WHEN organisatie_id = {organisatie} AND {mag:logboek_lezen} THEN true"
        " WHEN gebruiker_id = {gebruiker} THEN true"
        " ELSE object_type = 'gebruiker' AND object_id = {gebruiker}::text END",
        schrijven="transactie = pg_current_xact_id()::text::bigint",
    )

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logregels"
        indexes = [
            models.Index(fields=["onderwerp", "moment"], name="audit_onderwerp", condition=~models.Q(onderwerp="")),
            models.Index(fields=["gebruiker_id", "moment"], name="audit_gebruiker"),
            models.Index(fields=["organisatie_id", "moment"], name="audit_organisatie"),
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            BrinIndex(fields=["moment"], name="audit_moment"),
            BrinIndex(fields=["transactie"], name="audit_transactie", pages_per_range=16),
        ]

    def __str__(self) -> str:
        return f"{self.actie} {self.resultaat} {self.moment:%Y-%m-%d %H:%M:%S}"

    @staticmethod
    def scope_q(scope: Any) -> models.Q:
        """Wat het beleid hierboven zegt. Een vraag aan het logboek noemt zelf wie of welke organisatie zij bedoelt."""
        zelf = models.Q(gebruiker_id=scope.gebruiker_id) | models.Q(
            object_type="gebruiker", object_id=str(scope.gebruiker_id)
        )
        mag_lezen = "logboek_lezen" in scope.handelingen
        return zelf | models.Q(organisatie_id=scope.organisatie_id) if mag_lezen else zelf


class AuditZegel(models.Model):
    """Een zegel over een partij logregels en over het vorige zegel. Ook deze tabel groeit alleen (migratie 0003)."""

    nummer = models.BigIntegerField(primary_key=True, help_text="1, 2, 3 ... zonder gaten")
    moment = models.DateTimeField(default=nu)
    grens = models.BigIntegerField(help_text="alle transacties hieronder waren klaar")
    regels = Nummerreeksen()
    aantal = models.PositiveIntegerField()
    inhoud = models.CharField(max_length=64, help_text="SHA-256 over de regels")
    afdruk = models.CharField(max_length=64, help_text="HMAC over dit zegel en de afdruk van het vorige")

    class Meta:
        ordering = ["nummer"]
        verbose_name = "zegel"
        verbose_name_plural = "zegels"

    def __str__(self) -> str:
        return f"zegel {self.nummer}"


class AuditOpruiming(models.Model):
    """Logregels die volgens de bewaartermijn weg zijn: alles onder de zegels tot en met `tot_en_met`. Groeit alleen.

    De zegels zelf blijven: zij dragen geen persoonsgegeven, en zo sluit de keten van het eerste tot het laatste.
    """

    nummer = models.BigIntegerField(primary_key=True, help_text="1, 2, 3 ... zonder gaten")
    moment = models.DateTimeField(default=nu)
    grens = models.DateTimeField(help_text="elke logregel was van daarvoor")
    tot_en_met = models.BigIntegerField(help_text="het laatste zegel waarvan de regels weg zijn")
    regels = models.PositiveIntegerField()
    afdruk = models.CharField(max_length=64, help_text="HMAC over deze rij en de afdruk van de vorige")

    class Meta:
        ordering = ["nummer"]
        verbose_name = "opruiming van het logboek"
        verbose_name_plural = "opruimingen van het logboek"

    def __str__(self) -> str:
        return f"opruiming {self.nummer}"


class Opschoning(models.Model):
    """Het bewijs van vernietiging: één regel van `opschonen`, één keer uitgevoerd. Bevat geen persoonsgegeven.

    `aantal` klopt ook van een keer die niet af kwam (`klaar_op` leeg); `plek` zegt waar de volgende dan verdergaat.
    """

    keer = models.UUIDField(help_text="dezelfde voor alle regels van één keer")
    regel = models.CharField(max_length=40)
    grens = models.DateField(help_text="wat op deze dag de termijn bereikt had, is weg")
    aantal = models.PositiveBigIntegerField(default=0)
    plek = models.BigIntegerField(default=0, help_text="nummer van de laatste rij die bekeken is")
    begonnen_op = models.DateTimeField(default=nu)
    klaar_op = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["regel", "-id"], name="opschoning_regel")]
        verbose_name = "opschoning"
        verbose_name_plural = "opschoningen"

    def __str__(self) -> str:
        return f"{self.regel} {self.grens}: {self.aantal}"
