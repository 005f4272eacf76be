"""R08 als één verzameling in SQL, en wat een lezer ervan ziet.

Dezelfde regel als rapportages/domein/potentieel_lrv.py; de tests houden de twee tegen elkaar.
"""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker
from accounts.queries.fusies import opvolging_sql
from meldingen.domein.soorten import JONG
from rapportages.domein import potentieel_lrv as regel
from rapportages.domein.ontvanger import Ontvanger
from rapportages.models import R08Rij, R08Telling, R08Week
from rapportages.queries import register as r
from rapportages.queries.verzuim import DOORGESTUURD, GEMEENTE
from verzuimloket.kalender import WEEK, begin_van_dag


def parameters(week: R08Week) -> dict[str, Any]:
    vorige = R08Week.objects.filter(peildatum=week.peildatum - WEEK, gebouwd_op__isnull=False).first()
    return {
        "week": week.pk,
        "vorige": vorige.pk if vorige else None,
        "k": begin_van_dag(week.peildatum),
        "van": week.peildatum - regel.VENSTER,
        "peildatum": week.peildatum,
        "drempel": regel.UREN,
        "hele_dag": regel.UREN_HELE_DAG,
        "lrv": regel.LRV,
        "ingetrokken": regel.INGETROKKEN,
        "afgesloten": regel.AFGESLOTEN,
        "geen_verzuim": list(regel.GEEN_VERZUIM),
        "jong": sorted(JONG),
    }


INVOEGEN = f"""
INSERT INTO rapportages_r08rij (
    week_id, persoon, brin, naam_instelling, gemeentecode, naam_gemeente, rmc_nummer, achternaam, voorvoegsel,
    voornamen, geboortedatum, uren, dagen, eerste_dag, laatste_dag, nummer, soort, aantal_weken
)
WITH {r.NUMMERS}, {DOORGESTUURD},
telt AS MATERIALIZED (
    SELECT m.nummer, coalesce(n.nieuw_pgn, m.pgn) AS persoon, m.school_id, m.soort_id, m.begin,
        coalesce(m.eind, CASE WHEN m.status = %(afgesloten)s
            THEN (m.gewijzigd_op AT TIME ZONE 'Europe/Amsterdam')::date END, 'infinity'::date) AS einde
    FROM meldingen_melding m LEFT JOIN nummers n ON n.oud_pgn = m.pgn
    WHERE m.geregistreerd_op < %(k)s AND m.leeftijdsgroep = ANY(%(jong)s) AND m.status <> %(ingetrokken)s
      AND NOT (m.status = %(afgesloten)s AND m.reden_afsluiting = ANY(%(geen_verzuim)s))
),
per_dag AS (
    SELECT t.persoon, t.school_id, d.datum, max(t.nummer) AS nummer,
        greatest(count(DISTINCT u.uur), CASE WHEN bool_or(d.hele_dag) THEN %(hele_dag)s ELSE 0 END) AS uren
    FROM meldingen_verzuimdag d JOIN telt t ON t.nummer = d.melding_id
    LEFT JOIN LATERAL unnest(d.lesuren) AS u (uur) ON NOT d.hele_dag
    WHERE d.datum >= %(van)s AND d.datum < %(peildatum)s
    GROUP BY 1, 2, 3
),
som AS (
    SELECT persoon, school_id, sum(uren) AS uren, count(*) AS dagen, min(datum) AS eerste, max(datum) AS laatste,
        max(nummer) AS nummer
    FROM per_dag GROUP BY 1, 2 HAVING sum(uren) >= %(drempel)s
),
vorige AS (
    SELECT coalesce(n.nieuw_pgn, v.persoon) AS persoon, coalesce(o.naar, v.brin) AS brin, max(v.aantal_weken) AS weken
    FROM rapportages_r08rij v LEFT JOIN nummers n ON n.oud_pgn = v.persoon
    LEFT JOIN {opvolging_sql(Soort.INSTELLING, "%(peildatum)s")} o ON o.van = v.brin
    WHERE v.week_id = %(vorige)s GROUP BY 1, 2
)
SELECT %(week)s, s.persoon, school.code, school.naam, coalesce(d.code, m.gemeentecode), coalesce(gem.naam, ''),
    coalesce(gem.rmc_nummer, ''), m.achternaam, m.voorvoegsel, m.voornamen, m.geboortedatum, s.uren, s.dagen,
    s.eerste, s.laatste, s.nummer, m.soort_id, coalesce(v.weken, 0) + 1
FROM som s
JOIN meldingen_melding m ON m.nummer = s.nummer
JOIN accounts_organisatie school ON school.id = s.school_id
{GEMEENTE}
LEFT JOIN vorige v ON v.persoon = s.persoon AND v.brin = school.code
WHERE NOT EXISTS (
    SELECT 1 FROM telt l
    WHERE l.persoon = s.persoon AND l.school_id = s.school_id AND l.soort_id = %(lrv)s
      AND l.begin < %(peildatum)s AND l.einde >= %(van)s
)
ORDER BY s.persoon, school.code"""

