"""Wie er kan inloggen, en welke rol hij bij welke organisatie heeft."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.domein.rechten import MATRIX, Handeling, Rol
from accounts.models.organisatie import Organisatie
from accounts.scope import Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid


class GebruikerManager(BaseUserManager):
    def get_by_natural_key(self, username: str | None):  # type: ignore[no-untyped-def]
        """Zoekt op gebruikersnaam; hoofdletters maken niet uit."""
        return super().get_by_natural_key((username or "").casefold())


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
    mail_uit = ArrayField(models.CharField(max_length=24), default=list, blank=True, help_text="domein/mails.py")

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


class ToewijzingQuerySet(ScopedQuerySet):
    def geldig(self, dag: date) -> Self:
        """Toewijzingen die op deze dag gelden; `vanaf` en `tot` doen allebei mee."""
        return self.nog_niet_voorbij(dag).filter(vanaf__lte=dag)

    def nog_niet_voorbij(self, dag: date) -> Self:
        """Wat op deze dag geldt, of nog moet beginnen."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=dag))


class Toewijzing(models.Model):
    """Een rol van een gebruiker bij een organisatie, van `vanaf` tot en met `tot` (leeg: zonder einde).

    `locatie_ids` en `leerling_pgns` beperken alleen de rol lezer: daar ziet hij de meldingen van.
    """

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="toewijzingen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="toewijzingen")
    rol = models.CharField(max_length=24, choices=[(rol.value, regel.label) for rol, regel in MATRIX.items()])
    vanaf = models.DateField(default=clock.vandaag)
    tot = models.DateField(null=True, blank=True)
    gecontroleerd_op = models.DateField(null=True, blank=True, help_text="wanneer een beheerder zag dat zij nog klopt")
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

    @property
    def komt_nog(self) -> bool:
        """Begint pas na vandaag."""
        return self.vanaf > clock.vandaag()

    @property
    def leest_niets(self) -> bool:
        """Een lezer aan wie nog niets is toegewezen."""
        return self.rol == Rol.LEZER and not self.locatie_ids and not self.leerling_pgns

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De beheerder ziet alle toewijzingen van zijn organisatie; ieder ander alleen zijn eigen."""
        if scope.mag(Handeling.GEBRUIKERS_BEHEREN):
            return Q(organisatie_id=scope.organisatie_id)
        return Q(gebruiker_id=scope.gebruiker_id)
