"""De routering voor wie haar beheert: de gebieden, hun regels, en wat een wijziging met open meldingen doet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from meldingen.domein.leeftijd import LABELS, Leeftijdsgroep
from meldingen.domein.overdracht import Lot, Regel, lot
from meldingen.domein.routering import Gemeente, kies
from meldingen.domein.workflow import LOPEND, Status
from meldingen.models import Melding, Routering

GEBIEDEN = (Soort.GEMEENTE, Soort.RMC_REGIO)


def gebieden(zoek: str = "", *, met_regel: date | None = None) -> QuerySet[Organisatie]:
    """Gemeenten en regio's op naam; met `met_regel` alleen wie op die dag of later een eigen regel heeft."""
    alle = Organisatie.objects.filter(soort__in=GEBIEDEN, actief=True)
    if zoek:
        alle = alle.filter(Q(naam__icontains=zoek) | Q(code__startswith=zoek))
    if met_regel:
        lopend = Routering.objects.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=met_regel))
        alle = alle.filter(pk__in=lopend.values("gebied"))
    return alle.order_by("naam", "pk")


def groepen_van(gebied: Organisatie) -> tuple[Leeftijdsgroep, ...]:
    """Voor welke groepen een gebied een regel kan hebben: een regio alleen voor 18 jaar en ouder."""
    return (Leeftijdsgroep.RMC,) if gebied.soort == Soort.RMC_REGIO else tuple(Leeftijdsgroep)


def rooster(rijen: Iterable[Organisatie], dag: date) -> list[tuple[Organisatie, list[list[Routering] | None]]]:
    """Per gebied en groep de eigen regels van deze dag en later; None waar een gebied er geen kan hebben."""
    gebieden = list(rijen)
    regels: dict[tuple[int, str], list[Routering]] = {}
    lopend = Routering.objects.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=dag), gebied__in=gebieden)
    for regel in lopend.select_related("instantie").order_by("geldig_van"):
        regels.setdefault((regel.gebied_id, regel.groep), []).append(regel)
    return [
        (
            gebied,
            [regels.get((gebied.pk, groep), []) if groep in groepen_van(gebied) else None for groep in Leeftijdsgroep],
        )
        for gebied in gebieden
    ]


def regels_van(gebied: Organisatie, groep: str | None = None) -> list[Regel]:
    """Alle regels van dit gebied zelf, ook die voorbij zijn of nog komen."""
    rijen = Routering.objects.filter(gebied=gebied, **({"groep": groep} if groep else {})).select_related("instantie")
    return [rij.als_regel() for rij in rijen.order_by("geldig_van")]


def mogelijke_instanties() -> list[Organisatie]:
    """Wie een gebied kan aanwijzen: elke actieve gemeente, regio en uitvoerende instantie, op naam."""
    soorten = (Soort.GEMEENTE, Soort.RMC_REGIO, Soort.UITVOERENDE_INSTANTIE)
    return list(Organisatie.objects.filter(soort__in=soorten, actief=True).order_by("naam", "code"))


@dataclass(frozen=True, slots=True)
class Streek:
    """De gemeenten die een regel van dit gebied raakt, met alle regels die daar voor deze groep bestaan."""

    groep: Leeftijdsgroep
    gemeenten: tuple[Gemeente, ...]
    regio_van: dict[int, str]  # sleutel van een regio naar haar RMC-nummer
    werkt: dict[int, bool]
    namen: dict[int, str]
    regels: tuple[Regel, ...]

    def naar(self, gemeente: Gemeente, regels: Iterable[Regel], dag: date, *, ook_gesloten: bool = False) -> int:
        """Wie op deze dag de meldingen van deze gemeente krijgt. Met `ook_gesloten` tellen regels naar een gesloten
        instantie mee: daar kunnen nog meldingen liggen."""
        geldig = [regel for regel in regels if regel.geldt(dag) and (regel.werkt or ook_gesloten)]
        eigen = [(r.instantie, r.naam) for r in geldig if r.gebied == gemeente.instantie]
        rmc = {self.regio_van[r.gebied]: (r.instantie, r.naam) for r in geldig if r.gebied in self.regio_van}
        return kies(
            woongemeente=gemeente,
            verblijfgemeente=None,
            groep=self.groep,
            alternatief={(gemeente.code, self.groep): eigen[-1]} if eigen else {},
            rmc_instantie=rmc,
        ).instantie


