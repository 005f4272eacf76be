"""Routes van de rapportages. Een maand is JJJJ-MM, een code zoals op het bestand; nooit een PGN in een adres."""

from datetime import date

from django.urls import path, register_converter

from bron.urls import DatumInAdres
from rapportages.domein.codes import Code, lees_code
from rapportages.domein.peildatum import Maand
from rapportages.views import bestanden, bouw, lijst, maand, overzicht, r08, uitleg, vergelijken
from verzuimloket.kalender import maandag


class MaandInAdres:
    """JJJJ-MM; een maand die niet bestaat is geen adres."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Maand:
        return Maand.lees(value)

    def to_url(self, value: Maand | str) -> str:
        return str(value)


class MaandagInAdres(DatumInAdres):
    """JJJJ-MM-DD; alleen een maandag is een adres."""

    def to_python(self, value: str) -> date:
        dag = super().to_python(value)
        if maandag(dag) != dag:
            raise ValueError
        return dag


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


register_converter(MaandagInAdres, "maandag")
register_converter(MaandInAdres, "maand")
register_converter(CodeInAdres, "rapportagecode")
register_converter(VormInAdres, "vorm")

app_name = "rapportages"
urlpatterns = [
    path("beheer/rapportages/", bouw.bouw, name="bouw"),
    path("beheer/rapportages/<maand:maand>/bouwen/", bouw.bouw_nu, name="bouw_nu"),
    path("beheer/rapportages/voortgang/", bouw.voortgang, name="bouw_voortgang"),
    path("rapportages/", overzicht.overzicht, name="overzicht"),
    path("rapportages/r08/", r08.overzicht, name="r08"),
    path("rapportages/r08/<maandag:datum>/", r08.week, name="r08_week"),
    path("rapportages/r08/<maandag:datum>/csv/", r08.bestand, {"vorm": "csv"}, name="r08_csv"),
    path("rapportages/r08/<maandag:datum>/xlsx/", r08.bestand, {"vorm": "xlsx"}, name="r08_xlsx"),
    path("rapportages/<maand:maand>/", maand.maand, name="maand"),
    path("rapportages/<maand:maand>/<rapportagecode:code>/", lijst.lijst, name="lijst"),
    path("rapportages/<maand:maand>/<rapportagecode:code>/zoeken/", lijst.zoeken, name="zoeken"),
    path("rapportages/<maand:maand>/<rapportagecode:code>/leerling/<int:pk>/", uitleg.leerling, name="leerling"),
    path("rapportages/<maand:maand>/<rapportagecode:code>/<vorm:vorm>/", bestanden.bestand, name="bestand"),
    path("rapportages/bestanden/<uuid:sleutel>/", bestanden.aanvraag, name="aanvraag"),
    path("rapportages/bestanden/<uuid:sleutel>/voortgang/", bestanden.voortgang, name="aanvraag_voortgang"),
    path("rapportages/bestanden/<uuid:sleutel>/bestand/", bestanden.ophalen, name="aanvraag_bestand"),
    path("rapportages/<maand:maand>/vergelijken/", vergelijken.vergelijken, name="vergelijken"),
    path("rapportages/vergelijkingen/<uuid:sleutel>/", vergelijken.vergeleken, name="vergeleken"),
    path("rapportages/vergelijkingen/<uuid:sleutel>/csv/", vergelijken.bestand, {"vorm": "csv"}, name="vergeleken_csv"),
    path(
        "rapportages/vergelijkingen/<uuid:sleutel>/xlsx/", vergelijken.bestand, {"vorm": "xlsx"}, name="vergeleken_xlsx"
    ),
]
