"""Een stroom loopt na zijn verzoek en buiten zijn transactie door, en houdt toch het bereik."""

from datetime import timedelta

import pytest

from bron.models import Levering, Oordeel
from verzuimloket.clock import nu
from verzuimloket.db import bereik
from verzuimloket.db.bereik import WEB
from verzuimloket.db.bereik import stroom as stroom_in


@pytest.fixture
def levering(transactional_db):
    """Een levering met drie oordelen, echt opgeslagen."""
    moment = nu() - timedelta(days=1)
    levering = Levering.objects.create(
        leverancier="PROEF", volgnummer=1, aangemaakt=moment, ontvangen_op=moment, verwerkt_op=moment, sha256="0" * 64,
        bestandsnaam="proef.csv", aangeboden=3, verwerkt=0, afgekeurd=3,
    )  # fmt: skip
    for regel in (2, 3, 4):
        Oordeel.objects.create(levering=levering, regel=regel, recordsoort="PER", sleutel="x", oordeel="afgekeurd")
    return levering


def test_een_bestand_dat_na_het_verzoek_gemaakt_wordt_is_heel(levering, functioneel, ingelogd):
    pad = f"/beheer/aanleveringen/levering/{levering.pk}/terugkoppeling.csv"
    regels = b"".join(ingelogd(functioneel).get(pad).streaming_content).splitlines()
    assert (bereik.nu(), [regel.split(b";")[0] for regel in regels[1:]]) == (None, [b"2", b"3", b"4"])


def test_zonder_de_feiten_van_zijn_verzoek_was_het_leeg(levering, functioneel, ingelogd, monkeypatch):
    monkeypatch.setattr(bereik, "stroom", lambda stukken, _: stroom_in(stukken, bereik.Bereik(WEB)))
    pad = f"/beheer/aanleveringen/levering/{levering.pk}/terugkoppeling.csv"
    assert len(b"".join(ingelogd(functioneel).get(pad).streaming_content).splitlines()) == 1
