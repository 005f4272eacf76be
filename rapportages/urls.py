"""Routes van de rapportages. Een maand is JJJJ-MM, een code zoals op het bestand; nooit een PGN in een adres."""

from django.urls import path, register_converter

from rapportages.domein.codes import Code, lees_code
from rapportages.domein.peildatum import Maand
from rapportages.views import bestanden


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


class VormInAdres:
    """csv, xlsx of pdf; een andere vorm is geen adres."""

    regex = "csv|xlsx|pdf"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MaandInAdres, "maand")
register_converter(CodeInAdres, "rapportagecode")
register_converter(VormInAdres, "vorm")

app_name = "rapportages"
urlpatterns: list = [
    path("rapportages/<maand:maand>/<rapportagecode:code>/<vorm:vorm>/", bestanden.bestand, name="bestand"),
    path("rapportages/bestanden/<uuid:sleutel>/", bestanden.aanvraag, name="aanvraag"),
    path("rapportages/bestanden/<uuid:sleutel>/voortgang/", bestanden.voortgang, name="aanvraag_voortgang"),
    path("rapportages/bestanden/<uuid:sleutel>/bestand/", bestanden.ophalen, name="aanvraag_bestand"),
]
