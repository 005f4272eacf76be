"""De soorten mutaties van een weeklevering. Bron: DUO, leveringen aan gemeenten en RMC-regio's."""

from enum import StrEnum


class MutatieSoort(StrEnum):
    """In de volgorde waarin de regels van één persoon staan."""

    OVERLEDEN = "leerling overleden"
    VIER_JAAR = "4 jaar geworden"
    DRIEENTWINTIG_JAAR = "23 jaar geworden"
    VERHUISD_BINNEN = "binnen de gemeente verhuisd"
    VERHUISD_ANDERS = "verhuisd naar andere gemeente"
    INSCHRIJVING_TOEGEVOEGD = "inschrijving toegevoegd"
    INSCHRIJVING_GEWIJZIGD = "inschrijving gewijzigd"
    INSCHRIJVING_VERWIJDERD = "inschrijving verwijderd"
    RESULTAAT_TOEGEVOEGD = "resultaat toegevoegd"
    RESULTAAT_GEWIJZIGD = "resultaat gewijzigd"
    RESULTAAT_VERWIJDERD = "resultaat verwijderd"
    STARTKWALIFICATIE = "startkwalificatie behaald"
    GEEN_STARTKWALIFICATIE = "voldoet niet langer aan de eisen voor het behalen van een startkwalificatie"
