"""De onderdelen van het ontwerp als template-tags (docs/ontwerp.md).

Alle argumenten zijn benoemd: een tikfout is een fout bij het compileren van het sjabloon, niet bij de bezoeker.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from verzuimloket import grafiek
from verzuimloket.bladeren import PER_PAGINA
from verzuimloket.eenmalig import geheim_van
from verzuimloket.kalender import AMSTERDAM, dag_voluit

register = template.Library()

STATUSSEN = {
    "R": "Geregistreerd",
    "B": "In behandeling",
    "G": "Afgesloten",
    "K": "Ter kennisgeving aangenomen",
    "I": "Ingetrokken",
    "D": "Overgedragen aan derden",
}
BADGES = {soort: soort for soort in ("rustig", "info", "waarschuwing")}
ALERTS = {"info": "info", "waarschuwing": "warning", "fout": "error", "ok": "ok"}


@register.filter
def berichtsoort(niveau: str) -> str:
    """De soort alert bij het niveau van een bericht van Django: error is een fout, de rest volgt of is ok."""
    return {"error": "fout", "warning": "waarschuwing", "info": "info"}.get(niveau, "ok")


@register.filter
def geheim(kenmerk: str) -> str:
    """Het geheim van een link in een mail (verzuimloket/eenmalig.py): ontstaat pas bij het verzenden."""
    return geheim_van(kenmerk)


# --- kleine delen, ook in tabellen ---------------------------------------------------------------------------
@register.simple_tag
def status_badge(*, status: str) -> SafeString:
    """De status van een melding: R, B, G, K, I of D. Werpt KeyError bij een andere code."""
    return format_html('<span class="utrecht-status-badge vl-status--{}">{}</span>', status, STATUSSEN[status])


@register.simple_tag
def datum(*, waarde: date | None, voluit: bool = False, leeg: str = "") -> SafeString:
    """`3-11-2026`, of `3 november 2026` met voluit=True."""
    if waarde is None:
        return format_html("{}", leeg)
    tekst = dag_voluit(waarde) if voluit else f"{waarde.day}-{waarde.month}-{waarde.year}"
    return format_html('<time class="vl-nummer" datetime="{}">{}</time>', waarde.isoformat()[:10], tekst)


@register.simple_tag
def moment(*, waarde: datetime | None, leeg: str = "") -> SafeString:
    """`3 november 2026 om 09:05`, in Nederlandse tijd."""
    if waarde is None:
        return format_html("{}", leeg)
    lokaal = waarde.astimezone(AMSTERDAM)
    return format_html(
        '<time datetime="{}">{} om {}</time>',
        lokaal.isoformat(timespec="minutes"),
        dag_voluit(lokaal),
        f"{lokaal:%H:%M}",
    )


@register.simple_tag
def ongelezen_stip() -> SafeString:
    return mark_safe(
        ' <span class="vl-stip" aria-hidden="true"></span><span class="vl-visueel-verborgen">ongelezen</span>'
    )


@register.simple_tag
def ja_nee(*, waarde: bool | None) -> str:
    return "" if waarde is None else ("ja" if waarde else "nee")


@register.simple_tag
def badge(*, tekst: str, soort: str = "rustig") -> SafeString:
    """Een kort woord dat opvalt in een tabel. Soort: rustig, info of waarschuwing; werpt KeyError bij iets anders."""
    return format_html('<span class="utrecht-status-badge vl-badge--{}">{}</span>', BADGES[soort], tekst)


@register.simple_tag
def stand_van(*, waarde: datetime | None, wat: str = "Stand") -> SafeString:
    """`Stand van 3 november 2026 om 09:05.`: boven alles wat uit het register of uit leveringen komt."""
    if waarde is None:
        return format_html('<p class="nl-paragraph vl-stil">{}: nog niets ontvangen.</p>', wat)
    return format_html('<p class="nl-paragraph vl-stil">{} van {}.</p>', wat, moment(waarde=waarde))


# --- blokken ---------------------------------------------------------------------------------------------------
@register.simple_block_tag
def alert(content: str, *, soort: str = "info", titel: str = "", rol: str = "") -> SafeString:
    """Een bericht op de pagina. Soort: info, waarschuwing, fout of ok; rol: status of alert om voor te lezen."""
    kop = format_html('<h2 class="nl-heading nl-heading--level-3">{}</h2>', titel) if titel else ""
    aria = format_html(' role="{}"', rol) if rol else ""
    return format_html(
        '<div class="utrecht-alert utrecht-alert--{}"{}><div class="utrecht-alert__content">'
        '<div class="utrecht-alert__message">{}{}</div></div></div>',
        ALERTS[soort], aria, kop, content,
    )  # fmt: skip


@register.simple_block_tag
def paneel(content: str, *, titel: str, id: str, bij: str = "") -> SafeString:
    """Een omkaderd deel met kop; `bij` is de kleine tekst achter de kop (bron en tijd)."""
    klein = format_html(' <span class="vl-stil vl-klein">{}</span>', bij) if bij else ""
    return format_html(
        '<section class="vl-paneel" aria-labelledby="{}"><h2 class="nl-heading nl-heading--level-3" id="{}">{}{}</h2>{}'
        "</section>",
        id, id, titel, klein, content,
    )  # fmt: skip


@register.simple_block_tag
def uitklap(content: str, *, titel: str) -> SafeString:
    return format_html('<details class="vl-uitklap"><summary>{}</summary>{}</details>', titel, content)


@register.simple_block_tag
def tabel(content: str, *, titel: str, id: str) -> SafeString:
    """De omhulling van een tabel: onderschrift voor schermlezers, en een eigen schuifgebied als zij te breed is."""
    return format_html(
        '<div class="utrecht-table-container" role="region" aria-labelledby="{}" tabindex="0">'
        '<table class="utrecht-table utrecht-table--html-table vl-tabel" role="table">'
        '<caption class="vl-visueel-verborgen" id="{}">{}</caption>{}</table></div>',
        id, id, titel, content,
    )  # fmt: skip


@register.simple_tag
def gegeven(*, naam: str, waarde: Any, leeg: str = "niet bekend") -> SafeString:
    """Eén regel van een <dl>."""
    tekst = leeg if waarde in (None, "") else waarde
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", naam, tekst)


@register.inclusion_tag("components/samenvatting_rij.html")
def samenvatting_rij(*, naam: str, waarde: Any, wijzig_url: str = "", leeg: str = "niet ingevuld") -> dict[str, Any]:
    """Eén regel van 'controleer uw antwoorden', met een link terug naar het veld."""
    return {"naam": naam, "waarde": leeg if waarde in (None, "") else waarde, "wijzig_url": wijzig_url}


@register.inclusion_tag("components/foutoverzicht.html")
def foutoverzicht(*, forms: Iterable[BaseForm] | BaseForm, extra: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """Het foutoverzicht boven een formulier: elke fout met een link naar haar veld."""
    reeks = [forms] if isinstance(forms, BaseForm) else list(forms)
    fouten: list[tuple[str, str]] = []
    for form in reeks:
        fouten += [("formulierfout", str(fout)) for fout in form.non_field_errors()]
        for naam in form.errors:
            if naam != "__all__":
                veld = form[naam]
                anker = veld.auto_id if veld.use_fieldset else veld.id_for_label
                fouten += [(anker, str(fout)) for fout in veld.errors]
    return {"fouten": [*fouten, *extra]}


@register.inclusion_tag("components/kruimelpad.html")
def kruimelpad(*, hier: str, ouder: str = "", ouder_url: str = "") -> dict[str, str]:
    return {"hier": hier, "ouder": ouder, "ouder_url": ouder_url}


@register.inclusion_tag("components/stappen.html")
def stappen(*, namen: str, nu: int) -> dict[str, Any]:
    """De stappen van een formulier: namen gescheiden door |, `nu` telt vanaf 1."""
    return {"stappen": [(naam, nummer == nu) for nummer, naam in enumerate(namen.split("|"), start=1)]}


@register.inclusion_tag("components/tijdlijn.html")
def tijdlijn(*, items: Iterable[Any]) -> dict[str, Any]:
    """Items met `kop`, `op` (moment), `wie`, `regels` (naam, van, naar), `tekst` en `intern`."""
    return {"items": items}


@register.inclusion_tag("components/staafdiagram.html")
def staafdiagram(
    *, titel: str, uitleg: str, id: str, namen: Sequence[str], reeksen: Sequence[tuple[str, Sequence[int | None]]]
) -> dict[str, Any]:
    """Staven per naam met een legenda; `reeksen` zijn hoogstens twee paren (naam, waarden). Zet er een tabel onder."""
    legenda = list(enumerate((naam.capitalize() for naam, _ in reeksen), start=1))
    diagram = grafiek.staafdiagram(namen, reeksen)
    return {"titel": titel, "uitleg": uitleg, "id": id, "legenda": legenda, "diagram": diagram}


# --- lijsten met hun stand in de URL -----------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def url_met(context: template.Context, **wijzigingen: Any) -> str:
    """De huidige query met deze wijzigingen; None haalt weg. Bladeren begint opnieuw, tenzij `pagina` gegeven is."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("pagina", None)
    for naam, waarde in wijzigingen.items():
        query.pop(naam, None)
        if waarde is not None:
            query[naam] = str(waarde)
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/kolomkop.html", takes_context=True)
def kolomkop(
    context: template.Context, *, titel: str, sorteer: str = "", huidig: str = "", getal: bool = False
) -> dict[str, Any]:
    """Een kolomkop; met `sorteer` een link die omkeert. `huidig` is de sortering van nu (-naam: aflopend)."""
    richting = {sorteer: "ascending", f"-{sorteer}": "descending"}.get(huidig, "") if sorteer else ""
    volgende = f"-{sorteer}" if richting == "ascending" else sorteer
    url = url_met(context, sorteer=volgende) if sorteer else ""
    return {"titel": titel, "url": url, "richting": richting, "getal": getal}


