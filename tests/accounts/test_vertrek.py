"""Wie weggaat, laat werk achter: collega's krijgen bericht, en vinden het terug als zij het mogen zien."""

import pytest

from accounts.domein.rechten import Rol
from accounts.services.rolbeheer import meld_uit_dienst
from accounts.services.voorstellen import stem_in
from meldingen.domein.workflow import Status
from meldingen.gegevens import Terugmelding
from meldingen.services import meld_terug, trek_in
from tests.cast import maak_lid
from tests.zaken import meld
from verzuimloket.outbox.koerier import bezorg_alles
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
SJABLOON = "beheer/vertrek"


@pytest.fixture(autouse=True)
def klok(time_machine):
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)


@pytest.fixture
def zaak(wereld, school_van):
    """Een lopende melding van de melder."""
    return meld(wereld.melder, wereld, school_van(wereld))


def adressen():
    return {bericht.ontvanger: bericht.context["lijst"] for bericht in Bericht.objects.filter(sjabloon=SJABLOON)}


def test_collegas_met_dezelfde_rol_krijgen_de_lijst_en_andere_beheerders_alleen_aantallen(wereld, zaak):
    collega = maak_lid("collega", wereld.school, Rol.MELDER)
    tweede = maak_lid("tweede", wereld.school, Rol.BEHEERDER)
    for rol in (Rol.LEZER, Rol.RAPPORTAGES):
        maak_lid(f"r{rol}", wereld.school, rol)
    meld_uit_dienst(wereld.melder, door=wereld.beheerder)
    assert adressen() == {
        collega.email: f"/meldingen/?medewerker={wereld.melder.pk}&status=R&status=B",
        tweede.email: "",
    }


def test_wie_beheerder_en_melder_is_krijgt_een_mail_met_de_lijst(wereld, zaak):
    beide = maak_lid("beide", wereld.school, Rol.MELDER, Rol.BEHEERDER)
    meld_uit_dienst(wereld.melder, door=wereld.beheerder)
    assert adressen() == {beide.email: f"/meldingen/?medewerker={wereld.melder.pk}&status=R&status=B"}


def test_een_collega_van_een_ander_krijgt_niets(wereld, andere_wereld, zaak):
    andere_wereld.melder, andere_wereld.beheerder  # noqa: B018 # ontstaan pas als ernaar gevraagd wordt
    meld_uit_dienst(wereld.melder, door=wereld.beheerder)
    assert adressen() == {}


def test_zonder_lopend_werk_is_er_geen_mail(wereld, zaak):
    maak_lid("collega", wereld.school, Rol.MELDER)
    trek_in(wereld.melder, zaak.nummer, 1, "Vergissing")
    meld_uit_dienst(wereld.melder, door=wereld.beheerder)
    assert adressen() == {}


def test_de_mail_noemt_aantallen_en_geen_mens(wereld, zaak, smtp_sink):
    collega = maak_lid("collega", wereld.school, Rol.MELDER)
    Bericht.objects.all().delete()
    meld_uit_dienst(wereld.melder, door=wereld.beheerder)
    bezorg_alles()
    [mail] = smtp_sink.post
    tekst = mail.get_content()
    assert (mail["To"], "- lopende meldingen die hij opvoerde: 1" in tekst) == (collega.email, True)
    assert f"/meldingen/?medewerker={wereld.melder.pk}&status=R&status=B" in tekst
    verboden = (zaak.pgn, "Zeeman", wereld.melder.naam, wereld.melder.username, wereld.melder.email)
    assert [deel for deel in verboden if deel in tekst] == []


def test_een_behandelaar_laat_de_meldingen_achter_die_hij_beantwoordde(wereld, zaak, ingelogd):
    beheerder = maak_lid("beheer", wereld.gemeente, Rol.BEHEERDER)
    collega = maak_lid("collega", wereld.gemeente, Rol.BEHANDELAAR)
    meld_terug(wereld.behandelaar, zaak.nummer, 1, Terugmelding(Status.IN_BEHANDELING, "Bo"))
    meld_uit_dienst(wereld.behandelaar, door=beheerder)
    pagina = ingelogd(collega).get(adressen()[collega.email])
    assert [rij.nummer for rij, _ in pagina.context["rijen"]] == [zaak.nummer]


def test_ook_na_vier_ogen_gaat_er_bericht(wereld, zaak, functioneel):
    tweede = maak_lid("tweede", wereld.school, Rol.BEHEERDER, Rol.MELDER)
    collega = maak_lid("collega", wereld.school, Rol.MELDER)
    meld(tweede, wereld, _leerling(zaak, wereld), keer=7)
    voorstel = meld_uit_dienst(tweede, door=wereld.beheerder)
    assert (adressen(), voorstel is None) == ({}, False)
    stem_in(voorstel, door=functioneel)
    assert collega.email in adressen()


def _leerling(zaak, wereld):
    from bron.queries import leerling_van_school  # alleen deze proef zoekt nog eens

    return leerling_van_school(pgn=zaak.pgn, brin=wereld.brin, dag=zaak.begin)


# --- de lijst -------------------------------------------------------------------------------------------------------
def lijst(ingelogd, wie, medewerker):
    return ingelogd(wie).get(f"/meldingen/?medewerker={medewerker}&status=R&status=B").context


def test_de_lijst_toont_alleen_het_werk_van_die_medewerker(wereld, zaak, ingelogd, school_van):
    collega = maak_lid("collega", wereld.school, Rol.MELDER)
    meld(collega, wereld, school_van(wereld, nummer=1))
    context = lijst(ingelogd, collega, wereld.melder.pk)
    assert [rij.nummer for rij, _ in context["rijen"]] == [zaak.nummer]
    assert ("medewerker", str(wereld.melder.pk), wereld.melder.naam) in context["actief"]


def test_van_een_vreemde_is_er_niets_ook_geen_naam(wereld, andere_wereld, zaak, ingelogd):
    context = lijst(ingelogd, wereld.melder, andere_wereld.melder.pk)
    assert context["rijen"] == []
    assert ("medewerker", str(andere_wereld.melder.pk), "Deze medewerker") in context["actief"]


@pytest.mark.parametrize("onzin", ["x", "-1", "²", "9" * 12, ""])
def test_iets_anders_dan_een_nummer_telt_niet_mee(wereld, zaak, ingelogd, onzin):
    assert len(lijst(ingelogd, wereld.melder, onzin)["rijen"]) == 1


def test_wie_het_werk_mag_zien_krijgt_op_de_pagina_een_link_en_een_ander_een_aantal(wereld, zaak, ingelogd):
    beide = maak_lid("beide", wereld.school, Rol.MELDER, Rol.BEHEERDER)
    pad = f"/beheer/gebruikers/{wereld.melder.pk}/uit-dienst/"
    link = f'href="/meldingen/?medewerker={wereld.melder.pk}&amp;status=R&amp;status=B"'
    heeft = [link in ingelogd(wie).get(pad).content.decode() for wie in (beide, wereld.beheerder)]
    assert heeft == [True, False]
