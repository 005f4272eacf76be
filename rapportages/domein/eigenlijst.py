"""De eigen lijst van een school, gemeente of regio: welke kolom heeft de PGN's, en welke PGN's staan er.

Een rij is een nummer (zoals het rekenblad haar nummert) met cellen: tekst, een getal, of None. Wat hier uitkomt,
draagt alleen PGN's en rijnummers; de rest van de lijst wordt niet bewaard.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bron.domein.pgn import is_pgn

Cel = str | int | float | None
Rij = tuple[int, Sequence[Cel]]

MEESTE_RIJEN = 50_000
MEESTE_KOLOMMEN = 1_000
LANGSTE_CEL = 40  # tekens; een PGN of een kop is korter
GENOEMDE_RIJEN = 100  # zoveel onleesbare rijen noemen wij met hun nummer
KOP_BINNEN = 20  # boven de kop staat soms een titel
PROEF = 200  # zoveel rijen beslissen welke kolom het is
ONLEESBAAR = "?"  # in plaats van tekst die geen PGN en geen kop kan zijn

KOPPEN = frozenset(
    "pgn bsn persoonsgebondennummer persoonsgebondennr burgerservicenummer burgerservicenr onderwijsnummer onderwijsnr"
    " bsnonderwijsnr bsnonderwijsnummer bsnofonderwijsnummer pgnbsn bsnpgn bsnnummer bsnnr pgnnummer pgnnr"
    " bsnleerling pgnleerling leerlingbsn leerlingpgn bsnstudent pgnstudent sofinummer".split()
)
_LETTERS = re.compile("[^a-z]")
_KOP_BEGIN = re.compile(f"[^a-z]*[{''.join(sorted({kop[0] for kop in KOPPEN}))}]", re.IGNORECASE)
_ACHT_CIJFERS = re.compile("(?:[^0-9]*[0-9]){8}")
# spaties en punten, ook de harde en de smalle; aanhalingstekens zet een rekenblad ervoor om nullen te bewaren
_TUSSEN = re.compile("[\\s.\u200b-\u200f\u2060\ufeff]+")
_ERVOOR = "'\"=\u2018\u2019\u201c\u201d`\u00b4"
_DATUM = re.compile(r"[0-9]{1,2}[ .][0-9]{1,2}[ .][0-9]{4}|[0-9]{4}[ .][0-9]{1,2}[ .][0-9]{1,2}")
_KOMMA_NUL = re.compile(r"([0-9]{8,9})[.,]0{1,4}")
_ACHT, _NEGEN = re.compile("[0-9]{8}"), re.compile("[0-9]{9}")


class LijstGeweigerd(Exception):
    """De lijst is niet te gebruiken. De tekst is een zin voor bij het veld, en noemt niets uit de lijst."""


class GeenKolom(LijstGeweigerd):
    """Op dit blad staat geen kolom met PGN's; misschien op een ander."""


LEEG = "Het bestand is leeg. Kies een bestand met een kolom met PGN’s."
ALLEEN_KOP = "Onder de kop staan geen rijen. Kies een bestand met minstens één leerling."
GEEN_KOLOM = "Wij vonden geen kolom met PGN’s. Zet boven de kolom met de nummers de kop PGN."
GEEN_PGN = (
    "In de kolom met PGN’s staat geen enkel nummer dat klopt. Een PGN heeft 9 cijfers; controleer of het de goede"
    " kolom is."
)
TE_VEEL_RIJEN = "De lijst heeft meer dan 50.000 rijen. Verdeel haar over meer bestanden."
TE_VEEL_KOLOMMEN = "De lijst heeft meer dan 1.000 kolommen. Bewaar alleen de kolom met PGN’s en probeer het opnieuw."


@dataclass(frozen=True, slots=True)
class EigenLijst:
    """De PGN's van de lijst, elk één keer en op volgorde; en wat er verder te tellen viel.

    `rijen` zijn de rijen met inhoud onder de kop. `dubbel` zijn de rijen met een PGN dat al eerder stond.
    `onleesbare_rijen` zijn de eerste GENOEMDE_RIJEN van de `onleesbaar`.
    """

    pgns: tuple[str, ...]
    rijen: int
    dubbel: int
    onleesbaar: int
    onleesbare_rijen: tuple[int, ...]


def lees_pgn(cel: Cel) -> str:
    """Het PGN in een cel, of een lege tekst als er geen staat.

    Een rekenblad laat de eerste nul van een BSN weg; van acht cijfers wordt weer een BSN gemaakt als de elfproef dan
    klopt. Spaties, punten en een apostrof ervoor tellen niet mee; een datum is nooit een PGN.
    """
    if isinstance(cel, bool) or cel is None:
        return ""
    if isinstance(cel, float):
        cel = int(cel) if cel.is_integer() and abs(cel) < 1e9 else ""
    tekst = str(cel).strip().strip(_ERVOOR).strip() if not isinstance(cel, int) else str(cel)
    if _DATUM.fullmatch(tekst):
        return ""
    met_komma = _KOMMA_NUL.fullmatch(tekst)
    cijfers = met_komma[1] if met_komma else _TUSSEN.sub("", tekst)
    if _ACHT.fullmatch(cijfers):
        cijfers = f"0{cijfers}"
    return cijfers if _NEGEN.fullmatch(cijfers) and is_pgn(cijfers) else ""


