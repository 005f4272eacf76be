"""Namen om op te zoeken: zonder accenten, kleine letters, achternaam voorop."""

import unicodedata

# letters die bij het ontleden niet uiteenvallen in een basisletter en een teken
_LOS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
VOORVOEGSELS = {
    "van",
    "de",
    "den",
    "der",
    "het",
    "ter",
    "ten",
    "te",
    "el",
    "al",
    "la",
    "le",
    "du",
    "von",
    "'t",
    "t",
    "in",
    "op",
}


def vereenvoudig(tekst: str) -> str:
    """`Nguyễn ` -> `nguyen`; alles wat geen letter of cijfer is, wordt één spatie."""
    klein = tekst.casefold().translate(_LOS)
    basis = "".join(teken for teken in unicodedata.normalize("NFKD", klein) if not unicodedata.combining(teken))
    return " ".join("".join(teken if teken.isalnum() else " " for teken in basis).split())


def zoeknaam(achternaam: str, voornamen: str) -> str:
    """Achternaam en voornamen, vereenvoudigd: een begin hiervan vindt de leerling.

    Een voorvoegsel dat in de achternaam zelf staat, telt niet mee: `El Idrissi` staat onder de i, zoals `van Dijk`
    onder de d.
    """
    return f"{zoekterm(achternaam)} {vereenvoudig(voornamen)}".strip()[:400]


def zoekterm(tekst: str) -> str:
    """Wat iemand typt, zonder voorvoegsels vooraan: `van den Berg, Jan` -> `berg jan`."""
    woorden = vereenvoudig(tekst).split()
    while len(woorden) > 1 and woorden[0] in VOORVOEGSELS:
        woorden.pop(0)
    return " ".join(woorden)


def tot(begin: str) -> str:
    """De eerste tekenreeks na alles wat met `begin` begint, voor `>= begin` en `< tot` in een C-geordende index."""
    return begin + "\U0010ffff"
