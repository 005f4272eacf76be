"""Hoeveel vragen een pagina aan de database stelt: één getal per pagina, hetzelfde bij één rij en bij drie rijen.

Drie zijn voor elke ingelogde pagina gelijk: de sessie, de gebruiker met zijn tokens, en zijn rollen. Wie mag raadplegen
heeft er een voor de teller in het menu.
"""

from datetime import timedelta

import pytest

from accounts.domein.beperking import Grond
from accounts.domein.berichtadressen import Berichtsoort
from accounts.domein.rechten import Soort
from accounts.management.commands.urls import routes
from accounts.models import Leessignaal
from accounts.services.beperkingen import vraag_beperking
from accounts.services.berichtadressen import voeg_toe
from accounts.services.concepten import bewaar_concept
from accounts.services.sleutels import maak_sleutel, trek_sleutel_in
from bron.models import CLevering, DiplomaVersie, Inlezing, Levering, Oordeel
from meldingen.models import Locatie, Melder, Melding, Verzuimdag
from meldingen.services import plaats_notitie
from meldingen.views.opvoeren import CONCEPT
from rapportages.models import Maandrapportage, RapportageRij, Telling
from tests.accounts.opschoning import opgeschoond
from tests.accounts.proefvoorstel import doe_voorstel
from tests.bron.leveringen.hulp import MAANDAG, mutatie, weeklevering
from tests.factories import OrganisatieFactory, ToewijzingFactory
from tests.house.toneel import adres, rij_van, verzuimvelden
from tests.leveringen import pgn
from tests.rapportages.maanden import MAANDEN, NOVEMBER, SEPTEMBER
from tests.rapportages.maanden import rijen as maandrijen
from tests.rapportages.r08 import r08_rij, r08_week
from tests.tellen import aantal_queries
from tests.zaken import meld
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag

