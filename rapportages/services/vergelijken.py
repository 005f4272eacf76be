"""Onze lijst naast de eigen lijst van een lezer: maken, lezen met uitleg, ophalen en opruimen."""

import copy
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Gebruiker
from accounts.scope import Scope
from bron.domein.persoon import lijstnaam
from rapportages.domein.codes import Code
from rapportages.domein.eigenlijst import EigenLijst
from rapportages.domein.niet_op_lijst import RedenNiet
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.uitkomst import NAMEN, ONLEESBAAR_ZIN, Deel, Plek, Plekken, leg_naast
from rapportages.domein.uitleg import waarom_zin
from rapportages.models import Lijstvergelijking, Maandrapportage, RapportageRij, ontvanger_van
from rapportages.queries.tabel import huidige_nummers
from rapportages.queries.vergelijken import andere_nummers, eigen_rijen, oude_vergelijkingen
from rapportages.services.uitleg import redenen_niet_op_lijst
from verzuimloket.audit.services import onderwerp_van, record, record_bekeken
from verzuimloket.clock import AMSTERDAM, nu
from verzuimloket.export import csv, xlsx
from verzuimloket.export.tabel import Column, Rij, Soort, Table

SCHRIJVERS = {"csv": csv.write, "xlsx": xlsx.write}
_PAKKET = 2000
_SOORT = "lijstvergelijking"
OP_A04 = {
    Code.A01: "Stond al op de lijst (A04). A01 noemt alleen wie er deze maand bij kwam.",
    Code.A14: "Staat op A04, de lijst van het nieuwe convenantjaar.",
}
KOLOMMEN = (
    Column("UITKOMST"),
    Column("PERSOONSGEBONDENNUMMER", breedte=26),
    Column("ACHTERNAAM", breedte=24),
    Column("VOORVOEGSEL"),
    Column("ALLE_VOORNAMEN", breedte=24),
    Column("GEBOORTEDATUM", Soort.DATUM),
    Column("RIJ_IN_UW_LIJST", Soort.GETAL),
    Column("UITLEG", breedte=100),
)


@dataclass(frozen=True, slots=True)
class Regel:
    """Een regel van de uitkomst met haar uitleg. `rij` is er alleen voor wie op onze lijst staat; `bekend`: wij zeggen
    iets over een leerling, dus de lezer zag hem.
    """

    deel: Deel
    uitleg: str
    pgn: str = ""
    rij: RapportageRij | None = None
    rijnummer: int | None = None
    bekend: bool = True

    @property
    def naam(self) -> str:
        return NAMEN[self.deel]

    @property
    def leerling(self) -> str:
        """`Zeeman, Noor van der`, en anders waar de regel over gaat."""
        if self.rij is None:
            return f"Rij {self.rijnummer} van uw lijst" if self.rijnummer else "Niet op onze lijst"
        return lijstnaam(self.rij.voornamen, self.rij.voorvoegsel, self.rij.achternaam)


@transaction.atomic
def vergelijk(
    gebruiker: Gebruiker, sessie: str, rapportage: Maandrapportage, code: Code, lijst: EigenLijst
) -> Lijstvergelijking:
    """Leg de eigen lijst naast onze lijst, en bewaar de uitkomst een uur in deze sessie.

    Recht, onze rijen met hun andere nummers, vergelijken, vorige uitkomsten van deze gebruiker weg, de uitkomst en één
    logregel met de aantallen. Van wie niet op onze lijst staat, wordt hier niets opgezocht. Werpt PermissionDenied.
    """
    scope = _scope_van(gebruiker)
    rijen = eigen_rijen(gebruiker, rapportage, code)
    onze = dict(rijen.values_list("persoon", "pk"))
    uitkomst = leg_naast(lijst.pgns, onze, andere_nummers(rijen.order_by().values("persoon")))
    Lijstvergelijking.objects.visible_to(gebruiker).delete()
    vergelijking = Lijstvergelijking(
        gebruiker=gebruiker,
        organisatie_id=scope.organisatie_id,
        sessie_id=sessie,
        rapportage=rapportage,
        code=code,
        gemaakt_op=nu(),
        alleen_u=list(uitkomst.alleen_u),
        alleen_ons=list(uitkomst.alleen_ons),
        in_beide=list(uitkomst.in_beide),
        onleesbare_rijen=list(lijst.onleesbare_rijen),
        rijen=lijst.rijen,
        dubbel=lijst.dubbel + uitkomst.samengevallen,
        onleesbaar=lijst.onleesbaar,
    )
    vergelijking.save(force_insert=True)
    aantallen = {deel.name.lower(): aantal for deel, aantal in aantallen_van(vergelijking).items()}
    details = {"maand": str(rapportage), "code": code.value, "rijen": lijst.rijen, **aantallen}
    record(actie="rapportages:vergelijking:gemaakt", gebruiker=gebruiker, object_type=_SOORT,
           object_id=vergelijking.pk, details=details)  # fmt: skip
    return vergelijking


