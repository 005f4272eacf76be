"""Het register vergeet: vijf jaar na de laatste inschrijving, diploma's na zestig jaar, twee jaar na overlijden."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as gedrag
from hypothesis import strategies as st

from bron.domein.bewaren import Grenzen
from bron.domein.tijd import OPEN_MOMENT
from bron.models import DiplomaVersie, Nummerwijziging, PeriodeVersie, PersoonVersie
from bron.services import registeropruimen
from bron.services.registeropruimen import verwijder_register
from tests.bron.hulp import AN, BEN, CAS, OWN, aantallen, dip, isg
from tests.leveringen import lever
from tests.leveringen import persoon as _persoon
from verzuimloket.audit.models import Opschoning
from verzuimloket.clock import AMSTERDAM
from verzuimloket.opschonen import schoon_op

pytestmark = pytest.mark.django_db
DAG = date(2026, 8, 1)
LANG = datetime(2015, 1, 1, 8, tzinfo=AMSTERDAM)


def persoon(nummer: str, **velden: str) -> str:
    return _persoon(nummer, gemeente="", **velden)


def staat() -> dict[str, set[str]]:
    """Welke nummers in welke tabel staan."""
    return {
        model.__name__: set(model.objects.unscoped("test").values_list("pgn", flat=True))
        for model in (PersoonVersie, PeriodeVersie, DiplomaVersie)
    }


# de laatste dag van de inschrijving, andere records, en wie er op 1 augustus 2026 nog is: persoon, periode, diploma
GEVALLEN = {
    "vijf jaar weg": ("2021-07-31", [], "", ""),
    "een dag minder dan vijf jaar weg": ("2021-08-01", [], "", "persoon periode"),
    "nog ingeschreven": ("", [], "", "persoon periode"),
    "weg, met een diploma": ("2021-07-31", [dip(AN, dag="2021-07-01")], "", "persoon diploma"),
    "weg, met een diploma van zestig jaar": ("2021-07-31", [dip(AN, dag="1966-08-01")], "", ""),
    "weg, met een diploma van bijna zestig jaar": ("2021-07-31", [dip(AN, dag="1966-08-02")], "", "persoon diploma"),
    "nog ingeschreven, met een diploma van zestig jaar": ("", [dip(AN, dag="1966-08-01")], "", "persoon periode"),
    "twee jaar overleden": ("", [dip(AN)], "2024-08-01", ""),
    "bijna twee jaar overleden": ("", [dip(AN, dag="2020-07-01")], "2024-08-02", "persoon periode diploma"),
    "een ingetrokken inschrijving": ("", [f"VIS;00ZV;{AN};1"], "", ""),
    "een ingetrokken diploma": ("2021-07-31", [dip(AN, dag="2020-07-01"), f"VDI;00ZV;{AN};HAVO;;2020-07-01"], "", ""),
}


@pytest.mark.parametrize("naam", GEVALLEN)
def test_wat_er_van_iemand_blijft(naam: str, tmp_path: Path) -> None:
    tot, anders, overleden, blijft = GEVALLEN[naam]
    lever(tmp_path, persoon(AN, overleden=overleden), *isg(AN, "2012-08-01", tot), op=LANG)
    if anders:
        lever(tmp_path, *anders, op=LANG + timedelta(days=1))
    was = staat()["PersoonVersie"]
    weg = verwijder_register(DAG, proef=True)
    assert (was, verwijder_register(DAG), verwijder_register(DAG)) == ({AN}, weg, 0)
    over = {model.removesuffix("Versie").lower() for model, nummers in staat().items() if nummers}
    assert over == set(blijft.split())


def test_zonder_inschrijving_telt_het_laatste_bericht(tmp_path: Path) -> None:
    lever(tmp_path, persoon(AN), op=datetime(2021, 8, 1, tzinfo=AMSTERDAM))
    lever(tmp_path, persoon(BEN), op=datetime(2021, 8, 2, tzinfo=AMSTERDAM))
    assert (verwijder_register(DAG), staat()["PersoonVersie"]) == (1, {BEN})


def test_ook_wat_wij_vroeger_wisten_verdwijnt_met_de_inschrijving(tmp_path: Path) -> None:
    """Beide tijdassen: een oud adres en een inschrijving zoals wij haar eerst kenden."""
    lever(tmp_path, persoon(AN), *isg(AN, "2012-08-01"), dip(AN, dag="2018-07-01"), op=LANG)
    lever(tmp_path, persoon(AN, straat="Nieuwe straat"), *isg(AN, "2012-08-01", "2021-07-31"), op=LANG + timedelta(1))
    verwijder_register(DAG)
    namen = PersoonVersie.objects.unscoped("test").values_list("straat", "vervallen_op")
    assert (list(namen), aantallen().keys()) == (
        [("Nieuwe straat", OPEN_MOMENT)], {"levering", "persoonversie", "diplomaversie"},
    )  # fmt: skip


@pytest.mark.parametrize(("tot", "blijft"), [("2021-07-31", set()), ("2021-08-01", {AN, OWN})])
def test_twee_nummers_zijn_een_persoon(tmp_path: Path, tot: str, blijft: set[str]) -> None:
    lever(tmp_path, persoon(OWN), *isg(OWN, "2012-08-01", "2015-07-31"), op=LANG)
    lever(tmp_path, f"WPG;{OWN};{AN}", op=LANG + timedelta(1))
    lever(tmp_path, persoon(AN), *isg(AN, "2015-08-01", tot, volgnummer="2"), op=LANG + timedelta(2))
    verwijder_register(DAG)
    assert (staat()["PeriodeVersie"], Nummerwijziging.objects.unscoped("test").exists()) == (blijft, bool(blijft))


LAATSTE = st.one_of(st.none(), st.dates(date(2018, 1, 1), date(2026, 7, 31)))
DIPLOMA = st.one_of(st.none(), st.dates(date(1960, 1, 1), date(1972, 1, 1)), st.dates(date(2015, 1, 1), DAG))
MENSEN = st.lists(st.tuples(LAATSTE, DIPLOMA, st.one_of(st.none(), st.dates(date(2023, 1, 1), DAG))), max_size=3)


@given(mensen=MENSEN, dagen=st.integers(0, 1500), pakket=st.sampled_from([1, 2, 5000]))
@gedrag(
    derandomize=True, max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_niets_verdwijnt_te_vroeg_en_niets_blijft_te_lang(
    mensen: list[tuple[date | None, date | None, date | None]], dagen: int, pakket: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wie ingeschreven is of dat korter dan vijf jaar geleden was, blijft; een diploma zestig jaar; de rest is weg."""
    monkeypatch.setattr(registeropruimen, "_PAKKET", pakket)
    vandaag = DAG + timedelta(days=dagen)
    jaar = {aantal: vandaag.replace(year=vandaag.year - aantal) for aantal in (2, 5, 60)}
    over: dict[str, set[str]] = {"PersoonVersie": set(), "PeriodeVersie": set(), "DiplomaVersie": set()}
    with TemporaryDirectory() as map_, transaction.atomic():
        for nummer, (laatste, diploma, overleden) in zip((AN, BEN, CAS), mensen, strict=False):
            regels = [persoon(nummer, geboren="1950-01-01", overleden=f"{overleden or ''}")]
            regels += isg(nummer, "2012-08-01", f"{laatste or ''}")
            regels += [dip(nummer, dag=f"{diploma}")] if diploma else []
            lever(Path(map_), *regels, op=LANG)
            leeft = overleden is None or overleden > jaar[2]
            school = leeft and (laatste is None or laatste + timedelta(days=1) > jaar[5])
            papier = leeft and diploma is not None and diploma > jaar[60]
            over["PeriodeVersie"] |= {nummer} if school else set()
            over["DiplomaVersie"] |= {nummer} if papier else set()
            over["PersoonVersie"] |= {nummer} if school or papier else set()
        verwijder_register(vandaag)
        assert staat() == over
        transaction.set_rollback(True)


