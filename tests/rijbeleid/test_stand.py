"""Wat er in de database staat: beleid op elke afgeschermde tabel, en rollen die er niet omheen kunnen."""

import ast
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, models, transaction

from tests.house.broncode import boom, korte_naam, modules
from verzuimloket.audit.models import AuditEvent
from verzuimloket.checks import waarschuw_voor_rol
from verzuimloket.db.beleid import Beleid, afgeschermd, breng_aan, laat_los, opdrachten
from verzuimloket.db.bereik import BACKUP, JOBS, WEB, WEBROLLEN, als_web, buiten_bereik

pytestmark = pytest.mark.django_db
# elke plek waar een webverzoek buiten zijn bereik leest of schrijft; een plek erbij is een besluit
OPEN_PLEKKEN = {
    "accounts/queries/fusies.py": ["wat er bij een fusie meegaat: alleen aantallen, voor functioneel beheer"],
    "accounts/queries/organisaties.py": ["functioneel beheer ziet aantallen per rol, en de namen van de beheerders"]
    * 4,
    "accounts/queries/berichtadressen.py": [
        "wie een melding opvoert, ziet de adressen van de instantie niet, maar die krijgen wel bericht"
    ],
    "accounts/services/berichtadressen.py": [
        "wie de link uit de mail heeft, leest de postbus; de link is het bewijs",
        "wie de link uit de mail heeft, leest de postbus; de link is het bewijs",
        "hoeveel bevestigingsmails deze organisatie vandaag stuurde",
    ],
    "accounts/queries/logboek.py": [
        "het logboek van een andere organisatie, door functioneel beheer met een vastgelegde reden",
        "wie er een rol heeft bij de organisatie waarvan functioneel beheer het logboek leest",
        "of het logboek klopt; de regel noemt niemand",
    ],
    "accounts/queries/sessies.py": [
        "een mislukte poging komt in het logboek van de organisatie; wie inlogt, heeft nog geen bereik"
    ],
    "accounts/queries/beperkingen.py": ["of er een beperking op iemand rust; wie en waarom blijft bij het loket"] * 2,
    "accounts/services/beperkingen.py": ["het logboek kent een leerling onder zijn huidige nummer"],
    "accounts/queries/opschoningen.py": ["het bewijs van vernietiging noemt aantallen, en niemand"],
    "accounts/services/betrokkenen.py": [
        "inzage voor een betrokkene, na instemming van een tweede persoon",
        "het logboek kent een leerling onder zijn huidige nummer",
    ],
    "accounts/services/aanmelden.py": ["werkt deze gebruiker ook bij een ander"],
    "accounts/services/activeren.py": [
        "wie activeert, is nog niet ingelogd; de twee geheimen zijn het bewijs",
    ]
    * 3,
    "accounts/services/concepten.py": ["is deze sleutel van een ander"],
    "accounts/services/eerste_beheerder.py": [
        "functioneel beheer stelt een eerste beheerder aan bij een organisatie waar hij niet werkt"
    ]
    * 2,
    "accounts/services/sleutels.py": ["de sleutel zelf is het bewijs"],
    "accounts/services/rolbeheer.py": ["wie uit dienst is, heeft hier geen concepten en elders misschien nog rollen"],
    "accounts/tegels.py": ["hoeveel concepten er verdwijnen als iemand uit dienst gaat"],
    "accounts/services/voorstellen.py": [
        "bericht aan wie over dit voorstel kan beslissen",
        "een tweede persoon stemde in; de uitvoerder doet alleen wat in het voorstel staat",
    ],
    "bron/queries/leerling.py": ["opzoeken bij een inschrijving van de eigen school"] * 2,
    "bron/queries/leveringen.py": ["de stand van de bouw telt ontvangers, en noemt geen regel"],
    "bron/queries/logboek.py": ["wie keek naar deze leerling, door functioneel beheer met een vastgelegde reden"],
    "bron/queries/terugblik.py": ["terugkijken door functioneel beheer, met een vastgelegde reden"] * 3,
    "bron/queries/van_school.py": ["of een nummer bij een leerling van de eigen school hoort"] * 2,
    "bron/services/c_aanvraag.py": ["is dit formulier al eens verstuurd, misschien door een ander"],
    "bron/services/logboek.py": ["het logboek kent een leerling ook onder zijn vorige nummer"],
    "bron/services/rod.py": [
        "een systeem met een sleutel levert het register aan; records van een ander BRIN zijn afgekeurd"
    ],
    "bron/services/terughalen.py": ["het logboek kent een leerling onder zijn huidige nummer"],
    "meldingen/queries/lezer.py": [
        "aan welke lezers van de eigen school een melder kan doorgeven",
        "welke leerling de school onder dit leerlingnummer meldde",
    ],
    "meldingen/services/behandelen.py": ["de melding ligt hierna bij een ander"],
    "meldingen/services/beheer.py": [
        "ook een melding die deze beheerder niet mag zien, houdt de locatie of melder vast"
    ],
    "meldingen/services/routeringbeheer.py": [
        *["open meldingen volgen de routering die functioneel beheer vastlegt"] * 3,
        "bericht aan wie bij de aangewezen instantie behandelt",
    ],
    "meldingen/tegels.py": [
        "hoeveel meldingen er nog lopen als iemand uit dienst gaat",
        "hoeveel meldingen er nog lopen als een organisatie eindigt",
    ],
    "rapportages/exports.py": ["de startset van de eigen ontvanger komt uit het register"],
    "rapportages/queries/balans.py": ["aantallen bij de eigen lijst, met nummers en inschrijvingen uit het register"],
    "rapportages/queries/bouwstand.py": ["aantallen van het hele land, voor functioneel beheer"],
    "rapportages/queries/cijfers.py": ["totaal van de regio en het land naast het eigen cijfer"],
    "rapportages/queries/startset_lezen.py": ["de startset van de eigen ontvanger komt uit het register"],
    "rapportages/queries/tabel.py": ["het logboek kent ieder onder zijn nummer van nu"],
    "rapportages/queries/uitleg.py": ["waarom een leerling niet op de eigen lijst staat, uit het register"],
    "rapportages/queries/vergelijken.py": ["andere nummers van rijen die de lezer mag zien"],
}


