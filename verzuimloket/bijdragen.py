"""Wat de kamers bijdragen aan wat lager ligt: functies, met naam genoemd. `settings` geeft ze door.

Zo kent de begane grond geen kamer erboven, en staat op één plek wie meedoet.
"""

# wat de kamers bijdragen aan de pagina van accounts: functies van de gebruiker, met naam genoemd
MENU_TELLERS: dict[str, str] = {"meldingen:lijst": "meldingen.queries.ongelezen_teller"}
STARTPAGINA_TEGELS: list[str] = [f"{kamer}.tegels.tegels" for kamer in ("meldingen", "rapportages", "bron", "accounts")]
WAT_ZIET: list[str] = [f"{kamer}.tegels.wat_ziet" for kamer in ("meldingen", "rapportages", "accounts")]
# wat er bij een organisatie nog loopt: functies van haar naar (wat, hoeveel), met naam genoemd
OPEN_BIJ_ORGANISATIE: list[str] = ["meldingen.tegels.open_bij"]
OPEN_WERK: list[str] = [f"{kamer}.tegels.open_werk" for kamer in ("meldingen", "accounts")]

# welke gemeenten een uitvoerende instantie bedient: een functie van haar nummer naar gemeentecodes, met naam genoemd
GEMEENTEN_VAN_INSTANTIE = "meldingen.queries.gemeenten_van_instantie"

# wie er op de laatste lijst zonder inschrijving staat: een functie van een moment, met naam genoemd
OP_DE_LIJST = "rapportages.queries.op_de_laatste_lijst"

# van iemand met meldingen naar hoeveel leerlingen daarvan buiten zijn locaties vallen
BUITEN_EIGEN_LOCATIES = "meldingen.queries.eigen_locaties.buiten_eigen_locaties"

# wat een beheerder een lezer kan toewijzen: de locaties van zijn school, wie er bij een leerlingnummer of PGN hoort, de
# personen achter nummers, en de nummers uit een aangeboden bestand
LEZER_LOCATIES = "meldingen.queries.lezer.locaties"
LEZER_LEERLINGEN = "meldingen.queries.lezer.zoek"
LEZER_PERSONEN = "bron.queries.van_school.personen"
NUMMERS_UIT_BESTAND = "rapportages.services.nummers.uit_bestand"
# wat er bij een fusie meegaat: per kamer een functie (fusie, hoogstens) die een pakket overzet en zegt hoeveel van wat;
# een leeg antwoord is klaar. En een functie (van, naar) die vooraf telt.
FUSIE_VOLGT: list[str] = ["meldingen.services.fusies.volg"]
FUSIE_TELT: list[str] = ["meldingen.queries.fusies.tel", "accounts.queries.fusies.tel"]

# wat het portaal niet langer mag bewaren: per regel een functie (vandaag, proef=...) die het aantal geeft, met naam
# (docs/bewaartermijnen.md). Wat in de miljoenen kan lopen, gaat in pakketten: verzuimloket.opschonen.in_pakketten
OPSCHOONREGELS: dict[str, str] = {
    "concepten": "accounts.services.opruimen.verwijder_concepten",
    "aangeboden lijsten": "accounts.services.aanbieden.verwijder_aanbiedingen",
    "sessies": "accounts.services.opruimen.verwijder_sessies",
    "inlogpogingen": "accounts.services.opruimen.verwijder_inlogpogingen",
    "leerlingen van een lezer": "accounts.services.opruimen.vergeet_leerlingen",
    "beperkingen": "accounts.services.beperkingen.vergeet_nummers",
    "inzageverzoeken": "accounts.services.betrokkenen.vergeet_nummers",
    "berichtadressen": "accounts.services.berichtadressen.verwijder_onbevestigde",
    "berichten": "verzuimloket.outbox.opruimen.verwijder_berichten",
    "meldingen": "meldingen.services.opruimen.verwijder_meldingen",
    "melders": "meldingen.services.opruimen.verwijder_melders",
    "maandrapportages": "rapportages.services.verwijder_verlopen",
    "R08": "rapportages.services.r08.verwijder_verlopen",
    "vergelijkingen": "rapportages.services.vergelijken.verwijder_vergelijkingen",
    "weekleveringen": "bron.services.weekopruimen.verwijder_verlopen",
    "halve weekbestanden": "bron.services.weekwerkmap.verwijder_verlaten",
    "aangeboden bestanden": "bron.services.aanlever_opruimen.verwijder_bestanden",
    "aanleveringen": "bron.services.aanlever_opruimen.verwijder_rijen",
    "oordelen": "bron.services.aanlever_opruimen.verwijder_oordelen",
    "register": "bron.services.registeropruimen.verwijder_register",
    "C-leveringen": "bron.services.c_opruimen.verwijder_verlopen_c",
    "rapportagebestanden": "rapportages.services.achtergrond.verwijder_verlopen_bestanden",
    "leessignalen": "accounts.services.leesgedrag.verwijder_leessignalen",
    "logboek": "verzuimloket.audit.opruimen.verwijder_logboek",
}

# wat het portaal van iemand heeft: per kamer een functie van al zijn nummers naar groepen (accounts/domein/inzage.py)
INZAGEBRONNEN: list[str] = [
    "bron.queries.inzage.verzamel",
    "meldingen.queries.inzage.verzamel",
    "rapportages.queries.inzage.verzamel",
    "accounts.queries.inzage.verzamel",
]
# alle nummers van een persoon, het huidige eerst: een functie van een nummer
NUMMERS_VAN_PERSOON = "bron.queries.inzage.nummers"
