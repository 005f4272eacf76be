"""Eén melding indienen langs de echte pagina's, en de queries van het versturen tellen. Alles wordt teruggedraaid."""

import re

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Gebruiker, Organisatie
from bench.bezoek import gesteld, log_in
from bron.models import PeriodeVersie, PersoonVersie
from meldingen.models import Locatie, Melder
from verzuimloket import clock


def queries_van_indienen(melder: Gebruiker) -> int:
    """De queries van de laatste stap: de controlepagina versturen, tot en met de verwijzing naar de bevestiging."""
    school = Organisatie.objects.get(toewijzingen__gebruiker=melder)
    eigen = PeriodeVersie.objects.unscoped("een leerling voor de meting").filter(brin=school.code).values("pgn")
    leerling = PersoonVersie.objects.unscoped("een leerling voor de meting").filter(pgn__in=eigen).first()
    locatie = Locatie.objects.unscoped("de locatie van de meting").filter(school=school).first()
    contact = Melder.objects.unscoped("de melder van de meting").filter(school=school).first()
    assert leerling is not None
    assert locatie is not None
    assert contact is not None
    client = Client()
    begin = clock.vandaag()
    with transaction.atomic():
        client.cookies[settings.SESSION_COOKIE_NAME] = log_in(melder)
        formulier = client.post("/meldingen/nieuw/", {"pgn": leerling.pgn}).headers["Location"]
        antwoorden = {
            "soort": "V3", "reden": "Komt na de pauze niet terug", "begin": f"{begin.day}-{begin.month}-{begin.year}",
            "eind": "", "alle_lessen_gemist": "nee", "actie_gewenst": "ja", "locatie": str(locatie.pk),
            "melder": str(contact.pk), "naam_melder": "Mees Melder", "email_melder": "mees@school.example",
            "dagen-0-datum": f"{begin.day}-{begin.month}-{begin.year}", "dagen-0-lesuren": ["1", "2"],
            # het duurste geval: een gekozen melder en een verblijfadres dat de route mee bepaalt
            "afwijkend_adres-straat": "Proefplein", "afwijkend_adres-huisnummer": "1",
            "afwijkend_adres-postcode": "1012AB", "afwijkend_adres-plaats": "Amsterdam",
        }  # fmt: skip
        controle = client.post(formulier, antwoorden).headers["Location"]
        verborgen = dict(
            re.findall(
                r'<input type="hidden" name="([^"]+)"[^>]* value="([^"]*)"', client.get(controle).content.decode()
            )
        )
        verborgen.pop("csrfmiddlewaretoken", None)
        with CaptureQueriesContext(connection) as gevangen:
            klaar = client.post(controle, verborgen)
        assert klaar.headers["Location"].endswith("/bevestiging/"), klaar.headers
        transaction.set_rollback(True)
    return len(gesteld(gevangen))
