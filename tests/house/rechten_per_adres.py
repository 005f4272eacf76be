"""De tabel: route, methode, voorwerp, en het antwoord voor iedereen. Een nieuwe route zonder rij is een rode test.

Uitkomsten: een status; `in` is naar het inloggen, `org` naar het kiezen van een organisatie. Volgorde (docs/huis.md):
geen recht op deze soort pagina 403, voorwerp van een ander 404, zichtbaar maar niet uw handeling 403, methode 405.

Voorwerpen: een melding bij de eigen `gemeente` of `regio`, op een `zijlocatie` die de lezer niet heeft, `gesloten`, of
`doorgestuurd` naar een ander; een `locatie` of `melder`; een `concept` of een `ingevuld` concept van de melder;
een `sleutel` van de school; een `sessie` of `leessignaal` van de melder; een `voorstel` van een collega van de beheerder;
de melder als `collega`, een `brief` voor hem, zijn `rol`, de rol van de lezer (`lezerrol`) en een `koppeling` van een app
die hij begon; een `apparaat` (hardwaretoken) van de school; een `terugblik`, `kijkvraag` of `logboekvraag` (met
`logboekbestand`) van functioneel beheer, of diens `verzoek` om inzage en `overzicht`; een `beperking` of `correctie` van
het loket; een `opschoning`; een `fusie` die gepland is; een gemeente als `gebied` met een `regel` voor later; de school als
`organisatie`, en een brief voor een `eerste` beheerder; een `berichtadres` van de school, en een `berichtlink` om er een te
bevestigen; het `logo` van de school, en een `kleur`; een `aanlevering` die wacht; een `levering`; een
`week` of `r08` van ieder, een `c_levering`, een `bouwmaand` die gesloten is, of een gebouwde `maand` met `lijst` A04, een
`bestand` en een `rij`, of een `rapportbestand` dat klaar is.
Een `vergelijking` met een eigen lijst, een `inleeslijst` met gebruikers, een `bundel` brieven ervan en een `tokenlijst` horen bij de sessie van
wie haar maakte.
`vreemd/` is hetzelfde voorwerp in de andere wereld, `onbekend` bestaat niet: die twee moeten hetzelfde antwoord geven.
`half` gaf alleen het wachtwoord, `zonder_rol` is met code binnen maar heeft nergens een rol. Elke rij geldt ook omgekeerd:
dan kijken de vreemden naar hun eigen wereld.
"""

from dataclasses import dataclass

KOLOMMEN = (
    "anoniem", "half", "zonder_rol", "melder", "lezer", "beheerder", "rapport", "behandelaar", "rmc", "functioneel",
)  # fmt: skip

# wat een geslaagde POST nodig heeft; `verzuim` staat voor alle velden van opvoeren
VELDEN: dict[str, dict[str, str]] = {
    "accounts:inloggen": {"gebruikersnaam": "melder.00zv", "wachtwoord": "Proef-wachtwoord-2026!"},
    "accounts:token": {"token": "000000"},
    "accounts:sessie_concept": {"pad": "/locaties/nieuw/", "naam": "Half getypt"},
    "accounts:sleutel_nieuw": {"label": "Proef", "dagen": "90"},
    "accounts:correcties": {"kenmerk": "Brief 2026-114", "onderwerp": "adres", "ontvangen_op": "2-11-2026"},
    "accounts:correctie_verlengen": {"reden": "Er zijn veel verzoeken", "gemeld_op": "10-11-2026"},
    "accounts:correctie": {"uitkomst": "De gemeente paste het aan."},
    "accounts:beperkingen": {"pgn": "{pgn}", "grond": "bezwaar", "reden": "Brief 2026-114 van de betrokkene"},
    "accounts:beperking": {"reden": "Het adres is aangepast", "gemeld_op": "24-11-2026"},
    "accounts:betrokkenen": {"pgn": "{pgn}", "reden": "Brief 2026-114 van de betrokkene"},
    "accounts:activeren": {"gebruikersnaam": "niemand", "wachtwoord": "abcd-efgh"},
    "accounts:gebruiker": {"naam": "Mia de Vries", "email": "mia@school.example"},
    "accounts:gebruiker_nieuw": {
        "naam": "Nina Nieuw",
        "email": "nina@school.example",
        "gebruikersnaam": "nina.nieuw",
        "rollen": "lezer",
    },
    "accounts:gebruikers_inlezen": {"bestand": "geen xlsx"},
    "accounts:organisatie_nieuw": {"soort": "instelling", "code": "99XX", "naam": "Proefschool"},
    "accounts:organisatie_wijzigen": {"naam": "Andere naam"},
    "accounts:thema": {"weergavenaam": "Onze school", "kleur": "#0d4f85"},
    "accounts:organisatie_thema": {"weergavenaam": "Onze school", "kleur": "#0d4f85"},
    "accounts:berichtadres_nieuw": {"gebeurtenis": "terugmelding", "email": "postbus@school.example"},
    "accounts:organisatie_einde": {"wanneer": "nu"},
    "accounts:beheerder_aanstellen": {
        "naam": "Eva Eerst",
        "email": "eva@school.example",
        "gebruikersnaam": "eva.eerst",
        "reden": "De vorige is weg",
    },
    "accounts:mijn_wachtwoord": {"wachtwoord": "paarse fiets onder water", "nog_eens": "paarse fiets onder water"},
    "accounts:rol_einde": {"wanneer": "nu"},
    "accounts:rol_geven": {"rol": "lezer", "vanaf": "1-1-2030", "stap": "geef"},
    "accounts:rol_lezer": {"doen": "erbij", "leerlingen": "{pgn}", "tot": "1-1-2030", "stap": "geef"},
    "accounts:rol_lezer_nieuw": {"leerlingen": "{pgn}", "vanaf": "1-1-2030", "tot": "1-2-2030", "stap": "geef"},
    "accounts:uit_dienst": {"reden": "Andere baan"},
    "accounts:token_koppelen": {"naam": "App", "code": "000000"},
    "accounts:tokens_inlezen": {"bestand": f"serienummer;soort;geheim\nP-1;totp;{'ab' * 20}\n"},
    "accounts:token_stand": {"handeling": "verloren"},
    "accounts:token_gelijkzetten": {"eerste": "000000", "tweede": "000001"},
    "accounts:tweede_factor_wissen": {"reden": "Telefoon kwijt"},
    "accounts:leessignaal": {"verklaring": "Inhaalslag na de vakantie"},
    "accounts:voorstel": {"besluit": "nee", "toelichting": "Niet nodig"},
    "accounts:rollen_zoeken": {"zoek": "Mia"},
    "meldingen:zoeken": {"zoek": "Zeeman"},
    "rapportages:zoeken": {"zoek": "Zeeman"},
    "meldingen:nieuw": {"pgn": "{pgn}"},
    "meldingen:nieuw_formulier": {"verzuim": "ja"},
    "meldingen:wijzigen": {"verzuim": "ja", "versie": "1", "reden": "Komt te laat", "soort": "O"},
    "meldingen:intrekken": {"versie": "1", "reden": "Vergissing"},
    "meldingen:aanvullen": {"versie": "1", "tekst": "Er is een gesprek geweest"},
    "meldingen:terugmelden": {"versie": "1", "status": "B", "contact_naam": "Bo"},
    "meldingen:heropenen": {"versie": "2", "reden": "Verzuimt weer"},
    "meldingen:doorsturen": {"versie": "1", "naar": "{derde}", "reden": "Verhuisd"},
    "meldingen:doorgeven": {"lezer": "{lezer}"},
    "meldingen:notitie": {"tekst": "Gebeld", "zichtbaar": "gedeeld"},
    "meldingen:routering_nieuw": {"groepen": "rmc", "instantie": "{derde}", "van": "1-1-2030", "stap": "bekijk"},
    "meldingen:locatie_nieuw": {"naam": "Dependance"},
    "meldingen:locatie": {"naam": "Dependance"},
    "meldingen:melder_nieuw": {"naam": "Mia", "email": "mia@school.example"},
    "bron:register": {
        "pgn": "{pgn}",
        "kennisdag": "24-11-2026",
        "aanleiding": "klacht of bezwaar",
        "toelichting": "Zaak 2026-117",
    },
    "accounts:logboek_elders_vraag": {
        "zoek": "00ZV",
        "aanleiding": "klacht of bezwaar",
        "toelichting": "Zaak 2026-117",
    },
    "bron:logboek_vraag": {"pgn": "{pgn}", "aanleiding": "verzoek om inzage", "toelichting": "Zaak 2026-117"},
    "meldingen:melder": {"naam": "Mia", "email": "mia@school.example"},
    "bron:aanlevering_nieuw": {"bestand": "VLP;PROEF;1;2026-08-01T07:00:00+02:00\nSLR;0\n"},
    "rapportages:vergelijken": {"bestand": "PGN\n{pgn}\n", "lijst": "A04"},
    "bron:c_aanvragen": {"sleutel": "00000000-0000-4000-8000-000000000009", "peildatum": "23-11-2026"},
}
BESTANDEN = {"bestand"}  # velden die als bestand verstuurd worden
# zonder eigenaar: wie de pagina mag zien, ziet ze allemaal; van een week of maand ziet ieder alleen de eigen regels
ZONDER_EIGENAAR = {
    "beperking",
    "correctie",
    "fusie",
    "gebied",
    "regel",
    "organisatie",
    "eerste",
    "berichtlink",
    "kleur",
    "demo",
    "opschoning",
    "aanlevering",
    "levering",
    "week",
    "r08",
    "bouwmaand",
    "maand",
    "lijst",
    "bestand",
}
VAN_ELKE_ORGANISATIE = {
    "voorstel",
    "leessignaal",
    "logo",
}  # heeft een organisatie als eigenaar, maar functioneel beheer ziet ze allemaal


