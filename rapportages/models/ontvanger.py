"""Bij welke ontvanger een rij hoort, en wie haar dus leest."""

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Handeling, Soort
from accounts.scope import Scope, ScopedQuerySet
from rapportages.domein.ontvanger import Ontvanger

LETTERS = {Soort.INSTELLING: "I", Soort.GEMEENTE: "G", Soort.RMC_REGIO: "R"}
KOLOM_VAN_LETTER = {"I": "brin", "G": "gemeentecode", "R": "rmc_nummer"}

# hetzelfde voor de database (rijbeleid): een rij van de ontvanger, en een telling met de ontvanger als `I27GZ`
BIJ_ONTVANGER = """coalesce({soort} = 'instelling' AND brin = {code} OR {soort} = 'gemeente' AND gemeentecode = {code}
    OR {soort} = 'rmc_regio' AND rmc_nummer = {code}, false) AND {mag:rapportages_lezen}"""
IS_ONTVANGER = "{mag:rapportages_lezen} AND {soort} IN ('instelling', 'gemeente', 'rmc_regio')"
ONTVANGER_IS = """ontvanger = (CASE {soort} WHEN 'instelling' THEN 'I' WHEN 'gemeente' THEN 'G'
    WHEN 'rmc_regio' THEN 'R' END) || lpad({code}, 4, '0') AND {mag:rapportages_lezen}"""


def ontvanger_van(scope: Scope) -> Ontvanger | None:
    """De ontvanger die bij een scope hoort; None als zij geen rapportages mag lezen."""
    if scope.soort not in LETTERS or not scope.mag(Handeling.RAPPORTAGES_LEZEN):
        return None
    return Ontvanger(LETTERS[scope.soort], scope.code)


def rijen_q(ontvanger: Ontvanger) -> Q:
    """Welke rijen bij een ontvanger horen."""
    return Q(**{KOLOM_VAN_LETTER[ontvanger.letter]: ontvanger.code})


class RijVanOntvanger(models.Model):
    """Een rij met een leerling, gericht aan een instelling, gemeente en regio."""

    persoon = models.CharField(max_length=9, help_text="PGN zoals bekend op K; na een nummerwijziging het BSN")
    brin = models.CharField(max_length=4)
    gemeentecode = models.CharField(max_length=4)
    rmc_nummer = models.CharField(max_length=2)
    achternaam = models.TextField(default="")
    voorvoegsel = models.TextField(default="")
    voornamen = models.TextField(default="")
    geboortedatum = models.DateField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"
