"""Routes van het register: wat er binnenkomt, wat er wekelijks uitgaat, en terugkijken. Nooit een PGN in een adres."""

from datetime import date

from django.urls import path, register_converter

from bron.views import aanleveringen, actualiteit, c_levering, levering, leveringen, logboek, rod, terugblik


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
    path("api/rod/", rod.rod, name="rod"),
    path("beheer/aanleveringen/", aanleveringen.overzicht, name="aanleveringen"),
    path("beheer/aanleveringen/<uuid:sleutel>/", aanleveringen.detail, name="aanlevering"),
    path("beheer/aanleveringen/<uuid:sleutel>/intrekken/", aanleveringen.intrekken, name="aanlevering_intrekken"),
    path("beheer/aanleveringen/<uuid:sleutel>/opnieuw/", aanleveringen.opnieuw, name="aanlevering_opnieuw"),
    path("beheer/aanleveringen/<uuid:sleutel>/stand.json", aanleveringen.stand, name="aanlevering_stand"),
    path("beheer/aanleveringen/<uuid:sleutel>/voortgang/", aanleveringen.fragment, name="aanlevering_voortgang"),
    path("beheer/aanleveringen/actualiteit.csv", actualiteit.bestand, name="actualiteit_csv"),
    path("beheer/aanleveringen/actualiteit/", actualiteit.overzicht, name="actualiteit"),
    path("beheer/aanleveringen/levering/<int:pk>/", levering.detail, name="levering"),
    path("beheer/aanleveringen/levering/<int:pk>/terugkoppeling.csv", levering.terugkoppeling, name="terugkoppeling"),
    path("beheer/aanleveringen/nieuw/", aanleveringen.nieuw, name="aanlevering_nieuw"),
    path("beheer/audit/leerling/", logboek.vraag, name="logboek_vraag"),
    path("beheer/audit/leerling/<uuid:sleutel>/", logboek.antwoord, name="logboek_leerling"),
    path("beheer/audit/leerling/<uuid:sleutel>/csv/", logboek.bestand, {"vorm": "csv"}, name="logboek_leerling_csv"),
    path("beheer/audit/leerling/<uuid:sleutel>/xlsx/", logboek.bestand, {"vorm": "xlsx"}, name="logboek_leerling_xlsx"),
    path("beheer/register/", terugblik.vraag, name="register"),
    path("beheer/register/<uuid:sleutel>/", terugblik.antwoord, name="terugblik"),
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
