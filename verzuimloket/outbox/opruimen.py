"""Berichten die lang geleden bezorgd zijn, of nooit bezorgd konden worden (docs/bewaartermijnen.md)."""

from datetime import date

from django.db.models import Q

from verzuimloket.kalender import begin_van_dag, kalendermaanden_erbij
from verzuimloket.opschonen import in_pakketten
from verzuimloket.outbox.models import Bericht

MAANDEN = 3
_PAKKET = 5000


def verwijder_berichten(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder berichten die drie maanden geleden verzonden zijn of mislukten; geeft het aantal. `proef` telt alleen.

    Wat nog weg moet, blijft, hoe oud ook: dat is een storing die iemand moet zien.
    """
    dag = kalendermaanden_erbij(vandaag, -MAANDEN)
    grens = begin_van_dag(dag)
    oud = Bericht.objects.filter(
        Q(staat=Bericht.Staat.VERZONDEN, verzonden_op__lt=grens) | Q(staat=Bericht.Staat.MISLUKT, aangemaakt__lt=grens)
    )
    if proef:
        return oud.count()

    def pakket() -> tuple[int, int | None]:
        nummers = list(oud.order_by("pk").values_list("pk", flat=True)[:_PAKKET])
        weg = oud.filter(pk__in=nummers).delete()[0]
        return weg, nummers[-1] if nummers else None

    return in_pakketten("berichten", dag, pakket)