HOOGSTENS = 8
# (route, voorwerp, wie, aantal)
TABEL = [
    ("accounts:hulp", "-", "anoniem", 0),
    ("accounts:toegankelijkheid", "-", "anoniem", 0),
    ("accounts:privacy", "-", "anoniem", 0),
    ("accounts:sessie_verlopen", "-", "anoniem", 0),
    ("accounts:inloggen", "-", "anoniem", 0),
    ("accounts:token", "-", "half", 2),
    ("accounts:organisatie", "-", "melder", 4),
    ("accounts:start", "-", "melder", 5),
    ("accounts:start", "-", "behandelaar", 5),
    ("accounts:mijn", "-", "melder", 8),
    ("accounts:mijn_sessies", "-", "melder", 6),
    ("accounts:mijn_inlogpogingen", "-", "melder", 6),
    ("accounts:mijn_mails", "-", "melder", 4),
    ("accounts:start", "-", "functioneel", 6),
    ("accounts:sleutels", "-", "beheerder", 4),
    ("accounts:sleutel_nieuw", "-", "beheerder", 3),
    ("accounts:betrokkenen", "-", "functioneel", 5),
    ("accounts:opschoningen", "-", "functioneel", 8),
    ("accounts:opschoningen_csv", "-", "functioneel", 8),
    ("accounts:opschoning", "opschoning", "functioneel", 7),
    ("accounts:beperkingen", "-", "functioneel", 5),
    ("accounts:beperking", "beperking", "functioneel", 4),
    ("accounts:correcties", "-", "functioneel", 5),
    ("accounts:correctie_verlengen", "correctie", "functioneel", 4),
    ("accounts:correctie", "correctie", "functioneel", 4),
    ("accounts:betrokkene", "verzoek", "functioneel", 4),
    ("accounts:organisaties", "-", "functioneel", 6),
    ("accounts:organisatie_nieuw", "-", "functioneel", 4),
    ("accounts:organisatie_detail", "organisatie", "functioneel", 8),
    ("accounts:organisatie_wijzigen", "organisatie", "functioneel", 4),
    ("accounts:organisatie_einde", "organisatie", "functioneel", 6),
    ("accounts:beheerder_aanstellen", "organisatie", "functioneel", 5),
    ("accounts:eerste_brief", "eerste", "functioneel", 4),
    ("accounts:eigen_organisatie", "-", "beheerder", 4),
    ("accounts:berichtadres_nieuw", "-", "beheerder", 3),
    ("accounts:berichtadres_bevestigen", "berichtlink", "anoniem", 1),
    ("accounts:thema", "-", "beheerder", 3),
    ("accounts:organisatie_thema", "organisatie", "functioneel", 4),
    ("accounts:organisatie_logo", "logo", "melder", 4),
    ("accounts:kleur", "kleur", "anoniem", 0),
    ("accounts:betrokkene_overzicht", "overzicht", "functioneel", 28),
    ("accounts:activeren", "-", "anoniem", 0),
    ("accounts:activeren_bewijs", "-", "anoniem", 1),
    ("accounts:activeren_app", "-", "anoniem", 1),
    ("accounts:activeren_wachtwoord", "-", "anoniem", 1),
    ("accounts:mijn_wachtwoord", "-", "melder", 4),
    ("accounts:gebruikers", "-", "beheerder", 5),
    ("accounts:gebruiker_nieuw", "-", "beheerder", 3),
    ("accounts:gebruikers_inlezen", "-", "beheerder", 3),
    ("accounts:gebruikers_sjabloon", "-", "beheerder", 3),
    ("accounts:gebruikers_voorbeeld", "inleeslijst", "beheerder", 6),
    ("accounts:gebruikers_fouten", "inleeslijst", "beheerder", 6),
    ("accounts:gebruikers_brieven", "bundel", "beheerder", 4),
    ("accounts:gebruiker", "collega", "beheerder", 6),
    ("accounts:brief", "brief", "beheerder", 4),
    ("accounts:hercontrole", "-", "beheerder", 6),
    ("accounts:rollen", "-", "beheerder", 6),
    ("accounts:rollen_van", "collega", "beheerder", 8),
    ("accounts:rol_einde", "rol", "beheerder", 4),
    ("accounts:rol_geven", "collega", "beheerder", 4),
    ("accounts:rol_lezer_nieuw", "collega", "beheerder", 5),
    ("accounts:rol_lezer", "lezerrol", "beheerder", 5),
    ("accounts:uit_dienst", "collega", "beheerder", 7),
    ("accounts:mijn_tokens", "-", "melder", 6),
    ("accounts:token_koppelen", "koppeling", "melder", 5),
    ("accounts:tokens", "-", "beheerder", 5),
    ("accounts:tokens_inlezen", "-", "beheerder", 3),
    ("accounts:tokens_voorbeeld", "tokenlijst", "beheerder", 6),
    ("accounts:token_uitgeven", "apparaat", "beheerder", 5),
    ("accounts:token_stand", "apparaat", "beheerder", 4),
    ("accounts:token_gelijkzetten", "apparaat", "beheerder", 4),
    ("accounts:tweede_factor_wissen", "collega", "beheerder", 4),
    ("accounts:leesgedrag", "-", "beheerder", 5),
    ("accounts:leessignaal", "leessignaal", "beheerder", 4),
    ("accounts:logboek", "-", "beheerder", 8),
    ("accounts:logboek", "-", "functioneel", 9),
    ("accounts:logboek_csv", "-", "beheerder", 8),
    ("accounts:logboek_xlsx", "-", "beheerder", 8),
    ("accounts:voorstellen", "-", "beheerder", 5),
    ("accounts:voorstel", "voorstel", "beheerder", 4),
    ("gezondheid", "-", "anoniem", 0),
    ("gezondheid_klaar", "-", "anoniem", 3),
    ("demo_postbus", "-", "anoniem", 0),
    ("demo_postbus_bericht", "demo", "anoniem", 0),
    ("bron:register", "-", "functioneel", 3),
    ("accounts:logboek_elders_vraag", "-", "functioneel", 3),
    ("accounts:logboek_elders", "logboekvraag", "functioneel", 11),
    ("accounts:logboek_elders_bestand", "logboekbestand", "functioneel", 11),
    ("bron:logboek_vraag", "-", "functioneel", 3),
    ("bron:logboek_leerling", "kijkvraag", "functioneel", 8),
    ("bron:logboek_leerling_csv", "kijkvraag", "functioneel", 8),
    ("bron:logboek_leerling_xlsx", "kijkvraag", "functioneel", 8),
    ("bron:terugblik", "terugblik", "functioneel", 19),
    ("bron:actualiteit", "-", "functioneel", 4),
    ("bron:actualiteit_csv", "-", "functioneel", 4),
    ("bron:levering", "levering", "functioneel", 7),
    ("bron:terugkoppeling", "levering", "functioneel", 10),
    ("meldingen:lijst", "-", "melder", 8),
    ("meldingen:lijst", "-", "lezer", 8),
    ("meldingen:lijst", "-", "behandelaar", 8),
    ("meldingen:nieuw", "-", "melder", 5),
    ("meldingen:nieuw_formulier", "ingevuld", "melder", 14),
    ("meldingen:nieuw_controle", "ingevuld", "melder", 14),
    ("meldingen:bevestiging", "gemeente", "melder", 5),
    ("meldingen:detail", "gemeente", "melder", 10),
    ("meldingen:detail", "gemeente", "lezer", 10),
    ("meldingen:detail", "gemeente", "behandelaar", 10),
    ("meldingen:detail", "doorgestuurd", "behandelaar", 8),
    ("meldingen:pdf", "gemeente", "melder", 9),
    ("meldingen:wijzigen", "gemeente", "melder", 10),
    ("meldingen:intrekken", "gemeente", "melder", 5),
    ("meldingen:aanvullen", "gemeente", "melder", 5),
    ("meldingen:terugmelden", "gemeente", "behandelaar", 5),
    ("meldingen:heropenen", "gemeente", "behandelaar", 5),
    ("meldingen:doorsturen", "gemeente", "behandelaar", 6),
    ("accounts:fusies", "-", "functioneel", 5),
    ("accounts:fusie_nieuw", "-", "functioneel", 3),
    ("accounts:fusie", "fusie", "functioneel", 4),
    ("meldingen:routeringen", "-", "functioneel", 6),
    ("meldingen:routering", "gebied", "functioneel", 5),
    ("meldingen:routering_nieuw", "gebied", "functioneel", 5),
    ("meldingen:routering_einde", "regel", "functioneel", 4),
    ("meldingen:locaties", "-", "beheerder", 4),
    ("meldingen:locatie_nieuw", "-", "beheerder", 3),
    ("meldingen:locatie", "hoofdlocatie", "beheerder", 4),
    ("meldingen:melders", "-", "beheerder", 4),
    ("meldingen:melder_nieuw", "-", "beheerder", 3),
    ("meldingen:melder", "melder", "beheerder", 4),
    ("bron:aanleveringen", "-", "functioneel", 6),
    ("rapportages:bouw", "-", "functioneel", 6),
    ("rapportages:bouw_voortgang", "-", "functioneel", 6),
    ("bron:aanlevering_nieuw", "-", "functioneel", 3),
    ("bron:aanlevering", "aanlevering", "functioneel", 4),
    ("bron:aanlevering_voortgang", "aanlevering", "functioneel", 4),
    ("bron:aanlevering_stand", "aanlevering", "functioneel", 4),
    ("accounts:start", "-", "rmc", 7),
    ("bron:leveringen", "-", "rmc", 7),
    ("bron:leveringen", "-", "rapport", 3),
    ("bron:leveringen", "-", "functioneel", 6),
    ("bron:weeklevering", "week", "rmc", 10),
    ("bron:weeklevering_csv", "week", "rmc", 7),
    ("bron:weeklevering_xlsx", "week", "rmc", 7),
    ("rapportages:vergelijken", "maand", "rapport", 4),
    ("rapportages:vergeleken", "vergelijking", "rapport", 9),
    ("rapportages:vergeleken_csv", "vergelijking", "rapport", 10),
    ("rapportages:vergeleken_xlsx", "vergelijking", "rapport", 10),
    ("bron:c_aanvragen", "-", "rmc", 4),
    ("bron:c_levering", "c_levering", "rmc", 5),
    ("bron:c_voortgang", "c_levering", "rmc", 4),
    ("bron:c_csv", "c_levering", "rmc", 6),
    ("bron:c_xlsx", "c_levering", "rmc", 6),
    ("rapportages:r08", "-", "rapport", 5),
    ("rapportages:r08_week", "r08", "rapport", 8),
    ("rapportages:r08_csv", "r08", "rapport", 7),
    ("rapportages:r08_xlsx", "r08", "rapport", 7),
    ("accounts:start", "-", "rapport", 5),
    ("rapportages:overzicht", "-", "rapport", 7),
    ("rapportages:maand", "maand", "rapport", 12),
    ("rapportages:lijst", "lijst", "rapport", 9),
    ("rapportages:lijst", "startset", "rapport", 9),
    ("rapportages:leerling", "rij", "rapport", 15),
    ("rapportages:bestand", "bestand", "rapport", 9),
    ("rapportages:aanvraag", "rapportbestand", "rapport", 4),
    ("rapportages:aanvraag_voortgang", "rapportbestand", "rapport", 4),
    ("rapportages:aanvraag_bestand", "rapportbestand", "rapport", 6),
]
STATUS = {
    "accounts:activeren_bewijs": 302,
    "accounts:activeren_app": 302,
    "accounts:activeren_wachtwoord": 302,
    "bron:c_voortgang": 286,
    "rapportages:aanvraag_voortgang": 286,
}  # het deel dat htmx opvraagt; 286 zegt dat het niet verder hoeft te vragen
# pagina's boven HOOGSTENS, met de reden
BOVEN = {
    "accounts:logboek_elders": "als het eigen logboek, met de vraag, de organisatie en een logregel bij beide",
    "accounts:logboek_elders_bestand": "als de pagina",
    "accounts:logboek": "de namen van het filter, momenten, regels, namen, de laatste controle, en de logregel",
    "accounts:betrokkene_overzicht": "verzoek, nummers, per tabel met persoonsgegevens één vraag, en de logregel",
    "bron:terugkoppeling": "filters, en in stukken: de oordelen, de nummers van de personen en de logregels",
    "bron:terugblik": "concept, logregel, per tabel één vraag voor wat toen bekend was en één voor alle versies, en de namen",
    "rapportages:vergeleken": "de uitkomst, onze rijen, twee voor wie er niet op staat, hun nummers, en de logregels",
    "rapportages:vergeleken_csv": "als de pagina, en een logregel voor het ophalen",
    "rapportages:vergeleken_xlsx": "als de pagina, en een logregel voor het ophalen",
    "bron:weeklevering": "de week, het aantal per soort, de regels, de namen van gemeenten en opleidingen, en de logregels",
    "rapportages:maand": "de maanden van het jaar, de eigen aantallen, A06, de redenen, de regio met haar aantallen, de balans en na K",
    "rapportages:lijst": "de maand, de aantallen per filter, de namen, de rijen, de nummerwijzigingen en de logregels",
    "rapportages:bestand": "de maand, het aantal, de namen, de rijen in stukken, en logregels voor het bestand en zijn leerlingen",
    "rapportages:leerling": "maand, rij, logregel, per tabel van het register één vraag, en de namen",
    "meldingen:detail": "de melding met haar tijdlijn; en geldt er ergens een beperking, dan ook de nummers van de leerling",
    "meldingen:pdf": "als de pagina",
    "meldingen:wijzigen": "logregel, de dagen, en drie keuzelijsten: soorten, locaties en melders",
    "meldingen:nieuw_formulier": "concept, logregel, drie voor de leerling in het register, drie keuzelijsten, lopende meldingen",
    "meldingen:nieuw_controle": "als het formulier, en drie voor de route: soort, gemeente en routeringsregels",
}


