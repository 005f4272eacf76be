"""Routes van accounts."""

from django.urls import path

from accounts.views import account, inloggen, leesgedrag, logboek, mijn, openbaar, sleutels, voorstellen

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
    path("beheer/audit/", logboek.logboek, name="logboek"),
    path("beheer/audit/leesgedrag/", leesgedrag.leesgedrag, name="leesgedrag"),
    path("beheer/audit/leesgedrag/<int:pk>/", leesgedrag.leessignaal, name="leessignaal"),
    path("beheer/audit/csv/", logboek.bestand, {"vorm": "csv"}, name="logboek_csv"),
    path("beheer/audit/xlsx/", logboek.bestand, {"vorm": "xlsx"}, name="logboek_xlsx"),
    path("beheer/voorstellen/", voorstellen.voorstellen, name="voorstellen"),
    path("beheer/voorstellen/<int:pk>/", voorstellen.voorstel, name="voorstel"),
    path("beheer/voorstellen/<int:pk>/intrekken/", voorstellen.voorstel_intrekken, name="voorstel_intrekken"),
    path("mijn/", account.mijn, name="mijn"),
    path("mijn/sessies/", mijn.sessies, name="mijn_sessies"),
    path("mijn/sessies/andere/beeindigen/", mijn.andere_beeindigen, name="sessies_beeindigen"),
    path("mijn/sessies/<int:nummer>/beeindigen/", mijn.sessie_beeindigen, name="sessie_beeindigen"),
    path("mijn/inlogpogingen/", mijn.inlogpogingen_, name="mijn_inlogpogingen"),
    path("mijn/mails/", mijn.mails, name="mijn_mails"),
    path("mijn/herstelcodes/", account.herstelcodes, name="herstelcodes"),
]
