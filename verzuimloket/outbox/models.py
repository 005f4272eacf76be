"""Berichten die nog weg moeten of weg zijn."""

from django.db import models

from verzuimloket.clock import nu


class Bericht(models.Model):
    """Eén mail. Bevat nummers en labels; de tekst ontstaat pas bij het verzenden."""

    class Staat(models.TextChoices):
        WACHT = "wacht", "Wacht op verzending"
        BEZIG = "bezig", "Wordt verzonden"
        VERZONDEN = "verzonden", "Verzonden"
        MISLUKT = "mislukt", "Niet te bezorgen"

    sleutel = models.CharField(max_length=200, unique=True)
    sjabloon = models.CharField(max_length=80)
    ontvanger = models.CharField(max_length=254)
    context = models.JSONField(default=dict)
    staat = models.CharField(max_length=9, choices=Staat.choices, default=Staat.WACHT)
    pogingen = models.PositiveIntegerField(default=0)
    # bij `bezig`: tot wanneer de koerier hem heeft; daarna mag een ander
    volgende_poging = models.DateTimeField(default=nu)
    laatste_fout = models.CharField(max_length=80, blank=True)
    aangemaakt = models.DateTimeField(default=nu)
    verzonden_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(
                fields=["volgende_poging", "id"], name="outbox_open", condition=models.Q(staat__in=["wacht", "bezig"])
            ),
            models.Index(fields=["id"], name="outbox_mislukt", condition=models.Q(staat="mislukt")),
        ]

    def __str__(self) -> str:
        return f"{self.sjabloon} {self.staat}"


class Tik(models.Model):
    """Wanneer een vaste klus (beat) voor het laatst liep."""

    naam = models.CharField(max_length=80, primary_key=True)
    moment = models.DateTimeField(default=nu)

    class Meta:
        verbose_name = "tik"
        verbose_name_plural = "tikken"

    def __str__(self) -> str:
        return f"{self.naam} {self.moment:%Y-%m-%d %H:%M:%S}"
