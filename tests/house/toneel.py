"""Het toneel van de tabel met rechten: twee werelden met elk een voorwerp van elke soort, dat zou kunnen lekken."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from accounts import sessie
from accounts.domein.beperking import Grond
from accounts.domein.berichtadressen import Berichtsoort
from accounts.domein.inlezen import Celfout, Inleesrij, Kolom
from accounts.domein.logboek import Aanleiding as LogboekAanleiding
from accounts.domein.rechten import Rol, Soort
from accounts.domein.zaad import Zaad, Zaadregel
from accounts.management.commands.urls import routes
from accounts.models import (
    Aanbieding,
    Beperking,
    Fusie,
    Gebruiker,
    Hardwaretoken,
    Huislogo,
    Inzageverzoek,
    Leessignaal,
    Sessie,
)
from accounts.services.apparaten import lees_in
from accounts.services.beperkingen import vraag_beperking
from accounts.services.berichtadressen import voeg_toe
from accounts.services.betrokkenen import vraag_inzage
from accounts.services.concepten import bewaar_concept
from accounts.services.correcties import leg_vast
from accounts.services.eerste_beheerder import vraag_beheerder
from accounts.services.inlezen import bevestig_gebruikers, bied_gebruikers_aan
from accounts.services.logboek import stel_vraag_elders
from accounts.services.sessies import schrijf_in
from accounts.services.sleutels import maak_sleutel
from accounts.services.tokens import begin_koppelen
from accounts.services.voorstellen import stem_in
from accounts.services.zaden import bied_tokens_aan
from bron.domein.vraag import Aanleiding, Vraag
from bron.models import CLevering, Inlezing
from bron.queries import LeerlingBeeld, leerling_van_school
from bron.services.c_bouw import maak_c_levering
from bron.services.logboek import stel_logboekvraag
from bron.services.terugblik import CONCEPT as TERUGBLIK
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.domein.workflow import Status
from meldingen.gegevens import Terugmelding
from meldingen.models import Locatie, Melder
from meldingen.services import meld_terug, stuur_door, zet_routering
from meldingen.views.opvoeren import CONCEPT
from rapportages.domein.codes import Code
from rapportages.domein.eigenlijst import EigenLijst
from rapportages.models import Bestandsaanvraag, Lijstvergelijking, Maandrapportage
from rapportages.services.aanvraag import vraag_bestand_aan
from rapportages.services.achtergrond import maak_bestand
from rapportages.services.vergelijken import vergelijk
from tests.accounts.opschoning import opgeschoond
from tests.accounts.proefvoorstel import doe_voorstel
from tests.bron.leveringen.hulp import MAANDAG, mutatie, vraag_aan, weeklevering
from tests.cast import BROWSER, Wereld, maak_lid
from tests.factories import GebruikerFactory, OrganisatieFactory
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.rapportages import maanden
from tests.rapportages.r08 import r08_rij, r08_week
from tests.zaken import laad_soorten, meld
from verzuimloket import clock
from verzuimloket.eenmalig import geheim_van
from verzuimloket.outbox.models import Bericht

NU = "2026-11-24T10:00:00+01:00"
ONBEKEND = {
    "bewijs": "0" * 64,
    "nummer": 999_999,
    "pk": 999_999,
    "sleutel": UUID(int=7),
    "naam": "onbekend",
    "soort": "wachtwoord",
    "datum": "2020-01-06",
    "maand": "2020-01",
    "code": "A04",
    "vorm": "csv",
    "bundel": 1,
}


class Toneel:
    """Twee werelden, elk met leerlingen, meldingen bij gemeente en regio, locaties, melders en concepten."""

    def __init__(self, map_: Path) -> None:
        self.werelden = (Wereld("00ZV", "0363", "21"), Wereld("27GZ", "0518", "28"))
        laad_soorten()
        for wereld in self.werelden:
            for naam in ("school", "gemeente", "regio", "beheerder", "rapport", "behandelaar", "rmc"):
                getattr(wereld, naam)  # ontstaat pas als ernaar gevraagd wordt; nu, want een rij draait terug
        lever(map_, *(regel for wereld in self.werelden for regel in leerlingen(wereld)))
        self.aanlevering = Inlezing.objects.create(
            bestandsnaam="proef.csv", leverancier="PROEF", herkomst=Inlezing.Herkomst.SCHERM, opslag=f"{7:032x}"
        )
        self.levering = lever(map_, *(regel for wereld in self.werelden for regel in leerlingen(wereld))).levering
        maanden.richt_in(map_, *self.werelden)
        maanden.bouw()
        self.opschoning = opgeschoond(3)
        self.derde = OrganisatieFactory(soort=Soort.GEMEENTE, code="0014")
        self.week = weeklevering()
        self.r08 = r08_week()
        self.maand = Maandrapportage.objects.get(maand=maanden.NOVEMBER.t2)
        self.zaken = {wereld.brin: self._richt_in(wereld) for wereld in self.werelden}
        loket = OrganisatieFactory(soort=Soort.LOKET, code="LOKET")
        # het loket is er één keer, maar elke wereld heeft er een eigen mens: ook diens vragen zijn voor anderen dicht
        self.functioneel = {
            wereld.brin: maak_lid(f"functioneel{nummer}", loket, Rol.FUNCTIONEEL_BEHEER)
            for nummer, wereld in enumerate(self.werelden)
        }
        for nummer, (brin, wie) in enumerate(self.functioneel.items()):
            ander = next(collega for collega in self.functioneel.values() if collega is not wie)
            self.zaken[brin]["fusie"] = Fusie.objects.create(
                van=OrganisatieFactory(soort=Soort.GEMEENTE, code=f"900{nummer}"), naar=self.derde, bij=loket,
                datum=date(2030, 1, 1), gevraagd_door=wie, ingestemd_door=ander,
            )  # fmt: skip
            verzoek = _inzage(wie, ander, self.zaken[brin]["pgn"])
            self.zaken[brin]["verzoek"] = verzoek
            self.zaken[brin]["eerste"] = eerste_brief(wie, ander, brin)
            self.zaken[brin]["correctie"] = leg_vast(
                wie, loket, kenmerk="Brief 2026-115", onderwerp="adres", ontvangen_op=date(2026, 11, 2)
            )
            self.zaken[brin]["beperking"] = _beperking(wie, ander)
            self.zaken[brin]["overzicht"] = SimpleNamespace(delen={"nummer": verzoek.pk, "vorm": "json"})
            self.zaken[brin]["terugblik"] = bewaar_concept(wie, TERUGBLIK, terugblik(self.zaken[brin]["pgn"]))
            vraag = stel_vraag_elders(wie, self.derde, LogboekAanleiding.BEZWAAR, "Zaak 2026-117")
            self.zaken[brin]["logboekvraag"] = vraag
            self.zaken[brin]["logboekbestand"] = SimpleNamespace(delen={"sleutel": vraag.pk, "vorm": "csv"})
            self.zaken[brin]["kijkvraag"] = stel_logboekvraag(
                wie, self.zaken[brin]["pgn"], Aanleiding.INZAGE, "Zaak 2026-117"
            )
        self.zonder_rol = GebruikerFactory(username="zonder.rol")

    def _richt_in(self, wereld: Wereld) -> dict[str, Any]:
        zet_routering(
            gebied=wereld.regio, groep=Leeftijdsgroep.RMC, instantie=wereld.regio, vanaf=date(2020, 1, 1)
        )  # zo is er een melding die de gemeente niet ziet
        jong, oud = self.leerling(wereld), self.leerling(wereld, oud=True)
        hoofd, zij, vrij = (self._locatie(wereld, naam) for naam in ("Hoofdlocatie", "Zijlocatie", "Nooit gebruikt"))
        wereld.lezer.toewijzingen.unscoped("proef").update(locatie_ids=[hoofd.pk])
        wie = wereld.melder
        zaken = {
            "gemeente": meld(wie, wereld, jong),
            "zijlocatie": meld(wie, wereld, jong, keer=1, locatie=zij.pk),
            "regio": meld(wie, wereld, oud, soort="RMC"),
            "gesloten": meld(wie, wereld, jong, keer=2),
            "doorgestuurd": meld(wie, wereld, jong, keer=3),
            "locatie": vrij,
            "melder": Melder.objects.create(school=wereld.school, naam="Mees", email="mees@school.example"),
            "concept": bewaar_concept(wie, CONCEPT, {"pgn": jong.pgn}),
            "ingevuld": bewaar_concept(wie, CONCEPT, {"pgn": jong.pgn, "velden": verzuimvelden(hoofd.pk)}),
            "hoofdlocatie": hoofd,
            "gebied": wereld.gemeente,
            "regel": zet_routering(
                gebied=wereld.gemeente, groep=Leeftijdsgroep.RMC, instantie=wereld.gemeente, vanaf=date(2030, 1, 1)
            ),
            "sleutel": maak_sleutel(wereld.school, "rod", "Leerlingadministratie", dagen=90)[0],
            "sessie": self.sessie(wie),
            "leessignaal": Leessignaal.objects.create(
                gebruiker=wie, organisatie=wereld.school, soort="nacht", uur=clock.nu(), aantal=12
            ),
            "organisatie": wereld.school,
            **berichtadres(wereld),
            "kleur": SimpleNamespace(delen={"code": "0d4f85"}),
            "logo": Huislogo.objects.create(organisatie=wereld.school, png=b"proef", breedte=1, hoogte=1),
            "demo": SimpleNamespace(pk="eerste"),
            "opschoning": self.opschoning,
            "aanlevering": self.aanlevering,
            "levering": self.levering,
            "pgn": jong.pgn,
            "voorstel": doe_voorstel(wereld),
            "collega": wie,
            "brief": SimpleNamespace(delen={"pk": wie.pk, "soort": "wachtwoord"}),
            "koppeling": begin_koppelen(wie),
            "apparaat": maak_apparaat(wereld),
            "bundel": _bundel(wereld),
            "inleeslijst": _inleeslijst(wereld, 2),
            "tokenlijst": _tokenlijst(wereld),
            "rol": wie.toewijzingen.unscoped("proef").get(),
            "lezerrol": wereld.lezer.toewijzingen.unscoped("proef").get(),
            "week": SimpleNamespace(pk=MAANDAG.isoformat()),
            "bouwmaand": SimpleNamespace(pk="2026-11"),
            "c_levering": self._c_levering(wereld),
            "r08": SimpleNamespace(pk=self.r08.peildatum.isoformat()),
            "maand": SimpleNamespace(pk=str(maanden.NOVEMBER)),
            "startset": SimpleNamespace(delen={"maand": str(maanden.NOVEMBER), "code": "A05"}),
            "lijst": SimpleNamespace(delen={"maand": str(maanden.NOVEMBER), "code": "A04"}),
            "rij": rij_van(wereld),
            "vergelijking": self._vergelijking(wereld),
            "bestand": SimpleNamespace(delen={"maand": str(maanden.NOVEMBER), "code": "A04", "vorm": "csv"}),
            "rapportbestand": self._rapportbestand(wereld),
        }
        mutatie(self.week, wereld)
        r08_rij(self.r08, wereld)
        klaar = Terugmelding(Status.AFGESLOTEN, "Bo", reden_afsluiting=1, toelichting_afsluiting=1)
        meld_terug(wereld.behandelaar, zaken["gesloten"].nummer, 1, klaar)
        stuur_door(wereld.behandelaar, zaken["doorgestuurd"].nummer, 1, self.derde, "Verhuisd")
        return zaken

    def sessie(self, wie: Gebruiker) -> Sessie:
        """Een sessie die ergens anders loopt."""
        opslag = SessionStore()
        opslag[sessie.BEGIN] = opslag[sessie.GEZIEN] = int(clock.nu().timestamp())
        opslag.create()
        return schrijf_in(opslag.session_key, wie, BROWSER)

    def _c_levering(self, wereld: Wereld) -> CLevering:
        """Een C-levering die klaar is, met haar bestanden."""
        c_levering = vraag_aan(wereld.rmc, nummer=int(wereld.gemeentecode))
        assert maak_c_levering(c_levering.pk)
        return c_levering

    def _vergelijking(self, wereld: Wereld) -> Lijstvergelijking:
        """Een eigen lijst naast A04: één leerling in beide, twee alleen bij ons, één alleen bij hen, één onleesbaar."""
        beide, weg = maanden.nummer(wereld, 3), maanden.nummer(wereld, 6)
        return vergelijk(
            wereld.rapport,
            "",
            self.maand,
            Code.A04,
            EigenLijst((beide, weg), rijen=3, dubbel=0, onleesbaar=1, onleesbare_rijen=(4,)),
        )

    def _rapportbestand(self, wereld: Wereld) -> Bestandsaanvraag:
        """Een groot bestand van een maandrapportage dat klaar is."""
        gevraagd = vraag_bestand_aan(wereld.rapport, self.maand, Code.A04, "xlsx")
        assert maak_bestand(gevraagd.pk)
        return gevraagd

    def _locatie(self, wereld: Wereld, naam: str) -> Locatie:
        return Locatie.objects.create(school=wereld.school, naam=naam)

    def leerling(self, wereld: Wereld, *, oud: bool = False) -> LeerlingBeeld:
        """De leerling van 15 van deze wereld, of die van 19."""
        beeld = leerling_van_school(pgn=nummers(wereld)[oud], brin=wereld.brin, dag=clock.vandaag())
        assert beeld is not None
        return beeld

    def speler(self, kolom: str, wereld: Wereld) -> Gebruiker | None:
        """De gebruiker achter een kolom van de tabel; None voor een anonieme bezoeker."""
        if kolom == "zonder_rol":
            return self.zonder_rol
        if kolom == "functioneel":
            return self.functioneel[wereld.brin]
        return None if kolom == "anoniem" else getattr(wereld, "melder" if kolom == "half" else kolom)

    def bezoeker(self, kolom: str, wereld: Wereld, ingelogd: Callable[..., Client]) -> Client:
        """Een browser waarin deze speler zit: anoniem, half ingelogd, of met wachtwoord en code binnen."""
        gebruiker = self.speler(kolom, wereld)
        client = Client() if gebruiker is None or kolom == "half" else ingelogd(gebruiker)
        if kolom == "rapport":  # zijn vergelijking maakte hij in deze sessie
            eigen = Lijstvergelijking.objects.unscoped("proef").filter(gebruiker=gebruiker)
            eigen.update(sessie_id=client.session.session_key)
        if kolom == "beheerder":  # zijn aangeboden lijsten ook
            lijsten = Aanbieding.objects.unscoped("proef").filter(gebruiker=gebruiker)
            lijsten.update(sessie_id=client.session.session_key)
        if gebruiker is not None and kolom == "half":
            opslag = SessionStore()
            opslag[sessie.HALF_WIE], opslag[sessie.HALF_SINDS] = gebruiker.pk, int(clock.nu().timestamp())
            opslag[sessie.HALF_AFDRUK] = gebruiker.get_session_auth_hash()
            opslag.create()
            client.cookies[settings.SESSION_COOKIE_NAME] = opslag.session_key
        client.raise_request_exception = False
        return client


def _inzage(wie: Gebruiker, ander: Gebruiker, pgn: str) -> Inzageverzoek:
    """Een overzicht van wat het portaal van deze leerling heeft, waar een ander mee instemde."""
    assert wie.organisatie is not None
    verzoek = vraag_inzage(wie, wie.organisatie, pgn, "Brief 2026-114 van de betrokkene")
    assert verzoek.voorstel is not None
    stem_in(verzoek.voorstel, door=ander)
    return verzoek


def berichtadres(wereld: Wereld) -> dict[str, Any]:
    """Een adres van de school dat nog niet bevestigd is, en de link waarmee dat kan."""
    rij = voeg_toe(wereld.school, Berichtsoort.R08, f"r08@{wereld.brin}.example", door=wereld.beheerder)
    bericht = Bericht.objects.get(sleutel__startswith=f"berichtadres:{rij.pk}:")
    return {
        "berichtadres": rij,
        "berichtlink": SimpleNamespace(delen={"bewijs": geheim_van(bericht.context["kenmerk"])}),
    }


def eerste_brief(wie: Gebruiker, ander: Gebruiker, brin: str) -> SimpleNamespace:
    """De brief met koppelcode voor een eerste beheerder bij een instantie, waar een ander mee instemde."""
    instantie = OrganisatieFactory(soort=Soort.UITVOERENDE_INSTANTIE, code=f"EB-{brin}")
    voorstel = vraag_beheerder(instantie, f"eersteling.{brin}", "E. Eersteling", "e@proef.example", reden="", door=wie)
    stem_in(voorstel, door=ander)
    return SimpleNamespace(delen={"pk": voorstel.pk, "soort": "koppelcode"})


def _beperking(wie: Gebruiker, ander: Gebruiker) -> Beperking:
    """Een beperking die geldt, op iemand die verder niet op het toneel staat."""
    assert wie.organisatie is not None
    eigen = pgn(600 + wie.pk % 50)
    beperking = vraag_beperking(wie, wie.organisatie, eigen, Grond.BEZWAAR, "Brief 2026-114 van de betrokkene")
    assert beperking.voorstel is not None
    stem_in(beperking.voorstel, door=ander)
    return beperking


def rij_van(wereld: Wereld) -> SimpleNamespace:
    """De eerste rij van A04 in november van deze wereld, met wat er in haar adres staat."""
    rij = next(rij for rij in maanden.rijen(maanden.NOVEMBER) if rij.brin == wereld.brin)
    return SimpleNamespace(persoon=rij.persoon, delen={"maand": str(maanden.NOVEMBER), "code": "A04", "pk": rij.pk})


def adres(route: str, voorwerp: Any) -> str:
    """Het adres van een route bij dit voorwerp; zonder voorwerp een nummer dat niet bestaat.

    Een voorwerp met `delen` zegt per plaatshouder zelf wat er staat; anders staat overal zijn sleutel.
    """
    plaatshouders = next(r["plaatshouders"] for r in routes() if r["naam"] == route)
    delen = getattr(voorwerp, "delen", None) or {
        naam: voorwerp.pk if voorwerp else ONBEKEND[naam] for naam in plaatshouders
    }
    return reverse(route, kwargs=delen)


def maak_apparaat(wereld: Wereld) -> Hardwaretoken:
    """Een hardwaretoken van de school, in voorraad."""
    lees_in([Zaad("A-1", "hotp", wereld.brin.encode() * 5)], wereld.school, door=wereld.beheerder)
    return Hardwaretoken.objects.unscoped("proef").get(organisatie=wereld.school)


def _inleeslijst(wereld: Wereld, nr: int) -> Aanbieding:
    """Een werkblad met een goede rij en een met een fout, bekeken en nog niet bevestigd."""
    fout = Inleesrij(3, {Kolom.NAAM: "Fout"}, {}, fouten=(Celfout("B3", "dit is geen e-mailadres."),))
    naam = f"nina{nr}.{wereld.brin.lower()}"
    goed = Inleesrij(2, {Kolom.NAAM: "Nina"}, {}, "Nina", f"{naam}@school.example", naam, (Rol.LEZER,))
    return bied_gebruikers_aan([goed, fout], door=wereld.beheerder, sessie="")


def _tokenlijst(wereld: Wereld) -> Aanbieding:
    """Een bestand met een nieuw token en een met een fout, bekeken en nog niet bevestigd."""
    nieuw = Zaad("B-2", "hotp", f"tokenlijst van {wereld.brin}".encode())
    regels = [Zaadregel("Regel 2", "B-2", nieuw), Zaadregel("Regel 3", "", fout="de soort is geen totp of hotp.")]
    return bied_tokens_aan(regels, door=wereld.beheerder, sessie="")


def _bundel(wereld: Wereld) -> SimpleNamespace:
    """De gesloten brieven van een bevestigde lijst."""
    lijst = _inleeslijst(wereld, 1)
    bevestig_gebruikers(lijst, reden="", door=wereld.beheerder)
    return SimpleNamespace(delen={"sleutel": lijst.pk, "soort": "wachtwoord", "bundel": 1})


def nummers(wereld: Wereld) -> tuple[str, str]:
    eerste = 500 if wereld.brin == "00ZV" else 510
    return pgn(eerste), pgn(eerste + 1)


def leerlingen(wereld: Wereld) -> list[str]:
    """De records van een leerling van 15 en een van 19 in deze wereld."""
    jong, oud = nummers(wereld)
    return [
        persoon(jong, gemeente=wereld.gemeentecode),
        persoon(oud, gemeente=wereld.gemeentecode, geboren="2007-03-14"),
        *inschrijving(jong, brin=wereld.brin),
        *inschrijving(oud, brin=wereld.brin),
    ]


def terugblik(pgn: str) -> dict[str, str | bool]:
    """Een vraag van functioneel beheer over deze leerling, zoals het loket haar bewaart."""
    return Vraag(pgn, clock.nu(), clock.vandaag(), Aanleiding.BEZWAAR, "Zaak 2026-117").als_json()


def verzuimvelden(locatie: int) -> dict[str, list[str]]:
    """De velden van opvoeren zoals een browser ze verstuurt."""
    velden = {
        "soort": "V3", "reden": "Komt na de pauze niet terug", "begin": "2-11-2026", "alle_lessen_gemist": "nee",
        "actie_gewenst": "ja", "locatie": str(locatie), "naam_melder": "Mees", "email_melder": "mees@school.example",
    }  # fmt: skip
    return {naam: [waarde] for naam, waarde in velden.items()}


@pytest.fixture(scope="module")
def toneel(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Toneel]:
    """Eén keer bouwen voor alle rijen; elke rij draait in een eigen savepoint en laat niets na."""
    map_ = tmp_path_factory.mktemp("leveringen")
    bestanden = override_settings(BIJLAGEN_MAP=map_)
    with django_db_blocker.unblock(), time_machine.travel(NU, tick=False), bestanden, transaction.atomic():
        yield Toneel(map_)
        transaction.set_rollback(True)


@pytest.fixture
def postbus(settings, tmp_path):
    """De demo staat aan, met één ontvangen bericht; alleen voor de rijen met het voorwerp `demo`."""
    (tmp_path / "post").mkdir()
    kop = "To: mees@school.example\nSubject: Proef\nDate: Tue, 24 Nov 2026 10:00:00 +0100\n\nTekst\n"
    (tmp_path / "post" / "eerste.eml").write_text(kop, encoding="utf-8")
    settings.DEMO_MAP = tmp_path
    return settings