def _scope_van(gebruiker: Gebruiker) -> Scope:
    if gebruiker.scope is None or ontvanger_van(gebruiker.scope) is None:
        raise PermissionDenied("Deze rol leest geen rapportages.")
    return gebruiker.scope


def aantallen_van(vergelijking: Lijstvergelijking) -> dict[Deel, int]:
    """Hoeveel er in elk deel staat."""
    return {
        Deel.ALLEEN_U: len(vergelijking.alleen_u),
        Deel.ALLEEN_ONS: len(vergelijking.alleen_ons),
        Deel.IN_BEIDE: len(vergelijking.in_beide),
        Deel.ONLEESBAAR: vergelijking.onleesbaar,
    }


def plekken_van(vergelijking: Lijstvergelijking, gekozen: Deel | None = None) -> Plekken:
    """De regels van de uitkomst, of van één deel; van de onleesbare rijen alleen die een nummer hebben."""
    return Plekken(
        {
            Deel.ALLEEN_U: vergelijking.alleen_u,
            Deel.ALLEEN_ONS: vergelijking.alleen_ons,
            Deel.IN_BEIDE: vergelijking.in_beide,
            Deel.ONLEESBAAR: vergelijking.onleesbare_rijen,
        },
        gekozen,
    )


@transaction.atomic
def lees_regels(gebruiker: Gebruiker, vergelijking: Lijstvergelijking, plekken: Sequence[Plek]) -> list[Regel]:
    """De uitleg bij deze regels. Schrijft één logregel per leerling over wie zij iets zeggen."""
    regels = list(_met_uitleg(gebruiker, vergelijking, plekken))
    _leg_bekijken_vast(gebruiker, vergelijking, _gezien(regels))
    return regels


@transaction.atomic
def maak_bestand(gebruiker: Gebruiker, vergelijking: Lijstvergelijking, vorm: str) -> BinaryIO:
    """De hele uitkomst als csv of xlsx, in een naamloos bestand dat op zijn begin staat.

    Schrijft één logregel per leerling over wie het bestand iets zegt en één voor het ophalen. Het bestand is af voordat
    de bezoeker iets krijgt. Werpt KeyError bij een andere vorm.
    """
    schrijf = SCHRIJVERS[vorm]
    gezien: dict[str, None] = {}
    plekken = list(plekken_van(vergelijking))
    redenen = _redenen(gebruiker, vergelijking, plekken)

    def rijen() -> Iterator[Rij]:
        for begin in range(0, len(plekken), _PAKKET):
            regels = list(_met_uitleg(gebruiker, vergelijking, plekken[begin : begin + _PAKKET], redenen))
            gezien.update(dict.fromkeys(_gezien(regels)))
            yield from map(_als_rij, regels)

    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    try:
        aantal = schrijf(_tabel(vergelijking), rijen(), stroom)
        _leg_bekijken_vast(gebruiker, vergelijking, gezien)
        record(
            actie="rapportages:vergelijking:opgehaald",
            gebruiker=gebruiker,
            object_type=_SOORT,
            object_id=vergelijking.pk,
            details={"vorm": vorm, "regels": aantal},
        )
    except BaseException:
        stroom.close()
        raise
    stroom.seek(0)
    return stroom


@transaction.atomic
def ruim_vergelijkingen_op() -> int:
    """Verwijder de uitkomsten die hun uur gehad hebben; geeft het aantal. Vaker of tegelijk mag."""
    return oude_vergelijkingen(nu()).delete()[0]


