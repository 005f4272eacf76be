"""Een ROD-bericht en een bestand zijn twee wegen naar hetzelfde register: zelfde inschrijvingen, zelfde rijen."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bron.models import Levering, Oordeel
from bron.services import lees_in
from bron.services.rod import verwerk
from tests.bron.hulp import AN, BEN, MODELLEN, OWN, leg, levering, per
from tests.bron.rod import inschrijving, nummer, periode, verwijdering
from tests.factories import OrganisatieFactory
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 8, 3, 9, tzinfo=AMSTERDAM)
ONVERGELIJKBAAR = ("id", "levering_id")


def beeld() -> dict[str, list[tuple]]:
    """Elke versie en elk oordeel, zonder nummers van rijen en leveringen; in welke volgorde zij erin kwamen, telt niet."""
    uit = {}
    for model in MODELLEN:
        namen = [veld.attname for veld in model._meta.concrete_fields if veld.attname not in ONVERGELIJKBAAR]
        uit[model._meta.model_name] = sorted(model.objects.unscoped("test").values_list(*namen), key=repr)
    uit["levering"] = list(
        Levering.objects.order_by("pk").values_list(
            "leverancier", "ontvangen_op", "aangeboden", "verwerkt", "afgekeurd"
        )
    )
    return uit


def als_bestand(isg: list[str] | None, pgn: str) -> list[str]:
    """De records van een inschrijving (perioden als tupels) of, zonder perioden, van een verwijdering."""
    if isg is None:
        return [f"VIS;00ZV;{pgn};1"]
    (sinds, tot), *perioden = isg
    records = [f"ISG;00ZV;{pgn};1;{sinds};{tot};"]
    for begin, code, leerjaar, bekostigd in perioden:
        sector = "PRO" if code == "0090" else "VO"
        records.append(f"ISP;00ZV;{pgn};1;{begin};{sector};{code};{leerjaar};;;VT;{'J' if bekostigd else 'N'};03")
    return records


def als_bericht(isg: list | None, pgn: str, bericht: str) -> bytes:
    if isg is None:
        return verwijdering(pgn, bericht=bericht)
    (sinds, tot), *perioden = isg
    delen = [
        periode(begin, code, leerjaar, "true" if bekostigd else "0", "00ZV03")
        for begin, code, leerjaar, bekostigd in perioden
    ]
    return inschrijving(pgn, *delen, sinds=sinds, tot=tot, bericht=bericht)


def langs_het_bestand(map_: Path, reeks: list) -> dict:
    for keer, (pgn, isg) in enumerate(reeks, 1):
        bestand = leg(map_, levering(*als_bestand(isg, pgn), nummer=keer, leverancier="00ZV"), f"{keer}.csv")
        lees_in(bestand, ontvangen_op=BEGIN + timedelta(days=keer))
    return beeld()


def langs_berichten(reeks: list) -> dict:
    for keer, (pgn, isg) in enumerate(reeks, 1):
        bericht = als_bericht(isg, pgn, nummer(keer))
        verwerk(bericht, leverancier="00ZV", ontvangen_op=BEGIN + timedelta(days=keer))
    return beeld()


def in_een_verse_wereld(weg, *argumenten) -> dict:
    """Het beeld nadat deze weg is gegaan, in een wereld waar alleen de personen bekend zijn; daarna is alles weg."""
    with transaction.atomic(), TemporaryDirectory() as map_:
        OrganisatieFactory(code="00ZV")
        lees_in(leg(Path(map_), levering(per(AN), per(OWN))), ontvangen_op=BEGIN)
        uit = weg(*argumenten)
        transaction.set_rollback(True)
        return uit


DAG = st.sampled_from(["2025-08-01", "2025-08-02", "2026-01-01", "2026-07-31", "1850-01-01"])
PERIODE = st.tuples(
    DAG, st.sampled_from(["0011", "0090", "xxxx"]), st.sampled_from(["", "1", "3", "12"]), st.booleans()
)
INSCHRIJVING = st.tuples(DAG, st.sampled_from(["", "2026-01-01", "2026-07-31"])).flatmap(
    lambda van_tot: st.lists(PERIODE, min_size=1, max_size=3).map(
        lambda perioden: [van_tot, (van_tot[0], *perioden[0][1:]), *perioden[1:]]
    )
)
# bekend, bekend met onderwijsnummer, onbekend, en zonder elfproef
REEKS = st.lists(
    st.tuples(st.sampled_from([AN, AN, OWN, BEN, "999900007"]), st.none() | INSCHRIJVING), min_size=1, max_size=4
)


@settings(
    derandomize=True,
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(REEKS)
def test_dezelfde_inschrijvingen_geven_langs_beide_wegen_hetzelfde_register(reeks):
    with TemporaryDirectory() as map_:
        bestand = in_een_verse_wereld(langs_het_bestand, Path(map_), reeks)
    assert in_een_verse_wereld(langs_berichten, reeks) == bestand


def test_de_proef_vergelijkt_echt_rijen_en_oordelen():
    reeks = [(AN, [("2025-08-01", ""), ("2025-08-01", "0011", "2", True)]), (BEN, None)]
    uit = in_een_verse_wereld(langs_berichten, reeks)
    telling = {naam: len(rijen) for naam, rijen in uit.items()}
    assert (telling["periodeversie"], telling["oordeel"], telling["levering"]) == (1, 1, 3)


def test_het_volgnummer_groeit_door_op_dat_van_een_bestand(tmp_path):
    OrganisatieFactory(code="00ZV")
    lees_in(leg(tmp_path, levering(per(AN), nummer=41, leverancier="00ZV")))
    gedaan = verwerk(inschrijving(AN), leverancier="00ZV")
    assert (gedaan.levering.volgnummer, gedaan.levering.ontbreekt, Oordeel.objects.unscoped("test").count()) == (
        42,
        0,
        0,
    )


def test_een_levering_van_een_bericht_heet_naar_het_bericht(tmp_path):
    gedaan = verwerk(verwijdering(AN, bericht=nummer(7)), leverancier="00ZV")
    assert (gedaan.levering.bestandsnaam, gedaan.levering.bericht.nummer) == (f"{nummer(7)}.rod", UUID(nummer(7)))
