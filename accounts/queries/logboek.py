"""Het logboek van een organisatie: wat haar gebruikers deden, zonder over welke leerling het ging.

Een lijst of bestand met leerlingen gaf per leerling een logregel, op hetzelfde moment en met hetzelfde nummer van de
operatie. Hier is dat één regel met een aantal. Bladeren springt daarom van moment naar moment langs de index
(organisatie, moment): een bestand met tienduizend leerlingen kost niet meer stappen dan één klik.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from accounts.domein.logboek import ONDERWERPEN, Keuze
from accounts.domein.rechten import MATRIX, Rol
from accounts.models import Gebruiker, Toewijzing
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.zegels import laatste_controle
from verzuimloket.audit.zinnen import zin
from verzuimloket.clock import AMSTERDAM
from verzuimloket.db.bereik import buiten_bereik

_VELDEN = (
    "moment", "operatie", "actie", "resultaat", "gebruiker_id", "organisatie_id", "rollen", "object_type", "object_id",
    "details",
)  # fmt: skip
_MOMENTEN = """
WITH RECURSIVE stap AS (
    (SELECT e.moment FROM audit_auditevent e WHERE {waar} AND e.moment < %(voor)s ORDER BY e.moment DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT e.moment FROM audit_auditevent e WHERE {waar} AND e.moment < stap.moment
            ORDER BY e.moment DESC LIMIT 1)
    FROM stap WHERE stap.moment IS NOT NULL
)
SELECT moment FROM stap WHERE moment IS NOT NULL LIMIT %(aantal)s"""


@dataclass(frozen=True, slots=True)
class Logregel:
    """Eén handeling. `leerlingen` is hoeveel leerlingen erin te zien waren; wie, staat er nooit bij."""

    moment: datetime
    wie: str
    rollen: str
    zin: str
    geweigerd: bool
    leerlingen: int
    organisatie_id: int | None = None

    @property
    def dag(self) -> date:
        return self.moment.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class Bladzijde:
    """`verder` is het moment waar de volgende bladzijde begint, of None als dit de laatste is."""

    regels: list[Logregel]
    verder: datetime | None


def bladzijde(organisatie_id: int, keuze: Keuze, *, voor: datetime | None = None, aantal: int) -> Bladzijde:
    """De nieuwste `aantal` momenten van deze organisatie die bij de keuze horen, vóór `voor`. Drie vragen."""
    waar = _waar(organisatie_id, keuze)
    momenten = _momenten(waar, min(voor or _einde(keuze), _einde(keuze)), aantal + 1)
    getoond = momenten[:aantal]
    regels = _voorwaarde(waar) & Q(moment__in=getoond)
    return Bladzijde(_regels(regels), getoond[-1] if len(momenten) > aantal else None)


def alle_regels(
    organisatie_id: int, keuze: Keuze, *, per: int = 500, lees: Callable[..., Bladzijde] = bladzijde
) -> Iterator[Logregel]:
    """Alles wat bij de keuze hoort, nieuwste eerst, in stukken. `lees` geeft een stuk."""
    voor: datetime | None = None
    while True:
        blad = lees(organisatie_id, keuze, voor=voor, aantal=per)
        yield from blad.regels
        if blad.verder is None:
            return
        voor = blad.verder


def gebruikers_van(organisatie_id: int, toewijzingen: Any) -> list[tuple[int, str]]:
    """Wie hier een rol heeft of had, als (nummer, naam); uit de toewijzingen die de lezer mag zien."""
    hier = toewijzingen.filter(organisatie_id=organisatie_id).values("gebruiker")
    return list(Gebruiker.objects.filter(pk__in=hier).order_by("naam", "pk").values_list("pk", "naam"))


@buiten_bereik("het logboek van een andere organisatie, door functioneel beheer met een vastgelegde reden")
def bladzijde_elders(organisatie_id: int, keuze: Keuze, *, voor: datetime | None = None, aantal: int) -> Bladzijde:
    """Als `bladzijde`, van een andere organisatie. De dienst bewaakt het recht en legt de reden vast."""
    return bladzijde(organisatie_id, keuze, voor=voor, aantal=aantal)


@buiten_bereik("wie er een rol heeft bij de organisatie waarvan functioneel beheer het logboek leest")
def gebruikers_elders(organisatie_id: int) -> list[tuple[int, str]]:
    """Als `gebruikers_van`, van een andere organisatie."""
    return gebruikers_van(organisatie_id, Toewijzing.objects.unscoped("het filter van het logboek"))


def controle_van_het_logboek() -> AuditEvent | None:
    """De laatste controle van de zegels, of None als er nog nooit gecontroleerd is."""
    with buiten_bereik("of het logboek klopt; de regel noemt niemand"):
        return laatste_controle()


def _einde(keuze: Keuze) -> datetime:
    return datetime.combine(keuze.tot + timedelta(days=1), time(), AMSTERDAM)


# wat er te kiezen is, als (SQL, veld in Django)
_FILTERS = {
    "organisatie": ("e.organisatie_id = %(organisatie)s", "organisatie_id"),
    "van": ("e.moment >= %(van)s", "moment__gte"),
    "wat": ("starts_with(e.actie, %(wat)s)", "actie__startswith"),
    "resultaat": ("e.resultaat = %(resultaat)s", "resultaat"),
    "voorwerp": ("e.object_type = %(voorwerp)s", "object_type"),
    "nummer": ("e.object_id = %(nummer)s", "object_id"),
}
# wat iemand deed, en wat met zijn naam geprobeerd is: wie nog niet is ingelogd, heeft geen nummer
_WIE = """(e.gebruiker_id = %(wie)s
    OR e.gebruiker_id IS NULL AND e.object_type = 'gebruiker' AND e.object_id = %(wie)s::text)"""


def _waar(organisatie_id: int, keuze: Keuze) -> dict[str, Any]:
    """De gekozen filters met hun waarde."""
    waarden = {
        "organisatie": organisatie_id,
        "van": datetime.combine(keuze.van, time(), AMSTERDAM),
        "wie": keuze.wie,
        "wat": ONDERWERPEN[keuze.wat][1] if keuze.wat else "",
        "resultaat": AuditEvent.Resultaat.GEWEIGERD.value if keuze.geweigerd else "",
        "voorwerp": keuze.voorwerp,
        "nummer": keuze.nummer,
    }
    return {naam: waarde for naam, waarde in waarden.items() if waarde}


def _voorwaarde(waar: Mapping[str, Any]) -> Q:
    anders = Q(**{_FILTERS[naam][1]: waarde for naam, waarde in waar.items() if naam != "wie"})
    if "wie" not in waar:
        return anders
    geprobeerd = Q(gebruiker_id=None, object_type="gebruiker", object_id=str(waar["wie"]))
    return anders & (Q(gebruiker_id=waar["wie"]) | geprobeerd)


def _momenten(waar: Mapping[str, Any], voor: datetime, aantal: int) -> list[datetime]:
    sql = _MOMENTEN.format(waar=" AND ".join(_WIE if naam == "wie" else _FILTERS[naam][0] for naam in waar))
    with connection.cursor() as cursor:
        cursor.execute(sql, {**waar, "voor": voor, "aantal": aantal})
        return [moment for (moment,) in cursor.fetchall()]


def _regels(voorwaarde: Q) -> list[Logregel]:
    groepen = (
        AuditEvent.objects.filter(voorwaarde)
        .values(*_VELDEN)
        .annotate(leerlingen=Count("pk", filter=~Q(onderwerp="")))
        .order_by("-moment", "actie", "object_id")
    )
    return in_woorden([(AuditEvent(**{v: groep[v] for v in _VELDEN}), groep["leerlingen"]) for groep in groepen])


def in_woorden(paren: list[tuple[AuditEvent, int]], *, leerling: str = "") -> list[Logregel]:
    """Elke regel met wie het deed en wat hij deed. Zonder `leerling` noemt de zin hun aantal. Eén vraag."""
    wie = {regel.gebruiker_id or op_naam_van(regel) or 0 for regel, _ in paren}
    namen = dict(Gebruiker.objects.filter(pk__in=wie).values_list("pk", "naam"))
    return [
        Logregel(
            moment=regel.moment,
            wie=_wie(regel, namen),
            rollen=", ".join(MATRIX[Rol(rol)].label for rol in regel.rollen.split(",") if rol in list(Rol)),
            zin=zin(regel, leerling=leerling or _leerling(leerlingen)),
            geweigerd=regel.resultaat == AuditEvent.Resultaat.GEWEIGERD,
            leerlingen=leerlingen,
            organisatie_id=regel.organisatie_id,
        )
        for regel, leerlingen in paren
    ]


def _leerling(aantal: int) -> str:
    return "een leerling" if aantal <= 1 else f"{aantal} leerlingen"


def op_naam_van(regel: AuditEvent) -> int | None:
    """Het nummer van de gebruiker met wiens naam iemand probeerde in te loggen; None bij iets anders."""
    poging = regel.gebruiker_id is None and regel.object_type == "gebruiker" and regel.object_id.isdecimal()
    return int(regel.object_id) if poging else None


def _wie(regel: AuditEvent, namen: Mapping[int, str]) -> str:
    """Wie het deed. Van een mislukte poging is alleen bekend met wiens naam: wie het was, weet niemand."""
    if naam := namen.get(op_naam_van(regel) or 0):
        return f"iemand met de naam van {naam}"
    return namen.get(regel.gebruiker_id or 0, "")