def streek(gebied: Organisatie, groep: Leeftijdsgroep) -> Streek:
    """Lees de gemeenten van dit gebied en hun regels, met die van de regio erboven."""
    bij = Q(pk=gebied.pk) if gebied.soort == Soort.GEMEENTE else Q(rmc_nummer=gebied.code)
    gemeenten = list(Organisatie.objects.filter(bij, soort=Soort.GEMEENTE).order_by("naam", "code"))
    nummers = {gemeente.rmc_nummer for gemeente in gemeenten} - {""}
    regios = list(Organisatie.objects.filter(soort=Soort.RMC_REGIO, code__in=nummers))
    rijen = Routering.objects.filter(gebied__in=[*gemeenten, *regios], groep=groep).select_related("instantie")
    regels = tuple(rij.als_regel() for rij in rijen.order_by("geldig_van"))
    return Streek(
        groep=groep,
        gemeenten=tuple(Gemeente(o.code, o.naam, o.rmc_nummer, o.pk) for o in gemeenten),
        regio_van={regio.pk: regio.code for regio in regios},
        werkt={gemeente.pk: gemeente.actief for gemeente in gemeenten} | {r.instantie: r.werkt for r in regels},
        namen={gemeente.pk: gemeente.naam for gemeente in gemeenten} | {r.instantie: r.naam for r in regels},
        regels=regels,
    )


@dataclass(frozen=True, slots=True)
class Gevolg:
    """Wat een wijziging voor één gemeente en groep betekent: van wie naar wie, en hoeveel open meldingen welk lot."""

    gemeente: Gemeente
    groep: Leeftijdsgroep
    van: int
    naar: int
    van_naam: str
    naar_naam: str
    oud_werkt: bool
    aantallen: Counter[Lot] = field(default_factory=Counter)

    @property
    def groep_label(self) -> str:
        return LABELS[self.groep]

    @property
    def gaat(self) -> int:
        return self.aantallen[Lot.GAAT_OVER]

    @property
    def blijft(self) -> int:
        return sum(aantal for wat, aantal in self.aantallen.items() if wat is not Lot.GAAT_OVER)

    @property
    def blijft_bij(self) -> list[tuple[str, int]]:
        """Waarom de rest blijft, als (woorden, aantal)."""
        blijft = [(wat.removeprefix("blijft: "), aantal) for wat, aantal in self.aantallen.items()]
        return sorted((wat, aantal) for wat, aantal in blijft if wat != Lot.GAAT_OVER)


def gevolgen(
    waar: Streek, *, oud: Sequence[Regel], oud_op: date, nieuw: Sequence[Regel], nieuw_op: date
) -> list[Gevolg]:
    """Per gemeente waar de ontvanger verandert: wat er met haar open meldingen gebeurt. Alleen aantallen.

    De aanroeper staat buiten het bereik van een organisatie: hij telt meldingen van anderen.
    """
    namen = waar.namen | {regel.instantie: regel.naam for regel in nieuw}
    uit: dict[str, Gevolg] = {}
    for gemeente in waar.gemeenten:
        van = waar.naar(gemeente, oud, oud_op, ook_gesloten=True)
        naar = waar.naar(gemeente, nieuw, nieuw_op)
        if van != naar:
            oud_werkt = waar.werkt.get(van, True)
            uit[gemeente.code] = Gevolg(gemeente, waar.groep, van, naar, namen[van], namen[naar], oud_werkt)
    open_ = Melding.objects.unscoped("alleen aantallen, voor wie de routering beheert").filter(
        gemeentecode__in=uit, leeftijdsgroep=waar.groep, status__in=sorted(LOPEND)
    )
    tellingen = open_.values_list("gemeentecode", "status", "instantie").annotate(aantal=Count("pk")).order_by()
    for code, status, ligt_bij, aantal in tellingen if uit else ():
        gevolg = uit[code]
        wat = lot(Status(status), ligt_bij=ligt_bij, oud=gevolg.van, nieuw=gevolg.naar, oud_werkt=gevolg.oud_werkt)
        gevolg.aantallen[wat] += aantal
    return list(uit.values())