@dataclass(frozen=True, slots=True)
class Rij:
    route: str
    methode: str
    pad: str  # het voorwerp zoals het in de tabel staat
    verwacht: dict[str, str]

    @property
    def vreemd(self) -> bool:
        return self.pad.startswith("vreemd/")

    @property
    def voorwerp(self) -> str:
        return self.pad.removeprefix("vreemd/")

    def __str__(self) -> str:
        return f"{self.route}-{self.methode}-{self.pad}"


_TEKST = """
# route                     methode voorwerp          anonie half   zonder melder lezer  beheer rappor behand rmc    functi
# --- voor iedereen open
accounts:hulp               GET     -                 200    200    200    200    200    200    200    200    200    200
accounts:hulp               POST    -                 405    405    405    405    405    405    405    405    405    405
accounts:toegankelijkheid   GET     -                 200    200    200    200    200    200    200    200    200    200
accounts:toegankelijkheid   POST    -                 405    405    405    405    405    405    405    405    405    405
accounts:privacy            GET     -                 200    200    200    200    200    200    200    200    200    200
accounts:privacy            POST    -                 405    405    405    405    405    405    405    405    405    405
accounts:sessie_verlopen    GET     -                 200    200    200    200    200    200    200    200    200    200
accounts:sessie_verlopen    POST    -                 405    405    405    405    405    405    405    405    405    405
gezondheid                  GET     -                 200    200    200    200    200    200    200    200    200    200
gezondheid                  POST    -                 405    405    405    405    405    405    405    405    405    405
gezondheid_klaar            GET     -                 200    200    200    200    200    200    200    200    200    200
gezondheid_klaar            POST    -                 405    405    405    405    405    405    405    405    405    405
demo_postbus                GET     -                 404    404    404    404    404    404    404    404    404    404
demo_postbus                GET     demo              200    200    200    200    200    200    200    200    200    200
demo_postbus                POST    -                 405    405    405    405    405    405    405    405    405    405
demo_postbus_bericht        GET     onbekend          404    404    404    404    404    404    404    404    404    404
demo_postbus_bericht        GET     demo              200    200    200    200    200    200    200    200    200    200
demo_postbus_bericht        POST    onbekend          405    405    405    405    405    405    405    405    405    405
# --- inloggen en de sessie
accounts:inloggen           GET     -                 200    200    302    302    302    302    302    302    302    302
accounts:inloggen           POST    -                 302    302    302    302    302    302    302    302    302    302
accounts:inloggen           PUT     -                 405    405    405    405    405    405    405    405    405    405
accounts:token              GET     -                 302    200    302    302    302    302    302    302    302    302
accounts:token              POST    -                 302    200    302    302    302    302    302    302    302    302
accounts:token              PUT     -                 405    405    405    405    405    405    405    405    405    405
accounts:organisatie        GET     -                 in     in     200    200    200    200    200    200    200    200
accounts:organisatie        POST    -                 in     in     200    200    200    200    200    200    200    200
accounts:organisatie        PUT     -                 in     in     405    405    405    405    405    405    405    405
accounts:uitloggen          GET     -                 405    405    405    405    405    405    405    405    405    405
accounts:uitloggen          POST    -                 302    302    302    302    302    302    302    302    302    302
accounts:sessie_verlengen   GET     -                 in     in     org    405    405    405    405    405    405    405
accounts:sessie_verlengen   POST    -                 in     in     org    200    200    200    200    200    200    200
accounts:sessie_concept     GET     -                 in     in     org    405    405    405    405    405    405    405
accounts:sessie_concept     POST    -                 in     in     org    204    204    204    204    204    204    204
accounts:herstelcodes       GET     -                 in     in     org    405    405    405    405    405    405    405
accounts:herstelcodes       POST    -                 in     in     org    200    200    200    200    200    200    200
accounts:start              GET     -                 in     in     org    200    200    200    200    200    200    200
accounts:start              POST    -                 in     in     org    405    405    405    405    405    405    405
accounts:mijn               GET     -                 in     in     org    200    200    200    200    200    200    200
accounts:mijn               POST    -                 in     in     org    405    405    405    405    405    405    405
accounts:mijn_sessies       GET     -                 in     in     org    200    200    200    200    200    200    200
accounts:mijn_sessies       POST    -                 in     in     org    405    405    405    405    405    405    405
accounts:mijn_inlogpogingen GET     -                 in     in     org    200    200    200    200    200    200    200
accounts:mijn_inlogpogingen POST    -                 in     in     org    405    405    405    405    405    405    405
accounts:mijn_mails         GET     -                 in     in     org    200    200    200    200    200    200    200
accounts:mijn_mails         POST    -                 in     in     org    302    302    302    302    302    302    302
accounts:mijn_mails         PUT     -                 in     in     org    405    405    405    405    405    405    405
accounts:sessies_beeindigen POST    -                 in     in     org    302    302    302    302    302    302    302
accounts:sessies_beeindigen GET     -                 in     in     org    405    405    405    405    405    405    405
accounts:sessie_beeindigen  POST    sessie            in     in     org    302    404    404    404    404    404    404
accounts:sessie_beeindigen  POST    vreemd/sessie     in     in     org    404    404    404    404    404    404    404
accounts:sessie_beeindigen  POST    onbekend          in     in     org    404    404    404    404    404    404    404
accounts:sessie_beeindigen  GET     sessie            in     in     org    405    405    405    405    405    405    405
# --- koppelingen: alleen met een toegangssleutel, wie er ook is ingelogd
bron:rod                    POST    -                 401    401    401    401    401    401    401    401    401    401
bron:rod                    GET     -                 405    405    405    405    405    405    405    405    405    405
# --- toegangssleutels
accounts:sleutels           GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:sleutels           POST    -                 in     in     org    403    403    405    403    403    403    403
accounts:sleutel_nieuw      GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:sleutel_nieuw      POST    -                 in     in     org    403    403    200    403    403    403    403
accounts:sleutel_nieuw      PUT     -                 in     in     org    403    403    405    403    403    403    403
accounts:sleutel_intrekken  GET     sleutel           in     in     org    403    403    405    403    403    403    403
accounts:sleutel_intrekken  POST    sleutel           in     in     org    403    403    302    403    403    403    403
accounts:sleutel_intrekken  POST    vreemd/sleutel    in     in     org    403    403    404    403    403    403    403
accounts:sleutel_intrekken  POST    onbekend          in     in     org    403    403    404    403    403    403    403
# --- gebruikers, brieven en activeren
accounts:activeren           GET     -                 200    200    200    200    200    200    200    200    200    200
accounts:activeren           POST    -                 200    200    200    200    200    200    200    200    200    200
accounts:activeren           PUT     -                 405    405    405    405    405    405    405    405    405    405
accounts:activeren_bewijs    GET     -                 302    302    302    302    302    302    302    302    302    302
accounts:activeren_bewijs    POST    -                 302    302    302    302    302    302    302    302    302    302
accounts:activeren_bewijs    PUT     -                 405    405    405    405    405    405    405    405    405    405
accounts:activeren_app       GET     -                 302    302    302    302    302    302    302    302    302    302
accounts:activeren_app       POST    -                 302    302    302    302    302    302    302    302    302    302
accounts:activeren_app       PUT     -                 405    405    405    405    405    405    405    405    405    405
accounts:activeren_wachtwoord GET     -                 302    302    302    302    302    302    302    302    302    302
accounts:activeren_wachtwoord POST    -                 302    302    302    302    302    302    302    302    302    302
accounts:activeren_wachtwoord PUT     -                 405    405    405    405    405    405    405    405    405    405
accounts:mijn_wachtwoord     GET     -                 in     in     org    200    200    200    200    200    200    200
accounts:mijn_wachtwoord     POST    -                 in     in     org    302    302    302    302    302    302    302
accounts:mijn_wachtwoord     PUT     -                 in     in     org    405    405    405    405    405    405    405
accounts:gebruikers          GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:gebruikers          POST    -                 in     in     org    403    403    405    403    403    403    403
accounts:gebruiker_nieuw     GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:gebruiker_nieuw     POST    -                 in     in     org    403    403    302    403    403    403    403
accounts:gebruiker_nieuw     PUT     -                 in     in     org    403    403    405    403    403    403    403
accounts:gebruikers_inlezen GET     -                  in     in     org    403    403    200    403    403    403    403
accounts:gebruikers_inlezen POST    -                  in     in     org    403    403    200    403    403    403    403
accounts:gebruikers_inlezen PUT     -                  in     in     org    403    403    405    403    403    403    403
accounts:gebruikers_sjabloon GET     -                  in     in     org    403    403    200    403    403    403    403
accounts:gebruikers_sjabloon POST    -                  in     in     org    403    403    405    403    403    403    403
accounts:gebruikers_voorbeeld GET     inleeslijst        in     in     org    403    403    200    403    403    403    403
accounts:gebruikers_voorbeeld GET     vreemd/inleeslijst in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_voorbeeld GET     onbekend           in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_voorbeeld POST    inleeslijst        in     in     org    403    403    302    403    403    403    403
accounts:gebruikers_voorbeeld POST    vreemd/inleeslijst in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_voorbeeld POST    onbekend           in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_voorbeeld PUT     inleeslijst        in     in     org    403    403    405    403    403    403    403
accounts:gebruikers_fouten  GET     inleeslijst        in     in     org    403    403    200    403    403    403    403
accounts:gebruikers_fouten  GET     vreemd/inleeslijst in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_fouten  GET     onbekend           in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_fouten  POST    inleeslijst        in     in     org    403    403    405    403    403    403    403
accounts:gebruikers_brieven GET     bundel             in     in     org    403    403    200    403    403    403    403
accounts:gebruikers_brieven GET     vreemd/bundel      in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_brieven GET     onbekend           in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_brieven POST    bundel             in     in     org    403    403    200    403    403    403    403
accounts:gebruikers_brieven POST    vreemd/bundel      in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_brieven POST    onbekend           in     in     org    403    403    404    403    403    403    403
accounts:gebruikers_brieven PUT     bundel             in     in     org    403    403    405    403    403    403    403
accounts:gebruiker           GET     collega           in     in     org    403    403    200    403    403    403    403
accounts:gebruiker           GET     vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:gebruiker           GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:gebruiker           POST    collega           in     in     org    403    403    302    403    403    403    403
accounts:gebruiker           POST    vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:gebruiker           POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:gebruiker           PUT     collega           in     in     org    403    403    405    403    403    403    403
accounts:gebruiker_toegang   POST    collega           in     in     org    403    403    302    403    403    403    403
accounts:gebruiker_toegang   POST    vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:gebruiker_toegang   POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:gebruiker_toegang   GET     collega           in     in     org    403    403    405    403    403    403    403
accounts:brief               GET     brief             in     in     org    403    403    200    403    403    403    403
accounts:brief               GET     vreemd/brief      in     in     org    403    403    404    403    403    403    403
accounts:brief               GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:brief               POST    brief             in     in     org    403    403    200    403    403    403    403
accounts:brief               POST    vreemd/brief      in     in     org    403    403    404    403    403    403    403
accounts:brief               POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:brief               PUT     brief             in     in     org    403    403    405    403    403    403    403
# --- organisaties
accounts:organisaties        GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:organisaties        POST    -                 in     in     org    403    403    403    403    403    403    405
accounts:organisatie_nieuw   GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:organisatie_nieuw   POST    -                 in     in     org    403    403    403    403    403    403    302
accounts:organisatie_nieuw   PUT     -                 in     in     org    403    403    403    403    403    403    405
accounts:organisatie_detail  GET     organisatie       in     in     org    403    403    403    403    403    403    200
accounts:organisatie_detail  GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:organisatie_detail  POST    organisatie       in     in     org    403    403    403    403    403    403    405
accounts:organisatie_wijzigen GET     organisatie       in     in     org    403    403    403    403    403    403    200
accounts:organisatie_wijzigen GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:organisatie_wijzigen POST    organisatie       in     in     org    403    403    403    403    403    403    302
accounts:organisatie_wijzigen POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:organisatie_wijzigen PUT     organisatie       in     in     org    403    403    403    403    403    403    405
accounts:organisatie_einde   GET     organisatie       in     in     org    403    403    403    403    403    403    200
accounts:organisatie_einde   GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:organisatie_einde   POST    organisatie       in     in     org    403    403    403    403    403    403    302
accounts:organisatie_einde   POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:organisatie_einde   PUT     organisatie       in     in     org    403    403    403    403    403    403    405
accounts:beheerder_aanstellen GET     organisatie       in     in     org    403    403    403    403    403    403    200
accounts:beheerder_aanstellen GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:beheerder_aanstellen POST    organisatie       in     in     org    403    403    403    403    403    403    302
accounts:beheerder_aanstellen POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:beheerder_aanstellen PUT     organisatie       in     in     org    403    403    403    403    403    403    405
accounts:eerste_brief        GET     eerste            in     in     org    403    403    403    403    403    403    200
accounts:eerste_brief        GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:eerste_brief        POST    eerste            in     in     org    403    403    403    403    403    403    200
accounts:eerste_brief        POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:eerste_brief        PUT     eerste            in     in     org    403    403    403    403    403    403    405
# --- de eigen organisatie
accounts:eigen_organisatie   GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:eigen_organisatie   POST    -                 in     in     org    403    403    405    403    403    403    403
accounts:berichtadres_nieuw  GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:berichtadres_nieuw  POST    -                 in     in     org    403    403    302    403    403    403    403
accounts:berichtadres_nieuw  PUT     -                 in     in     org    403    403    405    403    403    403    403
accounts:berichtadres_verwijderen POST    berichtadres      in     in     org    403    403    302    403    403    403    403
accounts:berichtadres_verwijderen POST    vreemd/berichtadres in     in     org    403    403    404    403    403    403    403
accounts:berichtadres_verwijderen POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:berichtadres_verwijderen GET     berichtadres      in     in     org    403    403    405    403    403    403    403
accounts:berichtadres_bevestigen GET     berichtlink       200    200    200    200    200    200    200    200    200    200
accounts:berichtadres_bevestigen GET     onbekend          404    404    404    404    404    404    404    404    404    404
accounts:berichtadres_bevestigen POST    berichtlink       200    200    200    200    200    200    200    200    200    200
accounts:berichtadres_bevestigen POST    onbekend          404    404    404    404    404    404    404    404    404    404
accounts:berichtadres_bevestigen PUT     berichtlink       405    405    405    405    405    405    405    405    405    405
accounts:thema               GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:thema               POST    -                 in     in     org    403    403    302    403    403    403    403
accounts:thema               PUT     -                 in     in     org    403    403    405    403    403    403    403
accounts:organisatie_thema   GET     organisatie       in     in     org    403    403    403    403    403    403    200
accounts:organisatie_thema   GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:organisatie_thema   POST    organisatie       in     in     org    403    403    403    403    403    403    302
accounts:organisatie_thema   POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:organisatie_thema   PUT     organisatie       in     in     org    403    403    403    403    403    403    405
accounts:organisatie_logo    GET     logo              in     in     org    200    200    200    200    404    404    200
accounts:organisatie_logo    GET     vreemd/logo       in     in     org    404    404    404    404    404    404    200
accounts:organisatie_logo    GET     onbekend          in     in     org    404    404    404    404    404    404    404
accounts:organisatie_logo    POST    logo              in     in     org    405    405    405    405    405    405    405
accounts:kleur               GET     kleur             200    200    200    200    200    200    200    200    200    200
accounts:kleur               GET     onbekend          404    404    404    404    404    404    404    404    404    404
accounts:kleur               POST    kleur             405    405    405    405    405    405    405    405    405    405
# --- rollen
accounts:hercontrole         GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:hercontrole         POST    -                 in     in     org    403    403    302    403    403    403    403
accounts:hercontrole         PUT     -                 in     in     org    403    403    405    403    403    403    403
accounts:rollen             GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:rollen             POST    -                 in     in     org    403    403    405    403    403    403    403
accounts:rollen_zoeken      POST    -                 in     in     org    403    403    302    403    403    403    403
accounts:rollen_zoeken      GET     -                 in     in     org    403    403    405    403    403    403    403
accounts:rol_einde          GET     rol               in     in     org    403    403    200    403    403    403    403
accounts:rol_einde          GET     vreemd/rol        in     in     org    403    403    404    403    403    403    403
accounts:rol_einde          GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rol_einde          POST    rol               in     in     org    403    403    302    403    403    403    403
accounts:rol_einde          POST    vreemd/rol        in     in     org    403    403    404    403    403    403    403
accounts:rol_einde          POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rol_einde          PUT     rol               in     in     org    403    403    405    403    403    403    403
accounts:rollen_van         GET     collega           in     in     org    403    403    200    403    403    403    403
accounts:rollen_van         GET     vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:rollen_van         GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rollen_van         POST    collega           in     in     org    403    403    405    403    403    403    403
accounts:rol_geven          GET     collega           in     in     org    403    403    200    403    403    403    403
accounts:rol_geven          GET     vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:rol_geven          GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rol_geven          POST    collega           in     in     org    403    403    302    403    403    403    403
accounts:rol_geven          POST    vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:rol_geven          POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rol_geven          PUT     collega           in     in     org    403    403    405    403    403    403    403
accounts:rol_lezer          GET     lezerrol          in     in     org    403    403    200    403    403    403    403
accounts:rol_lezer          GET     vreemd/lezerrol   in     in     org    403    403    404    403    403    403    403
accounts:rol_lezer          GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rol_lezer          POST    lezerrol          in     in     org    403    403    302    403    403    403    403
accounts:rol_lezer          POST    vreemd/lezerrol   in     in     org    403    403    404    403    403    403    403
accounts:rol_lezer          POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rol_lezer          PUT     lezerrol          in     in     org    403    403    405    403    403    403    403
accounts:rol_lezer_nieuw    GET     collega           in     in     org    403    403    200    403    403    403    403
accounts:rol_lezer_nieuw    GET     vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:rol_lezer_nieuw    GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rol_lezer_nieuw    POST    collega           in     in     org    403    403    302    403    403    403    403
accounts:rol_lezer_nieuw    POST    vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:rol_lezer_nieuw    POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:rol_lezer_nieuw    PUT     collega           in     in     org    403    403    405    403    403    403    403
accounts:uit_dienst         GET     collega           in     in     org    403    403    200    403    403    403    403
accounts:uit_dienst         GET     vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:uit_dienst         GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:uit_dienst         POST    collega           in     in     org    403    403    302    403    403    403    403
accounts:uit_dienst         POST    vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:uit_dienst         POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:uit_dienst         PUT     collega           in     in     org    403    403    405    403    403    403    403
# --- tokens
accounts:mijn_tokens        GET     -                 in     in     org    200    200    200    200    200    200    200
accounts:mijn_tokens        POST    -                 in     in     org    302    302    302    302    302    302    302
accounts:mijn_tokens        PUT     -                 in     in     org    405    405    405    405    405    405    405
accounts:token_koppelen     GET     koppeling         in     in     org    200    404    404    404    404    404    404
accounts:token_koppelen     GET     vreemd/koppeling  in     in     org    404    404    404    404    404    404    404
accounts:token_koppelen     GET     onbekend          in     in     org    404    404    404    404    404    404    404
accounts:token_koppelen     POST    koppeling         in     in     org    200    404    404    404    404    404    404
accounts:token_koppelen     POST    vreemd/koppeling  in     in     org    404    404    404    404    404    404    404
accounts:token_koppelen     POST    onbekend          in     in     org    404    404    404    404    404    404    404
accounts:token_verwijderen  POST    koppeling         in     in     org    302    404    404    404    404    404    404
accounts:token_verwijderen  POST    vreemd/koppeling  in     in     org    404    404    404    404    404    404    404
accounts:token_verwijderen  POST    onbekend          in     in     org    404    404    404    404    404    404    404
accounts:token_koppelen     PUT     koppeling         in     in     org    405    405    405    405    405    405    405
accounts:token_verwijderen  GET     koppeling         in     in     org    405    405    405    405    405    405    405
accounts:tokens             GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:tokens             POST    -                 in     in     org    403    403    405    403    403    403    403
accounts:tokens_inlezen     GET     -                 in     in     org    403    403    200    403    403    403    403
accounts:tokens_inlezen     POST    -                 in     in     org    403    403    302    403    403    403    403
accounts:tokens_inlezen     PUT     -                 in     in     org    403    403    405    403    403    403    403
accounts:tokens_voorbeeld   GET     tokenlijst         in     in     org    403    403    200    403    403    403    403
accounts:tokens_voorbeeld   GET     vreemd/tokenlijst  in     in     org    403    403    404    403    403    403    403
accounts:tokens_voorbeeld   GET     onbekend           in     in     org    403    403    404    403    403    403    403
accounts:tokens_voorbeeld   POST    tokenlijst         in     in     org    403    403    302    403    403    403    403
accounts:tokens_voorbeeld   POST    vreemd/tokenlijst  in     in     org    403    403    404    403    403    403    403
accounts:tokens_voorbeeld   POST    onbekend           in     in     org    403    403    404    403    403    403    403
accounts:tokens_voorbeeld   PUT     tokenlijst         in     in     org    403    403    405    403    403    403    403
accounts:token_uitgeven     GET     apparaat          in     in     org    403    403    200    403    403    403    403
accounts:token_uitgeven     GET     vreemd/apparaat   in     in     org    403    403    404    403    403    403    403
accounts:token_uitgeven     GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:token_uitgeven     POST    apparaat          in     in     org    403    403    200    403    403    403    403
accounts:token_uitgeven     POST    vreemd/apparaat   in     in     org    403    403    404    403    403    403    403
accounts:token_uitgeven     POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:token_uitgeven     PUT     apparaat          in     in     org    403    403    405    403    403    403    403
accounts:token_stand        GET     apparaat          in     in     org    403    403    200    403    403    403    403
accounts:token_stand        GET     vreemd/apparaat   in     in     org    403    403    404    403    403    403    403
accounts:token_stand        GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:token_stand        POST    apparaat          in     in     org    403    403    302    403    403    403    403
accounts:token_stand        POST    vreemd/apparaat   in     in     org    403    403    404    403    403    403    403
accounts:token_stand        POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:token_stand        PUT     apparaat          in     in     org    403    403    405    403    403    403    403
accounts:token_gelijkzetten GET     apparaat          in     in     org    403    403    200    403    403    403    403
accounts:token_gelijkzetten GET     vreemd/apparaat   in     in     org    403    403    404    403    403    403    403
accounts:token_gelijkzetten GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:token_gelijkzetten POST    apparaat          in     in     org    403    403    200    403    403    403    403
accounts:token_gelijkzetten POST    vreemd/apparaat   in     in     org    403    403    404    403    403    403    403
accounts:token_gelijkzetten POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:token_gelijkzetten PUT     apparaat          in     in     org    403    403    405    403    403    403    403
accounts:tweede_factor_wissen GET     collega           in     in     org    403    403    200    403    403    403    403
accounts:tweede_factor_wissen GET     vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:tweede_factor_wissen GET     onbekend          in     in     org    403    403    404    403    403    403    403
accounts:tweede_factor_wissen POST    collega           in     in     org    403    403    302    403    403    403    403
accounts:tweede_factor_wissen POST    vreemd/collega    in     in     org    403    403    404    403    403    403    403
accounts:tweede_factor_wissen POST    onbekend          in     in     org    403    403    404    403    403    403    403
accounts:tweede_factor_wissen PUT     collega           in     in     org    403    403    405    403    403    403    403
# --- voorstellen: een tweede persoon beslist
accounts:voorstellen        GET     -                 in     in     org    403    403    200    403    403    403    200
accounts:voorstellen        POST    -                 in     in     org    403    403    405    403    403    403    405
accounts:voorstel           GET     voorstel          in     in     org    403    403    200    403    403    403    200
accounts:voorstel           GET     vreemd/voorstel   in     in     org    403    403    404    403    403    403    200
accounts:voorstel           GET     onbekend          in     in     org    403    403    404    403    403    403    404
accounts:voorstel           POST    voorstel          in     in     org    403    403    302    403    403    403    302
accounts:voorstel           POST    vreemd/voorstel   in     in     org    403    403    404    403    403    403    302
accounts:voorstel           POST    onbekend          in     in     org    403    403    404    403    403    403    404
accounts:voorstel           PUT     voorstel          in     in     org    403    403    405    403    403    403    405
accounts:voorstel_intrekken GET     voorstel          in     in     org    403    403    405    403    403    403    405
accounts:voorstel_intrekken POST    voorstel          in     in     org    403    403    302    403    403    403    302
accounts:voorstel_intrekken POST    vreemd/voorstel   in     in     org    403    403    404    403    403    403    302
accounts:voorstel_intrekken POST    onbekend          in     in     org    403    403    404    403    403    403    404
# --- logboek
accounts:logboek            GET     -                 in     in     org    403    403    200    403    403    403    200
accounts:logboek            POST    -                 in     in     org    403    403    405    403    403    403    405
accounts:logboek_csv        GET     -                 in     in     org    403    403    200    403    403    403    200
accounts:logboek_csv        POST    -                 in     in     org    403    403    405    403    403    403    405
accounts:logboek_xlsx       GET     -                 in     in     org    403    403    200    403    403    403    200
accounts:logboek_xlsx       POST    -                 in     in     org    403    403    405    403    403    403    405
accounts:logboek_elders_vraag GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:logboek_elders_vraag POST    -                 in     in     org    403    403    403    403    403    403    302
accounts:logboek_elders_vraag PUT     -                 in     in     org    403    403    403    403    403    403    405
accounts:logboek_elders     GET     logboekvraag      in     in     org    403    403    403    403    403    403    200
accounts:logboek_elders     GET     vreemd/logboekvraag in     in     org    403    403    403    403    403    403    404
accounts:logboek_elders     GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:logboek_elders     POST    logboekvraag      in     in     org    403    403    403    403    403    403    405
accounts:logboek_elders_bestand GET     logboekbestand    in     in     org    403    403    403    403    403    403    200
accounts:logboek_elders_bestand GET     vreemd/logboekbestand in     in     org    403    403    403    403    403    403    404
accounts:logboek_elders_bestand GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:logboek_elders_bestand POST    logboekbestand    in     in     org    403    403    403    403    403    403    405
bron:logboek_vraag          GET     -                 in     in     org    403    403    403    403    403    403    200
bron:logboek_vraag          POST    -                 in     in     org    403    403    403    403    403    403    302
bron:logboek_vraag          PUT     -                 in     in     org    403    403    403    403    403    403    405
bron:logboek_leerling       GET     kijkvraag         in     in     org    403    403    403    403    403    403    200
bron:logboek_leerling       GET     vreemd/kijkvraag  in     in     org    403    403    403    403    403    403    404
bron:logboek_leerling       GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:logboek_leerling       POST    kijkvraag         in     in     org    403    403    403    403    403    403    405
bron:logboek_leerling_csv   GET     kijkvraag         in     in     org    403    403    403    403    403    403    200
bron:logboek_leerling_csv   GET     vreemd/kijkvraag  in     in     org    403    403    403    403    403    403    404
bron:logboek_leerling_csv   GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:logboek_leerling_csv   POST    kijkvraag         in     in     org    403    403    403    403    403    403    405
bron:logboek_leerling_xlsx  GET     kijkvraag         in     in     org    403    403    403    403    403    403    200
bron:logboek_leerling_xlsx  GET     vreemd/kijkvraag  in     in     org    403    403    403    403    403    403    404
bron:logboek_leerling_xlsx  GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:logboek_leerling_xlsx  POST    kijkvraag         in     in     org    403    403    403    403    403    403    405
accounts:leesgedrag         GET     -                 in     in     org    403    403    200    403    403    403    200
accounts:leesgedrag         POST    -                 in     in     org    403    403    405    403    403    403    405
accounts:leessignaal        GET     leessignaal       in     in     org    403    403    200    403    403    403    200
accounts:leessignaal        GET     vreemd/leessignaal in     in     org    403    403    404    403    403    403    200
accounts:leessignaal        GET     onbekend          in     in     org    403    403    404    403    403    403    404
accounts:leessignaal        POST    leessignaal       in     in     org    403    403    302    403    403    403    302
accounts:leessignaal        POST    vreemd/leessignaal in     in     org    403    403    404    403    403    403    302
accounts:leessignaal        POST    onbekend          in     in     org    403    403    404    403    403    403    404
accounts:leessignaal        PUT     leessignaal       in     in     org    403    403    405    403    403    403    405
# --- betrokkenen: wat hebben wij van iemand; een verzoek is alleen van wie het deed
accounts:betrokkenen        GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:betrokkenen        POST    -                 in     in     org    403    403    403    403    403    403    302
accounts:betrokkenen        PUT     -                 in     in     org    403    403    403    403    403    403    405
accounts:betrokkene         GET     verzoek           in     in     org    403    403    403    403    403    403    200
accounts:betrokkene         GET     vreemd/verzoek    in     in     org    403    403    403    403    403    403    404
accounts:betrokkene         GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:betrokkene         POST    verzoek           in     in     org    403    403    403    403    403    403    405
accounts:betrokkene_overzicht GET     overzicht         in     in     org    403    403    403    403    403    403    200
accounts:betrokkene_overzicht GET     vreemd/overzicht  in     in     org    403    403    403    403    403    403    404
accounts:betrokkene_overzicht GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:betrokkene_overzicht POST    overzicht         in     in     org    403    403    403    403    403    403    405
accounts:opschoningen       GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:opschoningen       POST    -                 in     in     org    403    403    403    403    403    403    405
accounts:opschoningen_csv   GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:opschoningen_csv   POST    -                 in     in     org    403    403    403    403    403    403    405
accounts:opschoning         GET     opschoning        in     in     org    403    403    403    403    403    403    200
accounts:opschoning         GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:opschoning         POST    opschoning        in     in     org    403    403    403    403    403    403    405
accounts:beperkingen        GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:beperkingen        POST    -                 in     in     org    403    403    403    403    403    403    302
accounts:beperkingen        PUT     -                 in     in     org    403    403    403    403    403    403    405
accounts:beperking          GET     beperking         in     in     org    403    403    403    403    403    403    200
accounts:beperking          GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:beperking          POST    beperking         in     in     org    403    403    403    403    403    403    302
accounts:beperking          POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:beperking          PUT     beperking         in     in     org    403    403    403    403    403    403    405
accounts:correcties         GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:correcties         POST    -                 in     in     org    403    403    403    403    403    403    302
accounts:correcties         PUT     -                 in     in     org    403    403    403    403    403    403    405
accounts:correctie          GET     correctie         in     in     org    403    403    403    403    403    403    200
accounts:correctie          GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:correctie          POST    correctie         in     in     org    403    403    403    403    403    403    302
accounts:correctie          POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:correctie_verlengen GET     correctie         in     in     org    403    403    403    403    403    403    200
accounts:correctie_verlengen GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:correctie_verlengen POST    correctie         in     in     org    403    403    403    403    403    403    302
accounts:correctie_verlengen POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:correctie_verlengen PUT     correctie         in     in     org    403    403    403    403    403    403    405
accounts:correctie          PUT     correctie         in     in     org    403    403    403    403    403    403    405
# --- register: aanleveringen
bron:actualiteit            GET     -                 in     in     org    403    403    403    403    403    403    200
bron:actualiteit            POST    -                 in     in     org    403    403    403    403    403    403    405
bron:actualiteit_csv        GET     -                 in     in     org    403    403    403    403    403    403    200
bron:actualiteit_csv        POST    -                 in     in     org    403    403    403    403    403    403    405
bron:levering               GET     levering          in     in     org    403    403    403    403    403    403    200
bron:levering               GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:levering               POST    levering          in     in     org    403    403    403    403    403    403    405
bron:terugkoppeling         GET     levering          in     in     org    403    403    403    403    403    403    200
bron:terugkoppeling         GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:terugkoppeling         POST    levering          in     in     org    403    403    403    403    403    403    405
# --- meldingen: lijst
meldingen:lijst             GET     -                 in     in     org    200    200    403    403    200    200    403
meldingen:lijst             POST    -                 in     in     org    405    405    403    403    405    405    403
meldingen:zoeken            GET     -                 in     in     org    405    405    403    403    405    405    403
meldingen:zoeken            POST    -                 in     in     org    302    302    403    403    302    302    403
# --- meldingen: opvoeren
meldingen:nieuw             GET     -                 in     in     org    200    403    403    403    403    403    403
meldingen:nieuw             POST    -                 in     in     org    302    403    403    403    403    403    403
meldingen:nieuw             PUT     -                 in     in     org    405    403    403    403    403    403    403
meldingen:nieuw_formulier   GET     concept           in     in     org    200    403    403    403    403    403    403
meldingen:nieuw_formulier   GET     vreemd/concept    in     in     org    404    403    403    403    403    403    403
meldingen:nieuw_formulier   GET     onbekend          in     in     org    404    403    403    403    403    403    403
meldingen:nieuw_formulier   POST    concept           in     in     org    302    403    403    403    403    403    403
meldingen:nieuw_formulier   POST    vreemd/concept    in     in     org    404    403    403    403    403    403    403
meldingen:nieuw_formulier   POST    onbekend          in     in     org    404    403    403    403    403    403    403
meldingen:nieuw_formulier   PUT     concept           in     in     org    405    403    403    403    403    403    403
meldingen:nieuw_controle    GET     ingevuld          in     in     org    200    403    403    403    403    403    403
meldingen:nieuw_controle    GET     vreemd/ingevuld   in     in     org    404    403    403    403    403    403    403
meldingen:nieuw_controle    GET     onbekend          in     in     org    404    403    403    403    403    403    403
meldingen:nieuw_controle    POST    ingevuld          in     in     org    302    403    403    403    403    403    403
meldingen:nieuw_controle    POST    vreemd/ingevuld   in     in     org    404    403    403    403    403    403    403
meldingen:nieuw_controle    POST    onbekend          in     in     org    404    403    403    403    403    403    403
meldingen:nieuw_controle    PUT     ingevuld          in     in     org    405    403    403    403    403    403    403
meldingen:bevestiging       GET     gemeente          in     in     org    200    403    403    403    403    403    403
meldingen:bevestiging       GET     vreemd/gemeente   in     in     org    404    403    403    403    403    403    403
meldingen:bevestiging       GET     onbekend          in     in     org    404    403    403    403    403    403    403
meldingen:bevestiging       POST    gemeente          in     in     org    405    403    403    403    403    403    403
# --- meldingen: bekijken
meldingen:detail            GET     gemeente          in     in     org    200    200    403    403    200    404    403
meldingen:detail            GET     zijlocatie        in     in     org    200    404    403    403    200    404    403
meldingen:detail            GET     regio             in     in     org    200    200    403    403    404    200    403
meldingen:detail            GET     doorgestuurd      in     in     org    200    200    403    403    200    404    403
meldingen:detail            GET     vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:detail            GET     vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:detail            GET     onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:detail            POST    gemeente          in     in     org    405    405    403    403    405    405    403
meldingen:pdf               GET     gemeente          in     in     org    200    200    403    403    200    404    403
meldingen:pdf               GET     zijlocatie        in     in     org    200    404    403    403    200    404    403
meldingen:pdf               GET     regio             in     in     org    200    200    403    403    404    200    403
meldingen:pdf               GET     doorgestuurd      in     in     org    200    200    403    403    302    404    403
meldingen:pdf               GET     vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:pdf               GET     vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:pdf               GET     onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:pdf               POST    gemeente          in     in     org    405    405    403    403    405    405    403
# --- meldingen: handelingen van de school
meldingen:wijzigen          GET     gemeente          in     in     org    200    403    403    403    403    404    403
meldingen:wijzigen          GET     zijlocatie        in     in     org    200    404    403    403    403    404    403
meldingen:wijzigen          GET     regio             in     in     org    200    403    403    403    404    403    403
meldingen:wijzigen          GET     vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:wijzigen          GET     vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:wijzigen          GET     onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:wijzigen          POST    gemeente          in     in     org    302    403    403    403    403    404    403
meldingen:wijzigen          POST    zijlocatie        in     in     org    302    404    403    403    403    404    403
meldingen:wijzigen          POST    regio             in     in     org    302    403    403    403    404    403    403
meldingen:wijzigen          POST    vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:wijzigen          POST    vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:wijzigen          POST    onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:wijzigen          PUT     gemeente          in     in     org    405    405    403    403    405    405    403
meldingen:intrekken         GET     gemeente          in     in     org    200    403    403    403    403    404    403
meldingen:intrekken         GET     zijlocatie        in     in     org    200    404    403    403    403    404    403
meldingen:intrekken         GET     regio             in     in     org    200    403    403    403    404    403    403
meldingen:intrekken         GET     vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:intrekken         GET     vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:intrekken         GET     onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:intrekken         POST    gemeente          in     in     org    302    403    403    403    403    404    403
meldingen:intrekken         POST    zijlocatie        in     in     org    302    404    403    403    403    404    403
meldingen:intrekken         POST    regio             in     in     org    302    403    403    403    404    403    403
meldingen:intrekken         POST    vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:intrekken         POST    vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:intrekken         POST    onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:intrekken         PUT     gemeente          in     in     org    405    405    403    403    405    405    403
meldingen:aanvullen         GET     gemeente          in     in     org    200    403    403    403    403    404    403
meldingen:aanvullen         GET     zijlocatie        in     in     org    200    404    403    403    403    404    403
meldingen:aanvullen         GET     regio             in     in     org    200    403    403    403    404    403    403
meldingen:aanvullen         GET     vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:aanvullen         GET     vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:aanvullen         GET     onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:aanvullen         POST    gemeente          in     in     org    302    403    403    403    403    404    403
meldingen:aanvullen         POST    zijlocatie        in     in     org    302    404    403    403    403    404    403
meldingen:aanvullen         POST    regio             in     in     org    302    403    403    403    404    403    403
meldingen:aanvullen         POST    vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:aanvullen         POST    vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:aanvullen         POST    onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:aanvullen         PUT     gemeente          in     in     org    405    405    403    403    405    405    403
# --- meldingen: handelingen van de instantie
meldingen:terugmelden       GET     gemeente          in     in     org    403    403    403    403    200    404    403
meldingen:terugmelden       GET     regio             in     in     org    403    403    403    403    404    200    403
meldingen:terugmelden       GET     doorgestuurd      in     in     org    403    403    403    403    403    404    403
meldingen:terugmelden       GET     vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:terugmelden       GET     vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:terugmelden       GET     onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:terugmelden       POST    gemeente          in     in     org    403    403    403    403    302    404    403
meldingen:terugmelden       POST    regio             in     in     org    403    403    403    403    404    302    403
meldingen:terugmelden       POST    doorgestuurd      in     in     org    403    403    403    403    403    404    403
meldingen:terugmelden       POST    vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:terugmelden       POST    vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:terugmelden       POST    onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:terugmelden       PUT     gemeente          in     in     org    405    405    403    403    405    405    403
meldingen:heropenen         GET     gesloten          in     in     org    403    403    403    403    200    404    403
meldingen:heropenen         GET     regio             in     in     org    403    403    403    403    404    200    403
meldingen:heropenen         GET     doorgestuurd      in     in     org    403    403    403    403    403    404    403
meldingen:heropenen         GET     vreemd/gesloten   in     in     org    404    404    403    403    404    404    403
meldingen:heropenen         GET     vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:heropenen         GET     onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:heropenen         POST    gesloten          in     in     org    403    403    403    403    302    404    403
meldingen:heropenen         POST    regio             in     in     org    403    403    403    403    404    200    403
meldingen:heropenen         POST    doorgestuurd      in     in     org    403    403    403    403    403    404    403
meldingen:heropenen         POST    vreemd/gesloten   in     in     org    404    404    403    403    404    404    403
meldingen:heropenen         POST    vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:heropenen         POST    onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:heropenen         PUT     gesloten          in     in     org    405    405    403    403    405    405    403
meldingen:doorsturen        GET     gemeente          in     in     org    403    403    403    403    200    404    403
meldingen:doorsturen        GET     regio             in     in     org    403    403    403    403    404    200    403
meldingen:doorsturen        GET     doorgestuurd      in     in     org    403    403    403    403    403    404    403
meldingen:doorsturen        GET     vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:doorsturen        GET     vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:doorsturen        GET     onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:doorsturen        POST    gemeente          in     in     org    403    403    403    403    302    404    403
meldingen:doorsturen        POST    regio             in     in     org    403    403    403    403    404    302    403
meldingen:doorsturen        POST    doorgestuurd      in     in     org    403    403    403    403    403    404    403
meldingen:doorsturen        POST    vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:doorsturen        POST    vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:doorsturen        POST    onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:doorsturen        PUT     gemeente          in     in     org    405    405    403    403    405    405    403
# --- meldingen: notities van beide kanten
meldingen:doorgeven         GET     gesloten          in     in     org    405    405    403    403    405    405    403
meldingen:doorgeven         POST    gesloten          in     in     org    302    403    403    403    403    404    403
meldingen:doorgeven         POST    gemeente          in     in     org    200    403    403    403    403    404    403
meldingen:doorgeven         POST    doorgestuurd      in     in     org    200    403    403    403    403    404    403
meldingen:doorgeven         POST    vreemd/gesloten   in     in     org    404    404    403    403    404    404    403
meldingen:doorgeven         POST    onbekend          in     in     org    404    404    403    403    404    404    403
meldingen:notitie           GET     gemeente          in     in     org    405    405    403    403    405    405    403
meldingen:notitie           POST    gemeente          in     in     org    302    403    403    403    302    404    403
meldingen:notitie           POST    zijlocatie        in     in     org    302    404    403    403    302    404    403
meldingen:notitie           POST    regio             in     in     org    302    403    403    403    404    302    403
meldingen:notitie           POST    doorgestuurd      in     in     org    302    403    403    403    403    404    403
meldingen:notitie           POST    vreemd/gemeente   in     in     org    404    404    403    403    404    404    403
meldingen:notitie           POST    vreemd/regio      in     in     org    404    404    403    403    404    404    403
meldingen:notitie           POST    onbekend          in     in     org    404    404    403    403    404    404    403
# --- aanleveringen van het register
bron:aanleveringen          GET     -                 in     in     org    403    403    403    403    403    403    200
bron:aanleveringen          POST    -                 in     in     org    403    403    403    403    403    403    405
bron:aanlevering_nieuw      GET     -                 in     in     org    403    403    403    403    403    403    200
bron:aanlevering_nieuw      POST    -                 in     in     org    403    403    403    403    403    403    302
bron:aanlevering_nieuw      PUT     -                 in     in     org    403    403    403    403    403    403    405
bron:aanlevering            GET     aanlevering       in     in     org    403    403    403    403    403    403    200
bron:aanlevering            GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:aanlevering            POST    aanlevering       in     in     org    403    403    403    403    403    403    405
bron:aanlevering_voortgang  GET     aanlevering       in     in     org    403    403    403    403    403    403    200
bron:aanlevering_voortgang  GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:aanlevering_voortgang  POST    aanlevering       in     in     org    403    403    403    403    403    403    405
bron:aanlevering_stand      GET     aanlevering       in     in     org    403    403    403    403    403    403    200
bron:aanlevering_stand      GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:aanlevering_stand      POST    aanlevering       in     in     org    403    403    403    403    403    403    405
bron:aanlevering_opnieuw    GET     aanlevering       in     in     org    403    403    403    403    403    403    405
bron:aanlevering_opnieuw    POST    aanlevering       in     in     org    403    403    403    403    403    403    302
bron:aanlevering_opnieuw    POST    onbekend          in     in     org    403    403    403    403    403    403    404
bron:aanlevering_intrekken  GET     aanlevering       in     in     org    403    403    403    403    403    403    405
bron:aanlevering_intrekken  POST    aanlevering       in     in     org    403    403    403    403    403    403    302
bron:aanlevering_intrekken  POST    onbekend          in     in     org    403    403    403    403    403    403    404
# --- bouw van de maandrapportages
rapportages:bouw            GET     -                 in     in     org    403    403    403    403    403    403    200
rapportages:bouw            POST    -                 in     in     org    403    403    403    403    403    403    405
rapportages:bouw_voortgang  GET     -                 in     in     org    403    403    403    403    403    403    200
rapportages:bouw_voortgang  POST    -                 in     in     org    403    403    403    403    403    403    405
rapportages:bouw_nu         GET     bouwmaand         in     in     org    403    403    403    403    403    403    405
rapportages:bouw_nu         POST    bouwmaand         in     in     org    403    403    403    403    403    403    302
rapportages:bouw_nu         POST    onbekend          in     in     org    403    403    403    403    403    403    404
# --- fusies: openbaar wie waarin opgaat; wie het voorstelt is functioneel beheer
accounts:fusies             GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:fusies             POST    -                 in     in     org    403    403    403    403    403    403    405
accounts:fusie_nieuw        GET     -                 in     in     org    403    403    403    403    403    403    200
accounts:fusie_nieuw        POST    -                 in     in     org    403    403    403    403    403    403    200
accounts:fusie_nieuw        PUT     -                 in     in     org    403    403    403    403    403    403    405
accounts:fusie              GET     fusie             in     in     org    403    403    403    403    403    403    200
accounts:fusie              GET     onbekend          in     in     org    403    403    403    403    403    403    404
accounts:fusie              POST    fusie             in     in     org    403    403    403    403    403    403    302
accounts:fusie              POST    onbekend          in     in     org    403    403    403    403    403    403    404
accounts:fusie              PUT     fusie             in     in     org    403    403    403    403    403    403    405
# --- routering: gemeenten en regio's zijn openbaar, de regels ook; wie ze zet is functioneel beheer
meldingen:routeringen       GET     -                 in     in     org    403    403    403    403    403    403    200
meldingen:routeringen       POST    -                 in     in     org    403    403    403    403    403    403    405
meldingen:routering         GET     gebied            in     in     org    403    403    403    403    403    403    200
meldingen:routering         GET     onbekend          in     in     org    403    403    403    403    403    403    404
meldingen:routering         POST    gebied            in     in     org    403    403    403    403    403    403    405
meldingen:routering_nieuw   GET     gebied            in     in     org    403    403    403    403    403    403    200
meldingen:routering_nieuw   GET     onbekend          in     in     org    403    403    403    403    403    403    404
meldingen:routering_nieuw   POST    gebied            in     in     org    403    403    403    403    403    403    200
meldingen:routering_nieuw   POST    onbekend          in     in     org    403    403    403    403    403    403    404
meldingen:routering_nieuw   PUT     gebied            in     in     org    403    403    403    403    403    403    405
meldingen:routering_einde   GET     regel             in     in     org    403    403    403    403    403    403    200
meldingen:routering_einde   GET     onbekend          in     in     org    403    403    403    403    403    403    404
meldingen:routering_einde   POST    regel             in     in     org    403    403    403    403    403    403    302
meldingen:routering_einde   POST    onbekend          in     in     org    403    403    403    403    403    403    404
meldingen:routering_einde   PUT     regel             in     in     org    403    403    403    403    403    403    405
# --- beheer van locaties en melders
meldingen:locaties          GET     -                 in     in     org    403    403    200    403    403    403    403
meldingen:locaties          POST    -                 in     in     org    403    403    405    403    403    403    403
meldingen:locatie_nieuw     GET     -                 in     in     org    403    403    200    403    403    403    403
meldingen:locatie_nieuw     POST    -                 in     in     org    403    403    302    403    403    403    403
meldingen:locatie_nieuw     PUT     -                 in     in     org    403    403    405    403    403    403    403
meldingen:locatie           GET     locatie           in     in     org    403    403    200    403    403    403    403
meldingen:locatie           GET     vreemd/locatie    in     in     org    403    403    404    403    403    403    403
meldingen:locatie           GET     onbekend          in     in     org    403    403    404    403    403    403    403
meldingen:locatie           POST    locatie           in     in     org    403    403    302    403    403    403    403
meldingen:locatie           POST    vreemd/locatie    in     in     org    403    403    404    403    403    403    403
meldingen:locatie           POST    onbekend          in     in     org    403    403    404    403    403    403    403
meldingen:locatie           PUT     locatie           in     in     org    403    403    405    403    403    403    403
meldingen:locatie_archief   GET     locatie           in     in     org    403    403    405    403    403    403    403
meldingen:locatie_archief   POST    locatie           in     in     org    403    403    302    403    403    403    403
meldingen:locatie_archief   POST    vreemd/locatie    in     in     org    403    403    404    403    403    403    403
meldingen:locatie_archief   POST    onbekend          in     in     org    403    403    404    403    403    403    403
meldingen:melders           GET     -                 in     in     org    403    403    200    403    403    403    403
meldingen:melders           POST    -                 in     in     org    403    403    405    403    403    403    403
meldingen:melder_nieuw      GET     -                 in     in     org    403    403    200    403    403    403    403
meldingen:melder_nieuw      POST    -                 in     in     org    403    403    302    403    403    403    403
meldingen:melder_nieuw      PUT     -                 in     in     org    403    403    405    403    403    403    403
meldingen:melder            GET     melder            in     in     org    403    403    200    403    403    403    403
meldingen:melder            GET     vreemd/melder     in     in     org    403    403    404    403    403    403    403
meldingen:melder            GET     onbekend          in     in     org    403    403    404    403    403    403    403
meldingen:melder            POST    melder            in     in     org    403    403    302    403    403    403    403
meldingen:melder            POST    vreemd/melder     in     in     org    403    403    404    403    403    403    403
meldingen:melder            POST    onbekend          in     in     org    403    403    404    403    403    403    403
meldingen:melder            PUT     melder            in     in     org    403    403    405    403    403    403    403
meldingen:melder_archief    GET     melder            in     in     org    403    403    405    403    403    403    403
meldingen:melder_archief    POST    melder            in     in     org    403    403    302    403    403    403    403
meldingen:melder_archief    POST    vreemd/melder     in     in     org    403    403    404    403    403    403    403
meldingen:melder_archief    POST    onbekend          in     in     org    403    403    404    403    403    403    403
# --- functioneel beheer: terugkijken in het register
bron:register               GET     -                 in     in     org    403    403    403    403    403    403    200
bron:register               POST    -                 in     in     org    403    403    403    403    403    403    302
bron:register               PUT     -                 in     in     org    403    403    403    403    403    403    405
bron:terugblik              GET     terugblik         in     in     org    403    403    403    403    403    403    200
bron:terugblik              GET     vreemd/terugblik  in     in     org    403    403    403    403    403    403    404
bron:terugblik              GET     onbekend          in     in     org    403    403    403    403    403    403    404
bron:terugblik              POST    terugblik         in     in     org    403    403    403    403    403    403    405
# --- R08, de potentiële LRV'ers
rapportages:r08             GET     -                 in     in     org    403    403    403    200    403    403    403
rapportages:r08             POST    -                 in     in     org    403    403    403    405    403    403    403
rapportages:r08_week        GET     r08               in     in     org    403    403    403    200    403    403    403
rapportages:r08_week        GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:r08_week        POST    r08               in     in     org    403    403    403    405    403    403    403
rapportages:r08_csv         GET     r08               in     in     org    403    403    403    200    403    403    403
rapportages:r08_csv         GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:r08_csv         POST    r08               in     in     org    403    403    403    405    403    403    403
rapportages:r08_xlsx        GET     r08               in     in     org    403    403    403    200    403    403    403
rapportages:r08_xlsx        GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:r08_xlsx        POST    r08               in     in     org    403    403    403    405    403    403    403
# --- een eigen lijst naast de maandrapportage
rapportages:vergelijken     GET     maand              in     in     org    403    403    403    200    403    403    403
rapportages:vergelijken     GET     onbekend           in     in     org    403    403    403    404    403    403    403
rapportages:vergelijken     POST    maand              in     in     org    403    403    403    302    403    403    403
rapportages:vergelijken     POST    onbekend           in     in     org    403    403    403    404    403    403    403
rapportages:vergelijken     PUT     maand              in     in     org    403    403    403    405    403    403    403
rapportages:vergeleken      GET     vergelijking       in     in     org    403    403    403    200    403    403    403
rapportages:vergeleken      GET     vreemd/vergelijking in     in     org    403    403    403    404    403    403    403
rapportages:vergeleken      GET     onbekend           in     in     org    403    403    403    404    403    403    403
rapportages:vergeleken      POST    vergelijking       in     in     org    403    403    403    405    403    403    403
rapportages:vergeleken_csv  GET     vergelijking       in     in     org    403    403    403    200    403    403    403
rapportages:vergeleken_csv  GET     vreemd/vergelijking in     in     org    403    403    403    404    403    403    403
rapportages:vergeleken_csv  GET     onbekend           in     in     org    403    403    403    404    403    403    403
rapportages:vergeleken_csv  POST    vergelijking       in     in     org    403    403    403    405    403    403    403
rapportages:vergeleken_xlsx GET     vergelijking       in     in     org    403    403    403    200    403    403    403
rapportages:vergeleken_xlsx GET     vreemd/vergelijking in     in     org    403    403    403    404    403    403    403
rapportages:vergeleken_xlsx GET     onbekend           in     in     org    403    403    403    404    403    403    403
rapportages:vergeleken_xlsx POST    vergelijking       in     in     org    403    403    403    405    403    403    403
# --- bestanden van maandrapportages
rapportages:bestand         GET     bestand           in     in     org    403    403    403    200    403    403    403
rapportages:bestand         GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:bestand         POST    bestand           in     in     org    403    403    403    200    403    403    403
rapportages:bestand         POST    onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:bestand         PUT     bestand           in     in     org    403    403    403    405    403    403    403
rapportages:aanvraag        GET     rapportbestand    in     in     org    403    403    403    200    403    403    403
rapportages:aanvraag        GET     vreemd/rapportbestand in     in     org    403    403    403    404    403    403    403
rapportages:aanvraag        GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:aanvraag        POST    rapportbestand    in     in     org    403    403    403    405    403    403    403
rapportages:aanvraag_voortgang GET     rapportbestand    in     in     org    403    403    403    302    403    403    403
rapportages:aanvraag_voortgang GET     vreemd/rapportbestand in     in     org    403    403    403    404    403    403    403
rapportages:aanvraag_voortgang GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:aanvraag_voortgang POST    rapportbestand    in     in     org    403    403    403    405    403    403    403
rapportages:aanvraag_bestand GET     rapportbestand    in     in     org    403    403    403    200    403    403    403
rapportages:aanvraag_bestand GET     vreemd/rapportbestand in     in     org    403    403    403    404    403    403    403
rapportages:aanvraag_bestand GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:aanvraag_bestand POST    rapportbestand    in     in     org    403    403    403    405    403    403    403
# --- leveringen aan gemeenten en regio's (een school met de rol rapportages ontvangt er geen)
bron:leveringen             GET     -                 in     in     org    403    403    403    200    403    200    200
bron:leveringen             POST    -                 in     in     org    403    403    403    405    403    405    405
bron:weeklevering               GET     week              in     in     org    403    403    403    404    403    200    403
bron:weeklevering               GET     onbekend          in     in     org    403    403    403    404    403    404    403
bron:weeklevering               POST    week              in     in     org    403    403    403    405    403    405    403
bron:weeklevering_csv           GET     week              in     in     org    403    403    403    404    403    200    403
bron:weeklevering_csv           GET     onbekend          in     in     org    403    403    403    404    403    404    403
bron:weeklevering_csv           POST    week              in     in     org    403    403    403    405    403    405    403
bron:weeklevering_xlsx          GET     week              in     in     org    403    403    403    404    403    200    403
bron:weeklevering_xlsx          GET     onbekend          in     in     org    403    403    403    404    403    404    403
bron:weeklevering_xlsx          POST    week              in     in     org    403    403    403    405    403    405    403
bron:c_aanvragen            GET     -                 in     in     org    403    403    403    403    403    200    403
bron:c_aanvragen            POST    -                 in     in     org    403    403    403    403    403    302    403
bron:c_aanvragen            PUT     -                 in     in     org    403    403    403    403    403    405    403
bron:c_levering             GET     c_levering        in     in     org    403    403    403    403    403    200    403
bron:c_levering             GET     vreemd/c_levering in     in     org    403    403    403    403    403    404    403
bron:c_levering             GET     onbekend          in     in     org    403    403    403    403    403    404    403
bron:c_levering             POST    c_levering        in     in     org    403    403    403    403    403    405    403
bron:c_voortgang            GET     c_levering        in     in     org    403    403    403    403    403    302    403
bron:c_voortgang            GET     vreemd/c_levering in     in     org    403    403    403    403    403    404    403
bron:c_voortgang            GET     onbekend          in     in     org    403    403    403    403    403    404    403
bron:c_voortgang            POST    c_levering        in     in     org    403    403    403    403    403    405    403
bron:c_csv                  GET     c_levering        in     in     org    403    403    403    403    403    200    403
bron:c_csv                  GET     vreemd/c_levering in     in     org    403    403    403    403    403    404    403
bron:c_csv                  GET     onbekend          in     in     org    403    403    403    403    403    404    403
bron:c_csv                  POST    c_levering        in     in     org    403    403    403    403    403    405    403
bron:c_xlsx                 GET     c_levering        in     in     org    403    403    403    403    403    200    403
bron:c_xlsx                 GET     vreemd/c_levering in     in     org    403    403    403    403    403    404    403
bron:c_xlsx                 GET     onbekend          in     in     org    403    403    403    403    403    404    403
bron:c_xlsx                 POST    c_levering        in     in     org    403    403    403    403    403    405    403
# --- maandrapportages (de school heeft de rol rapportages; gemeente en regio in tests/rapportages)
rapportages:overzicht       GET     -                 in     in     org    403    403    403    200    403    403    403
rapportages:overzicht       POST    -                 in     in     org    403    403    403    405    403    403    403
rapportages:maand           GET     maand             in     in     org    403    403    403    200    403    403    403
rapportages:maand           GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:maand           POST    maand             in     in     org    403    403    403    405    403    403    403
rapportages:lijst           GET     lijst             in     in     org    403    403    403    200    403    403    403
rapportages:lijst           GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:lijst           POST    lijst             in     in     org    403    403    403    405    403    403    403
rapportages:zoeken          POST    lijst             in     in     org    403    403    403    302    403    403    403
rapportages:zoeken          POST    onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:zoeken          GET     lijst             in     in     org    403    403    403    405    403    403    403
rapportages:leerling        GET     rij               in     in     org    403    403    403    200    403    403    403
rapportages:leerling        GET     vreemd/rij        in     in     org    403    403    403    404    403    403    403
rapportages:leerling        GET     onbekend          in     in     org    403    403    403    404    403    403    403
rapportages:leerling        POST    rij               in     in     org    403    403    403    405    403    403    403
"""


def _lees(regel: str) -> Rij:
    route, methode, voorwerp, *uitkomsten = regel.split()
    return Rij(route, methode, voorwerp, dict(zip(KOLOMMEN, uitkomsten, strict=True)))


TABEL = tuple(_lees(regel) for regel in _TEKST.splitlines() if regel and not regel.startswith("#"))
