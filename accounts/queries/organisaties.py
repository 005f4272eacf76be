"""De organisaties voor functioneel beheer: de lijst, en per organisatie wie er werkt, in aantallen."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.module_loading import import_string

from accounts.domein.rechten import MATRIX, Rol, Soort
from accounts.models import Gebruiker, Organisatie, Toewijzing, Voorstel
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik

_REDEN = "functioneel beheer ziet aantallen per rol, en de namen van de beheerders"


def gefilterd(*, zoek: str = "", soort: str = "", stand: str = "") -> QuerySet[Organisatie]:
    """De organisaties op naam; `zoek` is een deel van naam, code of plaats, `stand` ook `zonder` beheerder."""
    alle = Organisatie.objects.order_by("naam", "code")
    if zoek:
        alle = alle.filter(Q(naam__icontains=zoek) | Q(code__icontains=zoek) | Q(plaats__icontains=zoek))
    if soort:
        alle = alle.filter(soort=soort)
    if stand == "zonder":
        return alle.filter(actief=True).exclude(pk__in=_met_beheerder())
    return {
        "actief": alle.filter(actief=True),
        "eindigt": alle.filter(actief=True, eindigt_op__isnull=False),
        "beëindigd": alle.filter(actief=False),
    }.get(stand, alle)


@buiten_bereik(_REDEN)
def _met_beheerder() -> set[int]:
    return set(_rollen().filter(rol=Rol.BEHEERDER).values_list("organisatie", flat=True))


@buiten_bereik(_REDEN)
def aantal_beheerders(organisaties: Iterable[Organisatie]) -> dict[int, int]:
    """Hoeveel beheerders elke organisatie vandaag heeft; wie er geen heeft, ontbreekt."""
    rijen = _rollen().filter(rol=Rol.BEHEERDER, organisatie__in=[o.pk for o in organisaties])
    return dict(rijen.values_list("organisatie").annotate(Count("gebruiker", distinct=True)).order_by())


@buiten_bereik(_REDEN)
def rolhouders(organisatie: Organisatie) -> list[tuple[str, int]]:
    """Per rol die hier bestaat hoeveel gebruikers haar vandaag hebben."""
    eigen = _rollen().filter(organisatie=organisatie)
    aantal = dict(eigen.values_list("rol").annotate(Count("gebruiker", distinct=True)).order_by())
    soort = Soort(organisatie.soort)
    return [(regel.label, aantal.get(rol, 0)) for rol, regel in MATRIX.items() if soort in regel.soorten]


@buiten_bereik(_REDEN)
def beheerders_van(organisatie: Organisatie) -> list[Gebruiker]:
    """Wie vandaag beheerder is, op naam."""
    wie = _rollen().filter(organisatie=organisatie, rol=Rol.BEHEERDER).values("gebruiker")
    return list(Gebruiker.objects.filter(pk__in=wie).order_by("naam", "pk"))


def aanstellingen(wie: Gebruiker, organisatie: Organisatie) -> list[Voorstel]:
    """De voorstellen voor een beheerder hier die open zijn, of waarvan de gebruiker zijn account nog niet heeft."""
    alle = Voorstel.objects.visible_to(wie).filter(soort="eerste_beheerder", organisatie=organisatie)
    lopend = alle.filter(besluit__in=("", Voorstel.Besluit.INGESTEMD)).select_related("over", "gevraagd_door")
    return [v for v in lopend if v.stand == "open" or (v.besluit and v.over and not v.over.has_usable_password())]


def open_bij(organisatie: Organisatie) -> list[tuple[str, int]]:
    """Wat er bij deze organisatie nog loopt: (wat, hoeveel). Nooit wie of welke."""
    return [regel for pad in settings.OPEN_BIJ_ORGANISATIE for regel in import_string(pad)(organisatie)]


def _rollen() -> QuerySet[Toewijzing]:
    return Toewijzing.objects.unscoped(_REDEN).geldig(vandaag()).filter(gebruiker__is_active=True)
