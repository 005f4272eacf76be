"""Twee tijdassen: wat het register op K kende, tegen een naslag die alles bewaart en naspeelt."""

from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bron.models import DiplomaVersie, Levering, Nummerwijziging, PeriodeVersie, PersoonVersie
from bron.services import lees_in
from tests.bron.hulp import AN, MODELLEN, OWN, TWEEDE_OWN, dip, isg, leg, levering, per
from tests.bron.naslag import Naslag
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 8, 3, tzinfo=AMSTERDAM)
DAGEN = [BEGIN + timedelta(days=n) for n in range(5)]
NUMMERS = (AN, OWN, TWEEDE_OWN)


def lees(map_: Path, nummer: int, op: datetime, *regels: str) -> list[bool]:
    """Lees een levering in en geef per record of het is goedgekeurd."""
    bestand = leg(map_, levering(*regels, nummer=nummer), f"{nummer}.csv")
    lees_in(bestand, ontvangen_op=op)
    rijen = (map_ / f"{nummer}.csv.terugkoppeling.csv").read_text().splitlines()[1:]
    return [rij.split(";")[3] != "afgekeurd" for rij in rijen]


def bekend(k: datetime) -> set[str]:
    """Wat het register op K kende, teruggeschreven als records."""
    toen = {"ontvangen_op__lt": k, "vervallen_op__gte": k}
    personen = PersoonVersie.objects.unscoped("test").filter(**toen)
    perioden = PeriodeVersie.objects.unscoped("test").filter(**toen)
    diplomas = DiplomaVersie.objects.unscoped("test").filter(**toen)
    regels = [per(p.pgn, p.achternaam) for p in personen]
    regels += [
        isg(p.pgn, str(p.datum_inschrijving), str(p.datum_uitschrijving or ""), brin=p.brin, volgnummer=p.volgnummer)[0]
        for p in perioden
    ]
    regels += [dip(d.pgn, d.soort, str(d.datum_behaald)) for d in diplomas]
    assert len(regels) == len(set(regels)), "een sleutel is dubbel bekend"
    return set(regels)


# --- de naslag -----------------------------------------------------------------------------------------------------
NUMMER = st.sampled_from(NUMMERS)
BRIN, VOLGNUMMER = st.sampled_from(["00ZV", "27GZ"]), st.sampled_from(["1", "1", "2"])
EIND = st.sampled_from(["", "2026-01-31", "2026-07-31"])
DIPLOMA = st.sampled_from([("HAVO", "2026-07-01"), ("VWO", "2026-07-02")])
RECORDS = st.one_of(
    st.builds(lambda n, naam: [per(n, naam)], NUMMER, st.sampled_from(["Zeeman", "Berg", "Dijk"])),
    st.builds(lambda n, tot, b, v: isg(n, tot=tot, brin=b, volgnummer=v), NUMMER, EIND, BRIN, VOLGNUMMER),
    st.builds(lambda n, tot, b, v: isg(n, tot=tot, brin=b, volgnummer=v), NUMMER, EIND, BRIN, VOLGNUMMER),
    st.builds(lambda n, b, v: [f"VIS;{b};{n};{v}"], NUMMER, BRIN, VOLGNUMMER),
    st.builds(lambda n, d: [dip(n, *d)], NUMMER, DIPLOMA),
    st.builds(lambda n, d: [f"VDI;00ZV;{n};{d[0]};;{d[1]}"], NUMMER, DIPLOMA),
    st.builds(lambda n: [f"WPG;{n};{AN}"], st.sampled_from([OWN, OWN, TWEEDE_OWN])),
)
BESTAND = st.tuples(st.integers(0, 3), st.lists(RECORDS, max_size=6).map(lambda groepen: list(chain(*groepen))))
START = [(0, [per(nummer) for nummer in NUMMERS])]
GESCHIEDENIS = st.booleans().flatmap(
    lambda bekend: st.lists(BESTAND, min_size=1, max_size=5).map(lambda rest: (START if bekend else []) + rest)
)


@settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(GESCHIEDENIS)
def test_bestand_voor_bestand_kent_het_register_wat_de_naslag_kent(geschiedenis):
    _leeg()
    naslag = Naslag()
    with TemporaryDirectory() as map_:
        for nummer, (dag, regels) in enumerate(geschiedenis, 1):
            assert lees(Path(map_), nummer, DAGEN[dag], *regels) == naslag.lever(DAGEN[dag], regels)
            assert [bekend(k) for k in DAGEN] == [naslag.stand(k) for k in DAGEN]


def _leeg() -> None:
    for model in MODELLEN:
        model.objects.unscoped("test").delete()
    Levering.objects.all().delete()


