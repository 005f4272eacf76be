"""Wat een mutatie betekent: één zin voor wie haar leest, met de datums erbij.

Bron: de soorten mutaties van DUO; de redenen van uitstroom uit de Regeling gegevensverstrekking PGN BVE 2009.
"""

from datetime import date
from typing import Protocol

from bron.domein.mutatie import MutatieSoort
from bron.domein.persoon import adresregel, volledig_adres

S = MutatieSoort
REDENEN_UITSTROOM = {
    "01": "persoonsgebonden, geen invloed",
    "02": "persoonsgebonden, geen invloed op de oorzaak, wel opvang",
    "03": "instellingsgebonden factoren",
    "04": "studie- en beroepskeuze",
    "05": "arbeidsmarkt en omgeving",
    "06": "zonder diploma, maar wel succesvol",
    "07": "onbekend",
    "08": "geen uitval",
    "09": "niet voldaan aan de betalingsverplichting",
}
# wat een soort in het algemeen betekent, voor de uitleg onder aan de pagina
UITLEG: dict[MutatieSoort, str] = {
    S.OVERLEDEN: "De leerling is overleden. U ontvangt hierna niets meer.",
    S.VIER_JAAR: "De leerling werd 4 jaar en zit vanaf nu in uw leveringen.",
    S.DRIEENTWINTIG_JAAR: "De leerling werd 23 jaar. U ontvangt hierna niets meer.",
    S.VERHUISD_BINNEN: "Wij ontvingen een nieuw adres in dezelfde gemeente.",
    S.VERHUISD_ANDERS: "De leerling verhuisde naar of uit uw gemeente of regio.",
    S.INSCHRIJVING_TOEGEVOEGD: "Een school of instelling schreef de leerling in.",
    S.INSCHRIJVING_GEWIJZIGD: "Een inschrijving veranderde. Uitschrijven hoort daar ook bij.",
    S.INSCHRIJVING_VERWIJDERD: "Een school of instelling trok een inschrijving in: zij had er nooit moeten zijn.",
    S.RESULTAAT_TOEGEVOEGD: "Een school of instelling gaf een diploma door.",
    S.RESULTAAT_GEWIJZIGD: "Een diploma is verbeterd.",
    S.RESULTAAT_VERWIJDERD: "Een school of instelling trok een diploma in.",
    S.STARTKWALIFICATIE: "De leerling heeft nu een startkwalificatie. Dit is de laatste keer dat u iets ontvangt.",
    S.GEEN_STARTKWALIFICATIE: "De startkwalificatie verviel. De leerling zit weer in uw leveringen.",
}


class Mutatieregel(Protocol):
    soort: str
    datum: date
    ontvanger_gemeente: str
    gemeentecode: str
    straat: str
    huisnummer: str
    huisletter: str
    toevoeging: str
    plaats: str
    brin: str
    naam_instelling: str
    datum_inschrijving: date | None
    datum_uitschrijving: date | None
    reden_uitstroom: str
    bekostigd: bool | None
    hoogste_diploma: str


def dag(waarde: date | None) -> str:
    return f"{waarde.day}-{waarde.month}-{waarde.year}" if waarde else "een onbekende dag"


