"""Voor de huistests: het toneel van twee werelden, één keer per module gebouwd."""

from tests.house.toneel import postbus, toneel  # noqa: F401