def vraag(opdracht, *waarden):
    with connection.cursor() as cursor:
        cursor.execute(opdracht, waarden)
        return cursor.fetchall()


@pytest.mark.parametrize("model", afgeschermd(), ids=lambda model: model._meta.label)
def test_elke_afgeschermde_tabel_heeft_haar_beleid_en_dwingt_het_af(model):
    afdruk, _ = opdrachten(model)
    [stand] = vraag(
        "SELECT relrowsecurity, relforcerowsecurity, (SELECT obj_description(p.oid, 'pg_policy') FROM pg_policy p"
        " WHERE p.polrelid = c.oid AND p.polname = 'web_leest') FROM pg_class c WHERE oid = %s::regclass",
        model._meta.db_table,
    )
    assert stand == (True, True, afdruk)


def test_alleen_afgeschermde_tabellen_hebben_beleid():
    met_beleid = {tabel for (tabel,) in vraag("SELECT DISTINCT polrelid::regclass::text FROM pg_policy")}
    assert met_beleid == {model._meta.db_table for model in afgeschermd()}


def test_geen_enkel_beleid_geeft_het_web_of_iedereen_alles():
    alles = vraag(
        "SELECT tablename, policyname FROM pg_policies WHERE (qual = 'true' OR with_check = 'true')"
        " AND roles <> ARRAY[%s]::name[]",
        JOBS,
    )
    assert alles == []


@pytest.mark.parametrize(
    ("rol", "verwacht"),
    [
        (WEB, (False, False, False)),
        (WEBROLLEN["school"], (False, False, True)),
        (JOBS, (False, False, True)),
        (BACKUP, (False, True, True)),
    ],
)
def test_een_rol_mag_niet_meer_dan_bedoeld(rol, verwacht):
    [stand] = vraag("SELECT rolsuper OR rolcreaterole, rolbypassrls, rolinherit FROM pg_roles WHERE rolname = %s", rol)
    assert stand == verwacht


@pytest.mark.parametrize("rol", [*WEBROLLEN.values(), JOBS])
def test_geen_rol_van_het_portaal_bezit_of_leegt_een_tabel(rol):
    vragen = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    assert (
        vraag(f"{vragen} AND (has_table_privilege(%s, oid, 'TRUNCATE') OR pg_get_userbyid(relowner) = %s)", rol, rol)
        == []
    )


