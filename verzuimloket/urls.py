"""Alle routes. Elke kamer heeft een eigen urls.py; hier staat alleen welke kamer waar begint."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("meldingen/", include("meldingen.urls")),
]
