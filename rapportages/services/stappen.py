"""De stappen van de bouw. Elke stap is een paar opdrachten aan de database; de rijen komen niet door Python."""

from datetime import date
from typing import Any

from django.db import connection

from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage, Naam, RapportageRij, Telling, VerzuimRij
from rapportages.queries import lijst, namen, opvolging, startset
from rapportages.queries import register as r
from rapportages.services import verzuim
from rapportages.services.vorige import vorige_lijst

_BIJ_OPVOLGER = opvolging.in_tabel("rapportages_rapportagerij", "t.rapportage_id = %(rapportage_id)s")


def begin_opnieuw(rapportage: Maandrapportage) -> None:
    """Gooi een afgekeurde bouw weg, zodat de eerste stap weer begint."""
    for model in (RapportageRij, VerzuimRij, Telling):
        model.objects.unscoped("afgekeurde bouw opnieuw").filter(rapportage=rapportage).delete()
    Naam.objects.filter(rapportage=rapportage).delete()
    rapportage.stap, rapportage.afgekeurd_op, rapportage.controle = 0, None, {}


def bewaar_namen(rapportage: Maandrapportage) -> None:
    """Leg de namen en regio's van vandaag vast; zo blijft een bestand gelijk tot het verloopt."""
    with connection.cursor() as cursor:
        cursor.execute(namen.BEWAREN, {"rapportage_id": rapportage.pk, "t2": rapportage.waarde.t2})


def bouw_lijst(rapportage: Maandrapportage) -> None:
    _bouw(rapportage, Code.A04, rapportage.t1)


def bouw_vorig_jaar(rapportage: Maandrapportage) -> None:
    """A14, alleen in november, december en januari: dezelfde regel over het vorige convenantjaar."""
    vorige_t1 = rapportage.waarde.vorige_t1
    if vorige_t1 is not None:
        _bouw(rapportage, Code.A14, vorige_t1)


def _bouw(rapportage: Maandrapportage, code: Code, t1: date) -> None:
    gegevens = _gegevens(rapportage, t1) | vorige_lijst(rapportage, code) | {"code": code.value}
    meldingen, extra = verzuim.meldingen_sinds(t1, rapportage.sluitmoment)
    with connection.cursor() as cursor:
        for opdracht in lijst.SELECTIE:
            cursor.execute(opdracht, gegevens)
        cursor.execute(lijst.invoegen(meldingen), gegevens | extra)
        for opdracht in _BIJ_OPVOLGER:
            cursor.execute(opdracht, gegevens)


def bouw_herinschrijvingen(rapportage: Maandrapportage) -> None:
    """A02: wie op de vorige lijst stond en nu niet meer, met WAAROM."""
    gegevens = _gegevens(rapportage, rapportage.t1) | vorige_lijst(rapportage, Code.A04)
    with connection.cursor() as cursor:
        for opdracht in (*lijst.AFGEVALLEN, lijst.HERINSCHRIJVINGEN, *_BIJ_OPVOLGER):
            cursor.execute(opdracht, gegevens)


def bouw_verzuim(rapportage: Maandrapportage) -> None:
    """R01: de meldingen van de kalendermaand vóór t2, met hun status van nu."""
    verzuim.voeg_in(rapportage)


def tel(rapportage: Maandrapportage) -> None:
    """De tellingen, die blijven als de rijen verdwijnen."""
    gegevens = _gegevens(rapportage, rapportage.t1)
    with connection.cursor() as cursor:
        for opdracht in (*startset.TELLEN, startset.TELLEN_LIJSTEN, startset.TELLEN_VERZUIM):
            cursor.execute(opdracht, gegevens)


def _gegevens(rapportage: Maandrapportage, t1: date) -> dict[str, Any]:
    maand = rapportage.waarde
    return r.parameters(t1, maand.t2, rapportage.sluitmoment) | {
        "rapportage_id": rapportage.pk,
        "rijwoord": maand.rijwoord,
    }
