"""De koppeling op de echte webserver: wat een systeem van een school over het netwerk ziet."""

import gzip
import http.client
from urllib.parse import urlsplit

import pytest

from tests.bron.rod import inschrijving, nummer
from tests.leveringen import pgn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MB = 1024 * 1024


@pytest.fixture
def stuur(portaal, feiten):
    def _stuur(inhoud, geheim: str | None = None, **koppen: str) -> tuple[int, str]:
        verbinding = http.client.HTTPConnection(urlsplit(portaal.basis).netloc, timeout=60)
        sleutel = feiten["geheim"] if geheim is None else geheim
        alle = {"Authorization": f"Bearer {sleutel}", "Content-Type": "text/xml; charset=utf-8", **koppen}
        verbinding.request("POST", "/api/rod/", inhoud, alle)
        antwoord = verbinding.getresponse()
        tekst = antwoord.read().decode()
        verbinding.close()
        return antwoord.status, tekst.partition("<rod:code>")[2].partition("<")[0]

    return _stuur


def test_een_goed_bericht_komt_in_het_register(stuur, portaal):
    assert stuur(inschrijving(pgn(0), volgnummer="NET", bericht=nummer(1))) == (200, "")
    [rij] = portaal.sql("SELECT brin, sector, vestiging FROM bron_periodeversie WHERE volgnummer = 'NET'")
    assert rij == ("00ZV", "VO", "00")


@pytest.mark.parametrize(
    ("inhoud", "geheim", "koppen", "uitkomst"),
    [
        (b" " * 10 * MB, None, {}, (413, "GROOTTE")),
        (b" " * 10 * MB, "fout", {}, (401, "SLEUTEL")),
        (inschrijving("999900006"), "fout", {}, (401, "SLEUTEL")),
        (gzip.compress(inschrijving("999900006")), None, {"Content-Encoding": "gzip"}, (415, "GECOMPRIMEERD")),
        (inschrijving("999900006")[:-9], None, {}, (400, "XML")),
        (b"", None, {}, (400, "LEEG")),
        (inschrijving("999900006").decode().encode("utf-16"), None, {}, (415, "TEKENSET")),
        (b"<x/>", None, {"Content-Type": "text/xml; charset=latin1"}, (415, "TEKENSET")),
    ],
    ids=["10 MB", "10 MB zonder sleutel", "zonder sleutel", "gzip", "afgebroken", "leeg", "utf-16", "latin-1"],
)
def test_een_geweigerd_bericht_krijgt_altijd_het_antwoord_te_zien(stuur, inhoud, geheim, koppen, uitkomst):
    assert stuur(inhoud, geheim, **koppen) == uitkomst


def test_een_bericht_in_stukken_zonder_lengte_is_leeg_en_nooit_half(stuur):
    """Een WSGI-server mag stukken (chunked) zonder lengte doorgeven; Django leest dan niets."""
    bericht = inschrijving(pgn(1), bericht=nummer(2))
    stukken = iter([bericht[:100], bericht[100:]])
    assert stuur(stukken, **{"Transfer-Encoding": "chunked"}) == (400, "LEEG")
