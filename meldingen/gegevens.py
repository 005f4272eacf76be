"""Wat een school opgeeft en wat een instantie antwoordt, als gecontroleerde waarden van de formulieren."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meldingen.domein.workflow import Status


@dataclass(frozen=True, slots=True)
class Dag:
    """Een verzuimdag: de hele dag, of lesuren 1 tot en met 12."""

    datum: date
    hele_dag: bool = True
    lesuren: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Verzuim:
    """De inhoud van een melding. `soort` is een code, `locatie` en `melder` zijn sleutels van de eigen school.

    `afwijkend_adres` is leeg, of heeft de sleutels straat, huisnummer, huisletter, toevoeging, postcode,
    locatie_aanduiding en plaats.
    """

    soort: str
    reden: str
    begin: date
    locatie: int
    naam_melder: str
    email_melder: str
    eind: date | None = None
    alle_lessen_gemist: bool = False
    toelichting: str = ""
    ondernomen_actie: str = ""
    actie_gewenst: bool = True
    toelichting_actie_gewenst: str = ""
    melder: int | None = None
    functie_melder: str = ""
    telefoon_melder: str = ""
    telefoon_ouder: str = ""
    leerlingnummer: str = ""
    afwijkend_adres: dict[str, str] = field(default_factory=dict)
    dagen: tuple[Dag, ...] = ()

    def kolommen(self) -> dict[str, Any]:
        """De waarden voor de tabel; de toelichting bij 'geen actie' vervalt als er wel actie gewenst is."""
        return {
            "soort_id": self.soort,
            "reden": self.reden,
            "begin": self.begin,
            "eind": self.eind,
            "alle_lessen_gemist": self.alle_lessen_gemist,
            "toelichting": self.toelichting,
            "ondernomen_actie": self.ondernomen_actie,
            "actie_gewenst": self.actie_gewenst,
            "toelichting_actie_gewenst": "" if self.actie_gewenst else self.toelichting_actie_gewenst,
            "locatie_id": self.locatie,
            "melder_id": self.melder,
            "naam_melder": self.naam_melder,
            "functie_melder": self.functie_melder,
            "telefoon_melder": self.telefoon_melder,
            "email_melder": self.email_melder,
            "telefoon_ouder": self.telefoon_ouder,
            "leerlingnummer": self.leerlingnummer,
            "afwijkend_adres": self.afwijkend_adres,
        }


@dataclass(frozen=True, slots=True)
class Terugmelding:
    """Het antwoord van de instantie; reden 1-7 en toelichting 1-3 horen bij afsluiten (Besluit Verzuimmelding)."""

    status: Status
    contact_naam: str
    contact_functie: str = ""
    contact_telefoon: str = ""
    contact_email: str = ""
    reden_afsluiting: int | None = None
    toelichting_afsluiting: int | None = None
