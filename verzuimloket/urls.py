"""Alle routes. Elke kamer heeft een eigen urls.py; hier staat alleen welke kamer waar begint."""

from django.urls import include, path

from verzuimloket import gezondheid

handler400 = "verzuimloket.pagina.ongeldig"
handler500 = "verzuimloket.pagina.serverfout"

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("meldingen.urls")),
    path("", include("bron.urls")),
    path("", include("rapportages.urls")),
    path("demo/", include("demo.urls")),
    path("gezondheid/", gezondheid.leeft, name="gezondheid"),
    path("gezondheid/klaar/", gezondheid.klaar, name="gezondheid_klaar"),
]
