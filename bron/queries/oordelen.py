"""De oordelen over een levering, en wat daarvan nog niet verwerkt is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value

from accounts.models import Gebruiker
from bron.models import DiplomaVersie, Intrekking, Levering, Nummerwijziging, Oordeel, PeriodeVersie, PersoonVersie

TELGRENS = 10_000  # verder telt de pagina niet
PAKKET = 2000  # oordelen per keer in een bestand
REDEN = "of een afgekeurd record later alsnog is verwerkt"
_LANG_GETAL = re.compile(r"\d{6,}")


@dataclass(frozen=True, slots=True)
class Keuze:
    """De filters van de lijst; leeg doet niet mee. `open`: alleen wat nog niet verwerkt is."""

    oordeel: str = ""
    code: str = ""
    recordsoort: str = ""
    open: bool = False


class BegrensdePaginator(Paginator):
    """Telt hoogstens TELGRENS rijen; `meer` zegt dat er meer zijn."""

    @cached_property
    def count(self) -> int:
        return min(self._ruw, TELGRENS)

    @cached_property
    def _ruw(self) -> int:
        return cast(QuerySet, self.object_list).order_by()[: TELGRENS + 1].count()

    @property
    def meer(self) -> bool:
        return self._ruw > TELGRENS


def oordelen_van(gebruiker: Gebruiker, levering: Levering, keuze: Keuze) -> QuerySet:
    """De oordelen van een levering die deze gebruiker mag zien, op volgorde van het bestand."""
    rijen = Oordeel.objects.visible_to(gebruiker).filter(levering=levering).order_by("regel")
    for veld in ("oordeel", "code", "recordsoort"):
        if waarde := getattr(keuze, veld):
            rijen = rijen.filter(**{veld: waarde})
    return niet_verwerkt(rijen, levering) if keuze.open else rijen


def niet_verwerkt(oordelen: QuerySet, levering: Levering) -> QuerySet:
    """De afgekeurde records waarvan dezelfde leverancier sindsdien niets met dezelfde sleutel goed aanleverde.

    Sindsdien is een hoger volgnummer, of verderop in dezelfde levering. De sleutel is die van de terugkoppeling; bij
    een ISP is het de inschrijving. Wie een fout nummer herstelt, levert een andere sleutel: zo'n record blijft staan.
    """
    latere = Levering.objects.filter(leverancier=levering.leverancier, volgnummer__gt=levering.volgnummer)
    na = Q(levering_id__in=latere.values("pk")) | Q(levering_id=levering.pk, regel__gt=OuterRef("regel"))

    def later(model: Any, **sleutel: Any) -> Exists:
        return Exists(model.objects.unscoped(REDEN).filter(na, **sleutel))

    een, twee, drie = OuterRef("deel_1"), OuterRef("deel_2"), OuterRef("deel_3")
    return (
        oordelen.filter(oordeel=Oordeel.Uitkomst.AFGEKEURD)
        .alias(
            **{
                f"deel_{nr}": Func(F("sleutel"), Value("/"), Value(nr), function="split_part", output_field=_tekst())
                for nr in (1, 2, 3)
            }
        )
        .exclude(
            Q(recordsoort="PER") & later(PersoonVersie, pgn=een)
            | Q(recordsoort__in=("ISG", "ISP")) & later(PeriodeVersie, brin=een, pgn=twee, volgnummer=drie)
            | Q(recordsoort="DIP") & later(DiplomaVersie, brin=een, pgn=twee, soort=drie)
            | Q(recordsoort="VIS") & later(Intrekking, soort="VIS", brin=een, pgn=twee, sleutel=drie)
            | Q(recordsoort="VDI") & later(Intrekking, soort="VDI", brin=een, pgn=twee, sleutel__startswith=drie)
            | Q(recordsoort="WPG") & later(Nummerwijziging, oud_pgn=een)
        )
    )


def _tekst() -> Any:
    return Oordeel._meta.get_field("sleutel").clone()


def codes_van(gebruiker: Gebruiker, levering: Levering) -> list[tuple[str, str]]:
    """De codes en recordsoorten die in deze levering voorkomen, om uit te kiezen."""
    rijen = Oordeel.objects.visible_to(gebruiker).filter(levering=levering).order_by()
    return list(rijen.values_list("code", "recordsoort").distinct())


def in_pakketten(rijen: QuerySet) -> Iterator[list[Oordeel]]:
    """De oordelen in pakketten langs de index; elke vraag is kort, hoe groot de levering ook is."""
    vanaf = 0
    while pakket := list(rijen.filter(regel__gt=vanaf)[:PAKKET]):
        yield pakket
        vanaf = pakket[-1].regel


def zonder_nummer(sleutel: str) -> str:
    """De sleutel zoals een lijst hem toont: van een lang getal alleen de laatste drie cijfers.

    >>> zonder_nummer("00ZV/999900006/1")
    '00ZV/••••••006/1'
    """
    return _LANG_GETAL.sub(lambda m: "•" * (len(m[0]) - 3) + m[0][-3:], sleutel)


def nummers_in(sleutel: str) -> list[str]:
    """De leerlingnummers in een sleutel, voor het logboek; ook een nummer met een tikfout hoort bij iemand."""
    return _LANG_GETAL.findall(sleutel)
