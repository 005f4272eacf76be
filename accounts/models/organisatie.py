"""De organisaties. Openbare gegevens."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Soort

SOORT_LABELS = {
    Soort.INSTELLING: "Instelling",
    Soort.GEMEENTE: "Gemeente",
    Soort.RMC_REGIO: "RMC-regio",
    Soort.UITVOERENDE_INSTANTIE: "Uitvoerende instantie",
    Soort.LOKET: "Loket",
}


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
    opvolger = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opgegaan_op = models.DateField(
        null=True, blank=True, help_text="de eerste dag waarop de opvolger haar plaats inneemt"
    )
    weergavenaam = models.CharField(max_length=60, blank=True, default="", help_text="hoe het portaal haar noemt")
    kleur = models.CharField(max_length=7, blank=True, default="", help_text="accentkleur, als #0d4f85")
    logo_afdruk = models.CharField(max_length=16, blank=True, default="", help_text="leeg: geen logo; zie Huislogo")
    eindigt_op = models.DateField("laatste dag", null=True, blank=True, help_text="daarna sluit de organisatie")
    zelf_bijgehouden = models.BooleanField(default=False, help_text="laad_referentie laat naam en adres staan")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["soort", "code"], name="organisatie_soort_code"),
            models.CheckConstraint(
                condition=Q(opvolger__isnull=True, opgegaan_op__isnull=True)
                | Q(opvolger__isnull=False, opgegaan_op__isnull=False),
                name="organisatie_opvolger_met_dag",
            ),
        ]
        ordering: ClassVar = ["naam", "code"]
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"

    def __str__(self) -> str:
        return f"{self.code} {self.naam}"

    @property
    def getoonde_naam(self) -> str:
        return self.weergavenaam or self.naam

    @property
    def kleurcode(self) -> str:
        """De kleur zoals zij in een adres staat, zonder hekje."""
        return self.kleur.removeprefix("#")

    @property
    def stand(self) -> str:
        """`beëindigd`, `eindigt` of `actief`, zoals het scherm het noemt."""
        if not self.actief:
            return "beëindigd"
        return "actief" if self.eindigt_op is None else "eindigt"

    @property
    def aanduiding(self) -> str:
        """Zoals de kop van elke pagina de organisatie noemt: 'BRIN 00ZV', 'Gemeente 0059', 'RMC-regio 06'."""
        woord = {Soort.INSTELLING: "BRIN", Soort.LOKET: ""}.get(Soort(self.soort), SOORT_LABELS[Soort(self.soort)])
        return f"{woord} {self.code}".strip()
