"""Geeft elk verzoek een nummer, en schrijft weigeringen buiten de transactie van de pagina."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from verzuimloket.audit.operatie import operatie
from verzuimloket.audit.services import schrijf_weigeringen


class OperatieMiddleware:
    """ATOMIC_REQUESTS omvat alleen de view: wat hier na de view geschreven wordt, draait niet mee terug."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with operatie(request) as lopend:
            response = self.get_response(request)
            schrijf_weigeringen(lopend)
            response.headers["X-Operatie"] = str(lopend.id)
            return response
