"""Een hardwaretoken zoals de leverancier het aanlevert."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Zaad:
    """Eén token: `soort` is totp of hotp, `geheim` 16 tot 64 bytes, `teller` alleen van belang bij hotp."""

    serienummer: str
    soort: str
    geheim: bytes
    cijfers: int = 6
    stap: int = 30
    teller: int = 0

    def __repr__(self) -> str:
        return f"Zaad({self.serienummer})"  # nooit het geheim, ook niet in een foutmelding


@dataclass(frozen=True, slots=True)
class Zaadregel:
    """Een token in het bestand: met `zaad`, of met een `fout`. `plaats` is waar het staat (`Regel 3`).

    Zonder leesbaar serienummer is dat leeg: van een vreemde waarde tonen wij niets.
    """

    plaats: str
    serienummer: str
    zaad: Zaad | None = None
    fout: str = ""
