"""Csv als stroom: dezelfde bytes als het bestand, in stukken, en eerlijk als het misgaat."""

import io
from datetime import date

import pytest

from verzuimloket.export import csv
from verzuimloket.export.stroom import ONVOLLEDIG, PAKKET, csv_stroom
from verzuimloket.export.tabel import Column, Table

TABEL = Table("Proef", (Column("NAAM"), Column("DAG")))


@pytest.mark.parametrize("aantal", [0, 1, PAKKET, PAKKET + 1, 3 * PAKKET])
def test_de_stroom_is_byte_voor_byte_het_bestand(aantal):
    rijen = [(f'=Noor; "{nr}"\n', date(2026, 11, 1)) for nr in range(aantal)]
    bestand = io.BytesIO()
    csv.write(TABEL, rijen, bestand)
    assert b"".join(csv_stroom(TABEL, rijen)) == bestand.getvalue()


def test_de_stroom_leest_niet_verder_dan_het_volgende_stuk():
    gelezen = []
    stroom = csv_stroom(TABEL, ((str(gelezen.append(nr)), None) for nr in range(10 * PAKKET)))
    next(stroom)
    assert len(gelezen) == PAKKET


def test_een_afgebroken_stroom_zegt_dat_hij_onvolledig_is_en_breekt_dan():
    def rijen():
        yield ("Noor", None)
        raise OSError("de database is weg")

    stroom = csv_stroom(TABEL, rijen())
    assert next(stroom).decode().splitlines()[1:] == ["Noor;", ONVOLLEDIG]
    with pytest.raises(OSError, match="de database is weg"):
        next(stroom)
