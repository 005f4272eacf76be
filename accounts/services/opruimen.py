"""Wat deze kamer niet langer mag bewaren: concepten, sessies en inlogpogingen (docs/bewaartermijnen.md)."""

from datetime import date, datetime, time

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.domein import inlogrem
from accounts.models import Aanmeldpoging, Toewijzing
from accounts.queries.beperkingen import beperkte_nummers
from accounts.services.aanbieden import ruim_aanbiedingen_op
from accounts.services.concepten import ruim_concepten_op
from verzuimloket.clock import AMSTERDAM, echt_nu
from verzuimloket.kalender import kalendermaanden_erbij


@transaction.atomic
def ruim_op() -> dict[str, int]:
    """Elk uur: verwijder oude concepten, en aangeboden lijsten en sessies die verlopen zijn; geeft het aantal van elk.

    Herhalen mag.
    """
    return {
        "concepten": ruim_concepten_op(),
        "aangeboden lijsten": ruim_aanbiedingen_op(),
        "sessies": _verwijder(_verlopen_sessies(echt_nu())),
    }


@transaction.atomic
def verwijder_concepten(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de concepten die op `vandaag` 00:00 zeven dagen oud waren; geeft het aantal. `proef` telt alleen."""
    return ruim_concepten_op(_begin_van(vandaag), proef=proef)


@transaction.atomic
def verwijder_sessies(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de sessies die op `vandaag` 00:00 verlopen waren; geeft het aantal. `proef` telt alleen.

    Een sessie kan een zoekterm dragen, dus een naam. Zij verloopt op de echte klok, want Django zette haar einde: een
    dag in de toekomst verwijdert geen sessie die nog loopt.
    """
    verlopen = _verlopen_sessies(min(_begin_van(vandaag), echt_nu()))
    return verlopen.count() if proef else _verwijder(verlopen)


@transaction.atomic
def verwijder_inlogpogingen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder mislukte pogingen van een dag en bekende adressen van dertig dagen voor `vandaag` 00:00.

    Geeft het aantal. Ook zij dragen de echte klok. Wat in het logboek staat, blijft. `proef` telt alleen.
    """
    grens = min(_begin_van(vandaag), echt_nu())
    oud = Aanmeldpoging.objects.filter(
        Q(gelukt=False, moment__lt=grens - inlogrem.VENSTER) | Q(gelukt=True, moment__lt=grens - inlogrem.BEKEND)
    )
    return oud.count() if proef else oud.delete()[0]


@transaction.atomic
def vergeet_leerlingen(vandaag: date, *, proef: bool = False) -> int:
    """Maak de leerlingen leeg van toewijzingen aan een lezer die een jaar geleden eindigden; geeft het aantal.

    Dat hij lezer was, blijft staan, en wie een beperking heeft ook. `proef` telt alleen.
    """
    grens = kalendermaanden_erbij(vandaag, -12)
    oud = Toewijzing.objects.unscoped("bewaartermijn van een jaar").filter(tot__lt=grens).exclude(leerling_pgns=[])
    blijft = sorted(beperkte_nummers())
    oud = oud.exclude(leerling_pgns__contained_by=blijft)
    if proef:
        return oud.count()
    aantal = 0
    for toewijzing in oud.filter(leerling_pgns__overlap=blijft):
        toewijzing.leerling_pgns = [pgn for pgn in toewijzing.leerling_pgns if pgn in blijft]
        toewijzing.save(update_fields=["leerling_pgns"])
        aantal += 1
    return aantal + oud.update(leerling_pgns=[])


def _verwijder(sessies: QuerySet[Session]) -> int:
    """Wat andere kamers aan een sessie hingen, gaat mee maar telt niet."""
    return sessies.delete()[1].get(Session._meta.label, 0)


def _verlopen_sessies(moment: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lte=moment)


def _begin_van(dag: date) -> datetime:
    return datetime.combine(dag, time(), tzinfo=AMSTERDAM)
