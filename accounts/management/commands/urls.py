"""`urls --json`: elke route met methoden, recht en plaatshouders; voor beheer en voor de test die alles afloopt."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import toegang_van


def routes() -> Iterator[dict[str, Any]]:
    """Alle routes in volgorde. `openbaar` en `methoden` zijn None als de view geen kenmerk heeft."""
    yield from _routes(get_resolver(), "/", "")


def _routes(resolver: URLResolver, voor: str, ruimte: str) -> Iterator[dict[str, Any]]:
    for deel in resolver.url_patterns:
        pad = voor + str(deel.pattern)
        if isinstance(deel, URLResolver):
            naam = f"{ruimte}{deel.namespace}:" if deel.namespace else ruimte
            yield from _routes(deel, pad, naam)
        elif isinstance(deel, URLPattern):
            yield _route(deel, pad, ruimte)


def _route(deel: URLPattern, pad: str, ruimte: str) -> dict[str, Any]:
    toegang = toegang_van(deel.callback)
    return {
        "pad": pad,
        "naam": f"{ruimte}{deel.name or ''}",
        "methoden": list(toegang.methoden) if toegang else None,
        "openbaar": toegang.openbaar if toegang else None,
        "zonder_organisatie": bool(toegang and toegang.zonder_organisatie),
        "sleutel": toegang.sleutel if toegang else "",
        "recht": sorted(handeling.value for handeling in toegang.handelingen) if toegang else [],
        "plaatshouders": sorted(deel.pattern.converters) or sorted(deel.pattern.regex.groupindex),
    }


class Command(BaseCommand):
    help = "Toon elke route met methoden, nodig recht en plaatshouders."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="als JSON-lijst")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(list(routes()), ensure_ascii=False, indent=2))
            return
        for route in routes():
            sleutel = f"sleutel {route['sleutel']}" if route["sleutel"] else "ingelogd"
            recht = "openbaar" if route["openbaar"] else " of ".join(route["recht"]) or sleutel
            self.stdout.write(f"{route['pad']:50} {','.join(route['methoden'] or []):16} {recht}")
