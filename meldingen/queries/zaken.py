"""Lezen van meldingen: de lijst met filters, de tijdlijn en de tellers. Alles langs de ene deur."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import cast

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.functional import cached_property

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker
from bron.domein.pgn import is_pgn
from bron.queries import nummers_van
from meldingen.domein.workflow import LOPEND
from meldingen.domein.zoeknaam import tot, vereenvoudig, zoekterm
from meldingen.models import Doorzending, Gebeurtenis, Melding, Notitie
from meldingen.models.zaak import MeldingQuerySet
from verzuimloket import clock

TELGRENS = 10_000  # verder tellen kost tijd en helpt niemand
BADGEGRENS = 99
SORTERINGEN = {
    "nummer": ("nummer",),
    "-nummer": ("-nummer",),
    "begin": ("begin", "nummer"),
    "-begin": ("-begin", "-nummer"),
    "naam": ("zoeknaam", "nummer"),
    "-naam": ("-zoeknaam", "-nummer"),
}
SORTERINGEN_DOORGESTUURD = {naam: velden for naam, velden in SORTERINGEN.items() if "begin" not in naam}


class BegrensdePaginator(Paginator):
    """Telt hoogstens TELGRENS rijen; `meer` zegt dat er meer zijn."""

    @cached_property
    def count(self) -> int:
        return min(self._ruw, TELGRENS)

    @cached_property
    def _ruw(self) -> int:
        return cast(MeldingQuerySet, self.object_list).order_by()[: TELGRENS + 1].count()

    @property
    def meer(self) -> bool:
        return self._ruw > TELGRENS


@dataclass(frozen=True, slots=True)
class Filter:
    """De keuzes van de lijst. `zoek` is vrije tekst: naam, PGN, meldingsnummer of leerlingnummer."""

    zoek: str = ""
    status: tuple[str, ...] = ()
    soort: str = ""
    locatie: int | None = None
    van: date | None = None
    tot: date | None = None
    ongelezen: bool = False
    doorgestuurd: bool = False
    sorteer: str = "-nummer"


def kant_ongelezen(gebruiker: Gebruiker) -> str:
    scope = gebruiker.scope
    return "ongelezen_school" if scope and scope.soort is Soort.INSTELLING else "ongelezen_instantie"


def lijst(gebruiker: Gebruiker, keuze: Filter) -> MeldingQuerySet:
    """De meldingen die de gebruiker ziet, met deze keuzes; zonder scope niets."""
    zichtbaar: MeldingQuerySet = Melding.objects.visible_to(gebruiker)
    scope = gebruiker.scope
    if scope is None:
        return zichtbaar
    if keuze.doorgestuurd:
        eerder = Doorzending.objects.unscoped("de eigen doorzendingen").filter(van_id=scope.organisatie_id)
        rijen = zichtbaar.filter(nummer__in=eerder.values("melding_id")).exclude(instantie_id=scope.organisatie_id)
    else:
        rijen = _op_inhoud(zichtbaar.huidig(scope.organisatie_id, scope.soort), gebruiker, keuze)
    rijen = rijen.filter(_zoek(keuze.zoek)) if keuze.zoek else rijen
    rijen = rijen.filter(geregistreerd_op__gte=_begin(keuze.van)) if keuze.van else rijen
    rijen = rijen.filter(geregistreerd_op__lt=_begin(keuze.tot, dagen=1)) if keuze.tot else rijen
    toegestaan = SORTERINGEN_DOORGESTUURD if keuze.doorgestuurd else SORTERINGEN
    volgorde = toegestaan.get(keuze.sorteer, SORTERINGEN["-nummer"])
    return rijen.select_related("soort", "locatie", "school").order_by(*volgorde)


def _op_inhoud(rijen: MeldingQuerySet, gebruiker: Gebruiker, keuze: Filter) -> MeldingQuerySet:
    """Filters op wat na een doorzending verandert: die zouden de afzender vertellen hoe het verder ging."""
    rijen = rijen.filter(status__in=keuze.status) if keuze.status else rijen
    rijen = rijen.filter(soort_id=keuze.soort) if keuze.soort else rijen
    rijen = rijen.filter(locatie_id=keuze.locatie) if keuze.locatie else rijen
    return rijen.filter(**{kant_ongelezen(gebruiker): True}) if keuze.ongelezen else rijen


def _begin(dag: date, dagen: int = 0) -> datetime:
    return datetime.combine(date.fromordinal(dag.toordinal() + dagen), time(), tzinfo=clock.AMSTERDAM)


def _zoek(tekst: str) -> Q:
    """Cijfers: meldingsnummer, PGN of leerlingnummer. Anders: het begin van de achternaam, of een leerlingnummer."""
    compact = re.sub(r"[\s.]", "", tekst)
    q = Q(leerlingnummer=tekst.strip())
    if compact.isascii() and compact.isdigit():
        q |= Q(pgn__in=nummers_van(compact, clock.nu())[1]) if is_pgn(compact) else Q()
        return q | Q(nummer=int(compact)) if len(compact) < 19 else q
    # `Al, Noor` heet misschien Al van achternaam: met en zonder het voorvoegsel
    for term in filter(None, {zoekterm(tekst), vereenvoudig(tekst)}):
        q |= Q(zoeknaam__gte=term, zoeknaam__lt=tot(term))
    return q


def ongelezen_teller(gebruiker: Gebruiker) -> int:
    """Hoeveel meldingen aan de eigen kant ongelezen zijn, geteld tot en met 100 (toon dan '99+')."""
    scope = gebruiker.scope
    if scope is None:
        return 0
    eigen = Melding.objects.visible_to(gebruiker).huidig(scope.organisatie_id, scope.soort)
    return eigen.filter(**{kant_ongelezen(gebruiker): True}).order_by()[: BADGEGRENS + 1].count()


def lopende_voor(gebruiker: Gebruiker, pgn: str) -> list[Melding]:
    """Lopende meldingen van deze leerling bij de eigen school, ook onder zijn vroegere nummer; voor de waarschuwing."""
    return list(
        Melding.objects.visible_to(gebruiker)
        .filter(pgn__in=nummers_van(pgn, clock.nu())[1], status__in=LOPEND)
        .select_related("soort")
        .order_by("-nummer")[:5]
    )


@dataclass(frozen=True, slots=True)
class Tijdlijnitem:
    kop: str
    op: datetime
    wie: str
    regels: list[list[str]]
    tekst: str = ""
    intern: bool = False


def tijdlijn(gebruiker: Gebruiker, melding: Melding, tot_en_met: int | None = None) -> list[Tijdlijnitem]:
    """Wat er gebeurde, nieuwste eerst, met de eigen interne notities. `tot_en_met` kapt af bij een doorzending."""
    gebeurtenissen: Iterable[Gebeurtenis] = (
        Gebeurtenis.objects.visible_to(gebruiker)
        .filter(melding_id=melding.nummer, **({"id__lte": tot_en_met} if tot_en_met else {}))
        .select_related("gebruiker", "organisatie")
        .order_by("-id")
    )
    items = [
        Tijdlijnitem(g.get_soort_display(), g.op, f"{g.gebruiker.naam} ({g.organisatie.naam})", g.wijzigingen, g.tekst)
        for g in gebeurtenissen
    ]
    if tot_en_met is None:
        items += _interne_notities(gebruiker, melding)
    return sorted(items, key=lambda item: item.op, reverse=True)


def _interne_notities(gebruiker: Gebruiker, melding: Melding) -> list[Tijdlijnitem]:
    if gebruiker.scope is None:
        return []
    notities = (
        Notitie.objects.visible_to(gebruiker)
        .filter(melding_id=melding.nummer, intern=True, organisatie_id=gebruiker.scope.organisatie_id)
        .select_related("gebruiker")
    )
    return [Tijdlijnitem("Interne notitie", n.op, n.gebruiker.naam, [], n.tekst, True) for n in notities]


def eigen_doorzending(gebruiker: Gebruiker, melding: Melding) -> Doorzending | None:
    """De laatste doorzending door de eigen organisatie, als de melding daarna elders ligt; anders None."""
    scope = gebruiker.scope
    if scope is None or scope.soort is Soort.INSTELLING or melding.instantie_id == scope.organisatie_id:
        return None
    return (
        Doorzending.objects.visible_to(gebruiker)
        .filter(melding_id=melding.nummer, van_id=scope.organisatie_id)
        .select_related("naar")
        .order_by("-id")
        .first()
    )
