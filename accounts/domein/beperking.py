"""Waarom de verwerking van iemands gegevens beperkt is (AVG art. 18 lid 1)."""

from enum import StrEnum


class Grond(StrEnum):
    JUISTHEID = "juistheid"
    ONRECHTMATIG = "onrechtmatig"
    RECHTSVORDERING = "vordering"
    BEZWAAR = "bezwaar"


GRONDEN: dict[Grond, str] = {
    Grond.JUISTHEID: "De betrokkene zegt dat de gegevens niet kloppen; dat wordt uitgezocht",
    Grond.ONRECHTMATIG: "De verwerking mocht niet, en de betrokkene wil niet dat wij wissen",
    Grond.RECHTSVORDERING: "De betrokkene heeft de gegevens nodig voor een klacht of rechtszaak",
    Grond.BEZWAAR: "De betrokkene maakte bezwaar; daarover is nog niet beslist",
}
