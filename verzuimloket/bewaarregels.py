"""Wat het portaal niet langer mag bewaren, en waar het van iemand iets heeft (docs/bewaartermijnen.md).

Een bewaarregel is een functie, met naam genoemd. Zij krijgt (vandaag, proef=...) en geeft het aantal. Wat in de
miljoenen kan lopen, doet zij in pakketten (`verzuimloket.opschonen.in_pakketten`): elk pakket is zijn eigen transactie,
en na een uitval gaat zij verder.
"""

OPSCHOONREGELS: dict[str, str] = {
    "concepten": "accounts.services.opruimen.verwijder_concepten",
    "sessies": "accounts.services.opruimen.verwijder_sessies",
    "inlogpogingen": "accounts.services.opruimen.verwijder_inlogpogingen",
    "inzageverzoeken": "accounts.services.betrokkenen.vergeet_nummers",
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
