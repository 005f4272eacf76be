"""Het bewijs van vernietiging op het scherm: wat er weg is, en of het logboek hetzelfde zegt."""

import csv
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from accounts.queries.opschoningen import alle, met_bewijs, opschoningen
from tests.accounts.opschoning import opgeschoond
from verzuimloket.audit.models import AuditEvent, AuditOpruiming
from verzuimloket.audit.services import record
from verzuimloket.clock import nu
from verzuimloket.opschonen import schoon_op

pytestmark = pytest.mark.django_db
LIJST = "/beheer/opschoningen/"
ALLES = {"van": None, "tot": None, "regel": "", "alleen": ""}


def verzegeld(rij):
    """Een zegel op de logregel van deze opschoning; zegels rekenen verder niets na."""
    regel = AuditEvent.objects.get(object_type="opschoning", object_id=str(rij.pk))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditzegel (nummer, moment, grens, regels, aantal, inhoud, afdruk)"
            " VALUES (12, %s, 1, int8multirange(int8range(%s, %s, '[]')), 1, 'abc', 'def')",
            [nu(), regel.pk, regel.pk],
        )
    return rij


def andere_logregel():
    rij = opgeschoond(5, logregel=False)
    record(
        actie="verzuimloket:opschoning:uitgevoerd", object_type="opschoning", object_id=rij.pk,
        details={"regel": "meldingen", "grens": f"{rij.grens}", "aantal": 4},
    )  # fmt: skip
    return rij


def geruimd():
    AuditOpruiming.objects.create(nummer=1, grens=nu() + timedelta(days=1), tot_en_met=1, regels=1, afdruk="")
    return opgeschoond(5, logregel=False)


STANDEN = {
    "verzegeld": lambda: verzegeld(opgeschoond(5)),
    "nog geen zegel": lambda: opgeschoond(5),
    "niet nodig": lambda: opgeschoond(0),
    "nog niet": lambda: opgeschoond(5, klaar=False),
    "ontbreekt": lambda: opgeschoond(5, logregel=False),
    "wijkt af": andere_logregel,
    "opgeruimd": geruimd,
}


@pytest.mark.parametrize("stand", STANDEN)
def test_een_opschoning_zegt_wat_het_logboek_ervan_weet(stand):
    [bewijs] = met_bewijs([STANDEN[stand]()])
    assert (bewijs.logboek, bewijs.alarm) == (stand, stand in ("wijkt af", "ontbreekt"))


def test_wat_schoon_op_achterlaat_klopt_met_het_logboek(settings):
    settings.OPSCHOONREGELS = {"concepten": "accounts.services.opruimen.verwijder_concepten"}
    schoon_op(date(2026, 11, 25))
    assert [bewijs.logboek for bewijs in met_bewijs(list(opschoningen(**ALLES)))] == ["niet nodig"]


def test_de_pagina_noemt_het_zegel(ingelogd, functioneel):
    rij = verzegeld(opgeschoond(5))
    client = ingelogd(functioneel)
    lijst, pagina = (client.get(pad).content.decode() for pad in (LIJST, f"{LIJST}{rij.pk}/"))
    assert ("verzegeld, zegel 12" in lijst, "<dd>def</dd>" in pagina) == (True, True)


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("", ["R2", "R1", "meldingen"]),
        ("alleen=weg", ["R2", "meldingen"]),
        ("alleen=open", ["R2"]),
        ("regel=meldingen", ["meldingen"]),
        ("van=1-1-2020&tot=2-1-2020", []),
        ("van=onzin&alleen=onzin", ["R2", "R1", "meldingen"]),
    ],
)
def test_het_filter_kiest(ingelogd, functioneel, vraag, gevonden):
    opgeschoond(5)
    opgeschoond(0, regel="R1")
    opgeschoond(3, regel="R2", klaar=False)
    rijen = ingelogd(functioneel).get(f"{LIJST}?{vraag}").context["bewijzen"]
    assert [bewijs.rij.regel for bewijs in rijen] == gevonden


def test_het_bestand_heeft_alles_en_het_ophalen_staat_in_het_logboek(ingelogd, functioneel):
    rij = verzegeld(opgeschoond(5))
    opgeschoond(0)
    inhoud = b"".join(ingelogd(functioneel).get(f"{LIJST}csv/")).decode()
    eerste = list(csv.DictReader(inhoud.splitlines(), delimiter=";"))[1]
    assert [eerste[kop] for kop in ("NUMMER", "KEER", "AANTAL", "STAND", "LOGBOEK", "ZEGEL", "AFDRUK")] == [
        str(rij.pk), str(UUID(int=7)), "5", "klaar", "verzegeld", "12", "def",
    ]  # fmt: skip
    assert AuditEvent.objects.get(actie="accounts:opschoningen:opgehaald").details == {"regels": 2}


def test_een_groot_bestand_komt_in_stukken_en_mist_niets():
    verwacht = [opgeschoond(1).pk for _ in range(5)][::-1]
    assert [bewijs.rij.pk for bewijs in alle(opschoningen(**ALLES), per=2)] == verwacht