@register.inclusion_tag("components/bladeren.html", takes_context=True)
def bladeren(context: template.Context, *, pagina: Page, groottes: Iterable[int] = PER_PAGINA) -> dict[str, Any]:
    """Paginering met een keuze voor het aantal per pagina."""
    nummers = [
        (nummer, url_met(context, pagina=nummer) if isinstance(nummer, int) else "", nummer == pagina.number)
        for nummer in pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1)
    ]
    return {
        "pagina": pagina,
        "nummers": nummers,
        "vorige": url_met(context, pagina=pagina.previous_page_number()) if pagina.has_previous() else "",
        "volgende": url_met(context, pagina=pagina.next_page_number()) if pagina.has_next() else "",
        "groottes": [(n, url_met(context, per=n), n == pagina.paginator.per_page) for n in groottes],
    }


@register.inclusion_tag("components/chips.html", takes_context=True)
def chips(context: template.Context, *, filters: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """Actieve filters als (naam, waarde, label); elk is een link die dat filter weghaalt."""
    request: HttpRequest = context["request"]
    uit = []
    for naam, waarde, label in filters:
        query = request.GET.copy()
        query.pop("pagina", None)
        query.setlist(naam, [w for w in query.getlist(naam) if w != waarde])
        uit.append((label, f"?{query.urlencode()}"))
    return {"chips": uit}
