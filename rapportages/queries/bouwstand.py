"""De stand van het bouwen per maand, voor functioneel beheer: aantallen, nooit een leerling."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Min, Sum

from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand, laatst_gesloten
from rapportages.models import Maandrapportage, Telling
from verzuimloket.clock import nu, vandaag
from verzuimloket.db.bereik import buiten_bereik

STIL = timedelta(minutes=15)  # zo lang zonder stap: de bouw is onderbroken; een taak duurt hoogstens 14 minuten
CODES = tuple(code for code in Code if code is not Code.A06)  # A06 telt A04 en A05 op en heeft geen eigen rijen


@dataclass(frozen=True, slots=True)
class Bouwstand:
    """Wat er van een maand staat. `aantallen` is per code van CODES het aantal in het land; None: niet zichtbaar."""

    maand: Maand
    rapportage: Maandrapportage | None = None
    aantallen: list[tuple[Code, int | None]] = field(default_factory=list)

    @property
    def stand(self) -> str:
        """gepubliceerd, verlopen, afgekeurd, gevraagd, bezig, onderbroken of open."""
        rij = self.rapportage
        if rij is None:
            return "open"
        if rij.zichtbaar:
            return "verlopen" if rij.verlopen(vandaag()) else "gepubliceerd"
        if rij.gevraagd_op is not None and (rij.afgekeurd_op is not None or not rij.stap):
            return "gevraagd"
        if rij.afgekeurd_op is not None:
            return "afgekeurd"
        if not rij.stap:
            return "open"
        return "bezig" if rij.bijgewerkt_op and rij.bijgewerkt_op > nu() - STIL else "onderbroken"

    @property
    def te_vragen(self) -> bool:
        """Of functioneel beheer deze maand nu kan laten bouwen of opnieuw proberen."""
        return self.stand in ("open", "afgekeurd", "onderbroken")


def gesloten_maanden() -> list[Maand]:
    """Elke maand van de eerste die er is tot en met de laatste die gesloten is, nieuwste eerst."""
    maand = laatst_gesloten(nu())
    oudste = Maandrapportage.objects.aggregate(eerste=Min("maand"))["eerste"]
    eerste = min(Maand.van(oudste), maand) if oudste else maand
    maanden = []
    while maand >= eerste:
        maanden.append(maand)
        maand = maand.vorige
    return maanden


@buiten_bereik("aantallen van het hele land, voor functioneel beheer")
def bouwstanden(maanden: Iterable[Maand]) -> list[Bouwstand]:
    """De stand van deze maanden, in dezelfde volgorde."""
    gevraagd = list(maanden)
    rijen = {rij.waarde: rij for rij in Maandrapportage.objects.filter(maand__in=[maand.t2 for maand in gevraagd])}
    per_code: dict[int, dict[str, int]] = defaultdict(dict)
    tellingen = Telling.objects.unscoped("aantallen van het hele land").filter(
        ontvanger="", rapportage__in=[rij.pk for rij in rijen.values() if rij.zichtbaar]
    )
    for rapportage, code, som in tellingen.values_list("rapportage", "code").annotate(som=Sum("aantal")):
        per_code[rapportage][code] = som
    return [_stand(maand, rijen.get(maand), per_code) for maand in gevraagd]


def _stand(maand: Maand, rij: Maandrapportage | None, per_code: dict[int, dict[str, int]]) -> Bouwstand:
    if rij is None or not rij.zichtbaar:
        return Bouwstand(maand, rij, [(code, None) for code in CODES])
    return Bouwstand(maand, rij, [(code, per_code[rij.pk].get(code, 0)) for code in CODES])


def volgend_sluitmoment() -> datetime:
    """Het eerste sluitmoment dat nog komt."""
    return laatst_gesloten(nu()).volgende.sluitmoment