def zet_rijen(toneel, aantal):
    """Laat van alles wat een pagina opsomt in de eigen wereld precies `aantal` over."""
    wereld = toneel.werelden[0]
    zaken = toneel.zaken[wereld.brin]
    hoofd, melding, wie = zaken["hoofdlocatie"], zaken["gemeente"], wereld.melder
    overig = Melding.objects.unscoped("proef").filter(school=wereld.school).exclude(pk=melding.pk)
    overig.update(school=toneel.derde, instantie=toneel.derde, locatie=hoofd)
    Locatie.objects.unscoped("proef").filter(school=wereld.school).exclude(pk=hoofd.pk).delete()
    jong = toneel.leerling(wereld)
    zet_leveringen(toneel.week, wereld, aantal)
    zet_r08(toneel.r08, wereld, aantal)
    zet_maanden(aantal - len(MAANDEN))
    eigen = [rij.pk for rij in maandrijen(NOVEMBER) if rij.brin == wereld.brin]
    RapportageRij.objects.unscoped("proef").filter(pk__in=eigen[aantal:]).delete()
    zet_register(rij_van(wereld).persoon, wereld, aantal)
    for nr in range(aantal):
        OrganisatieFactory(soort=Soort.INSTELLING, code=f"{nr:02d}YY")
        Oordeel.objects.create(
            levering=toneel.levering,
            regel=nr + 100,
            recordsoort="PER",
            sleutel=jong.pgn,
            oordeel="afgekeurd",
            code="VELD",
        )
        record(actie="accounts:sessie:ingelogd", gebruiker=wie)
        record(actie="accounts:sessie:ingelogd", gebruiker=wie, organisatie=toneel.derde)
        toneel.sessie(wie)
        record(actie="meldingen:locatie:gewijzigd", gebruiker=wie, object_type="locatie", object_id=nr)
        Verzuimdag.objects.create(melding=melding, datum=vandaag() - timedelta(days=nr))
        plaats_notitie(wereld.behandelaar, melding.nummer, "Gebeld", intern=False)
        plaats_notitie(wie, melding.nummer, "Let op", intern=True)
    for nr in range(1, aantal):
        opgeschoond(nr)
        vraag_beperking(
            toneel.functioneel[wereld.brin],
            toneel.functioneel[wereld.brin].organisatie,
            pgn(700 + nr),
            Grond.BEZWAAR,
            "Brief 2026-114 van de betrokkene",
        )
        Leessignaal.objects.create(
            gebruiker=wie, organisatie=wereld.school, soort="veel_geopend", uur=nu() - timedelta(hours=nr), aantal=70
        )
        Locatie.objects.create(school=wereld.school, naam=f"Locatie {nr}")
        voeg_toe(wereld.school, Berichtsoort.TERUGMELDING, f"postbus{nr}@school.example", door=wereld.beheerder)
        doe_voorstel(wereld, nummer=nr + 100, van=f"collega{nr}")
        trek_sleutel_in(maak_sleutel(wereld.school, "rod", f"Sleutel {nr}", dagen=90)[0])
        Melder.objects.create(school=wereld.school, naam="Mees", email=f"mees{nr}@school.example")
        ToewijzingFactory(gebruiker=wie, organisatie=OrganisatieFactory(code=f"{nr:02d}ZZ"))
        bewaar_concept(wie, CONCEPT, {"pgn": jong.pgn, "velden": verzuimvelden(hoofd.pk)})
        meld(wie, wereld, jong, keer=10 + nr)
        Inlezing.objects.create(bestandsnaam=f"{nr}.csv", leverancier=f"L{nr}", herkomst=Inlezing.Herkomst.SCHERM)
    return wereld, zaken


