"""Routes van de meldingen, locaties en melders. In geen enkel adres staat iets over een leerling."""

from django.urls import path

from meldingen.views import beheer, lijst, opvoeren, pdf, routering, zaak

app_name = "meldingen"
urlpatterns = [
    path("meldingen/", lijst.overzicht, name="lijst"),
    path("meldingen/zoeken/", lijst.zoeken, name="zoeken"),
    path("meldingen/nieuw/", opvoeren.nieuw, name="nieuw"),
    path("meldingen/nieuw/<uuid:sleutel>/", opvoeren.formulier, name="nieuw_formulier"),
    path("meldingen/nieuw/<uuid:sleutel>/controle/", opvoeren.controle, name="nieuw_controle"),
    path("meldingen/<int:nummer>/", zaak.detail, name="detail"),
    path("meldingen/<int:nummer>/bevestiging/", opvoeren.bevestiging, name="bevestiging"),
    path("meldingen/<int:nummer>/wijzigen/", zaak.wijzigen, name="wijzigen"),
    path("meldingen/<int:nummer>/intrekken/", zaak.intrekken, name="intrekken"),
    path("meldingen/<int:nummer>/aanvullen/", zaak.aanvullen, name="aanvullen"),
    path("meldingen/<int:nummer>/terugmelden/", zaak.terugmelden, name="terugmelden"),
    path("meldingen/<int:nummer>/heropenen/", zaak.heropenen, name="heropenen"),
    path("meldingen/<int:nummer>/doorsturen/", zaak.doorsturen, name="doorsturen"),
    path("meldingen/<int:nummer>/pdf/", pdf.pdf, name="pdf"),
    path("meldingen/<int:nummer>/doorgeven/", zaak.doorgeven, name="doorgeven"),
    path("meldingen/<int:nummer>/notitie/", zaak.notitie, name="notitie"),
    path("locaties/", beheer.locaties, name="locaties"),
    path("locaties/nieuw/", beheer.locatie, name="locatie_nieuw"),
    path("locaties/<int:pk>/", beheer.locatie, name="locatie"),
    path("locaties/<int:pk>/archief/", beheer.locatie_archief, name="locatie_archief"),
    path("melders/", beheer.melders, name="melders"),
    path("melders/nieuw/", beheer.melder, name="melder_nieuw"),
    path("melders/<int:pk>/", beheer.melder, name="melder"),
    path("melders/<int:pk>/archief/", beheer.melder_archief, name="melder_archief"),
    path("beheer/routering/", routering.overzicht, name="routeringen"),
    path("beheer/routering/<int:pk>/", routering.gebied, name="routering"),
    path("beheer/routering/<int:pk>/nieuw/", routering.regel_nieuw, name="routering_nieuw"),
    path("beheer/routering/regel/<int:pk>/", routering.regel_einde, name="routering_einde"),
]