TELLEN = """
INSERT INTO rapportages_r08telling (week_id, ontvanger, aantal)
SELECT %(week)s, o.ontvanger, count(*)
FROM rapportages_r08rij v CROSS JOIN LATERAL (
    VALUES ('I' || v.brin), ('G' || v.gemeentecode), ('R00' || v.rmc_nummer)
) AS o (ontvanger)
WHERE v.week_id = %(week)s AND o.ontvanger NOT IN ('G', 'R00')
GROUP BY o.ontvanger"""

SORTERINGEN = {
    "naam": ("achternaam", "voornamen", "pk"),
    "uren": ("uren", "achternaam", "pk"),
    "weken": ("aantal_weken", "achternaam", "pk"),
    "laatste": ("laatste_dag", "achternaam", "pk"),
}
STANDAARD = "-weken"


def beschikbaar(vandaag: date) -> QuerySet[R08Week]:
    """De weken die klaar zijn en nog niet verlopen, nieuwste eerst."""
    return R08Week.objects.filter(gebouwd_op__isnull=False, opgeruimd_op=None, verloopt_op__gt=vandaag)


def aantallen(gebruiker: Gebruiker, weken: list[R08Week]) -> dict[int, int]:
    """Per week het aantal rijen voor deze ontvanger; een week zonder rijen ontbreekt."""
    tellingen = R08Telling.objects.visible_to(gebruiker).filter(week__in=weken)
    return dict(tellingen.values_list("week", "aantal"))


def rijen_van(gebruiker: Gebruiker, week: R08Week) -> QuerySet[R08Rij]:
    """De rijen van deze ontvanger, op volgorde van PGN zoals in het bestand."""
    return R08Rij.objects.visible_to(gebruiker).filter(week=week).order_by("persoon", "brin")


def gesorteerd(rijen: QuerySet[R08Rij], sorteer: str) -> QuerySet[R08Rij]:
    """`sorteer` is een sleutel van SORTERINGEN, met een min ervoor voor omgekeerd."""
    eerste, *rest = SORTERINGEN[sorteer.removeprefix("-")]
    return rijen.order_by(F(eerste).desc() if sorteer.startswith("-") else F(eerste).asc(), *rest)


def scholen_en_gemeenten(rijen: QuerySet[R08Rij]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Waarop te filteren is: de scholen en de gemeenten in deze rijen, als (code, naam)."""
    paren = rijen.order_by().values_list("brin", "naam_instelling", "gemeentecode", "naam_gemeente").distinct()
    scholen, gemeenten = {}, {}
    for brin, school, code, gemeente in paren:
        scholen[brin], gemeenten[code] = school, gemeente
    return _op_naam(scholen), _op_naam(gemeenten)


def _op_naam(namen: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(namen.items(), key=lambda paar: (paar[1].lower(), paar[0]))


def ontvangers_met_rijen(week: R08Week) -> list[Ontvanger]:
    tellingen = R08Telling.objects.unscoped("welke ontvangers bericht krijgen").filter(week=week)
    return [Ontvanger.lees(code) for code in tellingen.order_by("ontvanger").values_list("ontvanger", flat=True)]
