"""Het bewijs van vernietiging: elke keer dat een bewaartermijn is uitgevoerd, naast wat het logboek daarvan zegt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet

from verzuimloket.audit.models import AuditEvent, AuditOpruiming, AuditZegel, Opschoning
from verzuimloket.db.bereik import buiten_bereik

ACTIE = "verzuimloket:opschoning:uitgevoerd"
# Een zegel komt na zijn regels: alleen de zegels sinds de oudste regel tellen mee, dus blijft de vraag klein.
_ZEGELS = """
SELECT e.id, z.nummer, z.moment, z.inhoud, z.afdruk FROM audit_auditzegel z JOIN audit_auditevent e ON z.regels @> e.id
WHERE e.id = ANY(%(regels)s) AND z.moment >= %(van)s AND z.moment < %(tot)s"""
ZEGEL_BINNEN = timedelta(days=31)  # verzegelen gaat elke paar minuten; hier past een lange storing in


@dataclass(frozen=True, slots=True)
class Bewijs:
    """Een opschoning met wat het logboek ervan zegt: een sleutel van LOGBOEK, en het zegel erop."""

    rij: Opschoning
    logboek: str
    regel: AuditEvent | None = None
    zegel: AuditZegel | None = None

    @property
    def stand(self) -> str:
        return "klaar" if self.rij.klaar_op else "niet af"

    @property
    def uitleg(self) -> str:
        return LOGBOEK[self.logboek]

    @property
    def alarm(self) -> bool:
        return self.logboek in ("wijkt af", "ontbreekt")


LOGBOEK = {
    "niet nodig": "Er was niets te verwijderen; dan komt er geen logregel.",
    "nog niet": "De logregel komt als de regel klaar is.",
    "verzegeld": "De logregel noemt dezelfde regel, grens en aantal, en staat onder een zegel.",
    "nog geen zegel": "De logregel noemt dezelfde regel, grens en aantal. Het zegel komt nog.",
    "opgeruimd": "De logregel is zelf opgeruimd na de bewaartermijn van het logboek. Het zegel blijft.",
    "wijkt af": "De logregel noemt iets anders dan hier staat. Waarschuw wie het portaal beheert.",
    "ontbreekt": "De logregel is er niet. Waarschuw wie het portaal beheert.",
}


def opschoningen(*, van: datetime | None, tot: datetime | None, regel: str, alleen: str) -> QuerySet[Opschoning]:
    """De nieuwste eerst. `alleen` is leeg, `weg` (er is iets verwijderd) of `open` (niet af)."""
    rijen = Opschoning.objects.order_by("-pk")
    if van:
        rijen = rijen.filter(begonnen_op__gte=van)
    if tot:
        rijen = rijen.filter(begonnen_op__lt=tot)
    if regel:
        rijen = rijen.filter(regel=regel)
    keuzes = {"weg": Q(aantal__gt=0), "open": Q(klaar_op=None)}
    return rijen.filter(keuzes.get(alleen, Q()))


@buiten_bereik("het bewijs van vernietiging noemt aantallen, en niemand")
def met_bewijs(rijen: Sequence[Opschoning]) -> list[Bewijs]:
    """Elke rij met haar bewijs; drie vragen, hoeveel rijen het ook zijn."""
    nodig = [str(rij.pk) for rij in rijen if rij.aantal and rij.klaar_op]
    regels = {
        regel.object_id: regel
        for regel in AuditEvent.objects.filter(object_type="opschoning", object_id__in=nodig, actie=ACTIE)
    }
    zegels = _zegels(list(regels.values()))
    geruimd = AuditOpruiming.objects.aggregate(tot=Max("grens"))["tot"]
    uit = []
    for rij in rijen:
        regel = regels.get(str(rij.pk))
        zegel = zegels.get(regel.pk) if regel else None
        uit.append(Bewijs(rij, _oordeel(rij, regel, zegel, geruimd), regel, zegel))
    return uit


def alle(rijen: QuerySet[Opschoning], *, per: int = 500) -> Iterator[Bewijs]:
    """Alles met bewijs, in stukken."""
    laatste: int | None = None
    while True:
        stuk = list((rijen if laatste is None else rijen.filter(pk__lt=laatste))[:per])
        yield from met_bewijs(stuk)
        if len(stuk) < per:
            return
        laatste = stuk[-1].pk


def _zegels(regels: list[AuditEvent]) -> dict[int, AuditZegel]:
    """Per logregel het zegel dat haar dekt."""
    if not regels:
        return {}
    momenten = [regel.moment for regel in regels]
    waarden: dict[str, Any] = {
        "regels": [regel.pk for regel in regels],
        "van": min(momenten),
        "tot": max(momenten) + ZEGEL_BINNEN,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ZEGELS, waarden)
        return {
            regel: AuditZegel(nummer=nummer, moment=moment, inhoud=inhoud, afdruk=afdruk)
            for regel, nummer, moment, inhoud, afdruk in cursor.fetchall()
        }


def _oordeel(rij: Opschoning, regel: AuditEvent | None, zegel: AuditZegel | None, geruimd: datetime | None) -> str:
    if rij.klaar_op is None:
        return "nog niet"
    if not rij.aantal:
        return "niet nodig"
    if regel is None:
        return "opgeruimd" if geruimd and rij.klaar_op < geruimd else "ontbreekt"
    feiten = {"regel": rij.regel, "grens": f"{rij.grens}", "aantal": rij.aantal}
    if regel.details != feiten:
        return "wijkt af"
    return "verzegeld" if zegel else "nog geen zegel"
