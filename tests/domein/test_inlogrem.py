"""De rem op raden: per account steeds langer, per adres pas bij veel verschillende accounts, en nooit voor wie er bekend is."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.domein.inlogrem import (
    ADRES_ACCOUNTS,
    ADRES_VENSTER,
    FOUTEN,
    GEEN,
    LANGSTE_WACHT,
    VENSTER,
    minuten,
    wacht_account,
    wacht_adres,
)


def m(aantal: float) -> timedelta:
    return timedelta(minutes=aantal)


ACCOUNT = [
    ("niets fout", [], 0),
    ("vier fouten", [1, 2, 3, 4], 0),
    ("de vijfde net", [0, 2, 3, 4, 5], 15),
    ("de vijfde tien minuten geleden", [10, 12, 13, 14, 15], 5),
    ("een kwartier later", [15, 16, 17, 18, 19], 0),
    ("een zesde daarna is nog geen nieuwe keer", [0, 20, 21, 22, 23, 24], 0),
    ("twee tegelijk bij de vijfde", [0, 0, 2, 3, 4, 5], 15),
    ("de tiende", [0, 1, 2, 3, 4, *[30] * 5], 30),
    ("de vijftiende", [0, 1, 2, 3, 4, *[90] * 10], 60),
    ("de twintigste", [0, 1, 2, 3, 4, *[300] * 15], 120),
    ("de veertigste: nooit langer dan vier uur", [0, 1, 2, 3, 4, *[600] * 35], 240),
    ("fouten van een dag geleden tellen niet", [0, 1, 2, 3, 24 * 60], 0),
]


@pytest.mark.parametrize(("geleden", "wacht"), [rij[1:] for rij in ACCOUNT], ids=[rij[0] for rij in ACCOUNT])
def test_een_account_wacht_elke_keer_langer(geleden, wacht):
    assert wacht_account([m(oud) for oud in geleden], "inloggen") == m(wacht)


ADRES = [
    ("niemand fout", 0, 0, False, 0),
    ("een minder dan de grens", ADRES_ACCOUNTS - 1, 10, False, 0),
    ("bij de grens, tien minuten geleden", ADRES_ACCOUNTS, 10, False, 50),
    ("allemaal een uur geleden", ADRES_ACCOUNTS, 60, False, 0),
    ("wie er bekend is, merkt niets", ADRES_ACCOUNTS * 2, 10, True, 0),
]


@pytest.mark.parametrize(("accounts", "geleden", "bekend", "wacht"), [r[1:] for r in ADRES], ids=[r[0] for r in ADRES])
def test_een_adres_gaat_dicht_bij_veel_verschillende_accounts(accounts, geleden, bekend, wacht):
    fouten = {f"account {nummer}": m(geleden) for nummer in range(accounts)}
    assert wacht_adres(fouten, bekend=bekend) == m(wacht)


OUDERDOM = st.lists(st.integers(0, 2 * 24 * 60).map(m), max_size=60)


@given(OUDERDOM, st.sampled_from(sorted(FOUTEN)))
@settings(derandomize=True, max_examples=150)
def test_een_wacht_is_nooit_negatief_en_nooit_langer_dan_vier_uur(ouderdom, doel):
    assert GEEN <= wacht_account(ouderdom, doel) <= LANGSTE_WACHT


@given(OUDERDOM, st.integers(1, 300).map(m))
@settings(derandomize=True, max_examples=150)
def test_wachten_zonder_nieuwe_fout_maakt_het_nooit_langer(ouderdom, later):
    nu, straks = (wacht_account([oud + erbij for oud in ouderdom], "inloggen") for erbij in (GEEN, later))
    assert straks <= max(GEEN, nu - later) or straks < nu


@given(st.lists(st.integers(0, 90).map(m), max_size=80))
@settings(derandomize=True, max_examples=150)
def test_na_het_wachten_is_een_adres_weer_open(ouderdom):
    fouten = {str(nummer): oud for nummer, oud in enumerate(ouderdom)}
    wacht = wacht_adres(fouten, bekend=False)
    assert GEEN <= wacht <= ADRES_VENSTER
    assert wacht_adres({wie: oud + wacht for wie, oud in fouten.items()}, bekend=False) == GEEN


@pytest.mark.parametrize(
    ("seconden", "genoemd"), [(1, 1), (60, 1), (61, 2), (900, 15), (VENSTER.total_seconds(), 1440)]
)
def test_minuten_worden_naar_boven_genoemd(seconden, genoemd):
    assert minuten(timedelta(seconds=seconden)) == genoemd
