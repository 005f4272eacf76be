"""De rijen van elk bestand, in de volgorde van zijn kolommen."""

from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from rapportages.domein.codes import Code
from rapportages.domein.onderwijstype import TYPEN_MBO, TYPEN_VO, Type
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.percentage import percentage
from rapportages.kolommen import Namen, halers
from rapportages.models import Maandrapportage, Naam, RapportageRij, Telling, VerzuimRij, rijen_q
from rapportages.queries import register, startset
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.export.tabel import Rij

Deur = Callable[[Any], QuerySet]  # .visible_to(user) of .unscoped("reden")
_PAKKET = 2000
_TOTALEN: tuple[tuple[str, tuple[Type, ...]], ...] = (
    *((soort.value, (soort,)) for soort in Type),
    ("Totaal vo", TYPEN_VO),
    ("Totaal mbo", TYPEN_MBO),
    ("Totaal", tuple(Type)),
)


def rijen_van(rapportage: Maandrapportage, code: Code, ontvanger: Ontvanger, deur: Deur) -> Iterator[Rij]:
    """De rijen van een bestand voor een ontvanger, op volgorde van PGN; leeg als er niets is.

    `deur` opent de afgeschermde tabellen. De startset (A05) komt uit het register zoals bekend op K: daar moet de
    aanroeper zelf hebben vastgesteld dat de lezer bij deze ontvanger hoort.
    """
    if code is Code.A06:
        return overzicht(rapportage, ontvanger, deur)
    namen = {(soort, sleutel): naam for soort, sleutel, naam in
             Naam.objects.filter(rapportage=rapportage).values_list("soort", "code", "naam")}  # fmt: skip
    if code is Code.A05:
        bron: Iterable[Any] = _startset(rapportage, ontvanger, namen)
    elif code is Code.R01:
        vraag = deur(VerzuimRij.objects).filter(rijen_q(ontvanger), rapportage=rapportage)
        bron = vraag.order_by("persoon", "nummer").iterator(chunk_size=_PAKKET)
    else:
        bron = _een_per_persoon(_lijst(rapportage, code, ontvanger, deur))
    return _waarden(bron, code, namen)


def _waarden(bron: Iterable[Any], code: Code, namen: Namen) -> Iterator[Rij]:
    kolommen = halers(code)
    for rij in bron:
        yield [haal(rij, namen) for haal in kolommen]


def _lijst(rapportage: Maandrapportage, code: Code, ontvanger: Ontvanger, deur: Deur) -> Iterator[RapportageRij]:
    opgeslagen = Code.A04 if code is Code.A01 else code
    vraag = deur(RapportageRij.objects).filter(rijen_q(ontvanger), rapportage=rapportage, code=opgeslagen)
    if code is Code.A01:
        vraag = vraag.filter(nieuw=True)
    return vraag.order_by("persoon", "pk").iterator(chunk_size=_PAKKET)


def _een_per_persoon(rijen: Iterable[RapportageRij]) -> Iterator[RapportageRij]:
    """Op A02 kan iemand na een nummerwijziging twee rijen hebben; een ontvanger van beide krijgt de eerste."""
    vorige = ""
    for rij in rijen:
        if rij.persoon != vorige:
            yield rij
        vorige = rij.persoon


def _startset(rapportage: Maandrapportage, ontvanger: Ontvanger, namen: Namen) -> Iterator[Any]:
    """Zoals bekend op K, met de namen en regio's van de dag van bouwen: dezelfde bytes, wanneer ook gevraagd."""
    maand = rapportage.waarde
    opleidingen = [(code, naam) for (soort, code), naam in namen.items() if soort == Naam.Soort.OPLEIDING]
    gegevens = register.parameters(rapportage.t1, maand.t2, rapportage.sluitmoment, opleidingen)
    gegevens |= {"ontvanger": ontvanger.code, "rapportage_id": rapportage.pk}
    with connection.cursor() as cursor:
        with buiten_bereik("de startset van de eigen ontvanger komt uit het register"):
            cursor.execute(startset.rijen_van(ontvanger), gegevens)
        kolommen = [*(kolom.name for kolom in cursor.description), "rijwoord"]
        while pakket := cursor.fetchmany(_PAKKET):
            for waarden in pakket:
                yield SimpleNamespace(**dict(zip(kolommen, (*waarden, maand.rijwoord), strict=True)))


def overzicht(rapportage: Maandrapportage, ontvanger: Ontvanger, deur: Deur) -> Iterator[Rij]:
    """A06: per onderwijstype en in totaal de startset, het aantal op de lijst en het percentage."""
    tellingen = deur(Telling.objects).filter(
        rapportage=rapportage, ontvanger=str(ontvanger), code__in=(Code.A04, Code.A05)
    )
    aantal = {(code, soort): getal for code, soort, getal in tellingen.values_list("code", "soort", "aantal")}
    if not aantal:
        return
    for naam, soorten in _TOTALEN:
        begin = sum(aantal.get((Code.A05, soort), 0) for soort in soorten)
        weg = sum(aantal.get((Code.A04, soort), 0) for soort in soorten)
        yield [naam, begin, weg, percentage(weg, begin)]
