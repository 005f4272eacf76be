"""Welke sessies van wie zijn."""

from django.contrib.sessions.models import Session
from django.db import models

from accounts.models.gebruiker import Gebruiker


class Sessie(models.Model):
    """Een ingelogde sessie in de lijst van haar gebruiker. Verdwijnt met de sessie zelf.

    Begin en laatste activiteit staan in de sessie en nergens anders. Van het apparaat bewaren wij een grove
    omschrijving; het adres staat alleen in het logboek.
    """

    sessie = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    apparaat = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "sessie"
        verbose_name_plural = "sessies"

    def __str__(self) -> str:
        return f"sessie {self.pk} van gebruiker {self.gebruiker_id}"
