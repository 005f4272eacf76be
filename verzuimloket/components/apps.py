from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "verzuimloket.components"
    label = "components"
