"""De bewaartermijn van meldingen en van melders die niemand meer nodig heeft (docs/bewaartermijnen.md)."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.queries.beperkingen import beperkte_nummers
from meldingen.models import Doorzending, Gebeurtenis, Melder, Melding, Notitie, Verzuimdag
from meldingen.models.zaak import ZICHTBAAR_VOOR_SCHOOL
from verzuimloket.kalender import begin_van_dag
from verzuimloket.opschonen import in_pakketten

BEWAREN = ZICHTBAAR_VOOR_SCHOOL  # twee jaar; DUO vernietigt in het jaar daarna, wij de dag daarna
_PAKKET = 1000
_REDEN = "bewaartermijn van twee jaar"
# in deze volgorde: een doorzending wijst naar een gebeurtenis
_ERBIJ = (Doorzending, Gebeurtenis, Notitie, Verzuimdag)


def verwijder_meldingen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder meldingen die op `vandaag` twee jaar geleden geregistreerd waren; geeft het aantal meldingen.

    De termijn loopt vanaf het registreren, ook als de melding nog open staat. Met een melding gaan haar dagen,
    tijdlijn, notities en doorzendingen mee. Van wie een beperking heeft, blijft alles. `proef` telt alleen.
    """
    dag = vandaag - BEWAREN
    grens = begin_van_dag(dag)
    if proef:
        return _oud(grens).count()
    return in_pakketten("meldingen", dag, lambda: _pakket(grens))


def _oud(grens: datetime) -> QuerySet[Melding]:
    oud = Melding.objects.unscoped(_REDEN).filter(geregistreerd_op__lt=grens)
    beperkt = beperkte_nummers()
    return oud.exclude(pgn__in=beperkt) if beperkt else oud


def _pakket(grens: datetime) -> tuple[int, int | None]:
    # onder een slot: wie de melding juist behandelt, krijgt eerst zijn zin, en daarna is zij weg
    oudste = _oud(grens).select_for_update(of=("self",)).order_by("geregistreerd_op", "pk")
    nummers = list(oudste.values_list("pk", flat=True)[:_PAKKET])
    for model in _ERBIJ:
        model.objects.unscoped(_REDEN).filter(melding_id__in=nummers).delete()
    Melding.objects.unscoped(_REDEN).filter(pk__in=nummers).delete()
    return len(nummers), nummers[-1] if nummers else None


def verwijder_melders(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder gearchiveerde melders (medewerkers van een school) bij wie geen melding meer hoort; geeft het aantal.

    Zolang er een melding bij hoort, blijft de melder leesbaar; zonder melding gaat hij de dag na het archiveren weg.
    `proef` telt alleen.
    """
    alle = Melding.objects.unscoped("hoort er nog een melding bij")
    los = (
        Melder.objects.unscoped("gearchiveerd en nergens meer nodig")
        .filter(gearchiveerd_op__lt=begin_van_dag(vandaag))
        .exclude(Exists(alle.filter(melder_id=OuterRef("pk"))))
    )
    if proef:
        return los.count()

    def pakket() -> tuple[int, int | None]:
        nummers = list(los.order_by("pk").values_list("pk", flat=True)[:_PAKKET])
        weg = los.filter(pk__in=nummers).delete()[0]
        return weg, nummers[-1] if nummers else None

    return in_pakketten("melders", vandaag, pakket)
