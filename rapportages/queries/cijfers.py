"""De aantallen bij de maanden: van de eigen ontvanger, en het totaal van de regio of het land ernaast."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Subquery, Sum

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from rapportages.domein.cijfers import Aantallen, genoeg_anderen
from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage, RapportageRij, Telling
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik

LAND = ("", "Nederland")
OP_TIJD = timedelta(weeks=3)  # zo lang tevoren zegt het portaal dat een maand verdwijnt


@dataclass(frozen=True, slots=True)
class Anderen:
    """Een totaal naast het eigen cijfer: van welke regio, of van het land."""

    naam: str
    aantallen: Aantallen


def gepubliceerd() -> QuerySet[Maandrapportage]:
    return Maandrapportage.objects.filter(zichtbaar=True).order_by("-maand")


def leesbaar() -> QuerySet[Maandrapportage]:
    """De maanden waarvan de rijen er nog zijn, nieuwste eerst."""
    return gepubliceerd().filter(opgeruimd_op=None, verloopt_op__gt=vandaag())


def verlopen() -> QuerySet[Maandrapportage]:
    """De maanden waarvan alleen de aantallen er nog zijn, nieuwste eerst."""
    return gepubliceerd().filter(Q(opgeruimd_op__isnull=False) | Q(verloopt_op__lte=vandaag()))


def verdwijnt_binnenkort(rapportage: Maandrapportage) -> bool:
    return rapportage.verloopt_op is not None and rapportage.verloopt_op - vandaag() < OP_TIJD


def eigen_aantallen(gebruiker: Gebruiker, rapportages: Iterable[Maandrapportage]) -> dict[int, dict[Code, int]]:
    """Per maand (haar sleutel) het aantal per code, voor de ontvanger van deze gebruiker."""
    vraag = Telling.objects.visible_to(gebruiker).filter(rapportage__in=[r.pk for r in rapportages])
    uit: dict[int, dict[Code, int]] = {}
    for rapportage, code, aantal in vraag.values_list("rapportage", "code").annotate(som=Sum("aantal")):
        uit.setdefault(rapportage, {})[Code(code)] = aantal
    return uit


@buiten_bereik("totaal van de regio en het land naast het eigen cijfer")
def anderen_naast(gebruiker: Gebruiker, rapportage: Maandrapportage, eigen: Aantallen) -> Anderen | None:
    """Het totaal van de eigen RMC-regio, of van het land als dat te weinig anderen telt of zelf de lezer is.

    Alleen totalen per code: nooit van een andere school of gemeente. None als ook het land te weinig anderen telt.
    """
    regio = _regio_van(gebruiker)
    namen = dict([LAND] if regio is None else [(f"R00{regio.code}", f"RMC-regio {regio.naam}"), LAND])
    vraag = Telling.objects.unscoped("totaal van de regio en het land naast het eigen cijfer").filter(
        rapportage=rapportage, ontvanger__in=namen
    )
    samen: dict[str, dict[Code, int]] = {}
    for ontvanger, code, aantal in vraag.values_list("ontvanger", "code").annotate(som=Sum("aantal")):
        samen.setdefault(ontvanger, {})[Code(code)] = aantal
    totalen = [Anderen(naam, samen.get(ontvanger, {})) for ontvanger, naam in namen.items()]
    return next((totaal for totaal in totalen if genoeg_anderen(eigen, totaal.aantallen)), None)


def _regio_van(gebruiker: Gebruiker) -> Organisatie | None:
    """De RMC-regio waarin de gemeente of school ligt; None voor een regio zelf en waar de plaats niet bekend is."""
    organisatie = gebruiker.organisatie
    if organisatie is None or organisatie.soort not in (Soort.INSTELLING, Soort.GEMEENTE):
        return None
    plaats = organisatie.gemeentecode if organisatie.soort == Soort.INSTELLING else organisatie.code
    gemeente = Organisatie.objects.filter(soort=Soort.GEMEENTE, code=plaats).exclude(rmc_nummer="")
    return Organisatie.objects.filter(soort=Soort.RMC_REGIO, code=Subquery(gemeente.values("rmc_nummer")[:1])).first()


def redenen(gebruiker: Gebruiker, rapportage: Maandrapportage) -> dict[str, int]:
    """Hoeveel leerlingen van A04 er per reden zijn, voor deze ontvanger."""
    rijen = RapportageRij.objects.visible_to(gebruiker).filter(rapportage=rapportage, code=Code.A04)
    return dict(rijen.values_list("reden").annotate(aantal=Count("pk")))


def maanden_van_het_jaar(rapportage: Maandrapportage) -> list[Maandrapportage]:
    """De gepubliceerde maanden van dit convenantjaar tot en met deze, oudste eerst, en de maand er vlak voor."""
    ervoor: date = rapportage.waarde.vorige.t2
    vraag = gepubliceerd().filter(Q(t1=rapportage.t1) | Q(maand=ervoor), maand__lte=rapportage.maand)
    return list(vraag.order_by("maand"))
