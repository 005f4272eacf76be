"""Pogingen om binnen te komen: wat de rem nodig heeft, en niet meer. Geen naam en geen adres, alleen afdrukken."""

from django.db import models

from verzuimloket.clock import echt_nu


class Aanmeldpoging(models.Model):
    """Een mislukte poging, of dat het vanaf een adres lukte (dan één rij per adres en account).

    `account` en `adres` zijn afdrukken met de sleutel van het portaal: te vergelijken, niet te lezen. Ook een naam die
    niet bestaat heeft er een. Op de echte klok, zoals de eenmalige codes.
    """

    doel = models.CharField(max_length=12, help_text="domein/inlogrem.py: FOUTEN")
    account = models.CharField(max_length=32)
    adres = models.CharField(max_length=32)
    gelukt = models.BooleanField(default=False)
    moment = models.DateTimeField(default=echt_nu)

    class Meta:
        verbose_name = "aanmeldpoging"
        verbose_name_plural = "aanmeldpogingen"
        indexes = [
            models.Index(fields=["account", "doel", "moment"], name="poging_account", condition=models.Q(gelukt=False)),
            models.Index(fields=["adres", "moment"], name="poging_adres", condition=models.Q(gelukt=False)),
            models.Index(fields=["moment"], name="poging_moment"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["adres", "account"], condition=models.Q(gelukt=True), name="poging_bekend")
        ]

    def __str__(self) -> str:
        return f"{self.doel} {self.moment:%Y-%m-%d %H:%M:%S}"
