"""De tabellen van het register. Niets wordt overschreven: elke ontvangen stand is een eigen versie.

`ontvangen_op` is het moment waarop wij een stand leerden kennen, `vervallen_op` het moment waarop een nieuwere stand
of een intrekking hem verving (OPEN_MOMENT zolang hij geldt). Bekend op K: `ontvangen_op < K <= vervallen_op`.
Wat een record over de werkelijkheid zegt, staat in de datumvelden. Zie docs/domein/twee-tijdassen.md.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Handeling
from accounts.scope import NIETS, Scope, ScopedQuerySet
from bron.domein.tijd import OPEN_DAG, OPEN_MOMENT
from verzuimloket.db.beleid import NIEMAND, Beleid


class Levering(models.Model):
    """Een verwerkte levering. `ontbreekt` is het aantal volgnummers dat sinds de vorige levering is overgeslagen."""

    leverancier = models.CharField(max_length=100)
    volgnummer = models.BigIntegerField()
    aangemaakt = models.DateTimeField()
    ontvangen_op = models.DateTimeField()
    verwerkt_op = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    bestandsnaam = models.CharField(max_length=255)
    aangeboden = models.PositiveIntegerField()
    verwerkt = models.PositiveIntegerField()
    afgekeurd = models.PositiveIntegerField()
    signalen = models.PositiveIntegerField(default=0, help_text="records die zijn goedgekeurd met een signaal")
    ontbreekt = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["leverancier", "volgnummer"], name="levering_een_keer")
        ]
        indexes: ClassVar = [models.Index(fields=["-ontvangen_op"], name="levering_ontvangen")]
        verbose_name = "levering"
        verbose_name_plural = "leveringen"

    def __str__(self) -> str:
        return f"{self.leverancier} {self.volgnummer}"


class Oordeel(models.Model):
    """Het oordeel over een record dat niet zonder meer is goedgekeurd. Een record zonder rij is goedgekeurd."""

    class Uitkomst(models.TextChoices):
        SIGNAAL = "goedgekeurd met signaal", "goedgekeurd met signaal"
        AFGEKEURD = "afgekeurd", "afgekeurd"

    levering = models.ForeignKey(Levering, on_delete=models.CASCADE, db_constraint=False, related_name="oordelen")
    regel = models.PositiveIntegerField()
    recordsoort = models.CharField(max_length=3)
    sleutel = models.CharField(max_length=120)
    oordeel = models.CharField(max_length=23, choices=Uitkomst.choices)
    code = models.CharField(max_length=10)
    melding = models.CharField(max_length=500, help_text="waarom; bij meer signalen allemaal")

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("{mag:leveringen_volgen}")

    class Meta:
        # Eén rij per record: dezelfde index dient de terugkoppeling, op volgorde van het bestand.
        constraints: ClassVar = [models.UniqueConstraint(fields=["levering", "regel"], name="oordeel_een_per_regel")]
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"

    def __str__(self) -> str:
        return f"regel {self.regel}: {self.code}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Wie de leveringen volgt, ziet alle oordelen; op het scherm zonder het nummer van de leerling."""
        return Q() if scope.mag(Handeling.LEVERINGEN_VOLGEN) else NIETS


