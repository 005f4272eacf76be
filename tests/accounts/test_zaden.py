"""Tokens inlezen: eerst per serienummer bekijken, dan met een verse code bevestigen."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile

from accounts.domein.zaad import Zaad
from accounts.fouten import Geweigerd
from accounts.models import Aanbieding, Hardwaretoken, Token
from accounts.services import zaden as dienst
from accounts.services.apparaten import lees_in
from accounts.services.tokens import controleer_token
from tests.accounts.test_pskc import GEHEIM, MET_SLEUTEL, SLEUTEL
from tests.tellen import aantal_queries
from verzuimloket.audit.models import AuditEvent

INLEZEN = "/beheer/tokens/inlezen/"


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=False) as reiziger:
        yield reiziger


@pytest.fixture
def client(ingelogd, wereld):
    return ingelogd(wereld.beheerder)


def csv(*nummers: str, geheim: str = "") -> bytes:
    """Elk nummer met een eigen geheim, of alle met hetzelfde."""
    regels = [f"{nr};hotp;{geheim or nr.encode().ljust(20, b'.').hex()}" for nr in nummers]
    return "\n".join(["serienummer;soort;geheim", *regels]).encode()


def bied_aan(client, inhoud: bytes, wachtwoord: str = ""):
    return client.post(INLEZEN, {"bestand": ContentFile(inhoud, "tokens"), "wachtwoord": wachtwoord})


def voorraad() -> list[str]:
    return list(Hardwaretoken.objects.unscoped("test").values_list("serienummer", flat=True))


def test_aanbieden_toont_per_serienummer_wat_ermee_gebeurt_en_er_is_nog_niets_ingelezen(client, wereld):
    lees_in([Zaad("A-1", "hotp", b"A-1".ljust(20, b"."))], wereld.school, door=wereld.beheerder)
    pagina = client.get(bied_aan(client, csv("A-1", "B-2") + b"\nC-3;sms;x\n").url)
    regels = [(regel.serienummer, naam, regel.zin) for regel, naam in pagina.context["regels"]]
    assert regels == [
        ("A-1", "Al bekend", "Dit serienummer is er al."),
        ("B-2", "Nieuw", ""),
        ("C-3", "Fout", "De soort is geen totp of hotp."),
    ]
    assert voorraad() == ["A-1"]


def test_bevestigen_neemt_alleen_de_nieuwe_in_voorraad(client):
    adres = bied_aan(client, csv("A-1", "B-2") + b"\nC-3;sms;x\n").url
    assert (client.post(adres).url, voorraad()) == ("/beheer/tokens/", ["A-1", "B-2"])


@pytest.mark.parametrize("waar", ["andere school", "zelfde bestand"])
def test_een_geheim_dat_al_in_gebruik_is_wordt_geweigerd_zonder_te_zeggen_waar(client, andere_wereld, waar):
    geheim = b"x" * 20
    if waar == "andere school":
        lees_in([Zaad("Z-9", "hotp", geheim)], andere_wereld.school, door=andere_wereld.beheerder)
    nummers = ["A-1"] if waar == "andere school" else ["A-0", "A-1"]
    pagina = client.get(bied_aan(client, csv(*nummers, geheim=geheim.hex())).url)
    regel, naam = pagina.context["regels"][-1]
    assert (naam, regel.zin) == ("Fout", "Dit geheim is al in gebruik. Vraag de leverancier om een nieuw token.")


def test_een_versleuteld_bestand_met_zijn_sleutel_werkt_op_het_apparaat(client, wereld):
    client.post(bied_aan(client, MET_SLEUTEL, SLEUTEL).url)
    token = Token.objects.get(apparaat__serienummer="987654321")
    Token.objects.update(user=wereld.melder, confirmed=True)
    # bijlage D van RFC 4226, met acht cijfers
    assert (token.sleutel, controleer_token(wereld.melder, "84755224").token is not None) == (GEHEIM, True)


def test_de_sleutel_staat_nergens_meer_ook_niet_bij_een_fout(client, caplog):
    with caplog.at_level(logging.DEBUG):
        antwoord = bied_aan(client, MET_SLEUTEL, SLEUTEL[::-1])
        bied_aan(client, MET_SLEUTEL, SLEUTEL)
    [lijst] = Aanbieding.objects.unscoped("test").all()
    sporen = [
        antwoord.content.decode(),
        caplog.text,
        lijst.inhoud,
        *map(str, AuditEvent.objects.values_list("details")),
    ]
    assert [s for s in sporen if SLEUTEL in s or SLEUTEL[::-1] in s] == []


@pytest.mark.parametrize(
    ("inhoud", "wachtwoord", "veld"),
    [(b"geen kop", "", "bestand"), (MET_SLEUTEL, "", "wachtwoord"), (MET_SLEUTEL, "00" * 16, "wachtwoord")],
)
def test_een_fout_staat_bij_het_veld_en_er_blijft_niets_staan(client, inhoud, wachtwoord, veld):
    form = bied_aan(client, inhoud, wachtwoord).context["form"]
    assert (list(form.errors), Aanbieding.objects.unscoped("test").exists()) == ([veld], False)


def test_zonder_verse_code_komt_er_niets_in_voorraad(client, klok):
    adres = bied_aan(client, csv("A-1")).url
    klok.shift(timedelta(minutes=6))
    assert (list(client.post(adres).context["form"].errors), voorraad()) == (["bevestiging"], [])


def test_na_het_bevestigen_zijn_de_geheimen_uit_de_lijst_weg_en_doet_nog_een_keer_niets(client):
    adres = bied_aan(client, csv("A-1")).url
    antwoorden = [client.post(adres).url, client.post(adres).url, client.get(adres).url]
    [lijst] = Aanbieding.objects.unscoped("test").all()
    assert (antwoorden, dienst.lees_inhoud(lijst), voorraad()) == (["/beheer/tokens/"] * 3, None, ["A-1"])


def test_twee_keer_tegelijk_bevestigen_leest_een_keer_in(client, wereld):
    bied_aan(client, csv("A-1"))
    [lijst] = Aanbieding.objects.unscoped("test").all()  # zoals het tweede verzoek haar nog zag
    eerste, tweede = (dienst.bevestig_tokens(lijst, door=wereld.beheerder) for _ in range(2))
    assert (eerste, tweede, voorraad()) == (1, 0, ["A-1"])


def test_tussendoor_staan_de_geheimen_versleuteld_en_na_een_kwartier_zijn_zij_onbruikbaar(client, wereld, klok):
    adres = bied_aan(client, csv("A-1")).url
    [lijst] = Aanbieding.objects.unscoped("test").all()
    klok.shift(timedelta(minutes=15))
    with pytest.raises(Geweigerd, match="verlopen"):
        dienst.bevestig_tokens(lijst, door=wereld.beheerder)
    leesbaar = [deel for deel in ("A-1", "hotp", csv("A-1").decode()[-40:]) if deel in lijst.inhoud]
    assert (client.get(adres).status_code, leesbaar) == (404, [])


def test_wie_ervan_afziet_houdt_niets_over(client):
    client.post(bied_aan(client, csv("A-1")).url, {"stap": "weg"})
    assert (Aanbieding.objects.unscoped("test").exists(), voorraad()) == (False, [])


@pytest.mark.parametrize("aantal", [1, 300])
def test_het_voorbeeld_stelt_evenveel_vragen_bij_een_token_als_bij_driehonderd(client, aantal):
    adres = bied_aan(client, csv(*(f"A-{nr}" for nr in range(aantal)))).url
    client.get(adres)
    with aantal_queries(6):
        assert client.get(adres).context["pagina"].paginator.count == aantal


def test_het_logboek_noemt_aantallen_zonder_nummer_of_geheim(client):
    client.post(bied_aan(client, csv("A-1") + b"\nC-3;sms;x\n").url)
    regels = AuditEvent.objects.filter(actie__startswith="accounts:lijst:").order_by("pk")
    assert [regel.details for regel in regels] == [
        {"soort": "tokens", "rijen": 2},
        {"soort": "tokens", "aantal": 1, "overgeslagen": 1},
    ]
