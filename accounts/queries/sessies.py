"""De eigen sessies, en wanneer iemand inlogde of dat probeerde."""

from dataclasses import dataclass
from datetime import datetime
from heapq import merge

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from accounts.models import Gebruiker, Organisatie, Sessie
from accounts.sessietijd import BEGIN, GEZIEN, ORGANISATIE, is_verlopen, moment_van
from verzuimloket.audit.models import AuditEvent
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik

GELUKT = ("accounts:sessie:ingelogd",)
MISLUKT = ("accounts:sessie:mislukt", "accounts:sessie:code_geweigerd")


@dataclass(frozen=True, slots=True)
class EigenSessie:
    """Een sessie die nu loopt. `hier` is de sessie van dit verzoek; `bij` de organisatie waarvoor zij werkt."""

    nummer: int
    apparaat: str
    begonnen: datetime
    gezien: datetime
    bij: str
    hier: bool


def eigen_sessies(gebruiker_id: int, sessiesleutel: str | None) -> list[EigenSessie]:
    """De sessies van deze gebruiker die nu lopen: deze eerst, dan wie het laatst bezig was. Twee vragen."""
    lopend = _lopend(gebruiker_id)
    namen = dict(
        Organisatie.objects.filter(pk__in={inhoud.get(ORGANISATIE) for _, inhoud in lopend}).values_list("pk", "naam")
    )
    sessies = [
        EigenSessie(
            nummer=rij.pk, apparaat=rij.apparaat, begonnen=moment_van(inhoud, BEGIN),
            gezien=moment_van(inhoud, GEZIEN), bij=namen.get(inhoud.get(ORGANISATIE, 0), ""),
            hier=rij.sessie_id == sessiesleutel,
        )
        for rij, inhoud in lopend
    ]  # fmt: skip
    return sorted(sessies, key=lambda sessie: (sessie.hier, sessie.gezien, sessie.nummer), reverse=True)


def aantal_sessies(gebruiker_id: int) -> int:
    """Hoeveel sessies van deze gebruiker nu lopen. Eén vraag."""
    return len(_lopend(gebruiker_id))


def _lopend(gebruiker_id: int) -> list[tuple[Sessie, dict[str, int]]]:
    """De sessies die nu lopen, elk met wat zij onthoudt."""
    rijen = Sessie.objects.filter(gebruiker_id=gebruiker_id).select_related("sessie")
    paren = [(rij, rij.sessie.get_decoded()) for rij in rijen]
    return [(rij, inhoud) for rij, inhoud in paren if not is_verlopen(inhoud)]


def inlogpogingen(gebruiker_id: int, *, voor: datetime | None = None, aantal: int = 5) -> list[AuditEvent]:
    """Wanneer deze gebruiker inlogde, en wanneer dat met zijn naam mislukte; nieuwste eerst, uit het logboek.

    `voor`: alleen van vóór dit moment (de volgende bladzijde). Twee vragen, elk langs haar eigen index.
    """
    gelukt = AuditEvent.objects.filter(gebruiker_id=gebruiker_id, actie__in=GELUKT)
    mislukt = AuditEvent.objects.filter(
        object_type="gebruiker", object_id=str(gebruiker_id), actie__in=MISLUKT
    ).exclude(details__has_key="ook")  # wie bij meer organisaties werkt, heeft bij elke een regel
    samen = merge(
        *(_nieuwste(regels, voor, aantal) for regels in (gelukt, mislukt)),
        key=lambda regel: (regel.moment, regel.pk), reverse=True,
    )  # fmt: skip
    return list(samen)[:aantal]


@buiten_bereik("een mislukte poging komt in het logboek van de organisatie; wie inlogt, heeft nog geen bereik")
def bij_naam(gebruikersnaam: str) -> tuple[int | None, list[int]]:
    """Het nummer van de gebruiker met deze naam en zijn organisaties van vandaag; (None, []) als hij er niet is.

    Eén vraag, ook voor een naam die niet bestaat: het antwoord duurt even lang.
    """
    dag = vandaag()
    geldig = Q(toewijzingen__vanaf__lte=dag) & (Q(toewijzingen__tot=None) | Q(toewijzingen__tot__gte=dag))
    gevonden = Gebruiker.objects.filter(username=gebruikersnaam).annotate(
        bij=ArrayAgg("toewijzingen__organisatie_id", filter=geldig, distinct=True, default=[])
    )
    rij = gevonden.values_list("pk", "bij").first()
    return (rij[0], sorted(rij[1])) if rij else (None, [])


def _nieuwste(regels: "QuerySet[AuditEvent]", voor: datetime | None, aantal: int) -> list[AuditEvent]:
    if voor is not None:
        regels = regels.filter(moment__lt=voor)
    return list(regels.order_by("-moment", "-pk")[:aantal])
