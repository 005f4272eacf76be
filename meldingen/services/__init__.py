"""De diensten van de melding: elke wijziging is één functie in één transactie."""

from meldingen.services.basis import eis_versie
from meldingen.services.behandelen import (
    heropen,
    meld_terug,
    plaats_notitie,
    stuur_door,
)
from meldingen.services.beheer import archiveer, bewaar_locatie, bewaar_melder, haal_terug
from meldingen.services.doorgeven import geef_door
from meldingen.services.indienen import dien_in, groep_van, route_voor, trek_in, vul_aan, wijzig
from meldingen.services.inzien import bekijk, leerling_opgezocht, lijst_bekeken
from meldingen.services.referentie import laad_referentie_meldingen
from meldingen.services.routering import zet_routering

__all__ = [
    "archiveer",
    "bekijk",
    "bewaar_locatie",
    "bewaar_melder",
    "dien_in",
    "eis_versie",
    "geef_door",
    "groep_van",
    "haal_terug",
    "heropen",
    "laad_referentie_meldingen",
    "leerling_opgezocht",
    "lijst_bekeken",
    "meld_terug",
    "plaats_notitie",
    "route_voor",
    "stuur_door",
    "trek_in",
    "vul_aan",
    "wijzig",
    "zet_routering",
]
