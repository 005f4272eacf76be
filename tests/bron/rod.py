"""ROD-berichten als bytes. De opbouw is die van het berichtenboek; met `anders` wordt een bericht met opzet fout."""

from typing import Any
from uuid import UUID

from bron.domein.rod_schema import BASIS, VO

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
NUMMER = "00000000-0000-4000-8000-000000000001"
RUIMTES = f'xmlns="{VO}" xmlns:b="{BASIS}"'


def nummer(n: int) -> str:
    return str(UUID(int=n, version=4))


def kop(bericht: str = NUMMER, verzender: str = "00ZV") -> str:
    return (
        f"<b:identificatiecodeBedrijfsdocument>{bericht}</b:identificatiecodeBedrijfsdocument>"
        f"<b:verzendendeInstantie>{verzender}</b:verzendendeInstantie>"
        "<b:ontvangendeInstantie>LOKET</b:ontvangendeInstantie>"
        "<b:datumTijdBedrijfsdocument>2026-08-01T05:00:00Z</b:datumTijdBedrijfsdocument>"
    )


def sleutel(pgn: str, brin: str = "00ZV", volgnummer: str = "1") -> str:
    soort = "onderwijsnummer" if pgn.startswith("10") else "burgerservicenummer"
    return (
        f"<b:{soort}>{pgn}</b:{soort}><b:brin>{brin}</b:brin>"
        f"<b:inschrijvingvolgnummer>{volgnummer}</b:inschrijvingvolgnummer>"
    )


def periode(
    begin: str = "2025-08-01", code: str = "0011", leerjaar: str = "2", bekostigbaar: str = "true",
    vestiging: str = "00ZV00", erna: str = "", tussen: str = "",
) -> str:  # fmt: skip
    jaar = f"<leerjaar>{leerjaar}</leerjaar>" if leerjaar else ""
    return (
        f"<inschrijvingPeriodeVO><b:datumBegin>{begin}</b:datumBegin>{tussen}<b:opleidingcode>{code}</b:opleidingcode>"
        f"<vestiging>{vestiging}</vestiging>{jaar}"
        f"<indicatieBekostigbaar>{bekostigbaar}</indicatieBekostigbaar>{erna}</inschrijvingPeriodeVO>"
    )


def inschrijving(
    pgn: str, *perioden: str, sinds: str = "2025-08-01", tot: str = "", bericht: str = NUMMER, **anders: Any
) -> bytes:
    """Een AanleverenInschrijvingVO zonder envelop; zonder perioden een gewone."""
    uit = f"<b:datumUitschrijving>{tot}</b:datumUitschrijving>" if tot else ""
    return (
        f"<aanleverenInschrijvingVO_Request {RUIMTES}>{kop(bericht)}{sleutel(pgn, **anders)}"
        f"<b:datumInschrijving>{sinds}</b:datumInschrijving>{uit}{''.join(perioden or [periode(sinds)])}"
        "</aanleverenInschrijvingVO_Request>"
    ).encode()


def verwijdering(pgn: str, *, bericht: str = NUMMER, **anders: Any) -> bytes:
    return (
        f"<aanleverenVerwijderingInschrijvingVO_Request {RUIMTES}>{kop(bericht)}{sleutel(pgn, **anders)}"
        "</aanleverenVerwijderingInschrijvingVO_Request>"
    ).encode()


def envelop(bericht: bytes, kop: str = "") -> bytes:
    return f'<s:Envelope xmlns:s="{SOAP}">{kop}<s:Body>'.encode() + bericht + b"</s:Body></s:Envelope>"
