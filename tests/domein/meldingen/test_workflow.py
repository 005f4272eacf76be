"""De zaak als tabel: alles wat er niet in staat, wordt geweigerd."""

from itertools import product

import pytest

from meldingen.domein.workflow import OVERGANGEN, Kant, OngeldigeOvergang, Status, doelen, mag_wijzigen, toets

ALLES_INGEVULD = {"reden", "reden_afsluiting", "toelichting_afsluiting"}
# de overgangen van contract 3a, hier nog eens met de hand
MAG = {
    Kant.SCHOOL: {"RI", "BI"},
    Kant.INSTANTIE: {"RB", "RG", "BG", "RK", "BK", "GB", "KB"},
}


@pytest.mark.parametrize(("kant", "van", "naar"), product(Kant, Status, Status), ids=str)
def test_alleen_wat_in_de_tabel_staat_mag(kant, van, naar):
    try:
        toets(van, naar, kant, ALLES_INGEVULD)
    except OngeldigeOvergang:
        mag = False
    else:
        mag = True
    assert mag == (f"{van}{naar}" in MAG[kant])


@pytest.mark.parametrize(
    ("van", "naar", "veld"),
    [(van, naar, veld) for (van, naar), overgang in OVERGANGEN.items() for veld in sorted(overgang.verplicht)],
)
def test_een_verplicht_veld_dat_mist_wordt_bij_dat_veld_gemeld(van, naar, veld):
    with pytest.raises(OngeldigeOvergang) as fout:
        toets(van, naar, OVERGANGEN[van, naar].kant, ALLES_INGEVULD - {veld})
    assert fout.value.veld == veld


def test_een_overgang_die_niet_bestaat_noemt_beide_statussen():
    with pytest.raises(OngeldigeOvergang) as fout:
        toets(Status.INGETROKKEN, Status.IN_BEHANDELING, Kant.INSTANTIE, ALLES_INGEVULD)
    assert fout.value.zin == "Een melding met status ‘Ingetrokken’ kan niet naar ‘In behandeling’."
    assert fout.value.veld == ""


@pytest.mark.parametrize(
    ("status", "kant", "naar"),
    [("R", "school", "I"), ("B", "school", "I"), ("G", "school", ""), ("K", "school", ""), ("I", "school", ""),
     ("R", "instantie", "BGK"), ("B", "instantie", "GK"), ("G", "instantie", "B"), ("K", "instantie", "B"),
     ("I", "instantie", ""), ("D", "school", ""), ("D", "instantie", "")],
)  # fmt: skip
def test_de_doelen_per_kant(status, kant, naar):
    assert doelen(Status(status), Kant(kant)) == [Status(code) for code in naar]


def test_de_school_wijzigt_alleen_een_lopende_melding():
    assert [status.value for status in Status if mag_wijzigen(status)] == ["R", "B"]
