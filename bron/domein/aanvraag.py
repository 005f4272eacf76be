"""De regels van een C-levering op aanvraag. Bron: DUO, gegevensleveringen (rol Behandelaar RMC, peildatum)."""

from datetime import date

MAANDEN_TERUG = 3


class AanvraagGeweigerd(ValueError):
    """Deze aanvraag kan niet. `zin` is Nederlands, `veld` het formulierveld erbij (leeg: het formulier)."""

    def __init__(self, zin: str, veld: str = "") -> None:
        super().__init__(zin)
        self.zin = zin
        self.veld = veld


def toets_peildatum(peildatum: date, *, vandaag: date, vroegst: date) -> None:
    """Werpt AanvraagGeweigerd als de peildatum na vandaag of vóór `vroegst` ligt; beide dagen zelf mogen."""
    if peildatum > vandaag:
        raise AanvraagGeweigerd("Kies vandaag of een dag die al geweest is.", "peildatum")
    if peildatum < vroegst:
        raise AanvraagGeweigerd(
            f"Kies een dag vanaf {vroegst.day}-{vroegst.month}-{vroegst.year}. Verder dan {MAANDEN_TERUG} maanden terug"
            " kan niet.",
            "peildatum",
        )
