"""Elke mail van elke stap, zoals zij bij een echte mailserver aankomt: byte voor byte tests/golden/meldingen/*.txt."""

from pathlib import Path

import pytest
from django.db import connection

from accounts.domein.rechten import Rol
from meldingen.domein.workflow import Status
from meldingen.gegevens import Terugmelding
from meldingen.models import Locatie
from meldingen.services import geef_door, heropen, meld_terug, plaats_notitie, stuur_door, trek_in, vul_aan, wijzig
from tests.cast import maak_lid
from tests.zaken import meld, verzuim
from verzuimloket.outbox.koerier import bezorg_alles
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
GOUD = Path(__file__).parents[1] / "golden" / "meldingen"
SJABLONEN = Path(__file__).parents[2] / "templates" / "mail" / "melding"
KENNISGEVING = Terugmelding(Status.TER_KENNISGEVING, "Geheime Contactpersoon")
# stap -> (wie en wat, de mails die ervan komen)
STAPPEN = {
    "melden": (lambda w, a, m: None, ["nieuw"]),
    "wijzigen": (lambda w, a, m: wijzig(w.melder, m.nummer, 1, verzuim(w, reden="Geheime nieuwe reden", locatie=m.locatie_id)), ["gewijzigd"]),
    "intrekken": (lambda w, a, m: trek_in(w.melder, m.nummer, 1, "Geheime reden"), ["ingetrokken"]),
    "aanvullen": (lambda w, a, m: vul_aan(w.melder, m.nummer, 1, "Geheime aanvulling"), ["aanvulling"]),
    "notitie van school": (lambda w, a, m: plaats_notitie(w.melder, m.nummer, "Geheime notitie", intern=False), ["aanvulling"]),
    "notitie van gemeente": (lambda w, a, m: plaats_notitie(w.behandelaar, m.nummer, "Geheime notitie", intern=False), ["notitie"]),
    "interne notitie": (lambda w, a, m: plaats_notitie(w.behandelaar, m.nummer, "Geheime notitie", intern=True), []),
    "terugmelden": (lambda w, a, m: meld_terug(w.behandelaar, m.nummer, 1, KENNISGEVING), ["teruggemeld"]),
    "doorsturen": (lambda w, a, m: stuur_door(w.behandelaar, m.nummer, 1, a.gemeente, "Geheime reden"), ["doorgestuurd", "overgenomen"]),
    "doorgeven": (lambda w, a, m: _geef_door(w, m), ["teruggemeld", "doorgegeven"]),
    "heropenen": (lambda w, a, m: _heropen(w, m), ["teruggemeld", "heropend"]),
}  # fmt: skip


def _geef_door(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, KENNISGEVING)
    mentor = maak_lid("mentor", wereld.school, Rol.LEZER, leerling_pgns=[melding.pgn])
    geef_door(wereld.melder, melding.nummer, mentor.pk)


def _heropen(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, KENNISGEVING)
    heropen(wereld.behandelaar, melding.nummer, 2, "Geheime reden")


@pytest.fixture
def zaak(wereld, andere_wereld, leerling, smtp_sink):
    """Melding 1234567, op een locatie met een lastige naam."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('meldingen_melding', 'nummer'), 1234567, false)")
    locatie = Locatie.objects.unscoped("proef").create(school=wereld.school, naam="'t Hof & De Linde")
    return meld(
        wereld.melder, wereld, leerling, locatie=locatie.pk, reden="Geheime reden", ondernomen_actie="Geheime actie"
    )


def gewoon(mail):
    """De mail zoals een mens haar leest, als in het gouden bestand."""
    tekst = mail.get_content().replace("\r\n", "\n")
    return f"Aan: {mail['To']}\nOnderwerp: {mail['Subject']}\n\n{tekst}"


def verstuurd_door(stap, wereld, andere_wereld, melding, sink):
    doe, namen = STAPPEN[stap]
    if stap != "melden":
        Bericht.objects.all().delete()
    doe(wereld, andere_wereld, melding)
    bezorg_alles()
    return sink.post, namen


@pytest.mark.parametrize("stap", STAPPEN)
def test_de_mails_van_een_stap_zijn_byte_voor_byte_de_gouden(wereld, andere_wereld, zaak, smtp_sink, stap):
    post, namen = verstuurd_door(stap, wereld, andere_wereld, zaak, smtp_sink)
    assert [gewoon(mail).encode() for mail in post] == [(GOUD / f"{naam}.txt").read_bytes() for naam in namen]


@pytest.mark.parametrize("stap", [stap for stap, (_, namen) in STAPPEN.items() if namen])
def test_een_mail_noemt_geen_naam_geen_nummer_van_de_leerling_en_geen_reden(
    wereld, andere_wereld, zaak, smtp_sink, stap
):
    post, _ = verstuurd_door(stap, wereld, andere_wereld, zaak, smtp_sink)
    alles = "\n".join(f"{mail.items()}\n{mail.get_content()}" for mail in post)
    verboden = [zaak.pgn, "Zeeman", "Noor", "Geheim", "Mees Melder", "2011", "Proefstraat", "16 uur"]
    assert [deel for deel in verboden if deel in alles] == []


def test_elk_sjabloon_heeft_een_gouden_mail_en_elke_gouden_mail_een_stap():
    sjablonen = {pad.name for pad in SJABLONEN.iterdir()}
    assert sjablonen == {pad.stem for pad in GOUD.glob("*.txt")}
    assert sjablonen == {naam for _, namen in STAPPEN.values() for naam in namen}


def test_een_mail_is_alleen_tekst_en_vraagt_niet_om_antwoord(zaak, smtp_sink):
    bezorg_alles()
    [mail] = smtp_sink.post
    assert (mail.get_content_type(), mail["Auto-Submitted"]) == ("text/plain", "auto-generated")


def test_een_nummer_in_de_naam_van_een_locatie_komt_niet_in_de_mail(wereld, leerling, smtp_sink):
    melding = meld(wereld.melder, wereld, leerling)
    Locatie.objects.unscoped("proef").filter(pk=melding.locatie_id).update(naam=f"Lokaal {leerling.pgn}")
    plaats_notitie(wereld.melder, melding.nummer, "Zie hierboven", intern=False)
    bezorg_alles()
    assert (
        smtp_sink.post[-1]["Subject"] == "Melding relatief verzuim door Instelling 00ZV, Lokaal ********* is aangevuld."
    )
