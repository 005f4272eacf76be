"""Voor de tests die een leerling uit het register nodig hebben."""

from tests.zaken import school_van, soorten  # noqa: F401
