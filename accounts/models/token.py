"""De tweede factor: wat eenmalige codes maakt, van een app of van een apparaat."""

import hmac
import time
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP, hotp

from accounts.domein.rechten import Handeling
from accounts.models.gebruiker import Gebruiker
from accounts.models.organisatie import Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid
from verzuimloket.versleuteling import afdruk, ontsleutel, versleutel

HOTP_VOORUIT = 10  # zo vaak mag iemand drukken zonder in te loggen; daarna gelijkzetten
GELIJKZETTEN_VOORUIT = 1000  # zo ver zoeken wij bij het gelijkzetten
GELIJKZETTEN_STAPPEN = 120  # een uur voor of achter, bij stappen van een halve minuut


class Token(TimestampMixin, ThrottlingMixin, Device):
    """Een geheim dat eenmalige codes maakt: met de tijd (TOTP, RFC 6238) of met een teller (HOTP, RFC 4226).

    Rekent met de functies van django-otp; haar eigen modellen bewaren het geheim leesbaar, dit niet (besluit 28). Een
    code geldt één stap eerder of later dan nu, en werkt één keer; een afwijking van de klok onthouden wij. Zonder
    gebruiker ligt het token in voorraad, zonder `confirmed` werkt het niet.
    """

    class Soort(models.TextChoices):
        TOTP = "totp", "op tijd (TOTP)"
        HOTP = "hotp", "op teller (HOTP)"

    # anders dan bij django-otp mag het leeg zijn: in voorraad is er geen gebruiker
    user = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    soort = models.CharField(max_length=4, choices=Soort.choices, default=Soort.TOTP)
    geheim = models.TextField(editable=False)
    afdruk = models.CharField(max_length=64, editable=False, db_index=True)
    cijfers = models.PositiveSmallIntegerField(default=6)
    stap = models.PositiveSmallIntegerField(default=30, help_text="seconden per code")
    afwijking = models.SmallIntegerField(default=0, help_text="stappen die de klok van het apparaat afwijkt")
    teller = models.BigIntegerField(default=0, help_text="TOTP: de eerste stap die nog mag; HOTP: de volgende code")

    van_apparaat = models.BooleanField(default=False, help_text="hoort bij een Hardwaretoken")

    class Meta(Device.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cijfers__in=[6, 8]), name="token_zes_of_acht_cijfers"),
            models.CheckConstraint(condition=Q(stap__gte=15, stap__lte=120), name="token_stap"),
        ]
        verbose_name = "token"
        verbose_name_plural = "tokens"

    @classmethod
    def met_geheim(cls, geheim: bytes, **velden: Any) -> "Token":
        """Een nieuw, nog niet bewaard token met dit geheim."""
        return cls(geheim=versleutel(geheim), afdruk=afdruk(geheim), **velden)

    @property
    def sleutel(self) -> bytes:
        return ontsleutel(self.geheim)

    def get_throttle_factor(self) -> int:
        return 1

    def verify_token(self, token: str) -> bool:
        """Gebruik een code. Alleen langs `controleer_token`: die houdt de rij op slot."""
        mag, _ = self.verify_is_allowed()
        if not mag:
            return False
        if not self._past(token) or not self._gebruik(int(token)):
            self.throttle_increment(commit=True)
            return False
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True

    def _past(self, token: Any) -> bool:
        return isinstance(token, str) and token.isascii() and token.isdecimal() and len(token) == self.cijfers

    def _gebruik(self, code: int) -> bool:
        if self.soort == self.Soort.HOTP:
            return self._gebruik_teller(code, HOTP_VOORUIT)
        rekenaar = self._rekenaar()
        if not rekenaar.verify(code, 1, self.teller):
            return False
        self.teller, self.afwijking = rekenaar.t() + 1, rekenaar.drift
        return True

    def _gebruik_teller(self, code: int, vooruit: int) -> bool:
        for plaats in range(self.teller, self.teller + vooruit + 1):
            if hmac.compare_digest(str(hotp(self.sleutel, plaats, self.cijfers)), str(code)):
                self.teller = plaats + 1
                return True
        return False

    def _rekenaar(self) -> TOTP:
        rekenaar = TOTP(self.sleutel, self.stap, 0, self.cijfers, self.afwijking)
        rekenaar.time = time.time()
        return rekenaar

    def zet_gelijk(self, eerste: str, tweede: str) -> bool:
        """Zoek met twee codes na elkaar waar het apparaat is, en ga daar verder. Alleen vooruit. Bewaart niets."""
        if not (self._past(eerste) and self._past(tweede)):
            return False
        nu = 0 if self.soort == self.Soort.HOTP else int(time.time()) // self.stap
        begin, eind = (
            (self.teller, self.teller + GELIJKZETTEN_VOORUIT)
            if self.soort == self.Soort.HOTP
            else (max(self.teller, nu - GELIJKZETTEN_STAPPEN), nu + GELIJKZETTEN_STAPPEN)
        )
        sleutel, codes = self.sleutel, (int(eerste), int(tweede))
        for plaats in range(begin, eind):
            if (hotp(sleutel, plaats, self.cijfers), hotp(sleutel, plaats + 1, self.cijfers)) == codes:
                self.teller = plaats + 2
                if self.soort == self.Soort.TOTP:
                    self.afwijking = plaats + 1 - nu
                return True
        return False


class Hardwaretoken(models.Model):
    """Een apparaat van een organisatie: waar het is, en van wie. Het geheim staat bij `token`."""

    class Stand(models.TextChoices):
        VOORRAAD = "voorraad", "In voorraad"
        UITGEGEVEN = "uitgegeven", "Uitgegeven"
        GEBLOKKEERD = "geblokkeerd", "Geblokkeerd"
        VERLOREN = "verloren", "Verloren"

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    serienummer = models.CharField(max_length=40)
    token = models.OneToOneField(Token, on_delete=models.PROTECT, related_name="apparaat")
    stand = models.CharField(max_length=12, choices=Stand.choices, default=Stand.VOORRAAD)
    ontvangen_op = models.DateTimeField(default=clock.nu)
    gewijzigd_op = models.DateTimeField(default=clock.nu)

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid("organisatie_id = {organisatie} AND {mag:gebruikers_beheren}")

    class Meta:
        ordering: ClassVar = ["serienummer", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisatie", "serienummer"], name="hardwaretoken_serienummer")
        ]
        verbose_name = "hardwaretoken"
        verbose_name_plural = "hardwaretokens"

    def __str__(self) -> str:
        return self.serienummer

    @property
    def gebruiker(self) -> Gebruiker | None:
        return self.token.user

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De apparaten van de eigen organisatie, voor wie gebruikers beheert."""
        return Q(organisatie_id=scope.organisatie_id) if scope.mag(Handeling.GEBRUIKERS_BEHEREN) else NIETS
