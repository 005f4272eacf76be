"""Routes van het register: wat er binnenkomt, wat er wekelijks uitgaat, en terugkijken. Nooit een PGN in een adres."""

from django.urls import URLPattern

app_name = "bron"
urlpatterns: list[URLPattern] = []