def zin(regel: Mutatieregel, *, opleiding: str, gemeenten: dict[str, str]) -> str:
    """Eén Nederlandse zin (soms twee) over deze mutatie, zonder naam: die staat ernaast.

    `opleiding` is haar naam, of leeg; `gemeenten` zijn namen bij de codes van de regel. Wat `datum` betekent, hangt van
    de soort af (bron/domein/mutatie.py): van een feit de dag zelf, van een correctie de dag van ontvangst.
    """
    soort = S(regel.soort)
    if soort in (S.VERHUISD_BINNEN, S.VERHUISD_ANDERS):
        return _verhuizing(regel, soort, gemeenten)
    if soort in (S.INSCHRIJVING_TOEGEVOEGD, S.INSCHRIJVING_GEWIJZIGD, S.INSCHRIJVING_VERWIJDERD):
        return _inschrijving(regel, soort, opleiding)
    op, hoogste = f"Op {dag(regel.datum)}", f"Hoogste diploma nu: {regel.hoogste_diploma or 'geen'}."
    return {
        S.OVERLEDEN: f"{op} is deze leerling overleden.",
        S.VIER_JAAR: f"{op} is deze leerling 4 jaar geworden.",
        S.DRIEENTWINTIG_JAAR: f"{op} is deze leerling 23 jaar geworden.",
        S.RESULTAAT_TOEGEVOEGD: f"{op} is een diploma behaald. {hoogste}",
        S.RESULTAAT_GEWIJZIGD: f"Het diploma dat {op.lower()} is behaald, is verbeterd. {hoogste}",
        S.RESULTAAT_VERWIJDERD: f"{op} ontvingen wij dat een diploma is ingetrokken. {hoogste}",
        S.STARTKWALIFICATIE: f"{op} is een startkwalificatie behaald. {hoogste}",
        S.GEEN_STARTKWALIFICATIE: f"{op} verviel de startkwalificatie. {hoogste}",
    }[soort]


def _verhuizing(regel: Mutatieregel, soort: MutatieSoort, gemeenten: dict[str, str]) -> str:
    """Van een adres kennen wij alleen de dag van ontvangst."""
    begin = f"Op {dag(regel.datum)} ontvingen wij dat deze leerling"
    naar = gemeenten.get(regel.gemeentecode, regel.gemeentecode)
    if soort is S.VERHUISD_BINNEN:
        huis = adresregel(regel.straat, regel.huisnummer, regel.huisletter, regel.toevoeging)
        adres = volledig_adres(huis, "", regel.plaats)
        return f"{begin} binnen {naar or 'de gemeente'} is verhuisd naar {adres or 'een onbekend adres'}."
    if regel.gemeentecode == regel.ontvanger_gemeente:
        return f"{begin} in {naar or 'uw gemeente'} is komen wonen."
    van = gemeenten.get(regel.ontvanger_gemeente, regel.ontvanger_gemeente) or "uw gemeente"
    if not naar:
        return f"Sinds {dag(regel.datum)} woont deze leerling volgens het register niet meer in {van} of in Nederland."
    return f"{begin} van {van} is verhuisd naar {naar}."


def _inschrijving(regel: Mutatieregel, soort: MutatieSoort, opleiding: str) -> str:
    instelling = regel.naam_instelling or regel.brin or "een onbekende instelling"
    bij = f"bij {instelling}" + (f" ({opleiding})" if opleiding else "")
    sinds, op = f"op {dag(regel.datum_inschrijving)}", f"Op {dag(regel.datum)}"
    if soort is S.INSCHRIJVING_VERWIJDERD:
        return f"{op} ontvingen wij dat de inschrijving {bij}, begonnen {sinds}, is ingetrokken."
    eind = f"op {dag(regel.datum_uitschrijving)}" if regel.datum_uitschrijving else ""
    reden = f" Reden: {REDENEN_UITSTROOM.get(regel.reden_uitstroom, 'niet opgegeven')}." if eind else ""
    onbekostigd = " De inschrijving is niet bekostigd." if regel.bekostigd is False else ""
    if soort is S.INSCHRIJVING_TOEGEVOEGD:
        en_uit = f" en {eind} uitgeschreven" if eind else ""
        return f"Deze leerling is {sinds} ingeschreven {bij}{en_uit}.{reden}{onbekostigd}"
    if regel.datum == regel.datum_uitschrijving:
        return f"Deze leerling is {eind} uitgeschreven {bij}.{reden}{onbekostigd}"
    tot = f" en geëindigd {eind}" if eind else ""
    return f"{op} ontvingen wij een wijziging van de inschrijving {bij}, begonnen {sinds}{tot}.{onbekostigd}"
