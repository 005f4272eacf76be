"""Wat een dienst naliet, en wat er in een pagina staat."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.db import connection

from meldingen.models import Doorzending, Gebeurtenis, Locatie, Melder, Melding, Notitie, Verzuimdag
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht

MODELLEN = (Melding, Gebeurtenis, Notitie, Doorzending, Verzuimdag, Locatie, Melder)


@dataclass
class Sporen:
    """De nieuwe regels van tijdlijn, logboek en uitgaande bak, in volgorde van schrijven."""

    tijdlijn: list[str] = field(default_factory=list)
    logboek: list[str] = field(default_factory=list)
    post: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def sporen() -> Iterator[Sporen]:
    uit = Sporen()
    eerder = [set(m.objects.values_list("pk", flat=True)) for m in (AuditEvent, Bericht)]
    regels = set(Gebeurtenis.objects.unscoped("proef").values_list("pk", flat=True))
    yield uit
    nieuw = Gebeurtenis.objects.unscoped("proef").exclude(pk__in=regels).order_by("pk")
    uit.tijdlijn = list(nieuw.values_list("soort", flat=True))
    uit.logboek = list(AuditEvent.objects.exclude(pk__in=eerder[0]).order_by("pk").values_list("actie", flat=True))
    uit.post = list(Bericht.objects.exclude(pk__in=eerder[1]).order_by("pk").values_list("sjabloon", "ontvanger"))


def stand() -> list[list[dict[str, Any]]]:
    """Alles wat van een zaak bewaard is, met logboek en uitgaande bak, om voor en na te vergelijken."""
    afgeschermd = [list(m.objects.unscoped("proef").order_by("pk").values()) for m in MODELLEN]
    return [*afgeschermd, *(list(m.objects.order_by("pk").values()) for m in (AuditEvent, Bericht))]


def weiger_schrijven(model: Any) -> None:
    """PostgreSQL weigert vanaf nu elke nieuwe rij in deze tabel, tot het einde van de test."""
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT proef_weigert CHECK (false) NOT VALID')


def ververst(melding: Melding) -> Melding:
    return Melding.objects.unscoped("proef").get(pk=melding.pk)


def tekst_van(antwoord: Any) -> str:
    """De leesbare tekst van een pagina, met enkele spaties."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", antwoord.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def fouten_van(antwoord: Any) -> dict[str, str]:
    """De fout bij elk veld, onder de naam van het veld; `formulier` is de fout van het geheel."""
    html = antwoord.content.decode()
    uit = {}
    for anker, fout in re.findall(
        r'<div class="utrecht-form-field-error-message[^"]*" id="([^"]+)">(.*?)</div>', html, re.DOTALL
    ):
        naam = "formulier" if anker == "formulierfout" else anker.removeprefix("id_").removesuffix("_error")
        uit[naam] = " ".join(unescape(re.sub(r"<[^>]+>", " ", fout)).split()).removeprefix("Fout: ")
    return uit


def getypt_in(antwoord: Any) -> dict[str, list[str]]:
    """Wat er in het formulier van de pagina staat: per veld de waarden die een browser zou versturen."""
    html = antwoord.content.decode()
    uit: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        kenmerk = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if kenmerk.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        if "name" in kenmerk:
            standaard = "on" if kenmerk.get("type") == "checkbox" else ""
            uit.setdefault(kenmerk["name"], []).append(unescape(kenmerk.get("value", standaard)))
    for naam, inhoud in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', html, re.DOTALL):
        uit[naam] = [unescape(inhoud).removeprefix("\n")]
    for naam, inhoud in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        uit[naam] = [unescape(w) for w in re.findall(r'<option value="([^"]*)" selected', inhoud)]
    return uit