def zet_register(pgn, wereld, aantal):
    """Zoveel diploma's van de leerling van de rij."""
    for nr in range(1, aantal):
        DiplomaVersie.objects.create(
            pgn=pgn, brin=wereld.brin, soort="VMBO", datum_behaald=vandaag() - timedelta(days=nr),
            startkwalificatie=False, ontvangen_op=nu() - timedelta(days=30), levering=Levering.objects.earliest("pk"),
            regel=nr,
        )  # fmt: skip


def zet_leveringen(week, wereld, aantal):
    """Zoveel weken, regels van de week en aanvragen van een C-levering; van elk is er al een."""
    for nr in range(1, aantal):
        weeklevering(MAANDAG - timedelta(weeks=nr))
        mutatie(week, wereld, nr, brin=f"0{nr}ZZ", opleidingcode=f"000{nr}")
        CLevering.objects.create(
            organisatie=wereld.regio, gebruiker=wereld.rmc, peildatum=MAANDAG, stand="klaar", verloopt_op=MAANDAG
        )


def zet_r08(week, wereld, aantal):
    """Zoveel weken van R08, en leerlingen in de week; van elk is er al een."""
    for nr in range(1, aantal):
        r08_week(week.peildatum - timedelta(weeks=nr))
        r08_rij(week, wereld, nr, gemeentecode=f"00{nr}0")


