"""Organisaties, gebruikers, toewijzingen en concepten."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.domein.rechten import MATRIX, Handeling, Rol, Soort
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid

SOORT_LABELS = {
    Soort.INSTELLING: "Instelling",
    Soort.GEMEENTE: "Gemeente",
    Soort.RMC_REGIO: "RMC-regio",
    Soort.UITVOERENDE_INSTANTIE: "Uitvoerende instantie",
    Soort.LOKET: "Loket",
}


class GebruikerManager(BaseUserManager):
    def get_by_natural_key(self, username: str | None):  # type: ignore[no-untyped-def]
        """Zoekt op gebruikersnaam; hoofdletters maken niet uit."""
        return super().get_by_natural_key((username or "").casefold())


class ToewijzingQuerySet(ScopedQuerySet):
    def geldig(self, dag: date) -> Self:
        """Toewijzingen die op deze dag gelden; `vanaf` en `tot` doen allebei mee."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=dag), vanaf__lte=dag)


class Organisatie(models.Model):
    """Een school (BRIN), gemeente, RMC-regio, uitvoerende instantie of het loket zelf. Openbare gegevens."""

    soort = models.CharField(max_length=24, choices=[(s.value, SOORT_LABELS[s]) for s in Soort])
    code = models.CharField(max_length=12, help_text="BRIN, gemeentecode (0363), RMC-nummer (21) of een vrije code")
    naam = models.CharField(max_length=200)
    rmc_nummer = models.CharField(max_length=2, blank=True, default="", help_text="de RMC-regio van een gemeente")
    adres = models.CharField(max_length=200, blank=True, default="")
    postcode = models.CharField(max_length=6, blank=True, default="")
    plaats = models.CharField(max_length=100, blank=True, default="")
    gemeentecode = models.CharField(max_length=4, blank=True, default="", help_text="waar de organisatie staat")
    email = models.EmailField(blank=True, default="")
    telefoon = models.CharField(max_length=20, blank=True, default="")
    actief = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["soort", "code"], name="organisatie_soort_code")]
        ordering: ClassVar = ["naam", "code"]
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"

    def __str__(self) -> str:
        return f"{self.code} {self.naam}"

    @property
    def aanduiding(self) -> str:
        """Zoals de kop van elke pagina de organisatie noemt: 'BRIN 00ZV', 'Gemeente 0059', 'RMC-regio 06'."""
        woord = {Soort.INSTELLING: "BRIN", Soort.LOKET: ""}.get(Soort(self.soort), SOORT_LABELS[Soort(self.soort)])
        return f"{woord} {self.code}".strip()


class Gebruiker(AbstractBaseUser):
    """Iemand die kan inloggen. Zonder geldige Toewijzing mag en ziet hij niets."""

    last_login = None  # inlogmomenten staan in het logboek, met de klok van het portaal
    username = models.CharField(
        "gebruikersnaam",
        max_length=80,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._@-]*$", "Gebruik kleine letters, cijfers en . _ - @")],
    )
    naam = models.CharField(max_length=150)
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField("actief", default=True)
    aangemaakt_op = models.DateTimeField(default=clock.nu, editable=False)

    objects = GebruikerManager()
    # alleen gezet na inloggen met tweede factor, of door `identiteit.namens`
    scope: Scope | None = None
    organisatie: Organisatie | None = None
    toewijzingen_nu: "list[Toewijzing]" = []
    tokens: dict[Any, list[int]] = {}

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["naam"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(username=Lower("username")), name="gebruiker_kleine_letters")
        ]
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"

    def __str__(self) -> str:
        return self.naam or self.username

    def clean(self) -> None:
        self.username = self.username.strip().casefold()


