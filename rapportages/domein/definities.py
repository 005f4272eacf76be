"""Wat een getal betekent, in de woorden die op de bladzijde naast het getal staan."""

from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand
from rapportages.domein.selectie import Reden, Waarom

DEFINITIES = {
    Code.A05: "Wie op t1 bekostigd en niet als examendeelnemer stond ingeschreven in vo, mbo of vavo, 12 tot en met 21"
    " jaar was, in Nederland woonde en geen startkwalificatie had.",
    Code.A04: "Wie uit de startset op t2 geen bekostigde inschrijving en geen startkwalificatie heeft.",
    Code.A01: "Wie nu op de lijst staat en de maand ervoor niet.",
    Code.A02: "Wie de maand ervoor op de lijst stond en nu niet meer, met de reden.",
    Code.A14: "De lijst over het vorige convenantjaar, met wat daarover later nog binnenkwam.",
    Code.A06: "Per onderwijstype de startset, wie op de lijst staat en welk deel dat is.",
    Code.R01: "De meldingen die in de kalendermaand vóór t2 zijn geregistreerd, met hun status op de dag van bouwen.",
}
REDENEN = {
    Reden.NIET_BEKOSTIGD: "Niet bekostigd",
    Reden.EXAMENDEELNEMER: "Examendeelnemer",
    Reden.GEEN_INSCHRIJVING: "Geen inschrijving",
}
WAAROM = {
    Waarom.HERINGESCHREVEN: "Heringeschreven",
    Waarom.STARTKWALIFICATIE: "Startkwalificatie behaald",
    Waarom.VERTROKKEN: "Vertrokken uit Nederland",
    Waarom.OVERLEDEN: "Overleden",
    Waarom.NIET_IN_STARTSET: "Niet meer in de startset",
}


def vanaf_in_woorden(woord: str) -> str:
    """`202210` (VANAF_WANNEER) wordt `oktober 2022`. Werpt ValueError bij iets anders."""
    return Maand(int(woord[:4]), int(woord[4:])).naam
