"""De maandbouw op landelijke grootte, tegen één kale optelling over de tabel van de inschrijvingen, in dezelfde ronde.

Twee registers, van een kwart en van de hele schaal, elk in een eigen database en met dezelfde ontvangers en lezers. De
maand is januari: dan horen alle codes erbij, ook de A14. Gemeten wordt in een eigen proces, zoals bij de worker.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from accounts.domein.rechten import Rol, Soort
from accounts.models import Gebruiker, Organisatie, Toewijzing, Token
from bench import bron
from bench.bezoek import Stap, bezoek, log_in, server
from bench.meting import Regel, medianen_om_en_om
from bench.werelden import Wereld, in_wereld, maak, merk, sleutel_van
from bron.services import lees_in
from demo.registerset import maak as maak_registerset
from rapportages.models import RapportageRij
from verzuimloket.clock import AMSTERDAM, vandaag

MAP = Path(__file__).resolve().parent.parent / ".bench" / "rapportages"
LEVERINGEN = 4  # 6 september tot en met 6 december 2025: alles van vóór 3 januari 2026
MAAND = "2026-01"
GRENS_BOUW, GRENS_SELECTIE, GRENS_GROEI, GRENS_GEHEUGEN, GRENS_LEEG = 8, 2, 4.5, 300.0, 6
RONDES = 3
SLEUTEL = "rapportages 2"  # omhoog als de vulling hieronder verandert


def meet(schaal: float) -> Iterator[Regel]:
    leerlingen = max(4000, int(bron.LAND * schaal))
    land = _register("rapport_land", leerlingen)
    kwart = _register("rapport_kwart", leerlingen // 4)
    klein, groot = (_proef(wereld) for wereld in (kwart, land))
    uitleg = f"{groot['perioden']} perioden, {groot['lijst']} op de lijst, {groot['mails']} lezers"
    # de rapportage gaat over leerlingen: de grens hoort bij een optelling per leerling (docs/metingen/README.md)
    yield Regel("de hele bouw tegen een kale optelling per leerling", groot["bouw"] / groot["per_leerling"],
                GRENS_BOUW, uitleg=f"{groot['bouw']:.2f} en {groot['per_leerling']:.2f} s; {uitleg}")  # fmt: skip
    yield Regel("  tegen een kale optelling per instelling", groot["bouw"] / groot["kaal"])
    yield Regel("de selectie van de lijst tegen 'delta'", groot["selectie"] / groot["delta"], GRENS_SELECTIE,
                uitleg=f"{groot['selectie']:.2f} en {groot['delta']:.2f} s")  # fmt: skip
    yield Regel("vier keer zoveel leerlingen: de hele bouw", groot["bouw"] / klein["bouw"], GRENS_GROEI,
                uitleg=f"{klein['bouw']:.2f} s bij een kwart")  # fmt: skip
    yield Regel("geheugen van de worker", groot["piek"], GRENS_GEHEUGEN, "MB")
    for naam, seconden in groot["stappen"].items():
        yield Regel(f"  stap {naam}", seconden, None, "s")
    with in_wereld(land):
        yield from _bladzijden(land)


def _proef(wereld: Wereld) -> dict[str, Any]:
    programma = (Path(__file__).parent / "rapportages_proef.py").read_text(encoding="utf-8")
    uit: dict[str, Any] = json.loads(
        bron._draai(wereld.database, [sys.executable, "-c", programma, MAAND, str(RONDES)])
    )
    return uit


def _bladzijden(wereld: Wereld) -> Iterator[Regel]:
    """De lijst van een gemiddelde school en haar bestand, tegen een lege pagina van dezelfde lezer."""
    lijst = reverse("rapportages:lijst", args=[MAAND, "A04"])
    bestand = reverse("rapportages:bestand", args=[MAAND, "A04", "csv"])
    brin, rijen = _gemiddelde_school()
    sessie = log_in(Gebruiker.objects.get(username=f"instelling.{brin.lower()}"))
    stappen = {"leeg": Stap("/privacy/"), "pagina": Stap(lijst), "csv": Stap(bestand)}
    with server(wereld) as bij:
        tijden = medianen_om_en_om(
            {naam: lambda stap=stap: bezoek(bij, sessie, stap) for naam, stap in stappen.items()}, keren=21
        )
    for naam in ("pagina", "csv"):
        uitleg = f"{tijden[naam] * 1000:.1f} ms, {rijen} leerlingen"
        yield Regel(f"A04 van een school: {naam} / lege pagina", tijden[naam] / tijden["leeg"], GRENS_LEEG,
                    uitleg=uitleg)  # fmt: skip


def _gemiddelde_school() -> tuple[str, int]:
    with connection.cursor() as cursor:
        tabel = RapportageRij._meta.db_table
        cursor.execute(f"SELECT brin, count(*) FROM {tabel} WHERE code = 'A04' GROUP BY brin ORDER BY 2, 1")
        scholen = cursor.fetchall()
    gemiddeld = sum(aantal for _, aantal in scholen) / len(scholen)
    brin, aantal = min(scholen, key=lambda school: (abs(school[1] - gemiddeld), school[0]))
    return str(brin), int(aantal)


def _register(naam: str, leerlingen: int) -> Wereld:
    """Een database met het register en de lezers; van de vorige keer als die net zo gevuld was."""
    wereld = Wereld(naam, 0)
    sleutel = f"{SLEUTEL}, {leerlingen} leerlingen"
    if sleutel_van(wereld) == sleutel:
        with in_wereld(wereld):
            call_command("migrate", verbosity=0)
        return wereld
    paden = maak_registerset(leerlingen, LEVERINGEN, 1, MAP / naam)
    maak(wereld)
    with in_wereld(wereld):
        call_command("migrate", verbosity=0)
        call_command("laad_referentie", verbosity=0)
        _lezers()
        for pad in paden:
            dag = datetime.strptime(pad.stem[-8:], "%Y%m%d").date()  # noqa: DTZ007 - een dag, geen moment
            lees_in(pad, ontvangen_op=datetime.combine(dag, time(6), tzinfo=AMSTERDAM), terugkoppeling_map=MAP)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    merk(wereld, sleutel)
    return wereld


@transaction.atomic
def _lezers() -> None:
    """Bij elke instelling, gemeente en regio één lezer van rapportages, met een token."""
    organisaties = list(Organisatie.objects.filter(soort__in=(Soort.INSTELLING, Soort.GEMEENTE, Soort.RMC_REGIO)))
    slot = make_password(None)
    mensen = Gebruiker.objects.bulk_create(
        Gebruiker(
            username=f"{o.soort.replace('_', '-')}.{o.code.lower()}", naam=o.naam[:150], password=slot,
            email=f"{o.soort}.{o.code.lower()}@voorbeeld.example",
        )
        for o in organisaties
    )  # fmt: skip
    Token.objects.bulk_create(Token.met_geheim(bytes(20), user=wie, name="App") for wie in mensen)
    Toewijzing.objects.unscoped("vulling van de meting").bulk_create(
        Toewijzing(gebruiker=wie, organisatie=o, rol=Rol.RAPPORTAGES, vanaf=vandaag().replace(year=vandaag().year - 2))
        for wie, o in zip(mensen, organisaties, strict=True)
    )
