"""Hoe een persoon in het portaal heet en waar hij woont, als tekst."""

GESLACHT = {"M": "man", "V": "vrouw", "O": "onbekend"}


def volledige_naam(voornamen: str, voorvoegsel: str, achternaam: str) -> str:
    """Voornamen, voorvoegsel en achternaam; wat leeg is, valt weg."""
    return " ".join(deel for deel in (voornamen, voorvoegsel, achternaam) if deel)


def lijstnaam(voornamen: str, voorvoegsel: str, achternaam: str) -> str:
    """`Zeeman, Noor van der`, zoals in een lijst op achternaam; wat leeg is, valt weg."""
    voor = " ".join(deel for deel in (voornamen, voorvoegsel) if deel)
    return ", ".join(deel for deel in (achternaam, voor) if deel)


def adresregel(straat: str, huisnummer: str, huisletter: str, toevoeging: str) -> str:
    """`Dijk 1a-bis`: straat, nummer, letter en toevoeging; leeg als er niets bekend is."""
    huis = f"{huisnummer}{huisletter}" + (f"-{toevoeging}" if toevoeging else "")
    return f"{straat} {huis}".strip()


def volledig_adres(regel: str, postcode: str, plaats: str) -> str:
    """De adresregel met postcode en plaats erachter."""
    return ", ".join(deel for deel in (regel, f"{postcode} {plaats}".strip()) if deel)