class Versie(models.Model):
    """Wat elke versie draagt: waar zij vandaan komt en van wanneer tot wanneer zij de bekende stand is."""

    pgn = models.CharField(max_length=9)
    ontvangen_op = models.DateTimeField()
    vervallen_op = models.DateTimeField(default=OPEN_MOMENT)
    # Zonder databaserelatie: die controle per rij kost bij een landelijke levering meer dan het laden zelf.
    levering = models.ForeignKey(
        Levering, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    regel = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()
    rijbeleid = NIEMAND

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Niemand leest het register rechtstreeks: een school komt erin via `bron.queries.leerling_van_school`."""
        return NIETS


class PersoonVersie(Versie):
    """De stand van een persoon: adres, overlijden en vertrek hebben alleen een kennistijd. Code leeg: onbekend."""

    geboortedatum = models.DateField()
    geslacht = models.CharField(max_length=1)
    achternaam = models.CharField(max_length=200)
    voorvoegsel = models.CharField(max_length=50, blank=True, default="")
    voornamen = models.CharField(max_length=200, blank=True, default="")
    straat = models.CharField(max_length=200, blank=True, default="")
    huisnummer = models.CharField(max_length=10, blank=True, default="")
    huisletter = models.CharField(max_length=5, blank=True, default="")
    toevoeging = models.CharField(max_length=20, blank=True, default="")
    postcode = models.CharField(max_length=20, blank=True, default="")
    plaats = models.CharField(max_length=100, blank=True, default="")
    gemeentecode = models.CharField(max_length=4, blank=True, default="")
    overleden_op = models.DateField(null=True, blank=True)
    vertrokken_op = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["pgn", "ontvangen_op"], name="persoon_pgn")]
        verbose_name = "persoonsversie"
        verbose_name_plural = "persoonsversies"


class PeriodeVersie(Versie):
    """Een periode van een inschrijving: de velden van haar ISG en ISP op één rij.

    Geldig op dag d: `geldig_van <= d < geldig_tot`. `geldig_tot` is het begin van de volgende periode, de dag na de
    uitschrijving, of OPEN_DAG. Alle perioden van een inschrijving komen en vervallen samen, en dragen daarom alle de
    `regel` van hun ISG.
    """

    brin = models.CharField(max_length=4)
    volgnummer = models.CharField(max_length=20)
    datum_inschrijving = models.DateField()
    datum_uitschrijving = models.DateField(null=True, blank=True)
    reden_uitstroom = models.CharField(max_length=2, blank=True, default="")
    geldig_van = models.DateField()
    geldig_tot = models.DateField(default=OPEN_DAG)
    sector = models.CharField(max_length=4)
    opleidingcode = models.CharField(max_length=5)
    leerjaar = models.CharField(max_length=1, blank=True, default="")
    niveau = models.CharField(max_length=1, blank=True, default="")
    leerweg = models.CharField(max_length=3, blank=True, default="")
    intensiteit = models.CharField(max_length=2)
    examen = models.BooleanField()
    bekostigd = models.BooleanField()
    vestiging = models.CharField(max_length=2, blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            # Alles van één leerling op volgorde: opzoeken, samenvoegen en de maandselectie. Geen index draagt
            # `vervallen_op`: dan past een nieuwe waarde op dezelfde bladzijde en blijven indexen met rust (besluit 19).
            models.Index(fields=["pgn", "geldig_van"], name="periode_leerling"),
            # De maandselectie begint bij wat er tussen t1 en t2 eindigde.
            models.Index(
                fields=["geldig_tot"],
                condition=Q(bekostigd=True, examen=False, geldig_tot__lt=OPEN_DAG),
                name="periode_einde",
            ),
        ]
        verbose_name = "periodeversie"
        verbose_name_plural = "periodeversies"


class DiplomaVersie(Versie):
    """Een diploma; `startkwalificatie` is havo, vwo of mbo vanaf niveau 2 (domein/startkwalificatie.py)."""

    brin = models.CharField(max_length=4)
    soort = models.CharField(max_length=4)
    opleidingcode = models.CharField(max_length=5, blank=True, default="")
    niveau = models.CharField(max_length=1, blank=True, default="")
    datum_behaald = models.DateField()
    startkwalificatie = models.BooleanField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["pgn", "datum_behaald"], name="diploma_leerling"),
        ]
        verbose_name = "diplomaversie"
        verbose_name_plural = "diplomaversies"


class Nummerwijziging(models.Model):
    """Een onderwijsnummer werd een BSN: vanaf `ontvangen_op` zijn beide nummers één persoon, bekend onder het BSN.

    Een persoon heeft hoogstens twee nummers: elk nummer wisselt één keer.
    """

    oud_pgn = models.CharField(max_length=9, unique=True)
    nieuw_pgn = models.CharField(max_length=9, unique=True)
    ontvangen_op = models.DateTimeField()
    levering = models.ForeignKey(Levering, on_delete=models.PROTECT, related_name="+")
    regel = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()
    rijbeleid = NIEMAND

    class Meta:
        verbose_name = "nummerwijziging"
        verbose_name_plural = "nummerwijzigingen"

    def __str__(self) -> str:
        return f"nummerwijziging {self.pk}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return NIETS


class Intrekking(models.Model):
    """Een VIS of VDI: de inschrijving of het diploma geldt vanaf `ontvangen_op` niet meer.

    `sleutel` is het volgnummer van de inschrijving, of soort, opleidingcode en datum van het diploma met schuine
    strepen ertussen. De rij blijft staan: ook een levering die later binnenkomt met een eerder moment telt zo goed.
    """

    class Soort(models.TextChoices):
        INSCHRIJVING = "VIS", "inschrijving"
        DIPLOMA = "VDI", "diploma"

    soort = models.CharField(max_length=3, choices=Soort.choices)
    brin = models.CharField(max_length=4)
    pgn = models.CharField(max_length=9)
    sleutel = models.CharField(max_length=40)
    ontvangen_op = models.DateTimeField()
    levering = models.ForeignKey(Levering, on_delete=models.PROTECT, db_index=False, related_name="+")
    regel = models.PositiveIntegerField()

    objects = ScopedQuerySet.as_manager()
    rijbeleid = NIEMAND

    class Meta:
        indexes: ClassVar = [models.Index(fields=["pgn"], name="intrekking_pgn")]
        verbose_name = "intrekking"
        verbose_name_plural = "intrekkingen"

    def __str__(self) -> str:
        return f"intrekking {self.pk}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return NIETS


class Opleiding(models.Model):
    """Naam en niveau bij een opleidingcode: een crebo (5 cijfers) of een elementcode vo (4 cijfers). Openbaar."""

    class Soort(models.TextChoices):
        CREBO = "crebo", "mbo-kwalificatie"
        ELEMENTCODE = "elementcode", "opleiding in het vo"

    code = models.CharField(max_length=5, primary_key=True)
    naam = models.CharField(max_length=200)
    niveau = models.CharField(max_length=1, blank=True, default="")
    soort = models.CharField(max_length=11, choices=Soort.choices)

    class Meta:
        verbose_name = "opleiding"
        verbose_name_plural = "opleidingen"

    def __str__(self) -> str:
        return f"{self.code} {self.naam}"
