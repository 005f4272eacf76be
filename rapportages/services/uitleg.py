"""Uitleg bij een lijst: voor één leerling het dossier, en voor veel nummers waarom zij er niet op staan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.domein.rechten import Handeling, Soort
from accounts.models import Gebruiker, Organisatie
from bron.queries import dossiers_van
from meldingen.models import Melding
from rapportages.domein.codes import Code
from rapportages.domein.kennis import Kennis, kennis_op, nummers_op
from rapportages.domein.naast_elkaar import Vergelijking, naast_elkaar, staat_erop
from rapportages.domein.niet_op_lijst import RedenNiet, Uitkomst, reden_niet, zin_niet
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.domein.selectie import Reden, Waarom, reden
from rapportages.domein.uitleg import waarom_zin
from rapportages.domein.uitweg import telt_mee_vanaf, uitwegen
from rapportages.domein.verklaring import Feit, Lezer, diplomas, feit, feiten_op, zin_op_lijst, zin_van_lijst
from rapportages.domein.verloop import Gebeurtenis, na_sluiting, tot_sluiting, verloop
from rapportages.models import Maandrapportage, RapportageRij
from rapportages.queries.uitleg import feiten_buiten_de_lijst
from verzuimloket.audit.services import onderwerp_van, record
from verzuimloket.clock import nu
from verzuimloket.kalender import begin_van_dag


def redenen_niet_op_lijst(
    pgns: Sequence[str], rapportage: Maandrapportage, ontvanger: Ontvanger
) -> dict[str, Uitkomst]:
    """Per nummer dat niet op de bewaarde A04 van deze ontvanger staat: de reden met één zin, zoals bekend op K.

    Nummers die er wel op staan, zitten niet in het antwoord; alle andere gevraagde nummers wel, ook onbekende en
    ongeldige. Van een leerling die niet bij de ontvanger hoort, is het antwoord hetzelfde als bij een onbekend nummer:
    zo is niemand te raden. Altijd twee vragen aan de database, voor 1 nummer of voor 50.000. Leest zonder logregel: de
    aanroeper stelt vast dat de lezer bij de ontvanger hoort en schrijft het inzien op (een regel per leerling).
    """
    t1, t2, letter = rapportage.t1, rapportage.maand, ontvanger.letter
    uit = {}
    for nummer, feiten in feiten_buiten_de_lijst(pgns, rapportage, ontvanger):
        eerste = reden_niet(feiten, letter, t1, t2) or RedenNiet.LATER_BEKEND
        uit[nummer] = Uitkomst(eerste, zin_niet(eerste, feiten, letter, t1, t2))
    return uit


@dataclass(frozen=True, slots=True)
class Uitleg:
    """Alles wat de pagina van één leerling toont, al beperkt tot wat deze lezer mag zien."""

    zin: str
    klopt: bool
    """Onwaar als de feiten van nu over het sluitmoment een andere uitkomst geven dan de bewaarde rij."""
    leidend: Feit | None
    op_t2: list[Feit]
    diplomas: list[Feit]
    naast_elkaar: list[Vergelijking]
    verhuisd: bool
    na_sluiting: list[tuple[Gebeurtenis, Maand]]
    verloop: list[Gebeurtenis]
    uitwegen: list[str]
    meldingen: list[Melding]


@transaction.atomic
def leg_uit(gebruiker: Gebruiker, rij: RapportageRij, code: Code, ontvanger: Ontvanger) -> Uitleg:
    """De uitleg bij een rij die de lezer al door de deur kreeg. Schrijft één logregel: hij zag deze leerling.

    `code` is die van de pagina (A01 is een rij van A04). Van een andere instelling krijgt een school niet meer dan of
    zij meetelt; van wie intussen uit de gemeente of regio vertrok, krijgt die niets dat na het sluitmoment kwam.
    """
    rapportage = rij.rapportage
    record(
        actie="rapportages:leerling:ingezien",
        gebruiker=gebruiker,
        onderwerp=onderwerp_van(rij.persoon),
        object_type="rapportagerij",
        object_id=rij.pk,
        details={"doel": "maandrapportage", "maand": str(rapportage), "code": code.value},
    )
    dossiers, namen = dossiers_van(rij.persoon)
    lezer = Lezer(ontvanger, namen)
    k, t2 = rapportage.sluitmoment, rapportage.maand
    t1 = rapportage.waarde.vorige_t1 if code is Code.A14 else rapportage.t1
    assert t1 is not None  # een A14 bestaat alleen in maanden met een vorig jaar
    verhuisd = _verhuisd(kennis_op(dossiers, rij.persoon), ontvanger)
    if verhuisd:
        dossiers = tot_sluiting(dossiers, k)
    toen, nu_bekend = kennis_op(dossiers, rij.persoon, k), kennis_op(dossiers, rij.persoon)
    leidend = toen.leidend(t1)
    items = verloop(dossiers, k, t1, lezer)
    zin = _zin(rij, toen, t1, t2, lezer)
    return Uitleg(
        zin=zin or waarom_zin(rij, t2),
        klopt=bool(zin),
        leidend=feit(leidend[0], t1, lezer, startset=True) if leidend else None,
        op_t2=feiten_op(toen, t2, t1, lezer),
        diplomas=diplomas(toen, lezer),
        naast_elkaar=naast_elkaar(toen, nu_bekend, t1, t2, lezer),
        verhuisd=verhuisd,
        na_sluiting=[(item, telt_mee_vanaf(item.op)) for item in na_sluiting(items)],
        verloop=items,
        uitwegen=[] if rij.waarom else uitwegen(Reden(rij.reden), code, rapportage.waarde, nu()),
        meldingen=_meldingen(gebruiker, nummers_op(dossiers, rij.persoon, k), t1, k),
    )


def _zin(rij: RapportageRij, toen: Kennis, t1: date, t2: date, lezer: Lezer) -> str:
    """De zin met de feiten; leeg als de feiten over het sluitmoment iets anders zeggen dan de bewaarde rij."""
    if rij.waarom:
        return zin_van_lijst(toen, Waarom(rij.waarom), t1, t2, lezer)
    persoon = toen.als_persoon
    if persoon is None or not staat_erop(toen, t1, t2) or reden(persoon, t2) != rij.reden:
        return ""
    return zin_op_lijst(toen, t1, t2, lezer)


def _verhuisd(kennis: Kennis, ontvanger: Ontvanger) -> bool:
    """Of de leerling volgens de nieuwste stand niet meer in de gemeente of regio van de lezer woont."""
    gemeente = kennis.persoon.gemeentecode if kennis.persoon else ""
    if ontvanger.letter == "G":
        return gemeente != ontvanger.code
    if ontvanger.letter == "R":
        binnen = Organisatie.objects.filter(soort=Soort.GEMEENTE, code=gemeente, rmc_nummer=ontvanger.code)
        return not binnen.exists()
    return False


def _meldingen(gebruiker: Gebruiker, nummers: frozenset[str], t1: date, k: datetime) -> list[Melding]:
    """De meldingen sinds t1 die deze lezer ook in het loket mag zien; zonder RAADPLEGEN geen."""
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.RAADPLEGEN):
        return []
    vraag = Melding.objects.visible_to(gebruiker).filter(
        pgn__in=nummers, geregistreerd_op__gte=begin_van_dag(t1), geregistreerd_op__lt=k
    )
    return list(vraag.select_related("soort").order_by("nummer"))
