"""Routes van accounts."""

from django.urls import path

from accounts import views, views_sleutels

app_name = "accounts"
urlpatterns = [
    path("", views.start, name="start"),
    path("inloggen/", views.inloggen, name="inloggen"),
    path("inloggen/token/", views.token, name="token"),
    path("inloggen/organisatie/", views.organisatie, name="organisatie"),
    path("uitloggen/", views.uitloggen, name="uitloggen"),
    path("sessie-verlopen/", views.sessie_verlopen, name="sessie_verlopen"),
    path("sessie/verlengen/", views.verlengen, name="sessie_verlengen"),
    path("sessie/concept/", views.concept, name="sessie_concept"),
    path("hulp/", views.hulp, name="hulp"),
    path("toegankelijkheid/", views.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", views.privacy, name="privacy"),
    path("beheer/sleutels/", views_sleutels.sleutels, name="sleutels"),
    path("beheer/sleutels/nieuw/", views_sleutels.nieuw, name="sleutel_nieuw"),
    path("beheer/sleutels/<int:pk>/intrekken/", views_sleutels.intrekken, name="sleutel_intrekken"),
    path("mijn/", views.mijn, name="mijn"),
    path("mijn/herstelcodes/", views.herstelcodes, name="herstelcodes"),
]
