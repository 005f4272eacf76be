"""Hoe lang een sessie duurt, en onder welke namen zij dat onthoudt. Voor de sessie zelf en voor wie haar leest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from verzuimloket.clock import AMSTERDAM, nu

BEGIN, GEZIEN, ORGANISATIE = "sessie_begin", "sessie_gezien", "organisatie_id"


def seconden() -> int:
    return int(nu().timestamp())


def is_verlopen(sessie: Mapping[str, Any]) -> bool:
    """Langer dan SESSIE_RUST niets gedaan, of langer dan SESSIE_MAXIMUM geleden ingelogd (klok van het portaal)."""
    moment = seconden()
    begin, gezien = sessie.get(BEGIN, 0), sessie.get(GEZIEN, 0)
    return bool(
        moment - gezien > settings.SESSIE_RUST.total_seconds()
        or moment - begin > settings.SESSIE_MAXIMUM.total_seconds()
    )


def moment_van(sessie: Mapping[str, Any], naam: str) -> datetime:
    """Het moment dat de sessie onder `naam` (BEGIN of GEZIEN) onthoudt."""
    return datetime.fromtimestamp(sessie.get(naam, 0), AMSTERDAM)
