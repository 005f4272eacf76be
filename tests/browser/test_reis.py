"""De hele reis van een melding in een echte browser: melden, mail, behandelen, mail, het antwoord lezen.

Vier keer dezelfde reis: met de muis, alleen met het toetsenbord, zonder JavaScript en op een scherm van 320 pixels.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser.bezoek import UITLOOP
from tests.browser.bezoeker import SMAL, Bezoeker
from tests.browser.hand import Hand, Muis, Toetsenbord
from tests.browser.portaal import Portaal

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@dataclass
class Reis:
    """Wat er onderweg te zien was."""

    stappen: list[str] = field(default_factory=list)
    uitloop: list[str] = field(default_factory=list)
    zonder_focus: list[str] = field(default_factory=list)
    mails: list[Any] = field(default_factory=list)
    antwoord: str = ""


WEG = [
    "Inloggen", "Eenmalige code", "Start", "Verzuim melden", "Verzuim melden", "Controleren – Verzuim melden",
    "Melding 1 is verstuurd", "Inloggen", "Eenmalige code", "Melding 1", "Melding 1 terugmelden", "Melding 1",
    "Melding 1 terugmelden", "Melding 1", "Raadplegen/wijzigen", "Melding 1",
]  # fmt: skip


class Reiziger:
    def __init__(
        self, portaal: Portaal, reis: Reis, hand: Callable[..., Hand], maak: Callable[[], Bezoeker], naam: str
    ) -> None:
        self.portaal, self.reis, self.naam, self.nummer = portaal, reis, naam, 0
        self.melder, self.behandelaar = (hand(maak(), reis.zonder_focus) for _ in range(2))

    def zie(self, hand: Hand) -> None:
        """Noteer op welke pagina de reiziger is (meldingsnummers als 1), en wat er rechts van het scherm valt."""
        page = hand.bezoeker.page
        titel = page.title().removesuffix(" – Verzuimloket")
        self.reis.stappen.append(titel.replace(str(self.nummer), "1") if self.nummer else titel)
        if page.viewport_size == SMAL:
            self.reis.uitloop += page.evaluate(UITLOOP)

    def log_in(self, hand: Hand, gebruikersnaam: str) -> None:
        self.zie(hand)
        hand.vul("gebruikersnaam", gebruikersnaam)
        hand.vul("wachtwoord", "Demo-verzuim-2026!")
        hand.druk("Verder")
        self.zie(hand)
        hand.vul("token", hand.bezoeker.codes.voor(gebruikersnaam))
        hand.druk("Inloggen")
        self.zie(hand)

    def meld(self, pgn: str) -> None:
        hand = self.melder
        hand.bezoeker.naar("/inloggen/")
        self.log_in(hand, f"melder.{self.naam}")
        hand.volg("Opvoeren verzuim")
        self.zie(hand)
        hand.vul("pgn", pgn)
        hand.druk("Verder")
        self.zie(hand)
        hand.kies("soort", "V3")
        hand.vul("reden", "Komt na de pauze niet terug")
        hand.vul("begin", "2-11-2026")
        hand.vul("eind", "4-11-2026")
        hand.kies_nummer("locatie", 1)
        hand.vul("naam_melder", "Mees Melder")
        hand.vul("email_melder", f"mees.{self.naam}@school.example")
        hand.druk("Controleren")
        self.zie(hand)
        hand.druk("Melding versturen")
        self.nummer = int(hand.bezoeker.page.locator("main strong.vl-nummer").inner_text())
        self.zie(hand)

    def behandel(self, postadres: str) -> None:
        """Langs de link in de mail: eerst inloggen, dan meteen bij de melding."""
        hand = self.behandelaar
        self.reis.mails.append(self.portaal.mail_over(self.nummer, postadres))
        hand.bezoeker.naar(f"/meldingen/{self.nummer}/")
        self.log_in(hand, f"behandelaar.{self.naam}")
        self.terugmelden("B")
        self.terugmelden("G")

    def terugmelden(self, status: str) -> None:
        hand = self.behandelaar
        hand.volg("Terugmelden")
        self.zie(hand)
        hand.kies_rondje("status", status)
        if status == "G":
            hand.kies("reden_afsluiting", "1")
            hand.kies("toelichting_afsluiting", "1")
        hand.druk("Terugmelding versturen")
        self.zie(hand)

    def lees(self) -> None:
        hand = self.melder
        self.reis.mails.append(self.portaal.mail_over(self.nummer, f"mees.{self.naam}@school.example"))
        hand.volg("Raadplegen/wijzigen")
        self.zie(hand)
        hand.volg(str(self.nummer))
        self.zie(hand)
        self.reis.antwoord = hand.bezoeker.page.locator("section[aria-labelledby=terugmelding]").inner_text()


@pytest.fixture(scope="module")
def gereisd() -> dict[str, Reis]:
    return {}


@pytest.fixture
def reis(request, gereisd, bezoeker, portaal, feiten) -> Iterator[Reis]:
    """Elke reis wordt één keer gemaakt; de tests lezen wat er te zien was."""
    naam, hand, opties = request.param
    if naam not in gereisd:
        reiziger = Reiziger(portaal, Reis(), hand, lambda: bezoeker(**opties), naam)
        reiziger.meld(feiten["pgn"][naam])
        reiziger.behandel(feiten["postadres"])
        reiziger.lees()
        gereisd[naam] = reiziger.reis
    return gereisd[naam]


MUIS: tuple[Any, ...] = ("muis", Muis, {})
TOETSENBORD: tuple[Any, ...] = ("toetsenbord", Toetsenbord, {})
ZONDER_JAVASCRIPT: tuple[Any, ...] = ("zonder", Muis, {"java_script_enabled": False})
OP_EEN_TELEFOON: tuple[Any, ...] = ("smal", Muis, {"viewport": SMAL})
elke_reis = pytest.mark.parametrize(
    "reis", [MUIS, TOETSENBORD, ZONDER_JAVASCRIPT, OP_EEN_TELEFOON], ids=lambda reis: reis[0], indirect=True
)


@elke_reis
def test_een_melding_gaat_stap_voor_stap_naar_de_gemeente_en_terug(reis):
    assert reis.stappen == WEG


@elke_reis
def test_de_melder_leest_waarom_de_melding_is_afgesloten(reis):
    assert "terug naar school, opleiding hervat" in reis.antwoord


@elke_reis
def test_de_mail_noemt_de_leerling_niet(reis, feiten):
    tekst = "".join(mail.as_string() for mail in reis.mails)
    assert [woord for woord in ("Zeeman", "Noor", *feiten["pgn"].values()) if woord in tekst] == []


@pytest.mark.parametrize("reis", [OP_EEN_TELEFOON], ids=["smal"], indirect=True)
def test_op_320_pixels_valt_op_geen_enkele_stap_iets_buiten_het_scherm(reis):
    assert reis.uitloop == []


@pytest.mark.parametrize("reis", [TOETSENBORD], ids=["toetsenbord"], indirect=True)
def test_met_het_toetsenbord_is_overal_te_zien_waar_de_bezoeker_is(reis):
    assert reis.zonder_focus == []
