"""De tabel: elke pagina in elke stand waarin een bezoeker haar kan treffen. Een nieuwe pagina zonder rij is een fout.

Een pad tussen accolades komt uit de wereld (`wereld.py`). `doe` brengt de pagina in haar stand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from playwright.sync_api import Page

from tests.accounts.bladen import blad, gebruiker
from tests.browser.fusies import bekijk_fusie
from tests.browser.routering import bekijk_regel
from tests.leveringen import pgn

Doe = Callable[[Page], None]
MELDER, BEHANDELAAR, BEHEERDER, LEEG = "melder.00zv", "behandelaar.0059", "beheerder.00zv", "leeg.02gj"
BRIEF = "abcd-efgh-jkmn"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INLEZEN = "/beheer/gebruikers/inlezen/"
_teller = count(1000, 2)
FUNCTIONEEL, RAPPORT = "functioneel", "rapport.00zv"


@dataclass(frozen=True, slots=True)
class Rij:
    """`wie` is een account, of None voor een bezoeker die niet is ingelogd."""

    route: str
    stand: str
    wie: str | None
    pad: str
    doe: Doe | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.route or 'fout'}-{self.stand}"


def druk(knop: str) -> Doe:
    def doe(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=knop, exact=True).click()

    return doe


def _leeg_en_druk(veld: str, knop: str) -> Doe:
    def doe(page: Page) -> None:
        page.fill(f"[name={veld}]", "")
        druk(knop)(page)

    return doe


def _wachtwoord(naam: str, wachtwoord: str) -> Doe:
    def doe(page: Page) -> None:
        page.fill("[name=gebruikersnaam]", naam)
        page.fill("[name=wachtwoord]", wachtwoord)
        druk("Verder")(page)

    return doe


def _logboek_elders(page: Page) -> None:
    page.fill("[name=zoek]", "00ZV")
    page.get_by_label("Klacht of bezwaar").check()
    page.fill("[name=toelichting]", "Zaak 2026-117")
    druk("Logboek openen")(page)


def _foute_code(page: Page) -> None:
    _wachtwoord("zonder.rol", "Demo-verzuim-2026!")(page)
    page.fill("[name=token]", "abc")
    druk("Inloggen")(page)


def _te_vaak(page: Page) -> None:
    for _ in range(5):
        _wachtwoord("bestaat.niet", "Verkeerd-wachtwoord-1")(page)


def _bekijk_rol(page: Page) -> None:
    page.get_by_label("Rapportages").check()
    druk("Bekijk wat dit betekent")(page)


def _zoek_gebruiker(page: Page) -> None:
    page.fill("[name=zoek]", "lezer")
    druk("Zoeken")(page)


def _kies_lezer(page: Page) -> None:
    page.locator("[name=locaties]").first.check()
    page.fill("[name=leerlingen]", pgn(0))
    page.fill("[name=tot]", "31-7-2099")
    druk("Bekijk wat dit betekent")(page)


def _koppel_fout(page: Page) -> None:
    druk("App koppelen")(page)
    page.fill("[name=code]", "abcdef")
    druk("Koppelen")(page)


def _met_brief(page: Page, naam: str = "nieuw.00zv") -> None:
    """De geheimen staan vast in `wereld.py`; zij gelden alleen in de wereld van deze tests."""
    page.fill("[name=gebruikersnaam]", naam)
    page.fill("[name=wachtwoord]", BRIEF)
    druk("Verder")(page)


def _tot_app(page: Page) -> None:
    _met_brief(page)
    page.fill("[name=bewijs]", BRIEF)
    druk("Verder")(page)


def _tot_wachtwoord(page: Page) -> None:
    """Deze nieuweling heeft al een app, dus na de koppelcode komt het wachtwoord."""
    _met_brief(page, "bijna.00zv")
    page.fill("[name=bewijs]", BRIEF)
    druk("Verder")(page)


def _zoek(page: Page) -> None:
    page.fill("[name=zoek]", "bestaat niet")
    druk("Zoeken")(page)


def _fout_formulier(page: Page) -> None:
    """Een fout bij gewone velden, in het adres en bij een dag: alle delen staan open met hun fout."""
    page.locator("summary", has_text="Dagen en lesuren").click()
    page.fill("[name=dagen-0-datum]", "31-2-2026")
    page.locator("summary", has_text="Afwijkend adres").click()
    page.fill("[name=afwijkend_adres-postcode]", "x")
    page.fill("[name=begin]", "gisteren")
    druk("Controleren")(page)


def vul_verzuim(page: Page) -> None:
    page.select_option("[name=soort]", "V3")
    page.fill("[name=reden]", "Komt na de pauze niet terug")
    page.fill("[name=begin]", "2-11-2026")
    page.select_option("[name=locatie]", index=1)
    page.select_option("[name=melder]", index=1)


def _controle(page: Page) -> None:
    vul_verzuim(page)
    druk("Controleren")(page)
    page.wait_for_url("**/controle/")


def _bied_blad_aan(page: Page, rol: str) -> None:
    """Een goede rij, een fout en een dubbele; elke keer met andere namen."""
    eerste = next(_teller)
    rijen = [gebruiker(eerste, "Melder", rol), gebruiker(eerste + 1, "Directeur"), gebruiker(eerste, "Melder")]
    page.set_input_files("[name=bestand]", {"name": "gebruikers.xlsx", "mimeType": XLSX, "buffer": blad(*rijen)})
    druk("Bekijken")(page)


def _bied_gebruikers_aan(page: Page) -> None:
    _bied_blad_aan(page, "Rapportages")


def _meld_aan(page: Page) -> None:
    _bied_gebruikers_aan(page)
    druk("Aanmelden")(page)


def _meld_zonder_reden_aan(page: Page) -> None:
    _bied_blad_aan(page, "Beheerder")
    druk("Aanmelden")(page)


def _open_bundel(page: Page) -> None:
    _meld_aan(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Gesloten brieven 1 tot en met 1").click()


def _bied_tokens_aan(page: Page) -> None:
    """Een nieuw token en een met een fout."""
    csv = f"serienummer;soort;geheim\nNL-{next(_teller)};totp;{'ab' * 20}\nNL-0;sms;x\n"
    page.set_input_files("[name=bestand]", {"name": "tokens.csv", "mimeType": "text/csv", "buffer": csv.encode()})
    druk("Bekijken")(page)


def _lichte_kleur(page: Page) -> None:
    page.fill("[name=kleur]", "#ffff00")
    druk("Opslaan")(page)


def _bied_aan(inhoud: str) -> Doe:
    """Bied een eigen lijst aan; een goede geeft de uitkomst, een andere een fout bij het veld."""

    def doe(page: Page) -> None:
        page.set_input_files("[name=bestand]", {"name": "lijst.csv", "mimeType": "text/csv", "buffer": inhoud.encode()})
        druk("Vergelijken")(page)

    return doe


def _filter_uitkomst(page: Page) -> None:
    _bied_aan(EIGEN_LIJST)(page)
    page.select_option("[name=uitkomst]", "beide")
    druk("Toepassen")(page)


def _maak_sleutel(page: Page) -> None:
    page.fill("[name=label]", "Leerlingadministratie")
    druk("Sleutel maken")(page)


def _zoek_kijkers(page: Page) -> None:
    page.fill("[name=pgn]", pgn(1))
    page.get_by_label("Verzoek om inzage").check()
    page.fill("[name=toelichting]", "Brief van 20 november")
    druk("Opzoeken")(page)


def _verlopen_csrf(page: Page) -> None:
    page.context.clear_cookies()
    druk("Verder")(page)


VERGELIJKEN = "/rapportages/2026-11/vergelijken/"
EIGEN_LIJST = "\n".join(["PGN", *(pgn(nummer) for nummer in range(648, 678)), *["x"] * 150])

PAGINAS: tuple[Rij, ...] = (
    Rij("accounts:start", "gewoon", MELDER, "/"),
    Rij("accounts:start", "leeg", BEHEERDER, "/"),
    Rij("accounts:start", "functioneel", "functioneel", "/"),
    Rij("accounts:inloggen", "gewoon", None, "/inloggen/"),
    Rij("accounts:inloggen", "fout", None, "/inloggen/", druk("Verder")),
    Rij("accounts:inloggen", "onjuist", None, "/inloggen/", _wachtwoord("ook.niet", "Verkeerd-wachtwoord-1")),
    Rij("accounts:inloggen", "te vaak", None, "/inloggen/", _te_vaak, 429),
    Rij("accounts:inloggen", "verlopen", None, "/inloggen/?volgende=/meldingen/&verlopen=1"),
    Rij("accounts:inloggen", "uitgelogd", None, "/inloggen/?uitgelogd=1"),
    Rij("accounts:token", "gewoon", None, "/inloggen/", _wachtwoord("zonder.rol", "Demo-verzuim-2026!")),
    Rij("accounts:token", "fout", None, "/inloggen/", _foute_code),
    Rij("accounts:organisatie", "gewoon", "wissel", "/inloggen/organisatie/"),
    Rij("accounts:organisatie", "fout", "wissel", "/inloggen/organisatie/", druk("Verder")),
    Rij("accounts:organisatie", "leeg", "zonder.rol", "/inloggen/organisatie/"),
    Rij("accounts:sessie_verlopen", "gewoon", None, "/sessie-verlopen/"),
    Rij("accounts:hulp", "gewoon", None, "/hulp/"),
    Rij("accounts:toegankelijkheid", "gewoon", None, "/toegankelijkheid/"),
    Rij("accounts:privacy", "gewoon", MELDER, "/privacy/"),
    Rij("accounts:mijn", "gewoon", BEHEERDER, "/mijn/"),
    Rij("accounts:mijn", "codes", MELDER, "/mijn/", druk("Maak nieuwe herstelcodes")),
    Rij("accounts:mijn_sessies", "gewoon", MELDER, "/mijn/sessies/"),
    Rij("accounts:mijn_inlogpogingen", "gewoon", MELDER, "/mijn/inlogpogingen/"),
    Rij("accounts:mijn_mails", "gewoon", RAPPORT, "/mijn/mails/"),
    Rij("accounts:mijn_mails", "leeg", MELDER, "/mijn/mails/"),
    Rij("accounts:logboek", "veel", BEHEERDER, "/beheer/audit/"),
    Rij("accounts:logboek", "gefilterd", BEHEERDER, "/beheer/audit/?wat=meldingen&geweigerd=on"),
    Rij("accounts:logboek", "functioneel", FUNCTIONEEL, "/beheer/audit/"),
    Rij("accounts:leesgedrag", "gewoon", BEHEERDER, "/beheer/audit/leesgedrag/"),
    Rij("accounts:leesgedrag", "leeg", "beheerder.0518", "/beheer/audit/leesgedrag/?stand=klaar&soort=nacht"),
    Rij("accounts:leesgedrag", "functioneel", FUNCTIONEEL, "/beheer/audit/leesgedrag/"),
    Rij("accounts:leessignaal", "gewoon", BEHEERDER, "/beheer/audit/leesgedrag/{leessignaal}/"),
    Rij(
        "accounts:leessignaal", "fout", BEHEERDER, "/beheer/audit/leesgedrag/{leessignaal}/", druk("Verklaring bewaren")
    ),
    Rij("accounts:logboek_elders_vraag", "gewoon", FUNCTIONEEL, "/beheer/audit/organisatie/"),
    Rij("accounts:logboek_elders_vraag", "fout", FUNCTIONEEL, "/beheer/audit/organisatie/", druk("Logboek openen")),
    Rij("accounts:logboek_elders", "veel", FUNCTIONEEL, "/beheer/audit/organisatie/", _logboek_elders),
    Rij("bron:logboek_vraag", "gewoon", FUNCTIONEEL, "/beheer/audit/leerling/"),
    Rij("bron:logboek_vraag", "fout", FUNCTIONEEL, "/beheer/audit/leerling/", druk("Opzoeken")),
    Rij("bron:logboek_leerling", "veel", FUNCTIONEEL, "/beheer/audit/leerling/", _zoek_kijkers),
    Rij("accounts:sleutels", "gewoon", BEHEERDER, "/beheer/sleutels/"),
    Rij("accounts:sleutels", "gemeente", "beheerder.0518", "/beheer/sleutels/"),
    Rij("accounts:sleutel_nieuw", "gewoon", BEHEERDER, "/beheer/sleutels/nieuw/"),
    Rij("accounts:sleutel_nieuw", "fout", BEHEERDER, "/beheer/sleutels/nieuw/", druk("Sleutel maken")),
    Rij("accounts:sleutel_nieuw", "gemaakt", BEHEERDER, "/beheer/sleutels/nieuw/", _maak_sleutel),
    Rij("bron:actualiteit", "veel", "functioneel", "/beheer/aanleveringen/actualiteit/"),
    Rij(
        "bron:actualiteit",
        "gefilterd",
        "functioneel",
        "/beheer/aanleveringen/actualiteit/?wie=leverancier&sorteer=code",
    ),
    Rij("bron:actualiteit", "tweede", "functioneel", "/beheer/aanleveringen/actualiteit/?stil=on&per=25&pagina=2"),
    Rij("bron:actualiteit", "leeg", "functioneel", "/beheer/aanleveringen/actualiteit/?wie=leverancier&stil=on&gat=on"),
    Rij("bron:levering", "veel", "functioneel", "/beheer/aanleveringen/levering/{levering}/"),
    Rij("bron:levering", "gefilterd", "functioneel", "/beheer/aanleveringen/levering/{levering}/?recordsoort=ISG"),
    Rij("bron:levering", "niet verwerkt", "functioneel", "/beheer/aanleveringen/levering/{levering}/?open=on&per=25"),
    Rij("bron:levering", "goed", "functioneel", "/beheer/aanleveringen/levering/{levering_goed}/"),
    Rij("meldingen:lijst", "veel", MELDER, "/meldingen/"),
    Rij(
        "meldingen:lijst", "gefilterd", BEHANDELAAR, "/meldingen/?status=R&status=B&soort=V3&ongelezen=on&sorteer=naam"
    ),
    Rij("meldingen:lijst", "tweede", MELDER, "/meldingen/?per=25&pagina=2&sorteer=begin"),
    Rij("meldingen:lijst", "gezocht", "lezer.00zv", "/meldingen/", _zoek),
    Rij("meldingen:lijst", "leeg", LEEG, "/meldingen/"),
    Rij("meldingen:nieuw", "gewoon", MELDER, "/meldingen/nieuw/"),
    Rij("meldingen:nieuw", "fout", MELDER, "/meldingen/nieuw/", druk("Verder")),
    Rij("accounts:betrokkenen", "veel", FUNCTIONEEL, "/beheer/betrokkenen/"),
    Rij("accounts:betrokkenen", "fout", FUNCTIONEEL, "/beheer/betrokkenen/", druk("Overzicht vragen")),
    *(
        Rij("accounts:betrokkene", stand, FUNCTIONEEL, f"/beheer/betrokkenen/{{verzoek_{stand}}}/")
        for stand in ("wacht", "klaar", "afgewezen", "voorbij")
    ),
    Rij("accounts:opschoningen", "veel", FUNCTIONEEL, "/beheer/opschoningen/"),
    Rij("accounts:opschoningen", "gefilterd", FUNCTIONEEL, "/beheer/opschoningen/?alleen=weg&regel=meldingen"),
    Rij("accounts:opschoningen", "leeg", FUNCTIONEEL, "/beheer/opschoningen/?tot=1-1-2020"),
    *(
        Rij("accounts:opschoning", stand, FUNCTIONEEL, f"/beheer/opschoningen/{{opschoning_{stand}}}/")
        for stand in ("weg", "niets", "open", "ontbreekt")
    ),
    Rij("accounts:beperkingen", "veel", FUNCTIONEEL, "/beheer/betrokkenen/beperkingen/"),
    Rij("accounts:beperkingen", "fout", FUNCTIONEEL, "/beheer/betrokkenen/beperkingen/", druk("Beperking vragen")),
    *(
        Rij("accounts:beperking", stand, FUNCTIONEEL, f"/beheer/betrokkenen/beperkingen/{{beperking_{stand}}}/")
        for stand in ("wacht", "geldt", "opheffen", "klaar")
    ),
    Rij(
        "accounts:beperking",
        "fout",
        FUNCTIONEEL,
        "/beheer/betrokkenen/beperkingen/{beperking_geldt}/",
        druk("Opheffen vragen"),
    ),
    Rij("meldingen:detail", "beperkt", MELDER, "/meldingen/{open}/"),
    Rij("accounts:voorstel", "beperking", FUNCTIONEEL, "/beheer/voorstellen/{voorstel_beperking}/"),
    Rij("accounts:correcties", "veel", FUNCTIONEEL, "/beheer/betrokkenen/correcties/"),
    Rij("accounts:correcties", "fout", FUNCTIONEEL, "/beheer/betrokkenen/correcties/", druk("Verzoek vastleggen")),
    Rij("accounts:correctie", "te laat", FUNCTIONEEL, "/beheer/betrokkenen/correcties/{correctie_laat}/"),
    Rij(
        "accounts:correctie",
        "fout",
        FUNCTIONEEL,
        "/beheer/betrokkenen/correcties/{correctie_laat}/",
        _leeg_en_druk("doorgegeven_aan", "Bijwerken"),
    ),
    Rij("accounts:correctie", "verlengd", FUNCTIONEEL, "/beheer/betrokkenen/correcties/{correctie_verlengd}/"),
    Rij(
        "accounts:correctie_verlengen",
        "gewoon",
        FUNCTIONEEL,
        "/beheer/betrokkenen/correcties/{correctie_laat}/verlengen/",
    ),
    Rij(
        "accounts:correctie_verlengen",
        "fout",
        FUNCTIONEEL,
        "/beheer/betrokkenen/correcties/{correctie_laat}/verlengen/",
        druk("Verlengen"),
    ),
    Rij("accounts:correctie", "klaar", FUNCTIONEEL, "/beheer/betrokkenen/correcties/{correctie_klaar}/"),
    Rij("accounts:voorstel", "inzage", FUNCTIONEEL, "/beheer/voorstellen/{voorstel_inzage}/"),
    Rij("accounts:organisaties", "veel", FUNCTIONEEL, "/beheer/organisaties/"),
    Rij(
        "accounts:organisaties", "gefilterd", FUNCTIONEEL, "/beheer/organisaties/?soort=instelling&zoek=a&stand=zonder"
    ),
    Rij("accounts:organisaties", "leeg", FUNCTIONEEL, "/beheer/organisaties/?zoek=bestaatniet"),
    Rij("accounts:organisatie_detail", "gewoon", FUNCTIONEEL, "/beheer/organisaties/{school}/"),
    Rij("accounts:organisatie_nieuw", "gewoon", FUNCTIONEEL, "/beheer/organisaties/nieuw/"),
    Rij("accounts:organisatie_nieuw", "fout", FUNCTIONEEL, "/beheer/organisaties/nieuw/", druk("Toevoegen")),
    Rij("accounts:organisatie_wijzigen", "gewoon", FUNCTIONEEL, "/beheer/organisaties/{school}/wijzigen/"),
    Rij(
        "accounts:organisatie_wijzigen",
        "fout",
        FUNCTIONEEL,
        "/beheer/organisaties/{school}/wijzigen/",
        _leeg_en_druk("naam", "Opslaan"),
    ),
    Rij("accounts:organisatie_einde", "gewoon", FUNCTIONEEL, "/beheer/organisaties/{school}/einde/"),
    Rij("accounts:organisatie_einde", "fout", FUNCTIONEEL, "/beheer/organisaties/{school}/einde/", druk("Vastleggen")),
    Rij("accounts:organisatie_detail", "zonder beheerder", FUNCTIONEEL, "/beheer/organisaties/{zonder_beheerder}/"),
    Rij("accounts:beheerder_aanstellen", "gewoon", FUNCTIONEEL, "/beheer/organisaties/{zonder_beheerder}/beheerder/"),
    Rij(
        "accounts:beheerder_aanstellen",
        "fout",
        FUNCTIONEEL,
        "/beheer/organisaties/{school}/beheerder/",
        druk("Voorstel doen"),
    ),
    Rij("accounts:voorstel", "eerste beheerder", FUNCTIONEEL, "/beheer/voorstellen/{voorstel_beheerder}/"),
    Rij("accounts:eerste_brief", "gewoon", FUNCTIONEEL, "/beheer/organisaties/brieven/{aangesteld}/koppelcode/"),
    Rij("accounts:eerste_brief", "niet uw brief", FUNCTIONEEL, "/beheer/organisaties/brieven/{aangesteld}/wachtwoord/"),
    Rij("accounts:voorstellen", "veel", FUNCTIONEEL, "/beheer/voorstellen/"),
    Rij("accounts:voorstel", "onbekend", BEHEERDER, "/beheer/voorstellen/999999/", status=404),
    Rij("accounts:eigen_organisatie", "gewoon", BEHEERDER, "/beheer/organisatie/"),
    Rij("accounts:eigen_organisatie", "leeg", "beheerder.0518", "/beheer/organisatie/"),
    Rij("accounts:start", "thema", "beheerder.0518", "/"),
    Rij("accounts:thema", "gewoon", BEHEERDER, "/beheer/organisatie/thema/"),
    Rij("accounts:thema", "met logo", "beheerder.0518", "/beheer/organisatie/thema/"),
    Rij("accounts:thema", "fout", BEHEERDER, "/beheer/organisatie/thema/", _lichte_kleur),
    Rij("accounts:organisatie_thema", "gewoon", FUNCTIONEEL, "/beheer/organisaties/{school}/thema/"),
    Rij("accounts:berichtadres_nieuw", "gewoon", BEHEERDER, "/beheer/organisatie/adressen/nieuw/"),
    Rij("accounts:berichtadres_nieuw", "fout", BEHEERDER, "/beheer/organisatie/adressen/nieuw/", druk("Toevoegen")),
    Rij("accounts:berichtadres_bevestigen", "gewoon", None, "/berichtadres/{berichtlink}/"),
    Rij("accounts:berichtadres_bevestigen", "ongeldig", None, "/berichtadres/onbekend/", status=404),
    Rij(
        "accounts:berichtadres_bevestigen",
        "klaar",
        None,
        "/berichtadres/{berichtlink_klaar}/",
        druk("Ja, stuur bericht naar dit adres"),
    ),
    Rij("accounts:gebruikers", "gewoon", BEHEERDER, "/beheer/gebruikers/"),
    Rij("accounts:gebruikers", "leeg", BEHEERDER, "/beheer/gebruikers/?stand=afgesloten"),
    Rij("accounts:gebruiker_nieuw", "gewoon", BEHEERDER, "/beheer/gebruikers/nieuw/"),
    Rij("accounts:gebruiker_nieuw", "fout", BEHEERDER, "/beheer/gebruikers/nieuw/", druk("Aanmelden")),
    Rij("accounts:gebruiker", "gewoon", BEHEERDER, "/beheer/gebruikers/{collega}/"),
    Rij("accounts:gebruiker", "nieuw", BEHEERDER, "/beheer/gebruikers/{nieuweling}/"),
    Rij("accounts:gebruiker", "fout", BEHEERDER, "/beheer/gebruikers/{collega}/", _leeg_en_druk("naam", "Opslaan")),
    Rij("accounts:gebruikers_inlezen", "gewoon", BEHEERDER, INLEZEN),
    Rij("accounts:gebruikers_inlezen", "fout", BEHEERDER, INLEZEN, druk("Bekijken")),
    Rij("accounts:gebruikers_voorbeeld", "gewoon", BEHEERDER, INLEZEN, _bied_gebruikers_aan),
    Rij("accounts:gebruikers_voorbeeld", "fout", BEHEERDER, INLEZEN, _meld_zonder_reden_aan),
    Rij("accounts:gebruikers_voorbeeld", "klaar", "inlezer.een", INLEZEN, _meld_aan),
    Rij("accounts:gebruikers_brieven", "gewoon", "inlezer.twee", INLEZEN, _open_bundel),
    Rij("accounts:brief", "gewoon", BEHEERDER, "/beheer/brieven/{nieuweling}/wachtwoord/"),
    Rij("accounts:brief", "koppelcode", BEHEERDER, "/beheer/brieven/{nieuweling}/koppelcode/"),
    Rij("accounts:mijn_wachtwoord", "gewoon", MELDER, "/mijn/wachtwoord/"),
    Rij("accounts:mijn_wachtwoord", "fout", MELDER, "/mijn/wachtwoord/", druk("Wachtwoord wijzigen")),
    Rij("accounts:activeren", "gewoon", None, "/activeren/"),
    Rij("accounts:activeren", "fout", None, "/activeren/", druk("Verder")),
    Rij("accounts:activeren_bewijs", "gewoon", None, "/activeren/", _met_brief),
    Rij("accounts:activeren_app", "gewoon", None, "/activeren/", _tot_app),
    Rij("accounts:activeren_wachtwoord", "gewoon", None, "/activeren/", _tot_wachtwoord),
    Rij("accounts:hercontrole", "gewoon", BEHEERDER, "/beheer/hercontrole/"),
    Rij("accounts:rollen", "gewoon", BEHEERDER, "/beheer/rollen/"),
    Rij("accounts:rollen", "gefilterd", BEHEERDER, "/beheer/rollen/?rol=lezer"),
    Rij("accounts:rollen", "gezocht", BEHEERDER, "/beheer/rollen/", _zoek_gebruiker),
    Rij("accounts:rollen_van", "gewoon", BEHEERDER, "/beheer/gebruikers/{collega}/rollen/"),
    Rij("accounts:rol_geven", "gewoon", BEHEERDER, "/beheer/gebruikers/{collega}/rollen/geven/"),
    Rij(
        "accounts:rol_geven",
        "fout",
        BEHEERDER,
        "/beheer/gebruikers/{collega}/rollen/geven/",
        druk("Bekijk wat dit betekent"),
    ),
    Rij("accounts:rol_geven", "bekeken", BEHEERDER, "/beheer/gebruikers/{collega}/rollen/geven/", _bekijk_rol),
    Rij("accounts:rol_einde", "gewoon", BEHEERDER, "/beheer/rollen/{rol}/"),
    Rij("accounts:rol_einde", "fout", BEHEERDER, "/beheer/rollen/{rol}/", druk("Voorstel doen")),
    Rij("accounts:rol_lezer_nieuw", "gewoon", BEHEERDER, "/beheer/gebruikers/{collega}/lezer/"),
    Rij("accounts:rol_lezer_nieuw", "bekeken", BEHEERDER, "/beheer/gebruikers/{collega}/lezer/", _kies_lezer),
    Rij(
        "accounts:rol_lezer_nieuw",
        "fout",
        BEHEERDER,
        "/beheer/gebruikers/{collega}/lezer/",
        druk("Bekijk wat dit betekent"),
    ),
    Rij("accounts:rol_lezer", "gewoon", BEHEERDER, "/beheer/rollen/{lezerrol}/lezer/"),
    Rij("accounts:rol_lezer", "fout", BEHEERDER, "/beheer/rollen/{lezerrol}/lezer/", druk("Bekijk wat dit betekent")),
    Rij("accounts:uit_dienst", "gewoon", BEHEERDER, "/beheer/gebruikers/{collega}/uit-dienst/"),
    Rij("accounts:mijn_tokens", "gewoon", MELDER, "/mijn/tokens/"),
    # wie net inlogde, hoeft geen code te geven: elk zijn eigen account, dat alleen hier voorkomt
    Rij("accounts:token_koppelen", "gewoon", "koppelaar.een", "/mijn/tokens/", druk("App koppelen")),
    Rij("accounts:token_koppelen", "fout", "koppelaar.twee", "/mijn/tokens/", _koppel_fout),
    Rij("accounts:tokens", "gewoon", BEHEERDER, "/beheer/tokens/"),
    Rij("accounts:tokens", "leeg", "beheerder.0518", "/beheer/tokens/"),
    Rij("accounts:tokens_inlezen", "gewoon", BEHEERDER, "/beheer/tokens/inlezen/"),
    Rij("accounts:tokens_inlezen", "fout", BEHEERDER, "/beheer/tokens/inlezen/", druk("Bekijken")),
    Rij("accounts:tokens_voorbeeld", "gewoon", BEHEERDER, "/beheer/tokens/inlezen/", _bied_tokens_aan),
    Rij("accounts:token_uitgeven", "gewoon", BEHEERDER, "/beheer/tokens/{apparaat}/uitgeven/"),
    Rij("accounts:token_stand", "gewoon", BEHEERDER, "/beheer/tokens/{apparaat}/stand/"),
    Rij(
        "accounts:token_gelijkzetten",
        "fout",
        BEHEERDER,
        "/beheer/tokens/{apparaat}/gelijkzetten/",
        druk("Gelijkzetten"),
    ),
    Rij("accounts:tweede_factor_wissen", "gewoon", BEHEERDER, "/beheer/gebruikers/{collega}/tweede-factor/"),
    Rij("accounts:voorstellen", "gewoon", BEHEERDER, "/beheer/voorstellen/"),
    Rij("accounts:voorstel", "gewoon", BEHEERDER, "/beheer/voorstellen/{voorstel}/"),
    Rij("accounts:voorstel", "fout", BEHEERDER, "/beheer/voorstellen/{voorstel}/", druk("Besluit vastleggen")),
    Rij("accounts:voorstel", "besloten", BEHEERDER, "/beheer/voorstellen/{voorstel_oud}/"),
    Rij("accounts:voorstellen", "leeg", "beheerder.0518", "/beheer/voorstellen/"),
    Rij("meldingen:nieuw_formulier", "lopend", MELDER, "/meldingen/nieuw/{sleutel}/"),
    Rij("meldingen:nieuw_formulier", "leeg", LEEG, "/meldingen/nieuw/{leeg}/"),
    Rij("meldingen:nieuw_formulier", "fout", MELDER, "/meldingen/nieuw/{sleutel_fout}/", _fout_formulier),
    Rij("meldingen:nieuw_controle", "gewoon", MELDER, "/meldingen/nieuw/{sleutel_controle}/", _controle),
    Rij("meldingen:bevestiging", "gewoon", MELDER, "/meldingen/{open}/bevestiging/"),
    Rij("meldingen:detail", "open", MELDER, "/meldingen/{open}/"),
    Rij("meldingen:detail", "beantwoord", MELDER, "/meldingen/{klaar}/"),
    Rij("meldingen:detail", "doorgeven fout", MELDER, "/meldingen/{klaar}/", druk("Doorgeven")),
    Rij("meldingen:detail", "lopend", BEHANDELAAR, "/meldingen/{lopend}/"),
    Rij("meldingen:detail", "klaar", BEHANDELAAR, "/meldingen/{klaar}/"),
    Rij("meldingen:detail", "ingetrokken", BEHANDELAAR, "/meldingen/{ingetrokken}/"),
    Rij("meldingen:detail", "lezer", "lezer.00zv", "/meldingen/{open}/"),
    Rij("meldingen:detail", "doorgestuurd", BEHANDELAAR, "/meldingen/{doorgestuurd}/"),
    Rij("meldingen:detail", "fout", BEHANDELAAR, "/meldingen/{lopend}/", druk("Notitie plaatsen")),
    Rij("meldingen:wijzigen", "gewoon", MELDER, "/meldingen/{open}/wijzigen/"),
    Rij(
        "meldingen:wijzigen",
        "fout",
        MELDER,
        "/meldingen/{open}/wijzigen/",
        _leeg_en_druk("reden", "Wijziging versturen"),
    ),
    Rij("meldingen:intrekken", "gewoon", MELDER, "/meldingen/{open}/intrekken/"),
    Rij(
        "meldingen:intrekken",
        "fout",
        MELDER,
        "/meldingen/{open}/intrekken/",
        _leeg_en_druk("reden", "Melding intrekken"),
    ),
    Rij("meldingen:aanvullen", "gewoon", MELDER, "/meldingen/{open}/aanvullen/"),
    Rij(
        "meldingen:aanvullen",
        "fout",
        MELDER,
        "/meldingen/{open}/aanvullen/",
        _leeg_en_druk("tekst", "Aanvulling versturen"),
    ),
    Rij("meldingen:terugmelden", "gewoon", BEHANDELAAR, "/meldingen/{open}/terugmelden/"),
    Rij("meldingen:terugmelden", "fout", BEHANDELAAR, "/meldingen/{open}/terugmelden/", druk("Terugmelding versturen")),
    Rij("meldingen:heropenen", "gewoon", BEHANDELAAR, "/meldingen/{klaar}/heropenen/"),
    Rij("meldingen:heropenen", "fout", BEHANDELAAR, "/meldingen/{klaar}/heropenen/", druk("Melding heropenen")),
    Rij("meldingen:doorsturen", "gewoon", BEHANDELAAR, "/meldingen/{open}/doorsturen/"),
    Rij("meldingen:doorsturen", "fout", BEHANDELAAR, "/meldingen/{open}/doorsturen/", druk("Melding doorsturen")),
    Rij("accounts:fusies", "gewoon", FUNCTIONEEL, "/beheer/fusies/"),
    Rij("accounts:fusie", "gewoon", FUNCTIONEEL, "/beheer/fusies/{fusie}/"),
    Rij("accounts:fusie", "klaar", FUNCTIONEEL, "/beheer/fusies/{fusie_klaar}/"),
    Rij("accounts:fusie", "onbekend", FUNCTIONEEL, "/beheer/fusies/999999/", status=404),
    Rij("accounts:fusie_nieuw", "gewoon", FUNCTIONEEL, "/beheer/fusies/nieuw/"),
    Rij("accounts:fusie_nieuw", "bekeken", FUNCTIONEEL, "/beheer/fusies/nieuw/", bekijk_fusie),
    Rij("accounts:fusie_nieuw", "fout", FUNCTIONEEL, "/beheer/fusies/nieuw/", druk("Bekijk wat dit betekent")),
    Rij("accounts:voorstel", "fusie", FUNCTIONEEL, "/beheer/voorstellen/{voorstel_fusie}/"),
    Rij("meldingen:routeringen", "gewoon", FUNCTIONEEL, "/beheer/routering/"),
    Rij("meldingen:routeringen", "gezocht", FUNCTIONEEL, "/beheer/routering/?zoek=0014&met_regel=on"),
    Rij("meldingen:routeringen", "leeg", FUNCTIONEEL, "/beheer/routering/?zoek=bestaat+niet"),
    Rij("meldingen:routering", "gewoon", FUNCTIONEEL, "/beheer/routering/{gebied}/"),
    Rij("meldingen:routering", "regels", FUNCTIONEEL, "/beheer/routering/{gebied_regels}/"),
    Rij("meldingen:routering", "onbekend", FUNCTIONEEL, "/beheer/routering/999999/", status=404),
    Rij("meldingen:routering_nieuw", "gewoon", FUNCTIONEEL, "/beheer/routering/{gebied}/nieuw/"),
    Rij("meldingen:routering_nieuw", "bekeken", FUNCTIONEEL, "/beheer/routering/{gebied}/nieuw/", bekijk_regel),
    Rij(
        "meldingen:routering_nieuw",
        "fout",
        FUNCTIONEEL,
        "/beheer/routering/{gebied}/nieuw/",
        druk("Bekijk wat dit betekent"),
    ),
    Rij("meldingen:routering_einde", "gewoon", FUNCTIONEEL, "/beheer/routering/regel/{regel}/"),
    Rij("meldingen:routering_einde", "intrekken", FUNCTIONEEL, "/beheer/routering/regel/{regel_straks}/"),
    Rij(
        "meldingen:routering_einde",
        "fout",
        FUNCTIONEEL,
        "/beheer/routering/regel/{regel}/",
        druk("Bekijk wat dit betekent"),
    ),
    Rij("meldingen:locaties", "gewoon", BEHEERDER, "/locaties/"),
    Rij("meldingen:locaties", "leeg", LEEG, "/locaties/"),
    Rij("meldingen:locatie_nieuw", "gewoon", BEHEERDER, "/locaties/nieuw/"),
    Rij("meldingen:locatie_nieuw", "fout", BEHEERDER, "/locaties/nieuw/", druk("Bewaren")),
    Rij("meldingen:locatie", "gewoon", BEHEERDER, "/locaties/{locatie}/"),
    Rij("meldingen:locatie", "fout", BEHEERDER, "/locaties/{locatie}/", _leeg_en_druk("naam", "Bewaren")),
    Rij("meldingen:melders", "gewoon", BEHEERDER, "/melders/"),
    Rij("meldingen:melders", "leeg", LEEG, "/melders/"),
    Rij("meldingen:melder_nieuw", "gewoon", BEHEERDER, "/melders/nieuw/"),
    Rij("meldingen:melder_nieuw", "fout", BEHEERDER, "/melders/nieuw/", druk("Bewaren")),
    Rij("meldingen:melder", "gewoon", BEHEERDER, "/melders/{melder}/"),
    Rij("meldingen:melder", "fout", BEHEERDER, "/melders/{melder}/", _leeg_en_druk("email", "Bewaren")),
    Rij("bron:register", "gewoon", FUNCTIONEEL, "/beheer/register/"),
    Rij("bron:register", "fout", FUNCTIONEEL, "/beheer/register/", druk("Terugkijken")),
    Rij("bron:terugblik", "gewoon", FUNCTIONEEL, "/beheer/register/{terugblik}/"),
    Rij("bron:terugblik", "twee personen", FUNCTIONEEL, "/beheer/register/{terugblik_twee}/"),
    Rij("bron:terugblik", "niets bekend", FUNCTIONEEL, "/beheer/register/{terugblik_niets}/"),
    Rij("bron:terugblik", "200 versies", FUNCTIONEEL, "/beheer/register/{terugblik_veel}/?pagina=2"),
    Rij("bron:aanleveringen", "gewoon", "functioneel", "/beheer/aanleveringen/"),
    Rij("bron:aanleveringen", "gefilterd", "functioneel", "/beheer/aanleveringen/?leverancier=LAND&stand=geweigerd"),
    Rij("bron:aanleveringen", "leeg", "functioneel", "/beheer/aanleveringen/?stand=ingetrokken"),
    Rij("bron:aanlevering_nieuw", "gewoon", "functioneel", "/beheer/aanleveringen/nieuw/"),
    Rij("bron:aanlevering_nieuw", "fout", "functioneel", "/beheer/aanleveringen/nieuw/", druk("Aanbieden")),
    *(
        Rij("bron:aanlevering", stand, "functioneel", f"/beheer/aanleveringen/{{aanlevering_{stand}}}/")
        for stand in ("wacht", "leest", "samen", "ingelezen", "geweigerd", "mislukt")
    ),
    Rij("rapportages:bouw", "gewoon", "functioneel", "/beheer/rapportages/"),
    Rij("bron:leveringen", "gewoon", "rmc.06", "/leveringen/"),
    Rij("bron:leveringen", "niets", "rapport.0518", "/leveringen/"),
    Rij("bron:leveringen", "school", "rapport.00zv", "/leveringen/"),
    Rij("bron:leveringen", "bouw", "functioneel", "/leveringen/"),
    Rij("bron:weeklevering", "veel", "rmc.06", "/leveringen/2026-11-23/"),
    Rij("bron:weeklevering", "gefilterd", "rmc.06", "/leveringen/2026-11-23/?soort=leerling+overleden&per=25"),
    Rij("bron:weeklevering", "tweede", "rmc.06", "/leveringen/2026-11-23/?per=25&pagina=2"),
    Rij("bron:weeklevering", "leeg", "rapport.0518", "/leveringen/2026-11-23/"),
    Rij("bron:weeklevering", "verlopen", "rmc.06", "/leveringen/2026-08-17/", status=410),
    Rij("bron:c_aanvragen", "gewoon", "rmc.06", "/leveringen/c/nieuw/"),
    Rij("bron:c_aanvragen", "fout", "rmc.06", "/leveringen/c/nieuw/", _leeg_en_druk("peildatum", "Aanvragen")),
    Rij("bron:c_levering", "klaar", "rmc.06", "/leveringen/c/{c_klaar}/"),
    Rij("bron:c_levering", "bezig", "rmc.28", "/leveringen/c/{c_bezig}/"),
    Rij("bron:c_levering", "mislukt", "rmc.06", "/leveringen/c/{c_mislukt}/"),
    Rij("bron:c_levering", "verlopen", "rmc.06", "/leveringen/c/{c_verlopen}/"),
    Rij("rapportages:r08", "gewoon", "rapport.00zv", "/rapportages/r08/"),
    Rij("rapportages:r08_week", "veel", "rapport.00zv", "/rapportages/r08/2026-11-23/"),
    Rij("rapportages:r08_week", "gemeente", "rapport.0518", "/rapportages/r08/2026-11-23/?sorteer=naam"),
    Rij(
        "rapportages:r08_week",
        "gefilterd",
        "rapport.00zv",
        "/rapportages/r08/2026-11-23/?weken=2&sorteer=-uren&per=25&pagina=2",
    ),
    Rij("rapportages:r08_week", "niets gevonden", "rapport.00zv", "/rapportages/r08/2026-11-23/?weken=4"),
    Rij("rapportages:r08_week", "leeg", "rapport.00zv", "/rapportages/r08/2026-11-16/"),
    Rij("rapportages:r08_week", "verlopen", "rapport.00zv", "/rapportages/r08/2026-08-17/", status=410),
    Rij("accounts:start", "rapportages", RAPPORT, "/"),
    Rij("rapportages:overzicht", "gewoon", RAPPORT, "/rapportages/"),
    Rij("rapportages:overzicht", "gemeente", "rapport.0518", "/rapportages/"),
    Rij("rapportages:maand", "gewoon", RAPPORT, "/rapportages/2026-11/"),
    Rij("rapportages:maand", "verloop", RAPPORT, "/rapportages/2026-10/"),
    Rij("rapportages:maand", "verdwijnt", RAPPORT, "/rapportages/2026-09/"),
    Rij("rapportages:maand", "leeg", "rapport.0518", "/rapportages/2026-11/"),
    Rij("rapportages:maand", "verlopen", RAPPORT, "/rapportages/2026-07/", status=410),
    Rij("rapportages:lijst", "veel", RAPPORT, "/rapportages/2026-11/A04/"),
    Rij("rapportages:lijst", "gefilterd", RAPPORT, "/rapportages/2026-11/A04/?reden=EXAMENDEELNEMER&sorteer=-reden"),
    Rij("rapportages:lijst", "tweede", RAPPORT, "/rapportages/2026-11/A01/?per=25&pagina=2&sorteer=-naam"),
    Rij("rapportages:lijst", "gezocht", RAPPORT, "/rapportages/2026-11/A04/", _zoek),
    Rij("rapportages:lijst", "herinschrijvingen", RAPPORT, "/rapportages/2026-10/A02/"),
    Rij("rapportages:lijst", "startset", RAPPORT, "/rapportages/2026-11/A05/"),
    Rij("rapportages:lijst", "verzuim", RAPPORT, "/rapportages/2026-11/R01/"),
    Rij("rapportages:lijst", "leeg", "rapport.0518", "/rapportages/2026-11/A14/"),
    Rij("rapportages:lijst", "verlopen", RAPPORT, "/rapportages/2026-07/A04/", status=410),
    *(
        Rij("rapportages:leerling", stand, "rapport.00zv", f"{{rij_{stand}}}")
        for stand in ("geen", "onbekostigd", "examen", "te_laat", "vorig_jaar")
    ),
    *(
        Rij("rapportages:leerling", stand, "rapport.0518", f"{{rij_{stand}}}")
        for stand in ("overleden", "vertrokken", "diploma", "terug", "ingetrokken")
    ),
    Rij("rapportages:leerling", "verlopen", "rapport.00zv", "{rij_verlopen}", status=410),
    Rij("rapportages:vergelijken", "gewoon", "rapport.00zv", VERGELIJKEN),
    Rij("rapportages:vergelijken", "zonder bestand", "rapport.00zv", VERGELIJKEN, druk("Vergelijken")),
    Rij("rapportages:vergelijken", "geweigerd", "rapport.00zv", VERGELIJKEN, _bied_aan("Naam\nBo\n")),
    Rij("rapportages:vergelijken", "verlopen", "rapport.00zv", "/rapportages/2026-07/vergelijken/", status=410),
    Rij("rapportages:vergeleken", "veel", "rapport.00zv", VERGELIJKEN, _bied_aan(EIGEN_LIJST)),
    Rij("rapportages:vergeleken", "gefilterd", "rapport.00zv", VERGELIJKEN, _filter_uitkomst),
    Rij("rapportages:vergeleken", "niets", "rapport.0518", VERGELIJKEN, _bied_aan(f"PGN\n{pgn(0)}\n")),
    Rij("rapportages:bestand", "groot", "rapport.00zv", "/rapportages/2026-09/A04/xlsx/"),
    Rij("rapportages:bestand", "te lang voor pdf", "rapport.00zv", "/rapportages/2026-09/A04/pdf/"),
    Rij("rapportages:bestand", "verlopen", "rapport.00zv", "/rapportages/2026-07/A04/csv/", status=410),
    *(
        Rij("rapportages:aanvraag", stand, "rapport.00zv", f"/rapportages/bestanden/{{bestand_{stand}}}/")
        for stand in ("wacht", "bezig", "klaar", "verlopen", "mislukt")
    ),
    Rij("demo_postbus", "gewoon", None, "/demo/postbus/"),
    Rij("demo_postbus_bericht", "gewoon", None, "/demo/postbus/{mail}/"),
    Rij("", "400", None, "/hulp/?x=%00", status=400),
    Rij("", "403", MELDER, "/locaties/", status=403),
    Rij("", "403 verlopen", None, "/inloggen/", _verlopen_csrf, 403),
    Rij("", "404", MELDER, "/meldingen/999999/", status=404),
    Rij("", "404 buiten", None, "/bestaat-niet/", status=404),
    Rij("", "405", MELDER, "/uitloggen/", status=405),
)

# wat een browser niet als pagina toont
GEEN_PAGINA = {
    "accounts:gebruikers_sjabloon": "een bestand; tests/accounts leest het",
    "accounts:gebruikers_fouten": "een bestand; tests/accounts leest het",
    "accounts:organisatie_logo": "een beeld; tests/accounts leest het",
    "accounts:kleur": "een stijlblad; tests/accounts leest het",
    "accounts:betrokkene_overzicht": "een bestand; tests/accounts leest het",
    "accounts:opschoningen_csv": "een bestand; tests/accounts leest het",
    "accounts:logboek_elders_bestand": "een bestand; tests/accounts leest het",
    "accounts:logboek_csv": "een bestand; tests/accounts leest het",
    "accounts:logboek_xlsx": "een bestand; tests/accounts leest het",
    "bron:logboek_leerling_csv": "een bestand; tests/bron leest het",
    "bron:logboek_leerling_xlsx": "een bestand; tests/bron leest het",
    "bron:actualiteit_csv": "een bestand; tests/bron leest het",
    "bron:terugkoppeling": "een bestand; tests/bron leest het",
    "gezondheid": "tekst voor bewaking",
    "gezondheid_klaar": "tekst voor bewaking",
    "bron:aanlevering_voortgang": "een stuk van de pagina van de aanlevering; test_aanleveringen kijkt ernaar",
    "bron:aanlevering_stand": "JSON voor machines",
    "rapportages:bouw_voortgang": "een deel van de pagina, dat htmx opvraagt",
    "meldingen:pdf": "een bestand; tests/platform leest het",
    "bron:weeklevering_csv": "een bestand; tests/bron/leveringen leest het",
    "bron:weeklevering_xlsx": "een bestand; tests/bron/leveringen leest het",
    "bron:c_csv": "een bestand; tests/bron/leveringen leest het",
    "bron:c_xlsx": "een bestand; tests/bron/leveringen leest het",
    "rapportages:r08_csv": "een bestand; tests/rapportages leest het",
    "rapportages:r08_xlsx": "een bestand; tests/rapportages leest het",
    "rapportages:vergeleken_csv": "een bestand; tests/rapportages leest het",
    "rapportages:vergeleken_xlsx": "een bestand; tests/rapportages leest het",
    "rapportages:aanvraag_bestand": "een bestand; tests/rapportages leest het",
    "rapportages:aanvraag_voortgang": "een deel van de pagina, dat htmx opvraagt",
    "bron:c_voortgang": "een deel van de pagina, dat htmx opvraagt",
}
