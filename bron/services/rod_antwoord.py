"""Het antwoord aan de leverancier: de ontvangstbevestiging van het berichtenboek met onze terugkoppeling, of een fout.

De ontvangstbevestiging van DUO heeft geen plaats voor een oordeel. In SOAP staat ons oordeel daarom in de Header, in
een eigen naamruimte; wie die niet kent, slaat haar over. Zonder envelop staan beide in één element `antwoord`. In geen
van beide staat een persoonsgebonden nummer.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

from bron.domein.groep import ONSCHULDIG
from bron.domein.rod import Bericht, element_van
from bron.domein.rod_schema import BASIS, VO
from bron.models import Levering, Oordeel
from bron.services.rod_xml import SOAP, BerichtGeweigerd

ROD = "urn:verzuimloket:rod:1"
GOED = "goedgekeurd"

for _kort, _lang in {"soap": SOAP, "rod": ROD, "vo": VO, "ins": BASIS}.items():
    ET.register_namespace(_kort, _lang)


def antwoord(bericht: Bericht, levering: Levering, oordelen: Iterable[Oordeel], *, soap: bool) -> bytes:
    """Het antwoord op een verwerkt bericht. Zelfde bericht, levering en oordelen: dezelfde bytes."""
    bevestiging = _bevestiging(bericht, levering)
    oordeel = _terugkoppeling(bericht, levering, list(oordelen))
    if soap:
        return _in_envelop(bevestiging, oordeel)
    geheel = ET.Element(f"{{{ROD}}}antwoord")
    geheel.extend([bevestiging, oordeel])
    return _bytes(geheel)


def fout(geweigerd: BerichtGeweigerd, *, soap: bool) -> bytes:
    """Het foutdocument bij een geweigerd bericht. Noemt de code, een zin en bij fouten in de opbouw de elementen."""
    geheel = ET.Element(f"{{{ROD}}}fout")
    _voeg_toe(geheel, ROD, code=geweigerd.code, melding=geweigerd.zin)
    for een in geweigerd.fouten:
        regel = ET.SubElement(geheel, f"{{{ROD}}}bevinding", element=een.element)
        regel.text = een.melding
    if not soap:
        return _bytes(geheel)
    storing = ET.Element(f"{{{SOAP}}}Fault")
    soort = {"MUSTUNDERSTAND": "MustUnderstand"}.get(geweigerd.code, "Server" if geweigerd.status >= 500 else "Client")
    _voeg_toe(storing, "", faultcode=f"soap:{soort}", faultstring=geweigerd.zin)
    ET.SubElement(storing, "detail").append(geheel)
    return _in_envelop(storing)


def _bevestiging(bericht: Bericht, levering: Levering) -> ET.Element:
    """De Response van het berichtenboek. Het nummer volgt uit dat van het bericht: een herhaling krijgt hetzelfde."""
    geheel = ET.Element(f"{{{VO}}}{bericht.soort}_Response")
    _voeg_toe(
        geheel,
        BASIS,
        identificatiecodeBedrijfsdocument=str(uuid5(NAMESPACE_URL, f"{ROD}:{levering.leverancier}:{bericht.nummer}")),
        verzendendeInstantie=bericht.ontvanger,
        ontvangendeInstantie=bericht.verzender,
        datumTijdBedrijfsdocument=_moment(levering.verwerkt_op),
        ontvangstBevestiging="J",
    )
    return geheel


def _terugkoppeling(bericht: Bericht, levering: Levering, oordelen: list[Oordeel]) -> ET.Element:
    geheel = ET.Element(f"{{{ROD}}}terugkoppeling")
    _voeg_toe(geheel, ROD, bericht=str(UUID(bericht.nummer)), levering=str(levering.volgnummer))
    inschrijving = ET.SubElement(geheel, f"{{{ROD}}}inschrijving")
    _voeg_toe(inschrijving, ROD, brin=bericht.brin, inschrijvingvolgnummer=bericht.volgnummer, oordeel=_slot(oordelen))
    for oordeel in oordelen:
        if oordeel.code == ONSCHULDIG.code:
            continue  # het bericht is één inschrijving; dat zij samen is afgekeurd, staat er al
        bevinding = ET.SubElement(
            inschrijving, f"{{{ROD}}}bevinding", element=element_van(bericht, oordeel.regel), oordeel=oordeel.oordeel
        )
        _voeg_toe(bevinding, ROD, code=oordeel.code, melding=oordeel.melding)
    return geheel


def _slot(oordelen: list[Oordeel]) -> str:
    gezien = {oordeel.oordeel for oordeel in oordelen}
    if Oordeel.Uitkomst.AFGEKEURD in gezien:
        return Oordeel.Uitkomst.AFGEKEURD.value
    return Oordeel.Uitkomst.SIGNAAL.value if gezien else GOED


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _voeg_toe(ouder: ET.Element, ruimte: str, **waarden: str) -> None:
    for naam, waarde in waarden.items():
        ET.SubElement(ouder, f"{{{ruimte}}}{naam}" if ruimte else naam).text = waarde


def _in_envelop(lijf: ET.Element, kop: ET.Element | None = None) -> bytes:
    envelop = ET.Element(f"{{{SOAP}}}Envelope")
    if kop is not None:
        ET.SubElement(envelop, f"{{{SOAP}}}Header").append(kop)
    ET.SubElement(envelop, f"{{{SOAP}}}Body").append(lijf)
    return _bytes(envelop)


def _bytes(geheel: ET.Element) -> bytes:
    ET.indent(geheel)
    tekst: bytes = ET.tostring(geheel, encoding="utf-8", xml_declaration=True)
    return tekst + b"\n"
