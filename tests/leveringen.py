"""Leveringen voor tests: kleine bestanden volgens het formaat van het register, ingelezen door de echte dienst."""

from datetime import datetime
from itertools import count
from pathlib import Path

from bron.domein.pgn import rest
from bron.services import Uitslag, lees_in
from verzuimloket.clock import AMSTERDAM

_volgnummer = count(1)
LANG_GELEDEN = datetime(2026, 8, 1, 8, tzinfo=AMSTERDAM)


def pgn(nummer: int) -> str:
    """Het nummer-de BSN uit de testreeks 9999xxxxx dat aan de elfproef voldoet."""
    goed = (f"{n:09d}" for n in range(999900000, 999999999) if rest(f"{n:09d}") == 0)
    return next(waarde for teller, waarde in enumerate(goed) if teller == nummer)


def persoon(
    pgn: str, *, geboren: str = "2011-03-14", gemeente: str = "0363", achternaam: str = "Zeeman", **anders: str
) -> str:
    velden = {
        "geslacht": "V", "voorvoegsel": "van der", "voornamen": "Noor", "straat": "Proefstraat", "huisnummer": "12",
        "huisletter": "", "toevoeging": "", "postcode": "1012AB", "plaats": "Amsterdam", "overleden": "", "vertrokken": "",
    } | anders  # fmt: skip
    return ";".join(
        ["PER", pgn, geboren, velden["geslacht"], achternaam, velden["voorvoegsel"], velden["voornamen"],
         velden["straat"], velden["huisnummer"], velden["huisletter"], velden["toevoeging"], velden["postcode"],
         velden["plaats"], gemeente, velden["overleden"], velden["vertrokken"]]
    )  # fmt: skip


def inschrijving(
    pgn: str, *, brin: str = "00ZV", sinds: str = "2025-08-01", tot: str = "", sector: str = "VO"
) -> list[str]:
    niveau, leerweg, code, leerjaar = ("2", "BOL", "25080", "") if sector == "MBO" else ("", "", "0011", "2")
    return [
        f"ISG;{brin};{pgn};1;{sinds};{tot};",
        f"ISP;{brin};{pgn};1;{sinds};{sector};{code};{leerjaar};{niveau};{leerweg};VT;J;00",
    ]


def lever(map_: Path, *regels: str, op: datetime = LANG_GELEDEN, leverancier: str = "PROEF") -> Uitslag:
    """Schrijf een levering met deze records en lees haar in, ontvangen op `op`."""
    nummer = next(_volgnummer)
    bestand = map_ / f"levering-{nummer}.csv"
    inhoud = [f"VLP;{leverancier};{nummer};2026-08-01T07:00:00+02:00", *regels, f"SLR;{len(regels)}"]
    bestand.write_text("\n".join(inhoud) + "\n", encoding="utf-8")
    return lees_in(bestand, ontvangen_op=op)