# --- de gevallen met een naam ---------------------------------------------------------------------------------------
def test_een_correctie_laat_wat_eerder_bekend_was_staan(tmp_path):
    lees(tmp_path, 1, DAGEN[0], per(AN), *isg(AN))
    eerst = bekend(DAGEN[1])
    lees(tmp_path, 2, DAGEN[1], *isg(AN, tot="2026-01-31"))
    assert (bekend(DAGEN[1]), bekend(DAGEN[2])) == (eerst, {per(AN), isg(AN, tot="2026-01-31")[0]})


def test_wat_precies_op_k_binnenkomt_is_op_k_nog_niet_bekend(tmp_path):
    lees(tmp_path, 1, DAGEN[1], per(AN))
    assert (bekend(DAGEN[1]), bekend(DAGEN[1] + timedelta(microseconds=1))) == (set(), {per(AN)})


def test_een_late_levering_vult_alleen_de_tijd_tot_de_volgende_stand(tmp_path):
    lees(tmp_path, 1, DAGEN[0], per(AN, "Eerst"))
    lees(tmp_path, 2, DAGEN[2], per(AN, "Laatst"))
    lees(tmp_path, 3, DAGEN[1], per(AN, "Tussen"))
    assert [bekend(k) for k in DAGEN] == [set(), {per(AN, "Eerst")}, {per(AN, "Tussen")}, *[{per(AN, "Laatst")}] * 2]


def test_bij_hetzelfde_moment_wint_de_later_verwerkte(tmp_path):
    lees(tmp_path, 1, DAGEN[0], per(AN, "Eerst"))
    lees(tmp_path, 2, DAGEN[0], per(AN, "Laatst"))
    assert bekend(DAGEN[1]) == {per(AN, "Laatst")}


def test_binnen_een_levering_telt_de_volgorde(tmp_path):
    lees(tmp_path, 1, DAGEN[0], per(AN), *isg(AN), f"VIS;00ZV;{AN};1", *isg(AN, tot="2026-07-31"))
    assert bekend(DAGEN[1]) == {per(AN), isg(AN, tot="2026-07-31")[0]}


def test_een_ingetrokken_inschrijving_was_er_tot_de_intrekking(tmp_path):
    lees(tmp_path, 1, DAGEN[0], per(AN), *isg(AN), dip(AN))
    lees(tmp_path, 2, DAGEN[1], f"VIS;00ZV;{AN};1", f"VDI;00ZV;{AN};HAVO;;2026-07-01")
    assert (bekend(DAGEN[1]), bekend(DAGEN[2])) == ({per(AN), isg(AN)[0], dip(AN)}, {per(AN)})


def test_een_nummerwijziging_voegt_de_records_van_beide_nummers_samen(tmp_path):
    lees(tmp_path, 1, DAGEN[0], per(OWN, "Oud"), *isg(OWN))
    lees(tmp_path, 2, DAGEN[1], per(AN, "Nieuw"), dip(AN))
    lees(tmp_path, 3, DAGEN[2], f"WPG;{OWN};{AN}")
    samen = {isg(OWN)[0], per(AN, "Nieuw"), dip(AN)}
    assert (bekend(DAGEN[2]), bekend(DAGEN[3])) == (samen | {per(OWN, "Oud")}, samen)


def test_een_nieuwe_stand_onder_het_bsn_vervangt_die_onder_het_onderwijsnummer(tmp_path):
    lees(tmp_path, 1, DAGEN[0], per(OWN), *isg(OWN), f"WPG;{OWN};{AN}")
    lees(tmp_path, 2, DAGEN[1], *isg(AN, tot="2026-01-31"))
    assert bekend(DAGEN[2]) == {per(OWN), isg(AN, tot="2026-01-31")[0]}


def test_de_perioden_van_een_inschrijving_sluiten_op_elkaar_aan(tmp_path):
    kop, eerste = isg(AN, tot="2026-07-31")
    lees(tmp_path, 1, DAGEN[0], per(AN), kop, eerste.replace("2025-08-01", "2026-01-01"), eerste)
    grenzen = PeriodeVersie.objects.unscoped("test").order_by("geldig_van").values_list("geldig_van", "geldig_tot")
    assert [(str(van), str(tot)) for van, tot in grenzen] == [
        ("2025-08-01", "2026-01-01"),
        ("2026-01-01", "2026-08-01"),
    ]


def test_een_nummerwijziging_wijst_haar_levering_en_regel_aan(tmp_path):
    lees(tmp_path, 4, DAGEN[0], per(OWN), f"WPG;{OWN};{AN}")
    wijziging = Nummerwijziging.objects.unscoped("test").get()
    assert (wijziging.levering.volgnummer, wijziging.regel, wijziging.ontvangen_op) == (4, 3, DAGEN[0])
