"""Routes van het register: wat er binnenkomt, wat er wekelijks uitgaat, en terugkijken. Nooit een PGN in een adres."""

from django.urls import URLPattern, path

from bron.views import rod

app_name = "bron"
urlpatterns: list[URLPattern] = [
    path("api/rod/", rod.rod, name="rod"),
]
