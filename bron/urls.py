"""Routes van het register: wat er binnenkomt, wat er wekelijks uitgaat, en terugkijken. Nooit een PGN in een adres."""

from datetime import date

from django.urls import path, register_converter

from bron.views import c_levering, leveringen


class DatumInAdres:
    """JJJJ-MM-DD; een dag die niet bestaat is geen adres."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(DatumInAdres, "datum")

app_name = "bron"
urlpatterns = [
    path("leveringen/", leveringen.overzicht, name="leveringen"),
    path("leveringen/<datum:datum>/", leveringen.levering, name="weeklevering"),
    path("leveringen/<datum:datum>/csv/", leveringen.bestand, {"vorm": "csv"}, name="weeklevering_csv"),
    path("leveringen/<datum:datum>/xlsx/", leveringen.bestand, {"vorm": "xlsx"}, name="weeklevering_xlsx"),
    path("leveringen/c/nieuw/", c_levering.aanvragen, name="c_aanvragen"),
    path("leveringen/c/<uuid:sleutel>/", c_levering.c_levering, name="c_levering"),
    path("leveringen/c/<uuid:sleutel>/voortgang/", c_levering.voortgang, name="c_voortgang"),
    path("leveringen/c/<uuid:sleutel>/csv/", c_levering.bestand, {"vorm": "csv"}, name="c_csv"),
    path("leveringen/c/<uuid:sleutel>/xlsx/", c_levering.bestand, {"vorm": "xlsx"}, name="c_xlsx"),
]