def zet_maanden(aantal):
    """Zoveel gebouwde maanden meer dan het toneel heeft, elk met een telling van het land."""
    maand = SEPTEMBER.vorige
    for nr in range(aantal):
        rapportage = Maandrapportage.objects.create(
            maand=maand.t2, t1=maand.t1, sluitmoment=maand.sluitmoment, stap=7, zichtbaar=True
        )
        Telling.objects.create(rapportage=rapportage, ontvanger="", code="A04", soort="VAVO", aantal=nr + 1)
        maand = maand.vorige


def haal(client, route, pad):
    """Vraag de pagina op zoals de browser het doet, lees haar helemaal, en geef haar status."""
    antwoord = client.get(pad, headers={"HX-Request": "true"} if route in STATUS else {})
    b"".join(antwoord)
    return antwoord.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("rijen", [1, 3])
@pytest.mark.parametrize(("route", "voorwerp", "wie", "aantal"), TABEL, ids=lambda waarde: str(waarde))
def test_een_pagina_stelt_evenveel_vragen_bij_een_rij_als_bij_drie(
    route,
    voorwerp,
    wie,
    aantal,
    rijen,
    toneel,
    ingelogd,
    postbus,
):
    postbus.DEMO = True
    wereld, zaken = zet_rijen(toneel, rijen)
    client = toneel.bezoeker(wie, wereld, ingelogd)
    pad = adres(route, zaken.get(voorwerp))
    haal(client, route, pad)  # eerste keer: wat een proces één keer leest, en het merk ongelezen
    with aantal_queries(aantal):
        assert haal(client, route, pad) == STATUS.get(route, 200)


@pytest.mark.django_db
def test_de_hele_aanvraag_die_een_melding_indient_stelt_hoogstens_25_vragen(toneel, ingelogd):
    wereld, zaken = zet_rijen(toneel, 1)
    client = toneel.bezoeker("melder", wereld, ingelogd)
    pad = adres("meldingen:nieuw_controle", zaken["ingevuld"])
    with aantal_queries(22):  # de grens is 25
        antwoord = client.post(pad)
    assert antwoord.url.endswith("/bevestiging/")


def test_elke_pagina_staat_in_de_tabel():
    paginas = {route["naam"] for route in routes() if "GET" in route["methoden"]}
    assert {route for route, *_ in TABEL} == paginas


def test_een_pagina_boven_de_grens_heeft_een_reden():
    assert {route for route, _, _, aantal in TABEL if aantal > HOOGSTENS} == set(BOVEN)
