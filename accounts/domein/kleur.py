"""Een accentkleur als `#0d4f85`, en of zij op wit te lezen is (WCAG 2.2, 1.4.3)."""

import re

LAAGSTE_CONTRAST = 4.5
_KLEUR = re.compile(r"#[0-9a-f]{6}")


def keur_kleur(kleur: str) -> str:
    """De zin die zegt wat er mis is met de kleur, of niets."""
    if not _KLEUR.fullmatch(kleur):
        return "Vul een kleur in als #0d4f85: een hekje en zes tekens."
    contrast = contrast_met_wit(kleur)
    if contrast < LAAGSTE_CONTRAST:
        gevonden = f"{int(contrast * 10) / 10}".replace(".", ",")
        return f"Deze kleur is te licht: het contrast met wit is {gevonden}, en moet minstens 4,5 zijn."
    return ""


def contrast_met_wit(kleur: str) -> float:
    """De contrastverhouding met wit volgens WCAG: van 1 (wit) tot 21 (zwart)."""
    delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rood, groen, blauw = (deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen)
    return 1.05 / (0.2126 * rood + 0.7152 * groen + 0.0722 * blauw + 0.05)
