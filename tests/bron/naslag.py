"""De naslag: bewaar elk aangenomen record en speel tot K alles na, rij voor rij, zonder slimmigheid.

Een gebeurtenis over een sleutel vervangt wat onder die sleutel bekend was. Na een nummerwijziging geldt dat voor de
sleutel onder beide nummers. Bij de wijziging zelf blijft van twee personen alleen de nieuwste stand.
"""

from dataclasses import dataclass, field
from datetime import datetime

Sleutel = tuple[str, ...]
Stand = dict[tuple[str, Sleutel], tuple[int, str]]  # (pgn, sleutel) -> (volgorde, tekst)


def sleutel(regel: str) -> tuple[str, Sleutel]:
    """Het PGN en de rest van de sleutel van een PER, ISG, DIP, VIS of VDI."""
    soort, *v = regel.split(";")
    match soort:
        case "PER":
            return v[0], ("PER",)
        case "ISG" | "VIS":
            return v[1], ("ISG", v[0], v[2])
        case "DIP":
            return v[1], ("DIP", v[0], v[2], v[3], v[5])
    return v[1], ("DIP", v[0], v[2], v[3], v[4])  # VDI


@dataclass
class Naslag:
    """`lever` geeft per record of het wordt aangenomen; `stand(k)` wat op K bekend is."""

    records: list[tuple[datetime, int, str]] = field(default_factory=list)

    def lever(self, op: datetime, regels: list[str]) -> list[bool]:
        oordelen: list[bool] = []
        for regel in regels:
            goed = oordelen[-1] if regel.startswith("ISP") else self._neemt_aan(op, regel)
            oordelen.append(goed)
            if goed and not regel.startswith("ISP"):
                self.records.append((op, len(self.records), regel))
        return oordelen

    def _neemt_aan(self, op: datetime, regel: str) -> bool:
        soort, *v = regel.split(";")
        alle = [eerder for _, _, eerder in self.records]
        wissels = [tuple(eerder.split(";")[1:]) for eerder in alle if eerder.startswith("WPG")]
        bekend = {e.split(";")[1] for e in alle if e.startswith("PER")} | {nieuw for _, nieuw in wissels}
        if soort == "WPG":
            return v[0] in bekend and all(v[0] != oud and v[1] != nieuw for oud, nieuw in wissels)
        if soort in ("ISG", "DIP"):
            return v[1] in bekend
        if soort in ("VIS", "VDI"):
            tot_en_met = [r for r in self.records if r[0] <= op]
            stand, paren = speel_na(tot_en_met)
            pgn, rest = sleutel(regel)
            return any((nummer, rest) in stand for nummer in {pgn, paren.get(pgn, pgn)})
        return True

    def stand(self, k: datetime) -> set[str]:
        stand, _ = speel_na([r for r in self.records if r[0] < k])
        return {tekst for _, tekst in stand.values()}


def speel_na(records: list[tuple[datetime, int, str]]) -> tuple[Stand, dict[str, str]]:
    stand: Stand = {}
    paren: dict[str, str] = {}
    for volgorde, (_, _, regel) in enumerate(sorted(records)):
        if regel.startswith("WPG"):
            oud, nieuw = regel.split(";")[1:]
            paren |= {oud: nieuw, nieuw: oud}
            personen = [(oud, ("PER",)), (nieuw, ("PER",))]
            if all(persoon in stand for persoon in personen):
                del stand[min(personen, key=lambda persoon: stand[persoon][0])]
            continue
        pgn, rest = sleutel(regel)
        for nummer in {pgn, paren.get(pgn, pgn)}:
            stand.pop((nummer, rest), None)
        if not regel.startswith("V"):
            stand[pgn, rest] = (volgorde, regel)
    return stand, paren
