"""De bewaarde lijsten (A01, A02, A04, A14, R01) zoals de bladzijde ze toont: gefilterd, gezocht en op volgorde."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from accounts.models import Gebruiker
from bron.models import Nummerwijziging
from meldingen.models import Melding
from rapportages.domein.codes import Code
from rapportages.domein.facetten import KOLOMMEN, Facetten
from rapportages.models import Maandrapportage, Naam, RapportageRij, VerzuimRij
from rapportages.queries.zoeken import NAAR, VAN, Zoekvraag
from verzuimloket.clock import nu
from verzuimloket.db.bereik import buiten_bereik

# naam in het adres -> kolommen; daarna altijd de persoon en de rij, zodat een bladzijde elke keer dezelfde is
SORTERINGEN: Mapping[str, tuple[str, ...]] = {
    "naam": ("achternaam", "voornamen"),
    "geboren": ("geboortedatum",),
    "niveau": ("type",),
    "vanaf": ("vanaf",),
    "uitgeschreven": ("datum_uitschrijving",),
    "reden": ("reden",),
    "waarom": ("waarom",),
    "behaald": ("indicatie",),
    "nummer": ("nummer",),
    "soort": ("soort",),
    "begin": ("eerste_dag",),
    "gemeld": ("geregistreerd_op",),
    "status": ("status",),
}
ALS_TEKST = frozenset({"achternaam", "voornamen"})  # zonder onderscheid van hoofdletters


def bewaarde_rijen(gebruiker: Gebruiker, rapportage: Maandrapportage, code: Code) -> QuerySet:
    """De rijen van een lijst die deze gebruiker mag zien; A02 één per persoon (docs/domein/maandrapportage.md)."""
    if code is Code.R01:
        return VerzuimRij.objects.visible_to(gebruiker).filter(rapportage=rapportage)
    opgeslagen = Code.A04 if code is Code.A01 else code
    rijen = RapportageRij.objects.visible_to(gebruiker).filter(rapportage=rapportage, code=opgeslagen)
    if code is Code.A01:
        return rijen.filter(nieuw=True)
    if code is Code.A02:
        return rijen.filter(~Exists(rijen.filter(persoon=OuterRef("persoon"), pk__lt=OuterRef("pk"))))
    return rijen


def facetten_van(rijen: QuerySet, velden: tuple[str, ...]) -> Facetten:
    """Hoeveel rijen er van elke combinatie van filterwaarden zijn, in één vraag."""
    kolommen = [KOLOMMEN[veld] for veld in velden]
    return Facetten.uit(velden, rijen.values_list(*kolommen).annotate(aantal=Count("pk")))


def kies(rijen: QuerySet, keuze: Mapping[str, Any], zoek: Zoekvraag | None, sorteer: str) -> QuerySet:
    """De rijen met deze keuzes en zoekvraag, op volgorde. `sorteer` staat in SORTERINGEN, met - ervoor aflopend."""
    rijen = rijen.filter(**{KOLOMMEN[veld]: waarde for veld, waarde in keuze.items()})
    if zoek is not None:
        rijen = _zoek(rijen, zoek)
    aflopend = sorteer.startswith("-")
    kolommen = [Lower(naam) if naam in ALS_TEKST else F(naam) for naam in SORTERINGEN[sorteer.removeprefix("-")]]
    volgorde = [kolom.desc(nulls_last=True) if aflopend else kolom.asc(nulls_last=True) for kolom in kolommen]
    return rijen.order_by(*volgorde, "persoon", "pk")


def _zoek(rijen: QuerySet, zoek: Zoekvraag) -> QuerySet:
    vraag = Q(persoon__in=zoek.personen)
    if zoek.nummer is not None and rijen.model is VerzuimRij:
        vraag |= Q(nummer=zoek.nummer)
    if zoek.termen:
        naam = Concat(Value(" "), F("achternaam"), Value(" "), F("voornamen"), output_field=TextField())
        vereenvoudigd = Func(naam, Value(VAN), Value(NAAR), function="translate", output_field=TextField())
        rijen = rijen.annotate(zoeknaam=vereenvoudigd)
        for term in zoek.termen:
            vraag |= Q(zoeknaam__contains=term)
    return rijen.filter(vraag)


def namen_van(
    rapportage: Maandrapportage, brins: Iterable[str], gemeenten: Iterable[str]
) -> dict[tuple[str, str], str]:
    """De namen van instellingen (I) en gemeenten (G) zoals zij bij het bouwen waren."""
    gevraagd = Q(soort="I", code__in=set(brins)) | Q(soort="G", code__in=set(gemeenten))
    rijen = Naam.objects.filter(gevraagd, rapportage=rapportage)
    return {(soort, code): naam for soort, code, naam in rijen.values_list("soort", "code", "naam")}


@buiten_bereik("het logboek kent ieder onder zijn nummer van nu")
def huidige_nummers(personen: Iterable[str]) -> dict[str, str]:
    """Van wie sinds K een ander nummer kreeg: het oude naar het nieuwe."""
    wijzigingen = Nummerwijziging.objects.unscoped("het logboek kent ieder onder zijn nummer van nu")
    return dict(
        wijzigingen.filter(oud_pgn__in=list(personen), ontvangen_op__lt=nu()).values_list("oud_pgn", "nieuw_pgn")
    )


def te_openen_meldingen(gebruiker: Gebruiker, nummers: Iterable[int]) -> set[int]:
    """Welke van deze meldingen de lezer ook zelf mag openen."""
    zichtbaar = Melding.objects.visible_to(gebruiker).filter(nummer__in=list(nummers))
    return set(zichtbaar.values_list("nummer", flat=True))
