"""Het logboek: in de transactie van de handeling, alleen groeiend, zonder persoonsgegevens."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from verzuimloket.audit.middleware import OperatieMiddleware
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.operatie import ip_van, operatie
from verzuimloket.audit.services import onderwerp_van, record, record_bekeken, record_refusal
from verzuimloket.gegevens import PersoonsgegevenGeweigerd

PGN = "999900006"  # elfproef klopt, uit de testreeks
ACTIE = "meldingen:melding:ingediend"


class _Terug(Exception):
    """Om een transactie te laten terugdraaien."""


def _verzoek() -> HttpRequest:
    request = RequestFactory().post("/meldingen/nieuw/")
    request.user = AnonymousUser()
    return request


@pytest.mark.django_db
@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE audit_auditevent SET actie = 'a:b:c'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "SET LOCAL session_replication_role = replica; DELETE FROM audit_auditevent",
    ],
)
def test_de_database_weigert_een_logregel_te_veranderen_of_te_verwijderen(opdracht: str) -> None:
    record(actie=ACTIE)
    with pytest.raises(DatabaseError, match="Het logboek groeit alleen"), transaction.atomic():
        connection.cursor().execute(opdracht)
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_de_bewaartermijn_verwijdert_alleen_regels_van_voor_haar_grens() -> None:
    for _ in range(2):
        record(actie=ACTIE)
    oud, nieuw = AuditEvent.objects.order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL verzuimloket.logboek_opschonen_tot = %s", [nieuw.moment.isoformat()])
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [oud.pk])
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [nieuw.pk])
    assert list(AuditEvent.objects.values_list("pk", flat=True)) == [nieuw.pk]


@pytest.mark.django_db(transaction=True)
def test_een_logregel_buiten_een_transactie_wordt_geweigerd() -> None:
    with pytest.raises(RuntimeError):
        record(actie=ACTIE)


@pytest.mark.django_db
def test_een_teruggedraaide_handeling_laat_geen_logregel_na() -> None:
    with pytest.raises(_Terug), transaction.atomic():
        record(actie=ACTIE)
        raise _Terug
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_een_weigering_overleeft_het_terugdraaien_van_het_verzoek() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with pytest.raises(_Terug), transaction.atomic():
            record(actie=ACTIE)
            record_refusal(request, "recht_ontbreekt", object_type="melding", object_id=12)
            raise _Terug
        return HttpResponse(status=403)

    OperatieMiddleware(view)(_verzoek())
    regels = AuditEvent.objects.values_list("resultaat", "object_type", "object_id", "details")
    assert list(regels) == [("geweigerd", "melding", "12", {"reden": "recht_ontbreekt"})]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "details",
    [
        {"waarde": PGN},
        {"waarde": int(PGN)},
        {"waarde": f"leerling {PGN} gezien"},
        {"waarde": "9999.00.006"},
        {PGN: "ja"},
        {"lijst": [{"diep": PGN}]},
        {"tekst": "a" * 201},
        {"object": object()},
    ],
)
def test_een_pgn_of_vrije_tekst_komt_het_logboek_niet_in(details: dict[str, object]) -> None:
    with pytest.raises(PersoonsgegevenGeweigerd):
        record(actie=ACTIE, details=details)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "waarde", ["123456789", 100000001, "2026-11-24", "54dd8aa1-caf5-4126-97f3-3eb0d96da9f0", None, True]
)
def test_nummers_en_datums_die_geen_pgn_zijn_mogen_wel(waarde: object) -> None:
    assert record(actie=ACTIE, details={"waarde": waarde}).details == {"waarde": waarde}


@pytest.mark.django_db
def test_een_onderwerp_is_nooit_een_leesbaar_nummer() -> None:
    with pytest.raises(ValueError, match="onderwerp_van"):
        record(actie=ACTIE, onderwerp=PGN)


@pytest.mark.django_db
def test_een_lijst_geeft_een_logregel_per_leerling() -> None:
    leerlingen = [onderwerp_van(pgn) for pgn in ("999900006", "999900018", "999900006")]
    aantal = record_bekeken(None, leerlingen, actie="bron:leerling:ingezien", object_type="lijst")
    gezien = AuditEvent.objects.filter(onderwerp=onderwerp_van("999900018")).count()
    assert (aantal, gezien) == (2, 1)


@pytest.mark.django_db
def test_alles_in_een_verzoek_draagt_hetzelfde_nummer_en_afzender() -> None:
    with operatie(_verzoek()) as lopend:
        regels = [record(actie=ACTIE), record(actie="bron:leerling:ingezien")]
    assert {(regel.operatie, regel.ip) for regel in regels} == {(lopend.id, "127.0.0.1")}


@pytest.mark.parametrize(
    ("proxys", "kop", "adres"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 10.0.0.9", "10.0.0.9"),
        (1, "", "127.0.0.1"),
        (2, "6.6.6.6, 10.0.0.9", "6.6.6.6"),
    ],
)
def test_alleen_de_eigen_proxy_bepaalt_het_adres(settings: object, proxys: int, kop: str, adres: str) -> None:
    settings.PROXY_AANTAL = proxys  # type: ignore[attr-defined]
    assert ip_van(RequestFactory().get("/", headers={"X-Forwarded-For": kop})) == adres
