"""De bladzijden die iedereen mag lezen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import openbaar


@openbaar
def hulp(request: HttpRequest) -> HttpResponse:
    return render(request, "hulp.html")


@openbaar
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    return render(request, "toegankelijkheid.html")


@openbaar
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html")
