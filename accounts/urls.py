"""Routes van accounts."""

from django.urls import path

from accounts.views import account, apparaten, inloggen, openbaar, rollen, sleutels, tokens, voorstellen

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
    path("beheer/rollen/", rollen.rollen, name="rollen"),
    path("beheer/rollen/<int:pk>/", rollen.rol_einde, name="rol_einde"),
    path("beheer/gebruikers/<int:pk>/rollen/", rollen.rollen_van, name="rollen_van"),
    path("beheer/gebruikers/<int:pk>/rollen/geven/", rollen.rol_geven, name="rol_geven"),
    path("beheer/gebruikers/<int:pk>/uit-dienst/", rollen.uit_dienst, name="uit_dienst"),
    path("beheer/gebruikers/<int:pk>/tweede-factor/", apparaten.tweede_factor_wissen, name="tweede_factor_wissen"),
    path("beheer/tokens/", apparaten.tokens, name="tokens"),
    path("beheer/tokens/inlezen/", apparaten.tokens_inlezen, name="tokens_inlezen"),
    path("beheer/tokens/<int:pk>/uitgeven/", apparaten.token_uitgeven, name="token_uitgeven"),
    path("beheer/tokens/<int:pk>/stand/", apparaten.token_stand, name="token_stand"),
    path("beheer/tokens/<int:pk>/gelijkzetten/", apparaten.token_gelijkzetten, name="token_gelijkzetten"),
    path("beheer/voorstellen/", voorstellen.voorstellen, name="voorstellen"),
    path("beheer/voorstellen/<int:pk>/", voorstellen.voorstel, name="voorstel"),
    path("beheer/voorstellen/<int:pk>/intrekken/", voorstellen.voorstel_intrekken, name="voorstel_intrekken"),
    path("mijn/", account.mijn, name="mijn"),
    path("mijn/tokens/", tokens.mijn_tokens, name="mijn_tokens"),
    path("mijn/tokens/<int:pk>/koppelen/", tokens.token_koppelen, name="token_koppelen"),
    path("mijn/tokens/<int:pk>/verwijderen/", tokens.token_verwijderen, name="token_verwijderen"),
    path("mijn/herstelcodes/", account.herstelcodes, name="herstelcodes"),
]
