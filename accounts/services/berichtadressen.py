"""Extra adressen voor berichten: toevoegen, bevestigen met een link uit een mail, en verwijderen."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from accounts.domein.berichtadressen import GEBEURTENISSEN, Berichtsoort, soorten_bij
from accounts.domein.rechten import Soort
from accounts.fouten import Geweigerd
from accounts.models import Berichtadres, Gebruiker, Organisatie
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM, nu
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.eenmalig import afdruk_van, geheim_van, nieuw_kenmerk
from verzuimloket.outbox.services import enqueue

GELDT = timedelta(days=7)
MEESTE = 30  # adressen per organisatie
MEESTE_MAILS = 30  # bevestigingsmails per organisatie in een etmaal: wij zijn geen mailkanon
TOEGEVOEGD = "accounts:berichtadres:toegevoegd"
_REDEN = "wie de link uit de mail heeft, leest de postbus; de link is het bewijs"


@transaction.atomic
def voeg_toe(organisatie: Organisatie, gebeurtenis: Berichtsoort, email: str, *, door: Gebruiker) -> Berichtadres:
    """Voeg een adres toe en mail het een link die zeven dagen en één keer werkt. Tot die tijd krijgt het niets.

    Staat het er al onbevestigd, dan vervalt de vorige link. Schrijft het adres, een logregel en een bericht. Werpt
    Geweigerd bij een gebeurtenis die hier niet voorkomt, een adres dat al meedoet, en bij te veel.
    """
    Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=organisatie.pk)
    if gebeurtenis not in soorten_bij(Soort(organisatie.soort)):
        raise Geweigerd("Deze gebeurtenis komt bij uw organisatie niet voor.")
    email = email.strip().casefold()
    eigen = Berichtadres.objects.visible_to(door).filter(organisatie=organisatie)
    rij = eigen.filter(gebeurtenis=gebeurtenis, email=email).first()
    if rij is not None and rij.bevestigd_op is not None:
        raise Geweigerd("Dit adres krijgt dit bericht al.")
    if rij is None and eigen.count() >= MEESTE:
        raise Geweigerd(f"Een organisatie kan {MEESTE} adressen hebben. Verwijder er eerst een.")
    if _mails_vandaag(organisatie) >= MEESTE_MAILS:
        raise Geweigerd("Er zijn vandaag al veel mails gestuurd. Probeer het morgen opnieuw.")
    kenmerk = nieuw_kenmerk()
    rij = rij or Berichtadres(organisatie=organisatie, gebeurtenis=gebeurtenis, email=email)
    rij.afdruk, rij.verloopt_op = afdruk_van(geheim_van(kenmerk)), nu() + GELDT
    rij.toegevoegd_door, rij.toegevoegd_op = door, nu()
    rij.save()
    _schrijf_op(TOEGEVOEGD, rij, door)
    enqueue(
        sjabloon="beheer/berichtadres", ontvanger=email, sleutel=f"berichtadres:{rij.pk}:{rij.afdruk}",
        context={"kenmerk": kenmerk, "organisatie": organisatie.naam, "wat": GEBEURTENISSEN[gebeurtenis].label},
    )  # fmt: skip
    return rij


@transaction.atomic
def verwijder(adres: Berichtadres, *, door: Gebruiker) -> None:
    """Verwijder een adres: het krijgt niets meer, en een link die nog openstond werkt niet. Schrijft een logregel."""
    Berichtadres.objects.visible_to(door).filter(pk=adres.pk).delete()
    _schrijf_op("accounts:berichtadres:verwijderd", adres, door)


@buiten_bereik(_REDEN)
def zoek(geheim: str) -> Berichtadres | None:
    """Het adres bij deze link, als zij nog werkt; anders None, wat er ook mis mee is."""
    return _met_link(geheim).first()


@transaction.atomic
@buiten_bereik(_REDEN)
def bevestig(geheim: str) -> Berichtadres | None:
    """Het adres doet mee, en de link werkt niet meer. Schrijft een logregel. None als de link niet (meer) werkt."""
    rij = _met_link(geheim).select_for_update(of=("self",)).first()
    if rij is None:
        return None
    rij.bevestigd_op, rij.afdruk = nu(), None
    rij.save(update_fields=["bevestigd_op", "afdruk"])
    _schrijf_op("accounts:berichtadres:bevestigd", rij, None)
    return rij


@transaction.atomic
def verwijder_onbevestigde(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder adressen waarvan de link op `vandaag` 00:00 verlopen was; geeft het aantal. `proef` telt alleen."""
    grens = datetime.combine(vandaag, time(), tzinfo=AMSTERDAM)
    oud = Berichtadres.objects.unscoped("nooit bevestigd").filter(bevestigd_op=None, verloopt_op__lte=grens)
    return oud.count() if proef else oud.delete()[0]


def _met_link(geheim: str):  # type: ignore[no-untyped-def] # de queryset van ScopedQuerySet heeft geen eigen type
    open_ = Berichtadres.objects.unscoped(_REDEN).select_related("organisatie")
    return open_.filter(afdruk=afdruk_van(geheim), verloopt_op__gt=nu(), organisatie__actief=True)


@buiten_bereik("hoeveel bevestigingsmails deze organisatie vandaag stuurde")
def _mails_vandaag(organisatie: Organisatie) -> int:
    etmaal = AuditEvent.objects.filter(organisatie_id=organisatie.pk, moment__gt=nu() - timedelta(days=1))
    return etmaal.filter(actie=TOEGEVOEGD).count()


def _schrijf_op(actie: str, adres: Berichtadres, door: Gebruiker | None) -> None:
    record(
        actie=actie, gebruiker=door, organisatie=adres.organisatie_id,
        object_type="berichtadres", object_id=adres.pk, details={"gebeurtenis": adres.gebeurtenis},
    )  # fmt: skip
