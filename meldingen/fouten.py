"""Wat er mis kan gaan met een melding, als zin voor de gebruiker."""


class Domeinfout(ValueError):
    """Een handeling kan niet. `zin` is Nederlands, `veld` het formulierveld erbij (leeg: het formulier)."""

    def __init__(self, zin: str, veld: str = "") -> None:
        super().__init__(zin)
        self.zin = zin
        self.veld = veld


class Verouderd(Domeinfout):
    """Iemand anders wijzigde de melding terwijl dit formulier open stond."""
