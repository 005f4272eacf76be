"""Wat een ontvanger van de weekleveringen ziet, en wat functioneel beheer van de bouw ziet: nooit een persoon."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet
from django.utils.functional import cached_property

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from bron.domein.mutatie import MutatieSoort
from bron.domein.mutatiezin import zin
from bron.domein.week import WEEK, laatste_maandag
from bron.models import CLevering, Mutatie, Opleiding, Weeklevering
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik

# LIMIT 1 in een LATERAL houdt de zoekvraag bij één rij per ontvanger
_ONTVANGERS = """
SELECT w.id, count(*) FROM bron_weeklevering w
JOIN accounts_organisatie o ON o.soort IN ('gemeente', 'rmc_regio')
LEFT JOIN LATERAL (SELECT 1 AS raak FROM bron_mutatie m
  WHERE o.soort = 'gemeente' AND m.weeklevering_id = w.id AND m.ontvanger_gemeente = o.code LIMIT 1) g ON true
LEFT JOIN LATERAL (SELECT 1 AS raak FROM bron_mutatie m
  WHERE o.soort = 'rmc_regio' AND m.weeklevering_id = w.id AND m.ontvanger_regio = o.code LIMIT 1) r ON true
WHERE w.id = ANY(%(leveringen)s) AND (g.raak = 1 OR r.raak = 1)
GROUP BY w.id
"""
ONTVANGERS = (Soort.GEMEENTE, Soort.RMC_REGIO, Soort.UITVOERENDE_INSTANTIE)
Tellingen = list[tuple[MutatieSoort, int]]


@dataclass(frozen=True, slots=True)
class Ontvangst:
    """Een weeklevering voor één ontvanger, met het aantal regels per soort mutatie (alleen wat voorkomt)."""

    levering: Weeklevering
    tellingen: Tellingen = field(default_factory=list)

    @property
    def aantal(self) -> int:
        return sum(aantal for _, aantal in self.tellingen)


def ontvangt(gebruiker: Gebruiker) -> bool:
    """Of de organisatie van deze gebruiker weekleveringen ontvangt: een school niet."""
    return gebruiker.scope is not None and gebruiker.scope.soort in ONTVANGERS


def beschikbaar() -> QuerySet[Weeklevering]:
    """De weekleveringen die klaar zijn en nog niet verlopen, nieuwste eerst."""
    return Weeklevering.objects.filter(
        gebouwd_op__isnull=False, opgeruimd_op__isnull=True, verloopt_op__gt=vandaag()
    ).order_by("-peildatum")


def ontvangen(gebruiker: Gebruiker) -> list[Ontvangst]:
    """De weekleveringen voor deze ontvanger, ook die zonder regels voor hem."""
    leveringen = list(beschikbaar())
    per_levering: dict[int, dict[str, int]] = {}
    vraag = Mutatie.objects.visible_to(gebruiker).filter(weeklevering__in=leveringen)
    for levering, soort, aantal in vraag.values_list("weeklevering", "soort").annotate(aantal=Count("pk")):
        per_levering.setdefault(levering, {})[soort] = aantal
    return [Ontvangst(levering, _op_volgorde(per_levering.get(levering.pk, {}))) for levering in leveringen]


def nieuwste(gebruiker: Gebruiker) -> tuple[Weeklevering, int] | None:
    """De nieuwste weeklevering en het aantal regels voor deze ontvanger."""
    levering = beschikbaar().first()
    return (levering, mutaties_van(gebruiker, levering).count()) if levering else None


def tellingen_van(gebruiker: Gebruiker, levering: Weeklevering) -> Tellingen:
    """Het aantal regels per soort voor deze ontvanger."""
    vraag = Mutatie.objects.visible_to(gebruiker).filter(weeklevering=levering)
    return _op_volgorde(dict(vraag.values_list("soort").annotate(aantal=Count("pk"))))


def _op_volgorde(aantallen: dict[str, int]) -> Tellingen:
    return [(soort, aantallen[soort]) for soort in MutatieSoort if soort in aantallen]


def mutaties_van(gebruiker: Gebruiker, levering: Weeklevering) -> QuerySet[Mutatie]:
    """De regels van deze ontvanger, per leerling bij elkaar."""
    return Mutatie.objects.visible_to(gebruiker).filter(weeklevering=levering).order_by("pgn", "pk")


class GeteldePaginator(Paginator):
    """Een paginator die al weet hoeveel rijen er zijn: dat staat in de tellingen per soort."""

    def __init__(self, rijen: QuerySet, per_pagina: int, aantal: int) -> None:
        super().__init__(rijen, per_pagina)
        self._aantal = aantal

    @cached_property
    def count(self) -> int:
        return self._aantal


def met_zin(mutaties: list[Mutatie]) -> list[tuple[Mutatie, str]]:
    """Elke mutatie met haar zin; de namen van gemeenten en opleidingen komen er in één keer bij."""
    codes = {m.gemeentecode for m in mutaties} | {m.ontvanger_gemeente for m in mutaties}
    gemeenten = dict(Organisatie.objects.filter(soort=Soort.GEMEENTE, code__in=codes).values_list("code", "naam"))
    opleidingen = dict(
        Opleiding.objects.filter(code__in={m.opleidingcode for m in mutaties}).values_list("code", "naam")
    )
    return [(m, zin(m, opleiding=opleidingen.get(m.opleidingcode, ""), gemeenten=gemeenten)) for m in mutaties]


def c_leveringen_van(gebruiker: Gebruiker) -> QuerySet[CLevering]:
    """De aanvragen van de eigen organisatie, nieuwste eerst."""
    return CLevering.objects.visible_to(gebruiker).select_related("gebruiker").order_by("-aangevraagd_op")


@dataclass(frozen=True, slots=True)
class Bouwstand:
    """Een maandag zoals functioneel beheer haar ziet; `levering` is None als zij er had moeten zijn.

    `ontvangers` is het aantal gemeenten en regio's met minstens één regel, of None als de regels er niet meer zijn.
    """

    maandag: date
    levering: Weeklevering | None = None
    ontvangers: int | None = None


def maandagen() -> list[date]:
    """Elke maandag vanaf de oudste weeklevering tot en met de laatste die voorbij 00:00 is, nieuwste eerst.

    Zonder enige weeklevering alleen die laatste. Dit zijn de weekleveringen die er horen te zijn.
    """
    laatste = laatste_maandag(vandaag())
    grenzen = Weeklevering.objects.aggregate(eerste=Min("peildatum"), laatste=Max("peildatum"))
    dag, eind = grenzen["eerste"] or laatste, max(laatste, grenzen["laatste"] or laatste)
    return [dag + week * WEEK for week in range((eind - dag) // WEEK + 1)][::-1]


def bouwstanden(dagen: Iterable[date]) -> list[Bouwstand]:
    """De stand van het bouwen op deze maandagen."""
    leveringen = {levering.peildatum: levering for levering in Weeklevering.objects.filter(peildatum__in=dagen)}
    met_regels = [lev.pk for lev in leveringen.values() if lev.gebouwd_op and not lev.opgeruimd_op]
    ontvangers = _ontvangers(met_regels)
    standen = []
    for dag in dagen:
        levering = leveringen.get(dag)
        aantal = ontvangers.get(levering.pk, 0) if levering and levering.pk in met_regels else None
        standen.append(Bouwstand(dag, levering, aantal))
    return standen


@buiten_bereik("de stand van de bouw telt ontvangers, en noemt geen regel")
def _ontvangers(leveringen: list[int]) -> dict[int, int]:
    """Per weeklevering het aantal ontvangers met een regel: per ontvanger één blik in de index, niet alle regels."""
    with connection.cursor() as cursor:
        cursor.execute(_ONTVANGERS, {"leveringen": leveringen})
        return dict(cursor.fetchall())