@pytest.mark.parametrize("rol", WEBROLLEN.values())
def test_het_web_kan_het_logboek_alleen_aanvullen(rol):
    rechten = vraag(
        "SELECT recht FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) recht"
        " WHERE has_table_privilege(%s, 'audit_auditevent', recht)",
        rol,
    )
    assert rechten == [("SELECT",), ("INSERT",)]


def test_het_web_schrijft_geen_logregel_op_naam_van_een_andere_transactie():
    regel = AuditEvent(actie="proef:regel:gemaakt", operatie=UUID(int=1), transactie=1)
    with als_web({}), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        AuditEvent.objects.bulk_create([regel])


def test_een_weigering_van_wie_niet_is_ingelogd_staat_in_het_logboek(client):
    client.post("/inloggen/", {"gebruikersnaam": "bestaat.niet", "wachtwoord": "Verkeerd-wachtwoord-1"})
    assert AuditEvent.objects.get().actie == "accounts:sessie:mislukt"


def test_wat_een_filter_van_de_lijst_vergelijkt_lekt_niets():
    """Alleen dan mag PostgreSQL zo'n filter vóór het beleid toepassen, en blijft de index bruikbaar."""
    lek = vraag(
        "SELECT p.oid::regprocedure::text FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode"
        " WHERE o.oprname IN ('=', '<', '<=', '>', '>=') AND o.oprleft = o.oprright"
        " AND o.oprleft = ANY ('{text,bigint,int4,date,timestamptz}'::regtype[]) AND NOT p.proleakproof"
    )
    assert lek == []


def test_nog_eens_aanbrengen_wijzigt_niets():
    assert breng_aan("default") == 0


def test_een_tabel_die_haar_beleid_kwijt_is_krijgt_het_terug():
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP POLICY web_leest ON meldingen_locatie; ALTER TABLE meldingen_melder NO FORCE ROW LEVEL SECURITY"
        )
    assert breng_aan("default") == 2


def test_een_migratie_kan_een_kolom_uit_een_beleid_wijzigen():
    with connection.cursor() as cursor:
        cursor.execute(laat_los("meldingen_locatie").sql)
        for soort in ("int", "bigint"):
            cursor.execute(f"ALTER TABLE meldingen_locatie ALTER school_id TYPE {soort}")
    assert breng_aan("default") == 1


def test_een_model_met_een_bereik_maar_zonder_beleid_wordt_geweigerd():
    class Los(models.Model):
        scope_q = staticmethod(lambda scope: None)

        class Meta:
            app_label = "rijbeleid"
            managed = False

        def __str__(self):
            return ""

    with pytest.raises(ImproperlyConfigured, match="rijbeleid"):
        opdrachten(Los)


@pytest.mark.parametrize("tekst", ["kolom = {onbekend}", "{mag:x' OR true}"])
def test_een_onbekend_woord_in_een_beleid_wordt_geweigerd(tekst):
    with pytest.raises((KeyError, ValueError)):
        Beleid(tekst).sql("tabel")


def test_wie_buiten_het_bereik_wil_zegt_waarom():
    with pytest.raises(ValueError, match="reden"), buiten_bereik(" "):
        pass


@pytest.mark.parametrize(("rol", "ruim"), [(WEB, False), (JOBS, True), (None, True)], ids=str)
def test_het_web_zegt_het_als_het_te_ruim_inlogt(rol, ruim):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {rol or 'DEFAULT'}")
    assert waarschuw_voor_rol() is ruim


def redenen(pad):
    """De redenen van `buiten_bereik(...)` in een module; een naam staat voor de tekst die zij daar heeft."""
    knopen = list(ast.walk(boom(pad)))
    namen = {
        doel.id: knoop.value.value
        for knoop in knopen
        if isinstance(knoop, ast.Assign) and isinstance(knoop.value, ast.Constant)
        for doel in knoop.targets
        if isinstance(doel, ast.Name)
    }
    roepen = [
        knoop.args[0] for knoop in knopen
        if isinstance(knoop, ast.Call) and getattr(knoop.func, "attr", getattr(knoop.func, "id", "")) == "buiten_bereik"
    ]  # fmt: skip
    return [reden.value if isinstance(reden, ast.Constant) else namen[reden.id] for reden in roepen]


def test_elke_plek_buiten_het_bereik_staat_in_de_lijst():
    gevonden = {korte_naam(pad): redenen(pad) for pad in modules() if redenen(pad)}
    assert gevonden == OPEN_PLEKKEN
