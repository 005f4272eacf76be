"""Wanneer de ingebouwde servers wel en niet gebruikt worden."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from verzuimloket import embedded
from verzuimloket.embedded_aan import adressen

DATABASE, REDIS = "postgresql://verzuimloket@db/verzuimloket", "redis://redis/0"


def test_met_twee_gegeven_adressen_start_er_niets(tmp_path: Path) -> None:
    map_ = tmp_path / "servers"
    assert adressen(DATABASE, REDIS, aan=True, map_=map_, snel=True) == (DATABASE, REDIS)
    assert not map_.exists()


def test_met_alleen_een_database_start_alleen_redis(tmp_path: Path) -> None:
    database, redis_ = adressen(DATABASE, "", aan=True, map_=tmp_path, snel=True)
    embedded.stop(tmp_path)
    assert database == DATABASE
    assert redis_.startswith("redis+socket:///")
    assert not (tmp_path / "postgres").exists()


def test_met_alleen_redis_start_alleen_de_database(map_: Path) -> None:
    (map_ / "valkey.sock").unlink(missing_ok=True)
    database, redis_ = adressen("", REDIS, aan=True, map_=map_, snel=True)
    embedded.stop(map_)
    assert database.startswith("postgresql://postgres@:5432/verzuimloket?host=/")
    assert redis_ == REDIS
    assert not (map_ / "valkey.sock").exists()


@pytest.mark.parametrize(("database", "redis_", "naam"), [("", REDIS, "DATABASE_URL"), (DATABASE, "", "REDIS_URL")])
def test_zonder_ingebouwde_servers_noemt_de_fout_het_adres_dat_ontbreekt(
    tmp_path: Path, database: str, redis_: str, naam: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{naam} ontbreekt"):
        adressen(database, redis_, aan=False, map_=tmp_path, snel=True)
