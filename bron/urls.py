"""Routes van het register: wat er binnenkomt, wat er wekelijks uitgaat, en terugkijken. Nooit een PGN in een adres."""

from django.urls import path

from bron.views import actualiteit, levering

app_name = "bron"
urlpatterns = [
    path("beheer/aanleveringen/actualiteit/", actualiteit.overzicht, name="actualiteit"),
    path("beheer/aanleveringen/actualiteit.csv", actualiteit.bestand, name="actualiteit_csv"),
    path("beheer/aanleveringen/levering/<int:pk>/", levering.detail, name="levering"),
    path("beheer/aanleveringen/levering/<int:pk>/terugkoppeling.csv", levering.terugkoppeling, name="terugkoppeling"),
]
