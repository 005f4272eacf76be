"""Routes van het register: wat er binnenkomt, wat er wekelijks uitgaat, en terugkijken. Nooit een PGN in een adres."""

from django.urls import path

from bron.views import aanleveringen, actualiteit, levering, rod, terugblik

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
    path("beheer/register/", terugblik.vraag, name="register"),
    path("beheer/register/<uuid:sleutel>/", terugblik.antwoord, name="terugblik"),
]
