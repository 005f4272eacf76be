"""Een bladzijde van de startset (A05): niet bewaard, maar in één vraag uit het register zoals bekend op K.

De aanroeper heeft vastgesteld dat de lezer bij deze ontvanger hoort.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db import connection

from rapportages.domein.facetten import KOLOMMEN, Facetten
from rapportages.domein.ontvanger import Ontvanger
from rapportages.models import Maandrapportage
from rapportages.queries import register, startset
from rapportages.queries.tabel import ALS_TEKST, SORTERINGEN
from rapportages.queries.zoeken import NAAR, VAN, Zoekvraag
from verzuimloket.db.bereik import buiten_bereik

# de startset wordt één keer bepaald; daaruit komen de aantallen per filter en de rijen van de bladzijde
_PAGINA = """
WITH alles AS MATERIALIZED ({startset}),
gekozen AS (SELECT * FROM alles WHERE {voorwaarden}),
telling AS (SELECT count(*) AS aantal FROM gekozen)
SELECT
    (SELECT coalesce(json_agg(f), '[]') FROM (SELECT {kolommen}, count(*) AS aantal FROM alles GROUP BY {kolommen}) f),
    (SELECT aantal FROM telling),
    (SELECT coalesce(json_agg(r), '[]') FROM (
        SELECT * FROM gekozen ORDER BY {volgorde}, persoon COLLATE "C" LIMIT %(per)s
        OFFSET (SELECT least(%(begin)s, greatest(0, (aantal - 1) / %(per)s * %(per)s)) FROM telling)
    ) r)"""
_GELIJK = "({kolom} = %({veld})s OR NOT EXISTS (SELECT 1 FROM alles WHERE {kolom} = %({veld})s))"
_ZOEKNAAM = "translate(' ' || achternaam || ' ' || voornamen, %(van)s, %(naar)s)"


@dataclass(frozen=True, slots=True)
class Uitsnede:
    """`aantal` is hoeveel er bij de keuzes horen; `rijen` zijn die van de bladzijde (voorbij het eind: de laatste)."""

    facetten: Facetten
    aantal: int
    rijen: list[Any]


@buiten_bereik("de startset van de eigen ontvanger komt uit het register")
def uitsnede(
    rapportage: Maandrapportage,
    ontvanger: Ontvanger,
    velden: tuple[str, ...],
    keuze: Mapping[str, Any],
    zoek: Zoekvraag | None,
    sorteer: str,
    *,
    per: int,
    begin: int,
) -> Uitsnede:
    """`sorteer` staat in SORTERINGEN, met - ervoor aflopend; `begin` telt rijen vanaf nul."""
    voorwaarden, waarden = _voorwaarden(keuze, zoek)
    vraag = _PAGINA.format(
        startset=startset.rijen_van(ontvanger),
        voorwaarden=" AND ".join(voorwaarden),
        kolommen=", ".join(KOLOMMEN[veld] for veld in velden),
        volgorde=_volgorde(sorteer),
    )
    maand = rapportage.waarde
    gegevens = register.parameters(rapportage.t1, maand.t2, rapportage.sluitmoment) | {
        "ontvanger": ontvanger.code,
        "rapportage_id": rapportage.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(vraag, gegevens | waarden | {"per": per, "begin": begin})
        tellingen, aantal, rijen = cursor.fetchone()
    paren = ((*(telling[KOLOMMEN[veld]] for veld in velden), telling["aantal"]) for telling in _gelezen(tellingen))
    return Uitsnede(Facetten.uit(velden, paren), aantal, [_rij(rij) for rij in _gelezen(rijen)])


def _gelezen(waarde: Any) -> list[dict[str, Any]]:
    return json.loads(waarde) if isinstance(waarde, str) else waarde


def _rij(velden: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(**velden | {"geboortedatum": date.fromisoformat(velden["geboortedatum"])})


def _voorwaarden(keuze: Mapping[str, Any], zoek: Zoekvraag | None) -> tuple[list[str], dict[str, Any]]:
    # een waarde die in de hele startset niet voorkomt, telt niet mee: een oude link blijft werken
    delen = ["true", *(_GELIJK.format(kolom=KOLOMMEN[veld], veld=veld) for veld in keuze)]
    waarden: dict[str, Any] = dict(keuze)
    if zoek is not None:
        # strpos, niet LIKE: een % of _ die iemand typt is gewone tekst
        namen = [f"strpos({_ZOEKNAAM}, %(term{nr})s) > 0" for nr in range(len(zoek.termen))]
        delen.append(f"({' OR '.join(['persoon = ANY(%(personen)s)', *namen])})")
        waarden |= {f"term{nr}": term for nr, term in enumerate(zoek.termen)}
        waarden |= {"personen": list(zoek.personen), "van": VAN, "naar": NAAR}
    return delen, waarden


def _volgorde(sorteer: str) -> str:
    richting = "DESC" if sorteer.startswith("-") else "ASC"
    kolommen = SORTERINGEN[sorteer.removeprefix("-")]
    return ", ".join(f"lower({naam}) {richting}" if naam in ALS_TEKST else f"{naam} {richting}" for naam in kolommen)