@transaction.atomic
def verwijder_vergelijkingen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de uitkomsten die op `vandaag` 00:00 een uur oud waren; geeft het aantal. `proef` telt alleen."""
    oud = oude_vergelijkingen(datetime.combine(vandaag, time(), AMSTERDAM))
    return oud.count() if proef else oud.delete()[0]


Redenen = dict[str, tuple[str, bool]]  # PGN -> (zin, of wij deze leerling bij de ontvanger kennen)


def _met_uitleg(
    gebruiker: Gebruiker, vergelijking: Lijstvergelijking, plekken: Sequence[Plek], redenen: Redenen | None = None
) -> Iterator[Regel]:
    if redenen is None:
        redenen = _redenen(gebruiker, vergelijking, plekken)
    pks = [plek.wie for plek in plekken if plek.deel in (Deel.ALLEEN_ONS, Deel.IN_BEIDE)]
    onze = RapportageRij.objects.visible_to(gebruiker).in_bulk(pks)
    for plek in plekken:
        if plek.deel is Deel.ALLEEN_U:
            zin, bekend = redenen[str(plek.wie)]
            yield Regel(plek.deel, zin, pgn=str(plek.wie), bekend=bekend)
        elif plek.deel is Deel.ONLEESBAAR:
            yield Regel(plek.deel, ONLEESBAAR_ZIN, rijnummer=int(plek.wie), bekend=False)
        elif (rij := onze.get(plek.wie)) is not None:
            zin = waarom_zin(rij, vergelijking.rapportage.maand)
            yield Regel(plek.deel, zin, pgn=rij.persoon, rij=rij)


def _redenen(gebruiker: Gebruiker, vergelijking: Lijstvergelijking, plekken: Iterable[Plek]) -> Redenen:
    """Waarom de nummers van `alleen bij u` niet op onze lijst staan. Altijd evenveel vragen, hoeveel nummers ook.

    Van wie niet bij de ontvanger hoort, is het antwoord hetzelfde als bij een nummer dat niet bestaat: zo kan niemand
    met een lijst nummers raden wie waar naar school gaat.
    """
    pgns = [str(plek.wie) for plek in plekken if plek.deel is Deel.ALLEEN_U]
    if not pgns:
        return {}
    assert gebruiker.scope is not None
    ontvanger = ontvanger_van(gebruiker.scope)
    assert ontvanger is not None  # visible_to gaf de vergelijking
    gevonden = redenen_niet_op_lijst(pgns, _jaar_van(vergelijking), ontvanger)
    op_a04 = OP_A04.get(Code(vergelijking.code), "")
    return {
        pgn: (uitkomst.zin, uitkomst.reden is not RedenNiet.NIET_BIJ_U)
        if (uitkomst := gevonden.get(pgn))
        else (op_a04, True)
        for pgn in pgns
    }


def _jaar_van(vergelijking: Lijstvergelijking) -> Maandrapportage:
    """De rapportage met de t1 van de gekozen lijst: A14 gaat over het vorige convenantjaar."""
    vorige_t1 = vergelijking.rapportage.waarde.vorige_t1
    if vergelijking.code != Code.A14 or vorige_t1 is None:
        return vergelijking.rapportage
    rapportage = copy.copy(vergelijking.rapportage)
    rapportage.t1 = vorige_t1
    return rapportage


def _gezien(regels: Iterable[Regel]) -> Iterator[str]:
    return (regel.pgn for regel in regels if regel.bekend)


def _leg_bekijken_vast(gebruiker: Gebruiker, vergelijking: Lijstvergelijking, pgns: Iterable[str]) -> None:
    gezien = list(pgns)
    personen = huidige_nummers(gezien)
    record_bekeken(
        gebruiker,
        [onderwerp_van(personen.get(pgn, pgn)) for pgn in gezien],
        actie="rapportages:vergelijking:bekeken",
        object_type=_SOORT,
        object_id=vergelijking.pk,
    )


def _tabel(vergelijking: Lijstvergelijking) -> Table:
    rapportage = vergelijking.rapportage
    return Table(
        "Vergelijking",
        KOLOMMEN,
        (
            ("Onze lijst", f"{vergelijking.code} van {rapportage}"),
            ("K, het sluitmoment", f"{rapportage.sluitmoment.astimezone(AMSTERDAM):%d-%m-%Y} 00:00"),
            (NAMEN[Deel.ALLEEN_U], "staat op uw lijst en niet op de onze"),
            (NAMEN[Deel.ALLEEN_ONS], "staat op onze lijst en niet op de uwe"),
            (NAMEN[Deel.IN_BEIDE], "staat op beide lijsten"),
            (NAMEN[Deel.ONLEESBAAR], ONLEESBAAR_ZIN),
        ),
    )


def _als_rij(regel: Regel) -> Rij:
    rij = regel.rij
    wie = [rij.achternaam, rij.voorvoegsel, rij.voornamen, rij.geboortedatum] if rij else [None] * 4
    return [regel.naam, regel.pgn, *wie, regel.rijnummer, regel.uitleg]


def bestandsnaam(vergelijking: Lijstvergelijking, ontvanger: Ontvanger, vorm: str) -> str:
    """`202611A04I27GZ-vergelijking.xlsx`."""
    return f"{vergelijking.rapportage.waarde.woord}{vergelijking.code}{ontvanger}-vergelijking.{vorm}"
