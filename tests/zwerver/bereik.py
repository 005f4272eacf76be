"""Wat een bezoeker moet bereiken: elke route die de tabel met rechten hem geeft, behalve wat hier staat, met de reden."""

from tests.house.rechten_per_adres import TABEL, ZONDER_EIGENAAR

GOED = {"GET": {"200"}, "POST": {"200", "302", "204"}}
BINNEN = {"melder", "lezer", "beheerder", "rapport", "behandelaar", "rmc", "functioneel"}

# functioneel beheer ziet deze van elke organisatie en vindt dus ook die van de andere wereld; daar zijn zij niet vreemd
LANDELIJK = {"accounts:leessignaal", "accounts:voorstel", "accounts:voorstel_intrekken"}
# functioneel beheer zoekt elke leerling op, met een reden; het antwoord op zo'n vraag is van hem
OP_VERZOEK = {"bron:terugblik"}
ZONDER_LINK: dict[str, str] = {
    "gezondheid": "voor de bewaking van het portaal",
    "gezondheid_klaar": "voor de bewaking van het portaal",
    "demo_postbus": "alleen in de demo",
    "demo_postbus_bericht": "alleen in de demo",
    "accounts:berichtadres_bevestigen": "de link staat in een mail",
    "accounts:kleur": "een stijlblad",
    "accounts:organisatie_logo": "een beeld",
    "accounts:gebruikers_fouten": "pas na een goed werkblad",
    "accounts:sessie_verlopen": "het script gaat erheen als de tijd om is",
    "accounts:organisatie": "alleen wie bij twee organisaties werkt, kiest",
    "bron:aanlevering_stand": "het script vraagt hoe ver het inlezen is",
    "rapportages:bouw_voortgang": "alleen terwijl een maand gebouwd wordt",
}
ZONDER_FORMULIER: dict[str, str] = {
    "accounts:token": "alleen wie het wachtwoord gaf",
    "accounts:uitloggen": "alleen wie binnen is",
    "accounts:activeren_bewijs": "pas na de brief",
    "accounts:activeren_app": "pas na de brief",
    "accounts:activeren_wachtwoord": "pas na de brief",
    "accounts:berichtadres_bevestigen": "de link staat in een mail",
    "accounts:organisatie": "alleen wie bij twee organisaties werkt, kiest",
    "accounts:sessie_concept": "het script bewaart wat er getypt is",
    "accounts:sessie_verlengen": "het script vraagt of u er nog bent",
    "accounts:sessies_beeindigen": "alleen wie ergens anders nog een sessie heeft",
    "accounts:voorstel_intrekken": "alleen wie het zelf vroeg",
    "bron:aanlevering_opnieuw": "alleen bij een aanlevering die mislukte",
    "rapportages:bouw_nu": "alleen bij een maand die nog niet gebouwd is",
    "rapportages:bestand": "alleen bij een lijst die te groot is om meteen te maken",
}
# een voorwerp dat deze bezoeker in deze wereld niet heeft
NIET_VAN_HEM: dict[tuple[str, str], str] = {
    ("rmc", "meldingen:heropenen"): "bij de regio loopt de enige melding nog",
    **{("beheerder", f"accounts:gebruikers_{wat}"): "pas na een goed werkblad" for wat in ("voorbeeld", "brieven")},
    ("functioneel", "accounts:eerste_brief"): "zijn aanvraag staat verder dan de zwerver door alle organisaties loopt",
    **{
        (kolom, "accounts:mijn_mails"): "alleen wie mails krijgt die uit kunnen"
        for kolom in ("melder", "lezer", "beheerder", "behandelaar", "functioneel")
    },
}


def moet_bereiken(kolom: str, methode: str) -> set[str]:
    """De routes die deze kolom van de tabel open heeft staan."""
    return {
        rij.route for rij in TABEL if rij.methode == methode and not rij.vreemd and rij.verwacht[kolom] in GOED[methode]
    }


def uitgezonderd(kolom: str, methode: str) -> set[str]:
    lijst = ZONDER_LINK if methode == "GET" else ZONDER_FORMULIER
    return set(lijst) | {route for wie, route in NIET_VAN_HEM if wie == kolom}


def mag_antwoorden(route: str, methode: str, kolom: str, *, vreemd: bool) -> set[str]:
    """Wat de tabel deze kolom toestaat; bij een voorwerp van een ander alleen wat daarbij staat."""
    rijen = [rij for rij in TABEL if (rij.route, rij.methode) == (route, methode)]
    dicht = [rij for rij in rijen if rij.vreemd or rij.voorwerp == "onbekend"]
    van_ieder = not any(rij.vreemd for rij in rijen) or {rij.voorwerp for rij in rijen} <= ZONDER_EIGENAAR | {
        "onbekend"
    }
    return {rij.verwacht[kolom] for rij in (rijen if van_ieder or not vreemd else dicht)}
