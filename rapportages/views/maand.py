"""De bladzijde van een maand: A06 om te lezen, de totalen, het verloop, en waarom dit afwijkt van uw administratie."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import Verzoek, requires
from accounts.domein.rechten import Handeling
from rapportages.domein.cijfers import Aantallen, Balans, deel_van_startset
from rapportages.domein.codes import TITELS, Code
from rapportages.domein.definities import DEFINITIES
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.domein.selectie import Reden
from rapportages.exports import overzicht as a06
from rapportages.models import Maandrapportage
from rapportages.queries import cijfers
from rapportages.queries.balans import balans_van, ingeschreven_na_k
from rapportages.views.basis import Verlopen, maand_of_404, ontvanger_van_verzoek
from rapportages.views.stand import codes_van, stand_van

H = Handeling
_PER_JAAR = 12


@dataclass(frozen=True, slots=True)
class Totaal:
    """Een regel van de totalen; `code` is None als er geen lijst bij hoort. Een waarde None is leeg of onbekend."""

    titel: str
    code: Code | None
    uitleg: str
    eigen: int | Decimal | None
    vorige: int | Decimal | None
    anderen: int | Decimal | None

    @property
    def procent(self) -> bool:
        return self.code is None


@requires(H.RAPPORTAGES_LEZEN)
def maand(request: Verzoek, maand: Maand) -> HttpResponse:
    """Alleen aantallen: deze bladzijde noemt geen leerling."""
    ontvanger = ontvanger_van_verzoek(request)
    try:
        rapportage = maand_of_404(maand)
    except Verlopen as fout:
        return fout.als_pagina()
    maanden = cijfers.maanden_van_het_jaar(rapportage)
    per_maand = cijfers.eigen_aantallen(request.user, maanden)
    eigen = per_maand.get(rapportage.pk, {})
    ervoor = next((m for m in maanden if m.waarde == maand.vorige), None)
    anderen = cijfers.anderen_naast(request.user, rapportage, eigen)
    vorige = per_maand.get(ervoor.pk, {}) if ervoor else None
    context = stand_van(rapportage) | {
        "types": list(a06(rapportage, ontvanger, lambda model: model.visible_to(request.user))),
        "totalen": list(_totalen(rapportage, eigen, vorige, anderen.aantallen if anderen else None)),
        "aantal": eigen,
        "anderen": anderen,
        "vorige_naam": maand.vorige.naam,
        "vorige_ander_jaar": ervoor is not None and ervoor.t1 != rapportage.t1,
        "verschillen": {} if ervoor is None or ervoor.t1 != rapportage.t1 else _verschillen(eigen, vorige or {}),
        "balans": _balans(rapportage, ervoor, ontvanger, eigen, vorige or {}),
        "verloop": _verloop(rapportage, maanden, per_maand),
        "redenen": _redenen(request, rapportage),
        "na_k": ingeschreven_na_k(rapportage, ontvanger),
    }
    return render(request, "rapportages/maand.html", context)


def _totalen(
    rapportage: Maandrapportage, eigen: Aantallen, vorige: Aantallen | None, anderen: Aantallen | None
) -> Iterator[Totaal]:
    for code in codes_van(rapportage):
        getallen = [None if bron is None else bron.get(code, 0) for bron in (eigen, vorige, anderen)]
        if code is Code.A14:
            getallen[1] = getallen[1] or None  # de maand ervoor had er misschien geen
        yield Totaal(TITELS[code], code, DEFINITIES[code], *getallen)
        if code is Code.A05:
            delen = [None if bron is None else deel_van_startset(bron) for bron in (eigen, vorige, anderen)]
            yield Totaal("Deel van de startset op de lijst", None, "Leeg bij minder dan tien deelnemers.", *delen)


def _verschillen(eigen: Aantallen, vorige: Aantallen) -> dict[str, str]:
    """`3 meer` (dan de maand ervoor in hetzelfde convenantjaar), voor de tegels."""
    uit = {}
    for code in (Code.A01, Code.A02, Code.A04):
        meer = eigen.get(code, 0) - vorige.get(code, 0)
        uit[code.value] = f"{abs(meer)} {'meer' if meer > 0 else 'minder'}" if meer else "evenveel"
    return uit


def _balans(
    rapportage: Maandrapportage,
    ervoor: Maandrapportage | None,
    ontvanger: Ontvanger,
    eigen: Aantallen,
    vorige: Aantallen,
) -> dict[str, Any]:
    """De optelling van de vorige lijst naar deze. Zijn de rijen van de vorige maand weg, dan alleen het saldo."""
    if ervoor is not None and (ervoor.t1 != rapportage.t1 or _toen_al_weg(ervoor, rapportage)):
        ervoor = None
    if ervoor is not None and ervoor.opgeruimd_op is not None:
        verwacht = vorige.get(Code.A04, 0) + eigen.get(Code.A01, 0) - eigen.get(Code.A02, 0)
        return {"vorige": vorige.get(Code.A04, 0), "saldo": eigen.get(Code.A04, 0) - verwacht}
    balans: Balans = balans_van(rapportage, ervoor, ontvanger)
    return {"vorige": balans.vorige, "delen": balans}


def _toen_al_weg(ervoor: Maandrapportage, rapportage: Maandrapportage) -> bool:
    """De vorige maand was bij het bouwen al opgeruimd, en telde toen dus als leeg."""
    weg, gebouwd = ervoor.opgeruimd_op, rapportage.gebouwd_op
    return weg is not None and gebouwd is not None and weg <= gebouwd.date()


def _verloop(
    rapportage: Maandrapportage, maanden: list[Maandrapportage], per_maand: dict[int, dict[Code, int]]
) -> dict[str, Any]:
    """De twaalf maanden van het convenantjaar met uitschrijvingen en herinschrijvingen; None als er geen maand is."""
    gebouwd = {m.waarde: per_maand.get(m.pk, {}) for m in maanden if m.t1 == rapportage.t1}
    rij = Maand(rapportage.t1.year, 11)
    rijen: list[tuple[str, int | None, int | None]] = []
    for _ in range(_PER_JAAR):
        aantallen = gebouwd.get(rij)
        uit, terug = (None if aantallen is None else aantallen.get(code, 0) for code in (Code.A01, Code.A02))
        rijen.append((rij.naam, uit, terug))
        rij = rij.volgende
    namen = [naam[:3] for naam, _, _ in rijen]
    reeksen = [
        ("uitschrijvingen", [uit for _, uit, _ in rijen]),
        ("herinschrijvingen", [terug for _, _, terug in rijen]),
    ]
    return {"rijen": rijen, "namen": namen, "reeksen": reeksen, "van": rijen[0][0], "tot": rijen[-1][0]}


def _redenen(request: Verzoek, rapportage: Maandrapportage) -> dict[str, int]:
    geteld = cijfers.redenen(request.user, rapportage)
    return {reden.name.lower(): geteld.get(reden.value, 0) for reden in Reden}
