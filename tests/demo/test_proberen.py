"""Wat een bezoeker met de demo doet: de afgedrukte leerling melden, en de mail ervan lezen in de postbus."""

import re
import socket
from io import StringIO
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.test import Client

from accounts.domein.rechten import Rol
from accounts.identiteit import namens
from accounts.models import Gebruiker, Organisatie
from bron.queries import leerling_van_school
from demo.smtp import Bus
from meldingen.gegevens import Verzuim
from meldingen.models import Locatie, Melding
from meldingen.queries import lopende_voor
from meldingen.services import dien_in
from tests.demo.conftest import NU
from verzuimloket.outbox.koerier import bezorg_alles

pytestmark = pytest.mark.xdist_group("demowereld")


def wie(naam):
    gebruiker = Gebruiker.objects.get(username=naam)
    return namens(gebruiker.pk, Organisatie.objects.filter(toewijzingen__gebruiker=gebruiker).distinct().get().pk)


def gedrukt():
    """Wat `demo_pgns` afdrukt, als {brin: pgn}."""
    uit = StringIO()
    call_command("demo_pgns", stdout=uit)
    return dict(re.findall(r"^PGN (\w{4}) (9999\d{5})$", uit.getvalue(), re.MULTILINE))


def meld(naam, brin, pgn, soort):
    melder = wie(naam)
    leerling = leerling_van_school(pgn=pgn, brin=brin, dag=NU.date())
    locatie = Locatie.objects.visible_to(melder).order_by("naam").first()
    verzuim = Verzuim(
        soort=soort, reden="Komt niet terug", begin=NU.date(), actie_gewenst=True, locatie=locatie.pk,
        naam_melder="M. de Vries", email_melder="melder@school.example",
    )  # fmt: skip
    return dien_in(melder, leerling, verzuim, sleutel=UUID(int=int(pgn), version=4))


@pytest.mark.parametrize("brin", ["00ZV", "27GZ"])
def test_de_afgedrukte_leerling_heeft_geen_lopende_melding(demo, brin):
    assert lopende_voor(wie(f"melder.{brin.lower()}"), gedrukt()[brin]) == []


@pytest.mark.parametrize(("brin", "ontvanger"), [("00ZV", "behandelaar.0059"), ("27GZ", "behandelaar.0518")])
def test_een_demobehandelaar_ziet_de_melding_van_de_afgedrukte_leerling(demo, brin, ontvanger):
    melding = meld(f"melder.{brin.lower()}", brin, gedrukt()[brin], "V3")
    behandelaar = wie(ontvanger)
    assert behandelaar.scope.rollen == {Rol.BEHANDELAAR}
    assert Melding.objects.visible_to(behandelaar).filter(nummer=melding.nummer).exists()


def test_na_vijf_pogingen_is_er_nog_steeds_een_leerling_om_te_melden(demo):
    geprobeerd = []
    for _ in range(5):
        geprobeerd.append(gedrukt()["00ZV"])
        meld("melder.00zv", "00ZV", geprobeerd[-1], "V3")
    assert len(set(geprobeerd)) == 5
    assert gedrukt()["00ZV"] not in geprobeerd


def vrije_poort():
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return proef.getsockname()[1]


@pytest.fixture
def postserver(demo, settings):
    """De mailserver van `make demo`, met haar map."""
    (demo.map / "post").mkdir(exist_ok=True)
    server = Controller(Bus(demo.map / "post"), hostname="127.0.0.1", port=vrije_poort())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield
    server.stop()
    for bestand in (demo.map / "post").iterdir():
        bestand.unlink()


def test_de_postbus_is_leeg_zonder_nieuwe_mail(demo):
    assert "Er is nog geen mail verstuurd." in Client().get("/demo/postbus/").content.decode()


def test_de_mail_van_een_nieuwe_melding_staat_in_de_postbus(demo, postserver):
    melding = meld("melder.00zv", "00ZV", gedrukt()["00ZV"], "V3")
    bezorg_alles()
    pagina = Client().get("/demo/postbus/").content.decode()
    assert "leerplicht@gemeente-0059.example" in pagina
    [pad] = re.findall(r'href="(/demo/postbus/[^"]+/)"', pagina)
    assert f"/meldingen/{melding.nummer}/" in Client().get(pad).content.decode()


def test_een_mail_die_er_niet_is_geeft_404(demo):
    assert Client().get("/demo/postbus/onbekend/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("pad", ["/demo/postbus/", "/demo/postbus/een-bericht/"])
def test_buiten_de_demo_bestaat_de_postbus_niet(pad):
    assert Client().get(pad).status_code == 404
