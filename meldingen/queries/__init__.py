"""Lezen: de lijst, de tijdlijn en de tellers (`zaken`), en wie een melding kan krijgen (`routes`)."""

from meldingen.queries.routes import (
    bepaal_route,
    gemeente_bij_postcode,
    gemeenten_van_instantie,
    mogelijke_ontvangers,
)
from meldingen.queries.zaken import (
    SORTERINGEN,
    BegrensdePaginator,
    Filter,
    eigen_doorzending,
    filterkeuzes,
    kant_ongelezen,
    lijst,
    lopende_voor,
    naam_bij_werk,
    ongelezen_teller,
    tijdlijn,
    werk_van,
)

__all__ = [
    "SORTERINGEN",
    "BegrensdePaginator",
    "Filter",
    "bepaal_route",
    "eigen_doorzending",
    "filterkeuzes",
    "gemeente_bij_postcode",
    "gemeenten_van_instantie",
    "kant_ongelezen",
    "lijst",
    "lopende_voor",
    "mogelijke_ontvangers",
    "naam_bij_werk",
    "ongelezen_teller",
    "tijdlijn",
    "werk_van",
]
