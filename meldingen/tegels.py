"""Het werk van nu voor de startpagina."""

from django.urls import reverse

from accounts.domein.rechten import Handeling, Soort
from accounts.menu import Tegel
from accounts.models import Gebruiker, Organisatie
from accounts.queries.openwerk import Werk
from bron.queries.van_school import personen
from meldingen.domein.workflow import LOPEND, Status
from meldingen.models import Locatie, Melding
from meldingen.queries import ongelezen_teller, werk_van
from verzuimloket.db.bereik import buiten_bereik

MEER_TELLEN_WIJ_NIET = 10_000
AFGEROND = (Status.AFGESLOTEN, Status.INGETROKKEN)


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """Ongelezen meldingen, voor wie mag raadplegen."""
    scope = gebruiker.scope
    if scope is None or not scope.mag(Handeling.RAADPLEGEN):
        return []
    uitleg = "Nieuwe antwoorden op uw meldingen." if scope.brin else "Nieuwe of gewijzigde meldingen van scholen."
    return [
        Tegel("Ongelezen meldingen", ongelezen_teller(gebruiker), f"{reverse('meldingen:lijst')}?ongelezen=1", uitleg)
    ]


def wat_ziet(gebruiker: Gebruiker) -> list[tuple[str, int]]:
    """De meldingen en locaties die hij zou zien; hoogstens tienduizend meldingen geteld.

    Van een lezer tellen alleen de meldingen van zijn locaties: een aantal bij één gekozen leerling zou een beheerder
    zeggen of er over die leerling gemeld is.
    """
    scope, uit = gebruiker.scope, []
    if scope is not None and scope.beperkt:
        op_locatie = Melding.objects.visible_to(gebruiker).filter(locatie_id__in=scope.locatie_ids).order_by()
        loopt = op_locatie.exclude(status__in=AFGEROND)
        return [
            ("gekozen locaties", len(scope.locatie_ids)),
            ("meldingen van die locaties", op_locatie[:MEER_TELLEN_WIJ_NIET].count()),
            ("meldingen van die locaties die nog lopen", loopt[:MEER_TELLEN_WIJ_NIET].count()),
            ("gekozen leerlingen", len(personen(scope.leerling_pgns))),
            *_locaties_die_hij_beheert(gebruiker),
        ]
    if scope is not None and scope.mag(Handeling.RAADPLEGEN):
        zichtbaar = Melding.objects.visible_to(gebruiker).order_by()
        uit.append(("meldingen", zichtbaar[:MEER_TELLEN_WIJ_NIET].count()))
        uit.append(("meldingen die nog lopen", zichtbaar.exclude(status__in=AFGEROND)[:MEER_TELLEN_WIJ_NIET].count()))
    return [*uit, *_locaties_die_hij_beheert(gebruiker)]


def _locaties_die_hij_beheert(gebruiker: Gebruiker) -> list[tuple[str, int]]:
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.LOCATIES_BEHEREN):
        return []
    return [("locaties", Locatie.objects.visible_to(gebruiker).count())]


def open_werk(gebruiker: Gebruiker, organisatie: Organisatie) -> list[Werk]:
    """De lopende meldingen die hij opvoerde of, bij een instantie, beantwoordde; met de lijst ervan."""
    soort = Soort(organisatie.soort)
    if soort is Soort.LOKET:
        return []
    wat = "opvoerde" if soort is Soort.INSTELLING else "beantwoordde"
    adres = f"{reverse('meldingen:lijst')}?medewerker={gebruiker.pk}&status=R&status=B"
    with buiten_bereik("hoeveel meldingen er nog lopen als iemand uit dienst gaat"):
        hier = Melding.objects.unscoped("alleen het aantal").huidig(organisatie.pk, soort)
        lopend = hier.filter(werk_van(gebruiker.pk, soort)).filter(status__in=LOPEND)
        return [Werk(f"lopende meldingen die hij {wat}", lopend.count(), adres)]


def open_bij(organisatie: Organisatie) -> list[tuple[str, int]]:
    """De lopende meldingen die deze organisatie opvoerde, en die zij behandelt."""
    with buiten_bereik("hoeveel meldingen er nog lopen als een organisatie eindigt"):
        lopend = Melding.objects.unscoped("alleen het aantal").exclude(status__in=AFGEROND)
        return [
            ("lopende meldingen van deze school", lopend.filter(school=organisatie).count()),
            ("lopende meldingen bij deze instantie", lopend.filter(instantie=organisatie).count()),
        ]
