"""Een bestand dat op de achtergrond gemaakt wordt: de stand in de database, het slot, en de voortgang die te zien is.

De kamer die het maakt, erft van Achtergrondbestand en schrijft haar eigen dienst; het mechanisme is hier hetzelfde.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, models

from verzuimloket import clock
from verzuimloket.export.tabel import Rij

HOOGSTE_AANTAL_POGINGEN = 5
PER_MELDING = 500  # rijen tussen twee meldingen van de voortgang
Meld = Callable[..., None]


class Achtergrondbestand(models.Model):
    """De aanvraag van een bestand: wie hem mag zien, zegt de kamer; waar hij staat, staat hier.

    `opslag` is de eigen naam van het besloten bestand; na `verloopt_op` is dat weg en is `opslag` leeg.
    """

    class Stand(models.TextChoices):
        WACHT = "wacht", "Wacht"
        BEZIG = "bezig", "Bezig"
        KLAAR = "klaar", "Klaar"
        MISLUKT = "mislukt", "Mislukt"

    LOOPT = (Stand.WACHT, Stand.BEZIG)

    stand = models.CharField(max_length=7, choices=Stand.choices, default=Stand.WACHT)
    pogingen = models.PositiveSmallIntegerField(default=0, help_text="hoe vaak een taak eraan begon")
    gedaan = models.PositiveIntegerField(default=0)
    totaal = models.PositiveIntegerField(default=0)
    opslag = models.CharField(max_length=64, blank=True, default="", help_text="eigen naam van het besloten bestand")
    aangevraagd_op = models.DateTimeField(default=clock.nu)
    bijgewerkt_op = models.DateTimeField(default=clock.nu)
    klaar_op = models.DateTimeField(null=True, blank=True)
    verloopt_op = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def loopt(self) -> bool:
        return self.stand in self.LOOPT

    @property
    def deel(self) -> int:
        """Hoeveel procent klaar is."""
        return min(100, 100 * self.gedaan // self.totaal) if self.totaal else 0

    def beschikbaar(self, vandaag: date) -> bool:
        """Of het bestand er nu is: klaar, en nog niet verlopen of opgeruimd."""
        return bool(self.stand == self.Stand.KLAAR and self.opslag and self.verloopt_op and self.verloopt_op > vandaag)

    def aan_de_beurt(self, nu: datetime) -> bool:
        """0, 1, 4, 9 en 16 minuten na de vorige poging: een volle schijf of een storing krijgt even de tijd."""
        return bool(self.bijgewerkt_op + timedelta(minutes=self.pogingen**2) <= nu)


def krijg_slot(aanvraag: type[Achtergrondbestand], pk: object) -> bool:
    """Het slot op deze aanvraag, tot het einde van de transactie. Sterft het proces, dan is het vrij."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), hashtext(%s))", [aanvraag._meta.label, str(pk)])
        return bool(cursor.fetchone()[0])


@contextmanager
def melder(aanvraag: Achtergrondbestand) -> Iterator[Meld]:
    """Geeft een functie die velden van de aanvraag meteen zichtbaar maakt, buiten de lopende transactie."""
    apart = connection.copy()
    tabel = connection.ops.quote_name(aanvraag._meta.db_table)

    def meld(**velden: Any) -> None:
        velden["bijgewerkt_op"] = clock.nu()
        namen = ", ".join(f"{naam} = %s" for naam in velden)
        with apart.cursor() as cursor:
            cursor.execute(f"UPDATE {tabel} SET {namen} WHERE id = %s", [*velden.values(), aanvraag.pk])  # noqa: S608

    try:
        yield meld
    finally:
        apart.close()


def met_voortgang(rijen: Iterable[Rij], meld: Meld) -> Iterator[Rij]:
    """De rijen, met om de PER_MELDING een melding van hoeveel er geweest zijn."""
    for aantal, waarden in enumerate(rijen, 1):
        yield waarden
        if aantal % PER_MELDING == 0:
            meld(gedaan=aantal)
