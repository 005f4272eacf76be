"""Een kleine levering op een gevuld register gaat een snellere weg; de uitkomst is die van de gewone weg."""

from datetime import datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from bron.models import Oordeel
from bron.services import lees_in, meer
from tests.bron.hulp import AN, BEN, CAS, inhoud_register, isg, leg, levering, per
from tests.bron.test_storing import stel_database_in
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db(transaction=True)
EERST, DAN = datetime(2026, 8, 3, tzinfo=AMSTERDAM), datetime(2026, 8, 10, tzinfo=AMSTERDAM)
WEEK = levering(
    *(per(AN), *isg(AN, brin="27GZ"), per(BEN), *isg(BEN, "2026-01-01", brin="27GZ"), per(CAS), *isg(CAS)),
    leverancier="WEEK",
)


@pytest.fixture
def register(tmp_path, monkeypatch):
    """AN staat ook bij een andere instelling, BEN niet meer; verder duizend leerlingen, en PostgreSQL heeft ze geteld."""
    monkeypatch.setattr(meer, "APART", range(1, 100))
    lees_in(leg(tmp_path, levering(per(AN), *isg(AN), per(BEN), *isg(BEN, tot="2025-12-31"))), ontvangen_op=EERST)
    with connection.cursor() as cursor:
        cursor.execute("""INSERT INTO bron_persoonversie (pgn, ontvangen_op, vervallen_op, levering_id, regel,
            geboortedatum, geslacht, achternaam, voorvoegsel, voornamen, straat, huisnummer, huisletter, toevoeging,
            postcode, plaats, gemeentecode) SELECT '8' || lpad(n::text, 8, '0'), ontvangen_op, vervallen_op, levering_id,
            regel, geboortedatum, geslacht, achternaam, '', '', '', '', '', '', '', '', ''
            FROM bron_persoonversie, generate_series(1, 1000) n WHERE pgn = %s""", [AN])  # fmt: skip
        cursor.execute("ANALYZE bron_persoonversie, bron_periodeversie, bron_diplomaversie")


def overlappingen() -> list[tuple[str, str]]:
    return list(Oordeel.objects.unscoped("test").order_by("regel").values_list("sleutel", "code"))


def test_een_overlapping_wordt_ook_over_de_tweede_verbinding_gevonden(tmp_path, register):
    lees_in(leg(tmp_path, WEEK, "week.csv"), ontvangen_op=DAN)
    assert overlappingen() == [(f"27GZ/{AN}/1", "OVERLAP")]


def test_binnen_andermans_transactie_gaat_alles_over_een_verbinding(tmp_path, register):
    with transaction.atomic():
        lees_in(leg(tmp_path, WEEK, "week.csv"), ontvangen_op=DAN)
    assert overlappingen() == [(f"27GZ/{AN}/1", "OVERLAP")]


def test_valt_de_tweede_verbinding_weg_dan_is_er_niets_opgeslagen(tmp_path, register):
    voor = inhoud_register()
    with stel_database_in("search_path", "nergens"), pytest.raises(ProgrammingError):
        lees_in(leg(tmp_path, WEEK, "week.csv"), ontvangen_op=DAN)
    assert inhoud_register() == voor