def is_kop(cel: Cel) -> bool:
    """Of deze cel boven een kolom met PGN's kan staan: `PGN`, `BSN/Onderwijsnr.`, `PERSOONSGEBONDENNUMMER`."""
    return isinstance(cel, str) and len(cel) <= LANGSTE_CEL and _LETTERS.sub("", cel.casefold()) in KOPPEN


def ertoe(tekst: str) -> str:
    """De tekst als zij een PGN of een kop kan zijn; anders een teken dat er iets stond, of leeg.

    Zo blijft van een groot bestand niets anders in het geheugen dan wat de vergelijking nodig heeft.
    """
    if len(tekst) <= LANGSTE_CEL and (_ACHT_CIJFERS.match(tekst) or (_KOP_BEGIN.match(tekst) and is_kop(tekst))):
        return tekst
    return ONLEESBAAR if tekst and not tekst.isspace() else ""


def lees_lijst(rijen: Iterable[Rij]) -> EigenLijst:
    """De PGN's uit de rijen van één blad. Werpt LijstGeweigerd met een zin; GeenKolom als dit het blad niet is."""
    gevuld = _met_inhoud(rijen)
    proef = list(islice(gevuld, PROEF))
    if not proef:
        raise GeenKolom(LEEG)
    kolommen, begin = zoek_kolommen(proef)
    return _tel(chain(proef[begin:], gevuld), kolommen)


def zoek_kolommen(proef: Sequence[Rij]) -> tuple[tuple[int, ...], int]:
    """De kolommen met PGN's (vanaf 0) en de eerste rij eronder (als plaats in `proef`).

    De kop beslist. Staan er meer zulke koppen naast elkaar (BSN en onderwijsnummer), dan telt per rij de eerste kolom
    met een PGN. Zonder kop beslist de inhoud, en dan moet er precies één kolom zijn.
    """
    for plaats, (_, cellen) in enumerate(proef[:KOP_BINNEN]):
        kolommen = tuple(kolom for kolom, cel in enumerate(cellen) if is_kop(cel))
        if kolommen:
            return kolommen, plaats + 1
    kandidaten = _kolommen_naar_inhoud(proef)
    if len(kandidaten) > 1:
        letters = " en ".join(kolomletters(kolom) for kolom in kandidaten[:2])
        raise LijstGeweigerd(
            f"In meer dan één kolom staan nummers die een PGN kunnen zijn ({letters}). Zet boven de goede kolom de kop"
            " PGN."
        )
    if not kandidaten:
        raise GeenKolom(GEEN_KOLOM)
    [kolom] = kandidaten
    begin = next(plaats for plaats, (_, cellen) in enumerate(proef) if _pgn_in(cellen, (kolom,)))
    return (kolom,), begin if begin == 1 else 0  # één rij zonder nummer bovenaan is een kop met een ander woord


def kolomletters(kolom: int) -> str:
    """De naam van een kolom in een rekenblad: 0 is A, 26 is AA."""
    letters = ""
    kolom += 1
    while kolom:
        kolom, rest = divmod(kolom - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _met_inhoud(rijen: Iterable[Rij]) -> Iterator[Rij]:
    for nummer, cellen in rijen:
        if len(cellen) > MEESTE_KOLOMMEN and any(_gevuld(cel) for cel in cellen[MEESTE_KOLOMMEN:]):
            raise LijstGeweigerd(TE_VEEL_KOLOMMEN)
        if any(map(_gevuld, cellen)):
            yield nummer, cellen


def _gevuld(cel: Cel) -> bool:
    return cel is not None and (not isinstance(cel, str) or (bool(cel) and not cel.isspace()))


def _kolommen_naar_inhoud(proef: Sequence[Rij]) -> list[int]:
    """De kolommen waarvan minstens de helft van de gevulde cellen een PGN is."""
    gevuld: dict[int, int] = {}
    goed: dict[int, int] = {}
    for plaats, (_, cellen) in enumerate(proef):
        for kolom, cel in enumerate(cellen):
            if not _gevuld(cel):
                continue
            pgn = bool(lees_pgn(cel))
            gevuld[kolom] = gevuld.get(kolom, 0) + (pgn or plaats > 0)  # de eerste rij kan een kop zijn
            goed[kolom] = goed.get(kolom, 0) + pgn
    return [kolom for kolom in sorted(goed) if goed[kolom] and goed[kolom] * 2 >= gevuld[kolom]]


def _tel(rijen: Iterable[Rij], kolommen: tuple[int, ...]) -> EigenLijst:
    pgns: dict[str, None] = {}
    aantal = dubbel = onleesbaar = 0
    genoemd: list[int] = []
    for nummer, cellen in rijen:
        aantal += 1
        if aantal > MEESTE_RIJEN:
            raise LijstGeweigerd(TE_VEEL_RIJEN)
        pgn = _pgn_in(cellen, kolommen)
        if not pgn:
            onleesbaar += 1
            if onleesbaar <= GENOEMDE_RIJEN:
                genoemd.append(nummer)
        elif pgn in pgns:
            dubbel += 1
        else:
            pgns[pgn] = None
    if not pgns:
        raise LijstGeweigerd(GEEN_PGN if aantal else ALLEEN_KOP)
    return EigenLijst(tuple(sorted(pgns)), aantal, dubbel, onleesbaar, tuple(genoemd))


def _pgn_in(cellen: Sequence[Cel], kolommen: Iterable[int]) -> str:
    return next((pgn for kolom in kolommen if kolom < len(cellen) and (pgn := lees_pgn(cellen[kolom]))), "")
