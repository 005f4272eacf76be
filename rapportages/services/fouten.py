"""Weigeringen met een Nederlandse zin voor de gebruiker of de beheerder."""


class RapportageGeweigerd(Exception):
    """De rapportage kan niet gebouwd of gegeven worden; de tekst zegt waarom."""


class BouwLoopt(RapportageGeweigerd):
    """Een ander bouwt nu; later nog eens proberen."""
