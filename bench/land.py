"""Het land om in te meten: 1,5 miljoen leerlingen in het register, en 10.000 of 1.000.000 meldingen.

Alles ontstaat in de database zelf uit `bench/sql/`, in vaste volgorde en zonder toeval. Indexen en sleutels gaan er
tijdens het vullen af en daarna weer op: dat is vele malen sneller, en het terugzetten bewijst dat alles klopt.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, models, transaction

from accounts.domein.rechten import Rol, Soort
from accounts.models import Gebruiker, Organisatie, Toewijzing, Token
from bench.werelden import Wereld, in_wereld, maak, merk, sleutel_van
from bron.models import Levering, PeriodeVersie, PersoonVersie
from meldingen.models import Doorzending, Gebeurtenis, Melding, Notitie, Verzuimdag
from verzuimloket import clock

BASIS = Path(__file__).resolve().parent.parent
SQL = BASIS / "bench" / "sql"
VASTE_MELDINGEN = 2_900  # zoveel meldingen heeft een gemiddelde gemeente bij een miljoen in het land
VASTE_LEERLINGEN = 3_000
REGISTER = (PersoonVersie, PeriodeVersie)
ZAAK = (Melding, Verzuimdag, Gebeurtenis, Notitie, Doorzending)
ROLLEN = {Soort.INSTELLING: Rol.MELDER, Soort.GEMEENTE: Rol.BEHANDELAAR, Soort.RMC_REGIO: Rol.BEHANDELAAR_RMC}
ACHTERNAMEN = (
    "Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Kok Jacobs Vermeulen "
    "Schouten Willems Hoekstra Koster Prins Huisman Peeters Kuipers Veenstra Kramer Postma Scholten Martens Verhoeven "
    "Kuiper Wolters Schipper Bosman Blom Kaya Yilmaz Nguyen Tran Hassan Ali Ahmed Said Amrani Idrissi Demir Celik "
    "Sahin Aydin Silva Santos Pereira Kowalski Nowak Popescu Zijlstra Wiersma Terpstra Boersma Haan Zeeman Duinkerk"
).split()
VOORNAMEN = (
    "Noor Emma Tess Sara Julia Mila Zoe Lotte Fenna Yara Liv Nina Roos Isa Amira Fatima Aylin Mei Sanne Femke Daan "
    "Sem Lucas Finn Levi Mees Bram Luuk Thijs Jesse Tim Sven Omar Yusuf Emre Minh Adam Ravi Noah Stijn"
).split()


@dataclass(frozen=True)
class Maat:
    """Hoe groot het land is. De kleine wereld krimpt niet mee: onder de 10.000 vult een lijst geen pagina van 50."""

    schaal: float

    @property
    def personen(self) -> int:
        return max(50_000, round(1_500_000 * self.schaal))

    @property
    def werelden(self) -> tuple[Wereld, Wereld]:
        return Wereld("klein", 10_000), Wereld("groot", max(50_000, round(1_000_000 * self.schaal)))


def bouw(maat: Maat) -> tuple[Wereld, Wereld]:
    """De kleine en de grote wereld; opnieuw gevuld als schaal, tabellen, vulling of maand veranderd zijn."""
    klein, groot = maat.werelden
    sleutel = _sleutel(maat)
    if {sleutel_van(klein), sleutel_van(groot)} == {sleutel}:
        print("werelden van de vorige keer", flush=True)
        return klein, groot
    begin = time.perf_counter()
    maak(klein)
    with in_wereld(klein):
        call_command("migrate", verbosity=0)
        call_command("laad_referentie", verbosity=0, stdout=StringIO())
        _maak_gebruikers()
        _vul_register(maat)
    maak(groot, sjabloon=klein)
    for wereld in (klein, groot):
        with in_wereld(wereld):
            _vul_zaak(maat, wereld)
        merk(wereld, sleutel)
    print(f"werelden gevuld in {time.perf_counter() - begin:.0f} s", flush=True)
    return klein, groot


def _sleutel(maat: Maat) -> str:
    bronnen = [Path(__file__), *SQL.glob("*.sql"), *BASIS.glob("*/migrations/*.py"), *BASIS.glob("*/*/migrations/*.py")]
    som = hashlib.sha256(f"{maat} {clock.vandaag():%Y-%m}".encode())
    for pad in sorted(bronnen):
        som.update(pad.read_bytes())
    return som.hexdigest()


def vaste_gemeente() -> Organisatie:
    """De eerste gemeente zonder eigen school: haar meldingen zijn in beide werelden dezelfde."""
    met_school = Organisatie.objects.filter(soort=Soort.INSTELLING).values("gemeentecode")
    gevonden = Organisatie.objects.filter(soort=Soort.GEMEENTE).exclude(code__in=met_school).order_by("code").first()
    assert gevonden is not None
    return gevonden


@transaction.atomic
def _maak_gebruikers() -> None:
    """Bij elke organisatie één iemand die meldt of behandelt, met een token."""
    organisaties = list(Organisatie.objects.filter(soort__in=ROLLEN))
    slot = make_password(None)
    mensen = Gebruiker.objects.bulk_create(
        Gebruiker(username=f"{o.soort.replace('_', '-')}.{o.code.lower()}", naam=o.naam[:150], password=slot)
        for o in organisaties
    )
    Token.objects.bulk_create(Token.met_geheim(bytes(20), user=wie, name="App") for wie in mensen)
    vanaf = clock.vandaag() - timedelta(days=2000)
    Toewijzing.objects.unscoped("vulling van de meting").bulk_create(
        Toewijzing(gebruiker=wie, organisatie=o, rol=ROLLEN[Soort(o.soort)], vanaf=vanaf)
        for wie, o in zip(mensen, organisaties, strict=True)
    )


def _vul_register(maat: Maat) -> None:
    ontvangen = clock.nu() - timedelta(days=100)
    levering = Levering.objects.create(
        leverancier="METING", volgnummer=1, aangemaakt=ontvangen, ontvangen_op=ontvangen, verwerkt_op=ontvangen,
        sha256="0" * 64, bestandsnaam="meting.csv", aangeboden=3 * maat.personen, verwerkt=3 * maat.personen,
        afgekeurd=0,
    )  # fmt: skip
    waarden = {
        "vaste_gemeente": vaste_gemeente().code, "personen": maat.personen, "vaste_leerlingen": VASTE_LEERLINGEN,
        "achternamen": ACHTERNAMEN, "voornamen": VOORNAMEN, "ontvangen": ontvangen, "levering": levering.pk,
        "sinds": clock.vandaag() - timedelta(days=480),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute((SQL / "hulp.sql").read_text(encoding="utf-8"), waarden)
        cursor.execute("ANALYZE")
    with zonder_sleutels(*REGISTER):
        vul(PersoonVersie, "persoon.sql", waarden)
        vul(PeriodeVersie, "periode.sql", waarden)
    _onderhoud(*REGISTER)


def _vul_zaak(maat: Maat, wereld: Wereld) -> None:
    waarden = {
        "n": wereld.meldingen, "personen": maat.personen, "vast": VASTE_MELDINGEN, "nu": clock.nu(),
        "vaste_leerlingen": VASTE_LEERLINGEN,
    }  # fmt: skip
    with zonder_sleutels(*ZAAK):
        for model in ZAAK:
            vul(model, f"{model._meta.model_name}.sql", waarden)
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {model._meta.db_table}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('meldingen_melding', 'nummer'), %s)", [wereld.meldingen])
        cursor.execute(
            "DROP TABLE hulp_leerling, hulp_school, hulp_gemeente, hulp_gebruiker, hulp_locatie, hulp_melder;"
            "DROP FUNCTION u"
        )
    _onderhoud(*ZAAK)


def vul(model: type[models.Model], bestand: str, waarden: dict[str, Any]) -> None:
    """Vul de tabel van `model` met de rijen uit `bestand`; wat zij niet noemt, krijgt de standaardwaarde."""
    vraag = (SQL / bestand).read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({vraag}) q LIMIT 0", waarden)
        genoemd = [kolom.name for kolom in cursor.description]
        rest = [
            veld for veld in model._meta.concrete_fields
            if veld.column not in genoemd and not veld.null and not isinstance(veld, models.AutoField)
        ]  # fmt: skip
        standaard = {
            f"std_{veld.column}": veld.get_db_prep_save(veld.get_default(), connection=connection) for veld in rest
        }
        kolommen = ", ".join([*genoemd, *(veld.column for veld in rest)])
        extra = "".join(f", %(std_{veld.column})s::{veld.db_type(connection)}" for veld in rest)
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({kolommen}) SELECT q.*{extra} FROM ({vraag}) q",
            waarden | standaard,
        )


@contextmanager
def zonder_sleutels(*modellen: type[models.Model]) -> Iterator[None]:
    """Haal de indexen, unieke sleutels en verwijzingen van deze tabellen weg en zet ze na het blok precies zo terug."""
    tabellen = [model._meta.db_table for model in modellen]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC, oid", [tabellen]
        )  # fmt: skip
        regels = cursor.fetchall()
        for tabel, naam, _ in regels:
            cursor.execute(f'ALTER TABLE {tabel} DROP CONSTRAINT "{naam}"')
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary", [tabellen]
        )  # fmt: skip
        indexen = cursor.fetchall()
        for naam, _ in indexen:
            cursor.execute(f"DROP INDEX {naam}")
        yield
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _, opdracht in indexen:
            cursor.execute(opdracht)
        for tabel, naam, regel in regels:
            cursor.execute(f'ALTER TABLE {tabel} ADD CONSTRAINT "{naam}" {regel}')
        cursor.execute("RESET maintenance_work_mem")


def _onderhoud(*modellen: type[models.Model]) -> None:
    """Wat de database 's nachts ook doet: dode rijen weg, statistiek bij, zichtbaarheid bij."""
    with connection.cursor() as cursor:
        for model in modellen:
            cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")
