"""De fouten van deze kamer."""


class Geweigerd(Exception):
    """De handeling kan niet; de tekst is een Nederlandse zin voor de gebruiker."""
