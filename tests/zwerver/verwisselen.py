"""Nummers in formulieren: verwissel het nummer van een eigen voorwerp voor dat van een vreemde, en kijk of er iets verandert."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import connection

from accounts.models import Toewijzing
from tests.cast import Wereld
from tests.house.toneel import Toneel
from tests.zwerver.lezen import Formulier

# elk veld waar een nummer van een voorwerp in staat, met wat het aanwijst
VOORWERPEN = {"locatie", "locaties", "melder", "lezer", "gebruiker", "klopt", "pgn", "leerlingen"}
# getallen die niets aanwijzen wat van iemand is
GETALLEN = {
    "versie": "de versie van de melding die het scherm toonde",
    "dagen": "hoe lang een sleutel geldt",
    "per": "hoeveel rijen op een bladzijde",
    "meer_dagen": "een knop",
    "concept": "een knop",
    "dagen-TOTAL_FORMS": "hoeveel dagen er ingevuld zijn",
    "dagen-0-lesuren": "hoeveel lesuren",
    "reden_afsluiting": "een code uit een lijst",
    "toelichting_afsluiting": "een code uit een lijst",
    "eerste": "een eenmalige code",
    "tweede": "een eenmalige code",
    "token": "een eenmalige code",
    "naar": "elke gemeente of regio: doorsturen mag naar iedereen",
    "instantie": "functioneel beheer kiest uit alle organisaties",
    "rmc_nummer": "functioneel beheer kiest uit alle regio's",
    "kennistijd": "een tijd",
}
# gaat door zonder iets aan te nemen, met de reden
NEGEERT = {
    "accounts:hercontrole": "slaat over wat niet van de eigen organisatie is",
    "meldingen:nieuw_formulier": "een concept bewaart wat er getypt is; versturen weigert het",
}
# wat bij een weigering wel geschreven wordt: het logboek, de sessie, en wat iemand zelf typte
VAN_DE_WEIGERING = {"audit_auditevent", "django_session", "accounts_concept"}


def vreemd_nummer(veld: str, toneel: Toneel, wereld: Wereld) -> str:
    """Het nummer van zo'n voorwerp in de andere wereld."""
    ander = next(w for w in toneel.werelden if w is not wereld)
    zaken = toneel.zaken[ander.brin]
    return {
        "locatie": lambda: str(zaken["hoofdlocatie"].pk),
        "locaties": lambda: str(zaken["hoofdlocatie"].pk),
        "lezer": lambda: str(ander.lezer.pk),
        "melder": lambda: str(zaken["melder"].pk),
        "gebruiker": lambda: str(ander.melder.pk),
        "klopt": lambda: str(Toewijzing.objects.unscoped("proef").get(gebruiker=ander.lezer).pk),
        "pgn": lambda: zaken["pgn"],
        "leerlingen": lambda: zaken["pgn"],
    }[veld]()


def getalvelden(formulier: Formulier) -> set[str]:
    """De velden waar een getal in staat of te kiezen is."""
    gekozen = {naam for naam, waarde in formulier.velden if waarde.isdecimal()}
    return gekozen | {naam for naam, keuzes in formulier.keuzes if any(keuze.isdecimal() for keuze in keuzes)}


def verwisseld(formulier: Formulier, toneel: Toneel, wereld: Wereld) -> Iterator[tuple[str, Formulier]]:
    """Hetzelfde formulier, per veld met een voorwerp één keer met dat van een vreemde."""
    namen = {naam for naam, _ in (*formulier.velden, *formulier.keuzes)}
    for veld in sorted(namen & VOORWERPEN):
        over = tuple((naam, waarde) for naam, waarde in formulier.velden if naam != veld)
        vreemd = vreemd_nummer(veld, toneel, wereld)
        yield f"{veld} in {formulier.pad}", replace(formulier, velden=(*over, (veld, vreemd)))


def stand() -> dict[str, Any]:
    """Per tabel een afdruk van alle rijen, behalve wat een weigering zelf schrijft."""
    tabellen = sorted(set(connection.introspection.table_names()) - VAN_DE_WEIGERING)
    delen = (
        f"SELECT '{tabel}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {tabel} t"
        for tabel in tabellen
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(delen))
        return {tabel: (aantal, som) for tabel, aantal, som in cursor.fetchall()}
