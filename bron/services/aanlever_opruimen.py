"""De bewaartermijnen van aangeboden bestanden en van hun rijen (verzuimloket/bijdragen.py)."""

from datetime import date, timedelta

from accounts.queries.beperkingen import beperkte_nummers
from bron.models import Inlezing, Levering, Oordeel
from bron.services import opslag
from verzuimloket.kalender import begin_van_dag
from verzuimloket.opschonen import in_pakketten

BEWAAR_MISLUKT = timedelta(days=7)  # zo lang kan het nog eens geprobeerd worden
BEWAAR_RIJ = timedelta(days=365)
_PAKKET = 10_000
VERWEESD_NA = 24 * 3600.0  # seconden; een bestand zonder rij is van een afgebroken verzending


def verwijder_bestanden(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder bestanden van wat te lang geleden mislukte of nooit afkwam; geeft het aantal. `proef` telt alleen.

    Eerst het bestand, dan zijn naam uit de rij: breekt het daartussen af, dan doet een volgende keer het over.
    """
    grens = begin_van_dag(vandaag) - BEWAAR_MISLUKT
    mislukt = Inlezing.objects.filter(stand=Inlezing.Stand.MISLUKT, klaar_op__lt=grens).exclude(opslag="")
    oud = list(mislukt.values_list("pk", "opslag"))
    bekend = set(Inlezing.objects.exclude(opslag="").values_list("opslag", flat=True))
    if not proef:
        for _, naam in oud:
            opslag.verwijder(naam)
        Inlezing.objects.filter(pk__in=[pk for pk, _ in oud]).update(opslag="")
    return len(oud) + opslag.verwijder_verweesde(bekend, VERWEESD_NA, proef=proef)


def verwijder_rijen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder rijen van aanleveringen die meer dan een jaar klaar zijn; geeft het aantal. `proef` telt alleen."""
    oud = Inlezing.objects.filter(klaar_op__lt=begin_van_dag(vandaag) - BEWAAR_RIJ, opslag="")
    return oud.count() if proef else oud.delete()[0]


def verwijder_oordelen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de oordelen (met het nummer van een leerling) van leveringen die een jaar geleden verwerkt zijn.

    Geeft het aantal; `proef` telt alleen. De levering blijft, met hoeveel records er afgekeurd waren; van wie een
    beperking heeft, blijven ook de oordelen.
    """
    dag = vandaag - BEWAAR_RIJ
    leveringen = Levering.objects.filter(verwerkt_op__lt=begin_van_dag(dag))
    oud = Oordeel.objects.unscoped("bewaartermijn van een jaar").filter(levering__in=leveringen)
    for pgn in beperkte_nummers():
        oud = oud.exclude(sleutel__contains=pgn)
    if proef:
        return oud.count()

    def pakket() -> tuple[int, int | None]:
        nummers = list(oud.values_list("pk", flat=True)[:_PAKKET])
        alle = Oordeel.objects.unscoped("bewaartermijn van een jaar")
        return alle.filter(pk__in=nummers).delete()[0], nummers[-1] if nummers else None

    return in_pakketten("oordelen", dag, pakket)
