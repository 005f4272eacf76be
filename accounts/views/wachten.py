"""Het antwoord aan wie te vaak iets verkeerds invulde: dezelfde pagina, met wat er getypt was en hoe lang het duurt."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.services.inlogrem import Wacht


def te_vaak(request: HttpRequest, sjabloon: str, context: dict[str, Any], rem: Wacht) -> HttpResponse:
    """429 met Retry-After; `context` heeft het ingevulde formulier als `form`."""
    form: BaseForm = context["form"]
    form.errors.clear()
    form.add_error(None, rem.uitleg)
    pagina = render(request, sjabloon, context, status=429)
    pagina.headers["Retry-After"] = str(rem.seconden)
    return pagina
