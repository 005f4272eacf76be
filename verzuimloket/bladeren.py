"""Hoeveel regels een lijst per pagina toont: de bezoeker kiest, met `per` in het adres."""

from collections.abc import Sequence

from django.http import HttpRequest

PER_PAGINA = (25, 50, 100)


def per_pagina(request: HttpRequest, keuzes: Sequence[int] = PER_PAGINA, *, standaard: int = 50) -> int:
    """Het gekozen aantal, of `standaard` als er iets anders staat dan een van de keuzes."""
    gevraagd = request.GET.get("per", "")
    return next((aantal for aantal in keuzes if str(aantal) == gevraagd), standaard)
