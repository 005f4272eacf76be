"""Proefopstellingen van de school met een leerling, ook voor accounts."""

from tests.zaken import school_van, soorten  # noqa: F401 - pytest vindt ze hier
