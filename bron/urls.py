"""Routes van het register: wat er binnenkomt, wat er wekelijks uitgaat, en terugkijken. Nooit een PGN in een adres."""

from django.urls import path

from bron.views import rod, terugblik

app_name = "bron"
urlpatterns = [
    path("api/rod/", rod.rod, name="rod"),
    path("beheer/register/", terugblik.vraag, name="register"),
    path("beheer/register/<uuid:sleutel>/", terugblik.antwoord, name="terugblik"),
]
