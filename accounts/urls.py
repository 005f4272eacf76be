"""Routes van accounts."""

from django.urls import path

from accounts.views import account, betrokkenen, correcties, inloggen, openbaar, rollen, sleutels, voorstellen

app_name = "accounts"
urlpatterns = [
    path("", account.start, name="start"),
    path("inloggen/", inloggen.inloggen, name="inloggen"),
    path("inloggen/token/", inloggen.token, name="token"),
    path("inloggen/organisatie/", inloggen.organisatie, name="organisatie"),
    path("uitloggen/", inloggen.uitloggen, name="uitloggen"),
    path("sessie-verlopen/", inloggen.sessie_verlopen, name="sessie_verlopen"),
    path("sessie/verlengen/", inloggen.verlengen, name="sessie_verlengen"),
    path("sessie/concept/", inloggen.concept, name="sessie_concept"),
    path("hulp/", openbaar.hulp, name="hulp"),
    path("toegankelijkheid/", openbaar.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", openbaar.privacy, name="privacy"),
    path("beheer/sleutels/", sleutels.sleutels, name="sleutels"),
    path("beheer/sleutels/nieuw/", sleutels.nieuw, name="sleutel_nieuw"),
    path("beheer/sleutels/<int:pk>/intrekken/", sleutels.intrekken, name="sleutel_intrekken"),
    path("beheer/betrokkenen/", betrokkenen.betrokkenen, name="betrokkenen"),
    path("beheer/betrokkenen/correcties/", correcties.correcties, name="correcties"),
    path("beheer/betrokkenen/correcties/<int:nummer>/", correcties.correctie, name="correctie"),
    path("beheer/betrokkenen/<int:nummer>/", betrokkenen.betrokkene, name="betrokkene"),
    path("beheer/betrokkenen/<int:nummer>/<str:vorm>/", betrokkenen.overzicht, name="betrokkene_overzicht"),
    path("beheer/rollen/", rollen.rollen, name="rollen"),
    path("beheer/rollen/<int:pk>/", rollen.rol_einde, name="rol_einde"),
    path("beheer/gebruikers/<int:pk>/rollen/", rollen.rollen_van, name="rollen_van"),
    path("beheer/gebruikers/<int:pk>/rollen/geven/", rollen.rol_geven, name="rol_geven"),
    path("beheer/gebruikers/<int:pk>/uit-dienst/", rollen.uit_dienst, name="uit_dienst"),
    path("beheer/voorstellen/", voorstellen.voorstellen, name="voorstellen"),
    path("beheer/voorstellen/<int:pk>/", voorstellen.voorstel, name="voorstel"),
    path("beheer/voorstellen/<int:pk>/intrekken/", voorstellen.voorstel_intrekken, name="voorstel_intrekken"),
    path("mijn/", account.mijn, name="mijn"),
    path("mijn/herstelcodes/", account.herstelcodes, name="herstelcodes"),
]
