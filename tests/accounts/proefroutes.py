"""Routes met proefpagina's naast de echte: elk soort kenmerk, en een pagina die haar kenmerk vergat."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import include, path

from accounts.access import FORMULIER, openbaar, requires, vereis
from accounts.domein.rechten import Handeling


@requires(Handeling.OPVOEREN, methoden=FORMULIER, concept="proef:formulier")
def formulier(request):
    if request.method == "POST" and request.POST.get("reden"):
        return HttpResponseRedirect("/")
    return HttpResponse((request.teruggezet or {}).get("reden", "leeg"))


@requires(Handeling.RAADPLEGEN)
def dossier(request, nummer):
    if nummer == 404:
        raise Http404
    vereis(request, Handeling.TERUGMELDEN)
    return HttpResponse("dossier")


@openbaar
def hulp(request):
    return HttpResponse("hulp")


def vergeten(request):
    return HttpResponse("had dicht moeten zijn")


urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("meldingen.urls")),
    path("formulier/", formulier, name="formulier"),
    path("dossier/<int:nummer>/", dossier, name="dossier"),
    path("openbaar/", hulp),
    path("vergeten/", vergeten),
]
