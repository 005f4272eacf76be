"""Vier ogen: wie vraagt, beslist niet; en wat er gebeurt, gebeurt één keer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Organisatie, Voorstel
from accounts.services.voorstellen import stel_voor, stem_in, trek_in, waarom_niet, wijs_af
from tests.accounts.proefvoorstel import SOORT, doe_voorstel
from tests.cast import Wereld, maak_lid
from tests.leveringen import pgn
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.gegevens import PersoonsgegevenGeweigerd
from verzuimloket.outbox.models import Bericht

JA, NEE = {"besluit": "ja"}, {"besluit": "nee", "toelichting": "Niet nodig"}


def telefoon(wereld) -> str:
    return Organisatie.objects.get(pk=wereld.school.pk).telefoon


def adres(voorstel) -> str:
    return f"/beheer/voorstellen/{voorstel.pk}/"


# --- de dienst ------------------------------------------------------------------------------------------------------
def test_een_voorstel_doet_niets_voordat_een_ander_instemt(wereld):
    voorstel = doe_voorstel(wereld)
    voor = telefoon(wereld)
    stem_in(voorstel, door=wereld.beheerder)
    assert (voor, telefoon(wereld)) == ("", "14")


def test_wie_het_vroeg_kan_niet_instemmen(wereld):
    voorstel = doe_voorstel(wereld)
    voorstel.gevraagd_door.scope = wereld.beheerder.scope
    with pytest.raises(Geweigerd, match="U vroeg dit zelf"):
        stem_in(voorstel, door=voorstel.gevraagd_door)


def test_over_wie_het_gaat_beslist_niet_mee(wereld):
    voorstel = doe_voorstel(wereld, over=wereld.beheerder)
    with pytest.raises(Geweigerd, match="gaat over u"):
        wijs_af(voorstel, door=wereld.beheerder)


@pytest.mark.parametrize("wie", ["melder", "rapport", "behandelaar"])
def test_zonder_het_recht_beslist_niemand_mee(wereld, wie):
    with pytest.raises(Geweigerd, match="Uw rol"):
        stem_in(doe_voorstel(wereld), door=getattr(wereld, wie))


def test_een_beheerder_van_een_ander_beslist_niet_mee(wereld, andere_wereld):
    assert waarom_niet(doe_voorstel(wereld), andere_wereld.beheerder) == "Uw rol geeft dit recht niet."


def test_functioneel_beheer_kan_instemmen_als_er_geen_tweede_beheerder_is(wereld, functioneel):
    stem_in(doe_voorstel(wereld), door=functioneel)
    assert telefoon(wereld) == "14"


def test_na_een_besluit_is_er_geen_tweede(wereld, functioneel):
    voorstel = doe_voorstel(wereld)
    wijs_af(voorstel, door=wereld.beheerder, reden="Niet nodig")
    with pytest.raises(Geweigerd, match="niet meer"):
        stem_in(voorstel, door=functioneel)
    assert telefoon(wereld) == ""


def test_na_veertien_dagen_vervalt_een_voorstel(wereld):
    voorstel = doe_voorstel(wereld)
    with clock.op(voorstel.verloopt_op), pytest.raises(Geweigerd, match="niet meer"):
        stem_in(voorstel, door=wereld.beheerder)
    with clock.op(voorstel.verloopt_op - timedelta(microseconds=1)):
        stem_in(voorstel, door=wereld.beheerder)


def test_een_uitvoerder_die_weigert_laat_het_voorstel_open(wereld):
    voorstel = doe_voorstel(wereld, nummer=-1)
    with pytest.raises(Geweigerd, match="Dat kan niet meer"):
        stem_in(voorstel, door=wereld.beheerder)
    voorstel.refresh_from_db()
    assert voorstel.stand == "open"


def test_alleen_wie_het_vroeg_trekt_het_in(wereld):
    voorstel = doe_voorstel(wereld)
    with pytest.raises(Geweigerd, match="Alleen wie het vroeg"):
        trek_in(voorstel, door=wereld.beheerder)
    assert trek_in(voorstel, door=voorstel.gevraagd_door).stand == "ingetrokken"


def test_twee_keer_hetzelfde_vragen_is_een_voorstel(wereld):
    eerste = doe_voorstel(wereld)
    tweede = stel_voor(SOORT, door=wereld.beheerder, organisatie=wereld.school, gegevens={"nummer": 14})
    assert tweede.pk == eerste.pk


def test_iets_persoonlijks_komt_niet_in_een_voorstel(wereld):
    with pytest.raises(PersoonsgegevenGeweigerd):
        stel_voor(SOORT, door=wereld.beheerder, organisatie=wereld.school, gegevens={"nummer": pgn(0)})


def test_de_andere_beheerder_krijgt_bericht_zonder_naam(wereld):
    wereld.beheerder  # noqa: B018 # ontstaat pas als ernaar gevraagd wordt
    voorstel = doe_voorstel(wereld)
    [bericht] = Bericht.objects.all()
    assert (bericht.ontvanger, bericht.context) == (wereld.beheerder.email, {"nummer": voorstel.pk})


def test_zonder_andere_beheerder_krijgt_functioneel_beheer_bericht(wereld, functioneel):
    doe_voorstel(wereld)
    assert Bericht.objects.get().ontvanger == functioneel.email


def test_vragen_en_instemmen_staan_in_het_logboek(wereld):
    voorstel = doe_voorstel(wereld)
    stem_in(voorstel, door=wereld.beheerder)
    regels = AuditEvent.objects.filter(object_type="voorstel").order_by("pk").values_list("actie", "gebruiker_id")
    assert list(regels) == [
        ("accounts:voorstel:gevraagd", voorstel.gevraagd_door_id),
        ("accounts:voorstel:ingestemd", wereld.beheerder.pk),
    ]


@pytest.mark.django_db(transaction=True)
def test_twee_beslissers_tegelijk_zijn_er_een():
    wereld, start = Wereld("00ZV", "0363", "21"), Barrier(2)
    voorstel = doe_voorstel(wereld)
    wie = [wereld.beheerder, maak_lid("derde", wereld.school, Rol.BEHEERDER)]

    def een(beslisser) -> bool:
        start.wait()
        try:
            stem_in(voorstel, door=beslisser)
        except Geweigerd:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(een, wie)) == [False, True]


# --- de pagina's ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("besluit", "nummer"), [(JA, "14"), (NEE, "")])
def test_een_beheerder_beslist_op_het_scherm(ingelogd, wereld, besluit, nummer):
    antwoord = ingelogd(wereld.beheerder).post(adres(doe_voorstel(wereld)), besluit)
    assert (antwoord.status_code, telefoon(wereld)) == (302, nummer)


def test_afwijzen_zonder_reden_is_een_fout_bij_het_veld(ingelogd, wereld):
    antwoord = ingelogd(wereld.beheerder).post(adres(doe_voorstel(wereld)), {"besluit": "nee"})
    assert antwoord.context["form"].errors == {"toelichting": ["Schrijf op waarom u afwijst."]}


def test_wie_het_vroeg_ziet_geen_formulier_maar_kan_intrekken(ingelogd, wereld):
    voorstel = doe_voorstel(wereld)
    client = ingelogd(voorstel.gevraagd_door)
    tekst = client.get(adres(voorstel)).content.decode()
    client.post(f"{adres(voorstel)}intrekken/")
    assert ("Besluit vastleggen" in tekst, "Voorstel intrekken" in tekst) == (False, True)
    assert Voorstel.objects.unscoped("test").get().besluit == "ingetrokken"


def test_de_startpagina_noemt_wat_op_u_wacht(ingelogd, wereld):
    doe_voorstel(wereld)
    tegel = ingelogd(wereld.beheerder).get("/").context["tegels"][0]
    assert (tegel.titel, tegel.aantal, tegel.url) == ("Voorstellen", 1, "/beheer/voorstellen/")
