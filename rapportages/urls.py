"""Routes van de rapportages. Een maand is JJJJ-MM, een code zoals op het bestand; nooit een PGN in een adres."""

from django.urls import path, register_converter

from rapportages.domein.codes import Code, lees_code
from rapportages.domein.peildatum import Maand
from rapportages.views import vergelijken


class MaandInAdres:
    """JJJJ-MM; een maand die niet bestaat is geen adres."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Maand:
        return Maand.lees(value)

    def to_url(self, value: Maand | str) -> str:
        return str(value)


class CodeInAdres:
    """A01 tot en met R01; een onbekende code is geen adres."""

    regex = "[AR][0-9]{2}"

    def to_python(self, value: str) -> Code:
        return lees_code(value)

    def to_url(self, value: Code | str) -> str:
        return str(value)


register_converter(MaandInAdres, "maand")
register_converter(CodeInAdres, "rapportagecode")

app_name = "rapportages"
urlpatterns = [
    path("rapportages/<maand:maand>/vergelijken/", vergelijken.vergelijken, name="vergelijken"),
    path("rapportages/vergelijkingen/<uuid:sleutel>/", vergelijken.vergeleken, name="vergeleken"),
    path("rapportages/vergelijkingen/<uuid:sleutel>/csv/", vergelijken.bestand, {"vorm": "csv"}, name="vergeleken_csv"),
    path(
        "rapportages/vergelijkingen/<uuid:sleutel>/xlsx/", vergelijken.bestand, {"vorm": "xlsx"}, name="vergeleken_xlsx"
    ),
]
