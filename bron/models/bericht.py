"""Een ROD-bericht dat een levering werd: zo is een herhaling te herkennen en krijgt zij hetzelfde antwoord."""

from typing import ClassVar

from django.db import models

from bron.models.register import Levering


class RodBericht(models.Model):
    """Het nummer (identificatiecode) dat de leverancier gaf, met de afdruk van de bytes. De inhoud bewaren wij niet."""

    leverancier = models.CharField(max_length=4, help_text="het BRIN van de leverancier")
    nummer = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    levering = models.OneToOneField(Levering, on_delete=models.PROTECT, related_name="bericht")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["leverancier", "nummer"], name="rodbericht_een_keer")]
        verbose_name = "ROD-bericht"
        verbose_name_plural = "ROD-berichten"

    def __str__(self) -> str:
        return f"{self.leverancier} {self.nummer}"
