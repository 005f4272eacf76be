"""Grote bestanden van een rapportage, die op de achtergrond gemaakt worden."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Gebruiker, Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from rapportages.models.maand import Maandrapportage
from rapportages.models.ontvanger import IS_ONTVANGER, ontvanger_van
from verzuimloket.db.beleid import Beleid
from verzuimloket.export.achtergrond import Achtergrondbestand


class Bestandsaanvraag(Achtergrondbestand):
    """Een groot bestand van één rapportage, aangevraagd door een lezer en op de achtergrond gemaakt.

    De besloten bestanden heten `opslag`.csv en `opslag`.<vorm>. Van hetzelfde bestand loopt er per organisatie
    hoogstens één; de database bewaakt dat.
    """

    class Vorm(models.TextChoices):
        XLSX = "xlsx", "Excel"
        PDF = "pdf", "PDF"

    class Fout(models.TextChoices):
        RECHT = "recht", "De aanvrager mag deze rapportage niet meer lezen."
        VERLOPEN = "verlopen", "De rapportages van deze maand zijn verlopen."
        STORING = "storing", "Het maken lukte na vijf keer proberen niet."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    rapportage = models.ForeignKey(Maandrapportage, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=3)
    vorm = models.CharField(max_length=4, choices=Vorm.choices)
    fout = models.CharField(max_length=8, choices=Fout.choices, blank=True, default="", help_text="bij mislukt")

    objects = ScopedQuerySet.as_manager()
    rijbeleid = Beleid(f"organisatie_id = {{organisatie}} AND {IS_ONTVANGER}")

    class Meta:
        ordering: ClassVar = ["-aangevraagd_op"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisatie", "rapportage", "code", "vorm"],
                condition=Q(stand__in=["wacht", "bezig"]),
                name="bestand_loopt_een_keer",
            )
        ]
        verbose_name = "bestandsaanvraag"
        verbose_name_plural = "bestandsaanvragen"

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """De aanvragen van de eigen organisatie, voor wie haar rapportages leest."""
        return NIETS if ontvanger_van(scope) is None else Q(organisatie_id=scope.organisatie_id)
