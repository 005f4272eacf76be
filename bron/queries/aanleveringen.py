"""Wat er is aangeboden en hoe ver het is. Geen persoonsgegevens, dus zonder deur (tests/house/test_afscherming.py)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from bron.models import Inlezing

SLOTSOORT = 0x696E6C7A  # pg_advisory_xact_lock met twee getallen: wie een inlezing uitvoert, houdt haar slot
DOOD_NA = 60  # seconden zonder slot en zonder teken van leven; dan is het proces gedood

SLOTNUMMER = "('x' || left({id}::text, 8))::bit(32)::int"
# Het slot gaat vanzelf los als de verbinding wegvalt. Ervoor en erna (openen, terugkoppeling) telt het laatste teken.
_LEEFT = f"""bron_inlezing.bijgewerkt_op > clock_timestamp() - make_interval(secs => %s) OR EXISTS (
    SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = %s AND l.objsubid = 2
        AND l.objid = ({SLOTNUMMER.format(id="bron_inlezing.id")})::oid AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))"""


@dataclass(frozen=True, slots=True)
class Filter:
    """De keuzes van de lijst; leeg is alles."""

    leverancier: str = ""
    stand: str = ""


def met_leven() -> QuerySet[Inlezing]:
    """Alle inlezingen, met `leeft`: zegt bij BEZIG of er echt nog een proces mee bezig is."""
    leeft = RawSQL(_LEEFT, (DOOD_NA, SLOTSOORT), output_field=BooleanField())  # noqa: S611 - een vaste tekst
    return Inlezing.objects.annotate(leeft=leeft)


def aanleveringen(keuze: Filter) -> QuerySet[Inlezing]:
    """De inlezingen met deze keuzes en hun levering, nieuwste eerst."""
    rijen = met_leven().select_related("levering").order_by("-aangeboden_op", "pk")
    rijen = rijen.filter(leverancier=keuze.leverancier) if keuze.leverancier else rijen
    return rijen.filter(stand=keuze.stand) if keuze.stand else rijen


def aanlevering(sleutel: UUID) -> Inlezing:
    """Eén inlezing met haar levering en wie haar aanbood. Werpt Inlezing.DoesNotExist."""
    return met_leven().select_related("levering", "gebruiker").get(pk=sleutel)


def leveranciers() -> list[str]:
    """Wie er ooit iets aanbood, op naam."""
    namen = Inlezing.objects.exclude(leverancier="").order_by("leverancier")
    return list(namen.values_list("leverancier", flat=True).distinct())
