"""Een jaar meldingen van de demoscholen, gedaan en beantwoord langs de echte diensten, met de klok op dat moment."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.identiteit import namens
from accounts.models import Gebruiker, Organisatie
from bron.queries import leerling_van_school
from demo.leerlingen import Leerling
from demo.wereld import LOCATIES, MELDERS, ZAAD
from meldingen import services
from meldingen.domein.leeftijd import Leeftijdsgroep, leeftijdsgroep
from meldingen.domein.workflow import Status
from meldingen.fouten import Domeinfout
from meldingen.gegevens import Dag, Terugmelding, Verzuim
from meldingen.models import Locatie, Melder, Melding
from verzuimloket import clock, kalender

PER_SCHOOL = 230
REDENEN = (
    "Komt na de pauze niet terug", "Verslaapt zich vaak", "Is sinds het weekend niet gezien", "Werkt onder schooltijd",
    "Zegt zich ziek te melden, maar er is geen bericht van de ouders", "Op vakantie buiten de schoolvakantie",
    "Voelt zich niet thuis in de klas", "Past op een jongere broer of zus", "Vervoer is niet geregeld",
)  # fmt: skip
ACTIES = ("Gesprek met de leerling gehad.", "Ouders gebeld, geen gehoor.", "Brief gestuurd en mentor ingeschakeld.", "")


class Verhalen:
    """Meldingen van één school; dezelfde reeks bij elke keer laden."""

    def __init__(
        self, school: Organisatie, melder: Gebruiker, behandelaars: dict[int, Gebruiker], vandaag: date
    ) -> None:
        self.school, self.melder, self.behandelaars, self.vandaag = school, melder, behandelaars, vandaag
        self.rng = Random(f"{ZAAD}-{school.code}")  # noqa: S311 - herhaalbaarheid, geen geheim
        self.locaties = list(Locatie.objects.visible_to(melder).order_by("naam"))
        self.melders = list(Melder.objects.visible_to(melder).order_by("naam"))

    def maak(self, leerlingen: list[Leerling]) -> int:
        """Doe de meldingen op volgorde van tijd; geeft het aantal."""
        momenten = sorted(self._moment() for _ in range(PER_SCHOOL))
        gekozen = self.rng.choices(leerlingen, k=PER_SCHOOL)
        gedaan = 0
        with transaction.atomic():
            for teller, (moment, leerling) in enumerate(zip(momenten, gekozen, strict=True)):
                with clock.op(moment):
                    melding = self._meld(leerling, moment, teller)
                if melding is not None:
                    gedaan += 1
                    self._vervolg(melding, moment)
        return gedaan

    def _moment(self) -> datetime:
        dag = self.vandaag - timedelta(days=self.rng.randint(2, 360))
        dag -= timedelta(days=max(0, dag.weekday() - 4))
        return datetime.combine(dag, time(self.rng.randint(8, 16), self.rng.randint(0, 59)), tzinfo=clock.AMSTERDAM)

    def _meld(self, leerling: Leerling, moment: datetime, teller: int) -> Melding | None:
        begin = moment.date() - timedelta(days=self.rng.randint(3, 25))
        beeld = leerling_van_school(pgn=leerling.pgn, brin=self.school.code, dag=moment.date())
        if beeld is None or begin < beeld.datum_inschrijving:
            return None
        groep = leeftijdsgroep(beeld.geboortedatum, begin, startkwalificatie=beeld.startkwalificatie)
        if groep is None:
            return None
        soort = self.rng.choices(*self._soorten(groep))[0]
        melder = self.rng.choice(self.melders)
        afwijkend = self._adres() if teller % 23 == 4 else {}
        verzuim = Verzuim(
            soort=soort, reden=self.rng.choice(REDENEN), begin=begin,
            eind=begin + timedelta(days=self.rng.randint(0, 3)) if self.rng.random() < 0.4 else None,
            alle_lessen_gemist=self.rng.random() < 0.2, ondernomen_actie=self.rng.choice(ACTIES),
            locatie=self.rng.choice(self.locaties).pk, melder=melder.pk, naam_melder=melder.naam,
            functie_melder=melder.functie, telefoon_melder=melder.telefoon, email_melder=melder.email,
            afwijkend_adres=afwijkend, dagen=(Dag(begin),) if self.rng.random() < 0.5 else (),
        )  # fmt: skip
        verzuim = replace(verzuim, dagen=_schooldagen(verzuim, moment.date(), teller))
        try:
            return services.dien_in(self.melder, beeld, verzuim, sleutel=UUID(int=self.rng.getrandbits(128), version=4))
        except Domeinfout:  # bijvoorbeeld een leerling zonder Nederlandse gemeente
            return None

    def _adres(self) -> dict[str, str]:
        plaats = ("2511BT", "'s-Gravenhage") if self.school.code == "00ZV" else ("9285RV", "Buitenpost")
        return {
            "straat": "Logeerlaan", "huisnummer": "7", "huisletter": "", "toevoeging": "", "postcode": plaats[0],
            "locatie_aanduiding": "", "plaats": plaats[1],
        }  # fmt: skip

    @staticmethod
    def _soorten(groep: Leeftijdsgroep) -> tuple[list[str], list[int]]:
        return (
            (["V4", "RMC", "O"], [2, 6, 2]) if groep is Leeftijdsgroep.RMC else (["V3", "L", "LRV", "O"], [6, 1, 1, 2])
        )

    def _vervolg(self, melding: Melding, moment: datetime) -> None:
        """Wat er daarna gebeurde: niets, intrekken, aanvullen, in behandeling, afsluiten of ter kennisgeving."""
        kans = self.rng.random()
        later = moment + timedelta(days=self.rng.randint(1, 6), minutes=self.rng.randint(1, 300))
        if later > clock.nu() or kans < 0.15:
            return
        with clock.op(later):
            if kans < 0.22:
                services.trek_in(self.melder, melding.nummer, melding.versie, "De afwezigheid bleek geoorloofd.")
                return
            if kans < 0.35:
                melding = services.vul_aan(
                    self.melder, melding.nummer, melding.versie, "De mentor heeft contact gehad."
                )
        behandelaar = self.behandelaars.get(melding.instantie_id)
        if behandelaar is not None:
            self._behandel(behandelaar, melding, later)

    def _behandel(self, behandelaar: Gebruiker, melding: Melding, moment: datetime) -> None:
        kans = self.rng.random()
        if kans < 0.1:
            return
        contact: dict[str, Any] = {
            "contact_naam": behandelaar.naam,
            "contact_functie": "Leerplichtambtenaar",
            "contact_email": behandelaar.email,
        }
        with clock.op(moment + timedelta(hours=3)):
            if kans < 0.25:
                antwoord = Terugmelding(Status.TER_KENNISGEVING, **contact)
                services.meld_terug(behandelaar, melding.nummer, melding.versie, antwoord)
                return
            antwoord = Terugmelding(Status.IN_BEHANDELING, **contact)
            melding = services.meld_terug(behandelaar, melding.nummer, melding.versie, antwoord)
            if kans < 0.4:
                services.plaats_notitie(behandelaar, melding.nummer, "Huisbezoek gepland.", intern=True)
        klaar = moment + timedelta(days=self.rng.randint(2, 20))
        if kans < 0.55 or klaar > clock.nu():
            return
        with clock.op(klaar):
            antwoord = Terugmelding(
                Status.AFGESLOTEN, **contact, reden_afsluiting=self.rng.randint(1, 7),
                toelichting_afsluiting=self.rng.randint(1, 3),
            )  # fmt: skip
            versie = Melding.objects.visible_to(behandelaar).get(nummer=melding.nummer).versie
            services.meld_terug(behandelaar, melding.nummer, versie, antwoord)


def _schooldagen(verzuim: Verzuim, gemeld: date, teller: int) -> tuple[Dag, ...]:
    """Van wie dagen opgeeft drie tot vijf schooldagen, hoogstens tot de melding; zo staat er iemand op R08."""
    if not verzuim.dagen:
        return ()
    laatste = min(verzuim.eind or gemeld, gemeld)
    schooldagen = [dag for dag in kalender.dagen(verzuim.begin, laatste) if dag.weekday() < kalender.ZATERDAG]
    return tuple(map(Dag, schooldagen[: 3 + teller % 3])) or verzuim.dagen


def richt_school_in(school: Organisatie, beheerder: Gebruiker) -> None:
    """Locaties en melders van een demoschool, langs de diensten van de beheerder onderwijs."""
    for naam in LOCATIES[school.code]:
        services.bewaar_locatie(beheerder, naam=naam, adres="", plaats=naam)
    for naam, functie in MELDERS[school.code]:
        adres = f"{naam.split()[-1].lower().replace('ç', 'c')}@school-{school.code.lower()}.example"
        services.bewaar_melder(beheerder, naam=naam, functie=functie, telefoon="058 123 45 67", email=adres)


def bij(gebruiker: Gebruiker, organisatie: Organisatie) -> Gebruiker:
    """De gebruiker met zijn rechten bij deze organisatie."""
    return namens(gebruiker.pk, organisatie.pk)
