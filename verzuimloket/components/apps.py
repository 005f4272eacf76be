from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "verzuimloket.components"
    label = "components"

    def ready(self) -> None:
        from verzuimloket import checks  # noqa: F401 - aanmelden van de controles; pas nu zijn de modellen er