def test_een_pakket_zoekt_langs_de_indexen(tmp_path: Path) -> None:
    """Anders leest elk pakket het hele register, en is een nacht te kort voor een heel land."""
    lever(tmp_path, persoon(AN), *isg(AN), op=LANG)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        waarden = {"pgns": [AN], "open": OPEN_MOMENT} | {
            veld: getattr(Grenzen.op(DAG), veld) for veld in ("inschrijving", "diploma", "overlijden")
        }
        cursor.execute("EXPLAIN " + registeropruimen._FEITEN, waarden)
        plan = "\n".join(regel for (regel,) in cursor.fetchall())
    assert [naam for naam in ("persoon_pgn", "periode_leerling", "diploma_leerling", "intrekking_pgn") if naam in plan] == [
        "persoon_pgn", "periode_leerling", "diploma_leerling", "intrekking_pgn",
    ]  # fmt: skip


def test_een_nummer_zonder_eigen_persoonsgegevens_hoort_bij_de_ander(tmp_path: Path) -> None:
    lever(tmp_path, persoon(OWN), *isg(OWN, "2012-08-01", "2015-07-31"), op=LANG)
    lever(tmp_path, f"WPG;{OWN};{AN}", op=LANG + timedelta(1))
    assert (verwijder_register(DAG), aantallen().keys()) == (1, {"levering"})


def test_na_een_uitval_gaat_het_verder_waar_het_was(tmp_path: Path, settings: Any) -> None:
    """De eerste is de vorige keer al bekeken; pas de keer daarna komt hij weer aan de beurt."""
    settings.OPSCHOONREGELS = {"register": "bron.services.registeropruimen.verwijder_register"}
    for nummer in (AN, BEN):
        lever(tmp_path, persoon(nummer), *isg(nummer, "2012-08-01", "2015-07-31"), op=LANG)
    eerste = PersoonVersie.objects.unscoped("test").get(pgn=AN).pk
    Opschoning.objects.create(keer=UUID(int=1), regel="register", grens=DAG, plek=eerste)
    aantallen_per_keer = []
    for _ in range(2):
        aantallen_per_keer.append((schoon_op(DAG)["register"], staat()["PersoonVersie"]))
    assert aantallen_per_keer == [(1, {AN}), (1, set())]
