"""Eén bladzijde van een lijst lezen: uit de bewaarde rijen, of voor de startset uit het register."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from accounts.access import Verzoek
from accounts.models import Gebruiker
from bron.queries.leveringen import GeteldePaginator
from rapportages.domein.codes import Code
from rapportages.domein.facetten import Facetten, velden_van
from rapportages.domein.ontvanger import Ontvanger
from rapportages.forms.lijst import LijstFilter, uit_adres
from rapportages.models import Maandrapportage, RapportageRij
from rapportages.queries import tabel
from rapportages.queries.startset_lezen import uitsnede
from rapportages.queries.zoeken import Zoekvraag, lees_zoekvraag
from rapportages.views.kolommen import Namen, label
from verzuimloket.bladeren import per_pagina


@dataclass(frozen=True, slots=True)
class Vraag:
    """Wat de bezoeker wil zien: filters, zoekterm, volgorde en bladzijde."""

    filters: QueryDict
    sorteer: str
    zoek: Zoekvraag | None
    pagina: int
    per: int

    @classmethod
    def uit(cls, request: Verzoek, sorteer: str, zoek: str) -> "Vraag":
        pagina = request.GET.get("pagina", "")
        return cls(
            filters=request.GET,
            sorteer=sorteer,
            zoek=lees_zoekvraag(zoek) if zoek else None,
            pagina=int(pagina) if pagina.isascii() and pagina.isdigit() and len(pagina) < 8 and int(pagina) else 1,
            per=per_pagina(request),
        )


@dataclass(frozen=True, slots=True)
class Tabel:
    """Wat er te zien is: de filters, de plaats van de bladzijde, haar rijen en de namen bij hun codes."""

    filters: LijstFilter
    pagina: Page
    rijen: list[Any]
    namen: Namen


def lees_bewaard(
    gebruiker: Gebruiker, rapportage: Maandrapportage, code: Code, ontvanger: Ontvanger, vraag: Vraag
) -> Tabel:
    alle = tabel.bewaarde_rijen(gebruiker, rapportage, code)
    facetten = tabel.facetten_van(alle, velden_van(code, ontvanger.letter))
    filters, namen = _filters(rapportage, facetten, vraag)
    gekozen = tabel.kies(alle, filters.keuze, vraag.zoek, vraag.sorteer)
    aantal = filters.aantal if vraag.zoek is None else gekozen.count()
    pagina = GeteldePaginator(gekozen, vraag.per, aantal).get_page(vraag.pagina)
    return Tabel(filters, pagina, list(pagina.object_list), namen)


def lees_startset(
    gebruiker: Gebruiker, rapportage: Maandrapportage, code: Code, ontvanger: Ontvanger, vraag: Vraag
) -> Tabel:
    """De startset is niet bewaard: één vraag geeft de aantallen per filter en de rijen van deze bladzijde."""
    velden = velden_van(code, ontvanger.letter)
    keuze = {veld: uit_adres(veld, str(vraag.filters[veld])) for veld in velden if veld in vraag.filters}
    begin = (vraag.pagina - 1) * vraag.per
    gelezen = uitsnede(
        rapportage, ontvanger, velden, keuze, vraag.zoek, vraag.sorteer, per=vraag.per, begin=begin
    )  # fmt: skip
    filters, namen = _filters(rapportage, gelezen.facetten, vraag)
    pagina = GeteldePaginator(RapportageRij.objects.none(), vraag.per, gelezen.aantal).get_page(vraag.pagina)
    return Tabel(filters, pagina, gelezen.rijen, namen)


def _filters(rapportage: Maandrapportage, facetten: Facetten, vraag: Vraag) -> tuple[LijstFilter, Namen]:
    codes: Mapping[str, Any] = {
        veld: facetten.opties(veld, {}) if veld in facetten.velden else () for veld in ("school", "gemeente")
    }
    namen = tabel.namen_van(rapportage, codes["school"], codes["gemeente"])
    return LijstFilter(vraag.filters, facetten=facetten, label=lambda veld, w: label(veld, w, namen)), namen
