"""De stappen van de bouw. Elke stap is een paar opdrachten aan de database; de rijen komen niet door Python."""

from datetime import date
from typing import Any

from django.db import OperationalError, connection

from accounts.models import Organisatie
from bron.models import Opleiding
from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage, Naam, RapportageRij, Telling, VerzuimRij
from rapportages.queries import lijst, startset
from rapportages.queries import register as r
from rapportages.services import verzuim
from rapportages.services.fouten import BouwLoopt
from rapportages.services.vorige import vorige_lijst

_TIJDELIJK = ("rap_leidend", "rap_groep")


def begin_opnieuw(rapportage: Maandrapportage) -> None:
    """Gooi een afgekeurde bouw weg, zodat de eerste stap weer begint."""
    for model in (RapportageRij, VerzuimRij, Telling):
        model.objects.unscoped("afgekeurde bouw opnieuw").filter(rapportage=rapportage).delete()
    Naam.objects.filter(rapportage=rapportage).delete()
    rapportage.stap, rapportage.afgekeurd_op = 0, None


def bewaar_namen(rapportage: Maandrapportage) -> None:
    """Wacht op lopende leveringen en leg de namen van vandaag vast; zo blijft een bestand gelijk tot het verloopt."""
    _wacht_op_leveringen()
    organisaties = Organisatie.objects.filter(soort__in=("instelling", "gemeente"))
    namen = [("I" if soort == "instelling" else "G", code, naam)
             for soort, code, naam in organisaties.values_list("soort", "code", "naam")]  # fmt: skip
    namen += [("O", code, naam) for code, naam in Opleiding.objects.values_list("code", "naam")]
    Naam.objects.bulk_create(
        [Naam(rapportage=rapportage, soort=soort, code=code, naam=naam) for soort, code, naam in namen],
        batch_size=2000,
    )


def _wacht_op_leveringen() -> None:
    """Een levering die vóór K is ontvangen en nog verwerkt wordt, hoort er straks bij: wacht tot zij klaar is."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE bron_levering IN SHARE MODE")
    except OperationalError as fout:
        raise BouwLoopt("Er wordt nog een levering verwerkt. Probeer het zo nog eens.") from fout


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
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(_TIJDELIJK)}")
        for opdracht in (lijst.LEIDEND, "ANALYZE rap_leidend", lijst.GROEP, "ANALYZE rap_groep"):
            cursor.execute(opdracht, gegevens)
        cursor.execute(lijst.invoegen(meldingen), gegevens | extra)
        cursor.execute(f"DROP TABLE {', '.join(_TIJDELIJK)}")


def bouw_herinschrijvingen(rapportage: Maandrapportage) -> None:
    """A02: wie op de vorige lijst stond en nu niet meer, met WAAROM."""
    gegevens = _gegevens(rapportage, rapportage.t1) | vorige_lijst(rapportage, Code.A04)
    with connection.cursor() as cursor:
        cursor.execute(lijst.HERINSCHRIJVINGEN, gegevens)


def bouw_verzuim(rapportage: Maandrapportage) -> None:
    """R01: de meldingen van de kalendermaand vóór t2, met hun status van nu."""
    verzuim.voeg_in(rapportage)


def tel(rapportage: Maandrapportage) -> None:
    """De tellingen, die blijven als de rijen verdwijnen."""
    gegevens = _gegevens(rapportage, rapportage.t1)
    with connection.cursor() as cursor:
        for opdracht in (startset.TELLEN, startset.TELLEN_LIJSTEN, startset.TELLEN_VERZUIM):
            cursor.execute(opdracht, gegevens)


def _gegevens(rapportage: Maandrapportage, t1: date) -> dict[str, Any]:
    maand = rapportage.waarde
    return r.parameters(t1, maand.t2, rapportage.sluitmoment) | {
        "rapportage_id": rapportage.pk,
        "rijwoord": maand.rijwoord,
    }
