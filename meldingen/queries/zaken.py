"""Lezen van meldingen: de lijst met filters, de tijdlijn en de tellers. Alles langs de ene deur."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Exists, JSONField, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker
from bron.domein.pgn import is_pgn
from bron.queries import nummers_van
from meldingen.domein.workflow import LOPEND
from meldingen.domein.zoeknaam import tot, vereenvoudig, zoekterm
from meldingen.models import Doorzending, Gebeurtenis, Locatie, Melding, Notitie, Verzuimsoort
from meldingen.models.zaak import MeldingQuerySet
from verzuimloket import clock

TELGRENS = 10_000  # verder tellen kost tijd en helpt niemand
BADGEGRENS = 99
INTERN = "intern"  # in de tijdlijn, naast de soorten van een gebeurtenis
LIJST_TOONT = ("soort", "locatie", "school")  # wat een rij van de lijst erbij nodig heeft
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

    def page(self, number: int | str) -> Page:
        """Eerst de nummers langs de index, dan pas de rijen: een late pagina haalt niet op wat zij overslaat."""
        pagina = super().page(number)
        gekozen = cast(MeldingQuerySet, pagina.object_list)
        pagina.object_list = (
            Melding.objects.unscoped("de nummers eronder zijn door de deur gegaan")
            .filter(nummer__in=gekozen.select_related(None).values("nummer"))
            .select_related(*LIJST_TOONT)
            .order_by(*gekozen.query.order_by)
        )
        return pagina


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
    medewerker: int | None = None  # wiens werk: `werk_van`
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
    return rijen.select_related(*LIJST_TOONT).order_by(*volgorde)


def filterkeuzes(gebruiker: Gebruiker) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """De soorten en de eigen locaties waarop de lijst te filteren is, als (waarde, label) op naam; in één vraag."""
    soorten = Verzuimsoort.objects.values_list(Value("soort"), "code", "label")
    locaties = Locatie.objects.visible_to(gebruiker).values_list(Value("locatie"), Cast("pk", CharField()), "naam")
    keuzes: dict[str, list[tuple[str, str]]] = {"soort": [], "locatie": []}
    for wat, waarde, label in soorten.union(locaties, all=True).order_by("label"):
        keuzes[wat].append((waarde, label))
    return keuzes["soort"], keuzes["locatie"]


def _op_inhoud(rijen: MeldingQuerySet, gebruiker: Gebruiker, keuze: Filter) -> MeldingQuerySet:
    """Filters op wat na een doorzending verandert: die zouden de afzender vertellen hoe het verder ging."""
    rijen = rijen.filter(status__in=keuze.status) if keuze.status else rijen
    rijen = rijen.filter(soort_id=keuze.soort) if keuze.soort else rijen
    rijen = rijen.filter(locatie_id=keuze.locatie) if keuze.locatie else rijen
    if keuze.medewerker is not None and gebruiker.scope is not None:
        rijen = rijen.filter(werk_van(keuze.medewerker, gebruiker.scope.soort))
    return rijen.filter(**{kant_ongelezen(gebruiker): True}) if keuze.ongelezen else rijen


def werk_van(medewerker: int, soort: Soort) -> Q:
    """Wat deze medewerker opvoerde of, bij een instantie, beantwoordde."""
    if soort is Soort.INSTELLING:
        return Q(geregistreerd_door_id=medewerker)
    antwoorden = Gebeurtenis.objects.unscoped("alleen bij meldingen die al door de deur zijn").filter(
        melding_id=OuterRef("pk"), soort=Gebeurtenis.Soort.TERUGGEMELD, gebruiker_id=medewerker
    )
    return Q(Exists(antwoorden))


def naam_bij_werk(gebruiker: Gebruiker, medewerker: int) -> str:
    """Hoe deze medewerker heet, als er werk van hem te zien is."""
    scope = gebruiker.scope
    if scope is None or not Melding.objects.visible_to(gebruiker).filter(werk_van(medewerker, scope.soort)).exists():
        return "Deze medewerker"
    return Gebruiker.objects.get(pk=medewerker).naam


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
    kolommen = ("soort", "id", "op", "gebruiker__naam", "organisatie__naam", "wijzigingen", "tekst", "naar")
    rijen = (
        Gebeurtenis.objects.visible_to(gebruiker)
        .annotate(naar=Coalesce("aan__naam", Value("")))
        .filter(melding_id=melding.nummer, **({"id__lte": tot_en_met} if tot_en_met else {}))
        .values_list(*kolommen)
    )
    if tot_en_met is None and gebruiker.scope is not None:
        notities = (
            Notitie.objects.visible_to(gebruiker)
            .filter(melding_id=melding.nummer, intern=True, organisatie_id=gebruiker.scope.organisatie_id)
            .annotate(soort=Value(INTERN, CharField()), wijzigingen=Value([], JSONField()), naar=Value(""))
        )
        rijen = rijen.union(notities.values_list(*kolommen), all=True)
    # op hetzelfde moment: gebeurtenissen voor notities, en de jongste eerst
    op_volgorde = sorted(rijen, key=lambda rij: (rij[2], rij[0] != INTERN, rij[1]), reverse=True)
    return [_tijdlijnitem(*rij) for rij in op_volgorde]


def _tijdlijnitem(
    soort: str,
    _: int,
    op: datetime,
    wie: str,
    organisatie: str,
    wijzigingen: list[list[str]],
    tekst: str,
    naar: str,
) -> Tijdlijnitem:
    if soort == INTERN:
        return Tijdlijnitem("Interne notitie", op, wie, [], tekst, True)
    return Tijdlijnitem(
        Gebeurtenis.Soort(soort).label, op, f"{wie} ({organisatie})", wijzigingen, f"Aan {naar}." if naar else tekst
    )


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