class Toewijzing(models.Model):
    """Een rol van een gebruiker bij een organisatie, van `vanaf` tot en met `tot` (leeg: zonder einde).

    `locatie_ids` en `leerling_pgns` beperken alleen de rol lezer: daar ziet hij de meldingen van.
    """

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="toewijzingen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="toewijzingen")
    rol = models.CharField(max_length=24, choices=[(rol.value, regel.label) for rol, regel in MATRIX.items()])
    vanaf = models.DateField(default=clock.vandaag)
    tot = models.DateField(null=True, blank=True)
    locatie_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    leerling_pgns = ArrayField(models.CharField(max_length=9), default=list, blank=True)

    objects = ToewijzingQuerySet.as_manager()
    rijbeleid = Beleid(
        "organisatie_id = {organisatie} AND {mag:gebruikers_beheren}"
        " OR gebruiker_id = {gebruiker} AND NOT {mag:gebruikers_beheren}",
        schrijven="organisatie_id = {organisatie} AND {mag:gebruikers_beheren}",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("vanaf")), name="toewijzing_tot_na_vanaf"
            ),
            models.UniqueConstraint(fields=["gebruiker", "organisatie", "rol", "vanaf"], name="toewijzing_een_keer"),
            models.CheckConstraint(
                condition=Q(rol=Rol.LEZER) | Q(locatie_ids=[], leerling_pgns=[]), name="toewijzing_beperkt_alleen_lezer"
            ),
        ]
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"

    def __str__(self) -> str:
        return f"{self.get_rol_display()} bij {self.organisatie_id}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De beheerder ziet alle toewijzingen van zijn organisatie; ieder ander alleen zijn eigen."""
        if scope.mag(Handeling.GEBRUIKERS_BEHEREN):
            return Q(organisatie_id=scope.organisatie_id)
        return Q(gebruiker_id=scope.gebruiker_id)


class Concept(models.Model):
    """Wat iemand al had ingevuld: de stappen van opvoeren, of een formulier dat bij een time-out open stond.

    Alleen voor de gebruiker zelf, binnen de organisatie waarvoor hij bezig was. Met een `pad` is er één per pagina.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="concepten")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    soort = models.CharField(max_length=60)
    pad = models.CharField(max_length=200, blank=True, default="")
    gegevens = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    bijgewerkt_op = models.DateTimeField(default=clock.nu)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("gebruiker_id = {gebruiker} AND organisatie_id = {organisatie}")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gebruiker", "organisatie", "soort", "pad"], condition=~Q(pad=""), name="concept_een_per_pad"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["bijgewerkt_op"], name="concept_bijgewerkt")]
        verbose_name = "concept"
        verbose_name_plural = "concepten"

    def __str__(self) -> str:
        return f"{self.soort} {self.id}"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        return Q(gebruiker_id=scope.gebruiker_id, organisatie_id=scope.organisatie_id)


class Toegangssleutel(models.Model):
    """Waarmee een systeem van een organisatie zich meldt. Van het geheim bewaren wij alleen een afdruk (SHA-256).

    `begin` is het openbare deel, waaraan de beheerder de sleutel herkent en waarmee wij haar vinden.
    """

    class Doel(models.TextChoices):
        ROD = "rod", "Inschrijvingen aanleveren (ROD)"

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="sleutels")
    doel = models.CharField(max_length=12, choices=Doel.choices)
    label = models.CharField(max_length=60)
    begin = models.CharField(max_length=20, unique=True)
    afdruk = models.CharField(max_length=64)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aangemaakt_op = models.DateTimeField(default=clock.nu)
    verloopt_op = models.DateTimeField()
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    laatst_gebruikt_op = models.DateTimeField(null=True, blank=True, help_text="op het uur nauwkeurig")

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("organisatie_id = {organisatie} AND {mag:sleutels_beheren}")

    class Meta:
        ordering: ClassVar = ["-aangemaakt_op", "-pk"]
        verbose_name = "toegangssleutel"
        verbose_name_plural = "toegangssleutels"

    def __str__(self) -> str:
        return f"{self.begin} {self.label}"

    @property
    def stand(self) -> str:
        """`actief`, `ingetrokken` of `verlopen`, op dit moment."""
        if self.ingetrokken_op is not None:
            return "ingetrokken"
        return "actief" if clock.nu() < self.verloopt_op else "verlopen"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De sleutels van de eigen organisatie, voor wie ze beheert."""
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.SLEUTELS_BEHEREN) else NIETS
