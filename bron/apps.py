"""De app bron."""

from django.apps import AppConfig


class BronConfig(AppConfig):
    name = "bron"
    verbose_name = "Register"
