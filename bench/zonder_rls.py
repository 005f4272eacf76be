"""Dezelfde toepassing zonder de tweede lijn, alleen om tegen te meten: geen bereik, dus als de eigenaar."""

from django.conf import settings

settings.MIDDLEWARE.remove("verzuimloket.db.bereik.BereikMiddleware")

from verzuimloket.wsgi import application  # noqa: E402 - de lijst moet korter zijn voordat zij gelezen wordt

__all__ = ["application"]
