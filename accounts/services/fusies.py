"""Fusies: voorstellen, vastleggen na instemming, annuleren, en uitvoeren op de dag zelf (docs/domein/fusies.md)."""

from collections import Counter
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.domein.fusie import Overgang, bezwaar
from accounts.domein.rechten import Rol, Soort
from accounts.fouten import Geweigerd
from accounts.models import Fusie, Gebruiker, Organisatie, Toewijzing, Voorstel
from accounts.queries.fusies import overgangen, toewijzingen_die_meegaan
from accounts.queries.rolhouders import met_rol
from accounts.services.rollen import ken_rol_toe
from accounts.services.voorstellen import stel_voor
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag
from verzuimloket.outbox.services import enqueue_allen

PAKKET = 500  # meldingen per transactie


def toets(van: Organisatie, naar: Organisatie, datum: date) -> None:
    """Werpt Geweigerd met de reden als deze fusie niet kan."""
    soort = Soort(van.soort)
    zin = bezwaar(
        Overgang(van.code, naar.code, datum),
        overgangen(soort),
        vandaag=vandaag(),
        soort_van=soort,
        soort_naar=Soort(naar.soort),
        naar_werkt=naar.actief and van.actief,
    )
    if zin:
        raise Geweigerd(zin)


@transaction.atomic
def stel_fusie_voor(
    van: Organisatie, naar: Organisatie, datum: date, *, door: Gebruiker, bij: Organisatie, reden: str
) -> Voorstel:
    """Vraag een tweede functioneel beheerder om in te stemmen. Werpt Geweigerd als de fusie niet kan."""
    toets(van, naar, datum)
    gegevens = {
        "van": van.pk, "naar": naar.pk, "datum": datum.isoformat(), "labels": f"{van.aanduiding} in {naar.aanduiding}"
    }  # fmt: skip
    return stel_voor("fusie", door=door, organisatie=bij, gegevens=gegevens, reden=reden)


def leg_vast(voorstel: Voorstel, door: Gebruiker) -> None:
    """De uitvoerder van het voorstel: vanaf nu staat de fusie gepland. Werpt Geweigerd als zij niet meer kan."""
    nummers = (voorstel.gegevens["van"], voorstel.gegevens["naar"])
    datum = date.fromisoformat(voorstel.gegevens["datum"])
    organisaties = Organisatie.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(nummers)
    van, naar = (organisaties[nummer] for nummer in nummers)
    toets(van, naar, datum)
    fusie = Fusie.objects.create(
        van=van, naar=naar, datum=datum, reden=voorstel.reden, gevraagd_door=voorstel.gevraagd_door,
        ingestemd_door=door, bij=voorstel.organisatie, vastgelegd_op=nu(),
    )  # fmt: skip
    van.opvolger, van.opgegaan_op = naar, datum
    van.save(update_fields=["opvolger", "opgegaan_op"])
    _schrijf_op("accounts:fusie:vastgelegd", fusie, door, datum=datum.isoformat())


@transaction.atomic
def annuleer(fusie: Fusie, *, door: Gebruiker) -> None:
    """Zie er vóór de dag van af: er verandert niets. Schrijft een logregel. Werpt Geweigerd op de dag zelf of erna."""
    fusie = _op_slot(fusie.pk)
    if fusie.stand != "gepland":
        raise Geweigerd("Deze fusie is niet meer te annuleren.")
    fusie.geannuleerd_op, fusie.geannuleerd_door = nu(), door
    fusie.save(update_fields=["geannuleerd_op", "geannuleerd_door"])
    Organisatie.objects.filter(pk=fusie.van_id).update(opvolger=None, opgegaan_op=None)
    _schrijf_op("accounts:fusie:geannuleerd", fusie, door)


def voer_fusies_uit() -> list[int]:
    """De vaste taak: voer elke fusie uit waarvan de dag er is; geeft de nummers van wat nu klaar kwam.

    Het werk gaat in pakketten, elk in een eigen transactie onder een slot op de fusie. Gedood gaat zij de volgende keer
    verder met wat er nog bij de oude organisatie ligt; twee tegelijk wachten op elkaar en doen niets dubbel.
    """
    klaar = []
    for pk in Fusie.objects.moet_nog(vandaag()).values_list("pk", flat=True):
        while (af := _pakket(pk)) is None:
            pass
        if af:
            klaar.append(pk)
    return klaar


@transaction.atomic
def _pakket(pk: int) -> bool | None:
    """Zet één pakket over, of rond af als er niets meer ligt. None: er is misschien nog meer."""
    fusie = _op_slot(pk)
    if fusie.uitgevoerd_op or fusie.geannuleerd_op:
        return False
    for pad in settings.FUSIE_VOLGT:
        gedaan: dict[str, int] = import_string(pad)(fusie, PAKKET)
        if gedaan:
            fusie.aantallen = dict(Counter(fusie.aantallen) + Counter(gedaan))
            fusie.save(update_fields=["aantallen"])
            return None
    _rond_af(fusie)
    return True


def _rond_af(fusie: Fusie) -> None:
    """De rollen gaan mee, de oude organisatie sluit, en de beheerders van de nieuwe krijgen bericht."""
    rollen = _neem_rollen_over(fusie)
    fusie.aantallen = {**fusie.aantallen, "rollen van gebruikers": rollen}
    fusie.uitgevoerd_op = nu()
    fusie.save(update_fields=["aantallen", "uitgevoerd_op"])
    Organisatie.objects.filter(pk=fusie.van_id).update(actief=False)
    _schrijf_op("accounts:fusie:uitgevoerd", fusie, fusie.ingestemd_door)
    enqueue_allen(
        sjabloon="beheer/fusie",
        ontvangers={
            f"fusie:{fusie.pk}:{wie.pk}": wie.email for wie in met_rol(Rol.BEHEERDER, Q(organisatie_id=fusie.naar_id))
        },
        context={"gebied": fusie.van.naam, "aantal": fusie.aantallen.get("meldingen", 0)},
    )


def _neem_rollen_over(fusie: Fusie) -> int:
    """Elke rol die meegaat begint op de dag zelf bij de opvolger; bij de oude eindigt alles de dag ervoor."""
    gezien: dict[tuple[int, str, date], Toewijzing] = {}
    for rij in toewijzingen_die_meegaan(fusie.van, fusie.naar, fusie.datum):
        sleutel = (rij.gebruiker_id, rij.rol, max(rij.vanaf, fusie.datum))
        if (eerste := gezien.setdefault(sleutel, rij)) is not rij:
            _voeg_samen(eerste, rij)
    for (_, rol, vanaf), rij in gezien.items():
        zelfde = Toewijzing.objects.unscoped("is deze rol er al").filter(
            gebruiker=rij.gebruiker_id, organisatie=fusie.naar, rol=rol, vanaf=vanaf
        )
        if (daar := zelfde.first()) is None:
            ken_rol_toe(
                rij.gebruiker, Rol(rol), fusie.naar, vanaf=vanaf, tot=rij.tot, locatie_ids=rij.locatie_ids,
                leerling_pgns=rij.leerling_pgns, door=fusie.ingestemd_door,
            )  # fmt: skip
        elif rol == Rol.LEZER:
            _voeg_samen(daar, rij)
            daar.save(update_fields=["locatie_ids", "leerling_pgns", "tot"])
            record(
                actie="accounts:lezer:gewijzigd", gebruiker=fusie.ingestemd_door, organisatie=fusie.naar,
                object_type="gebruiker", object_id=daar.gebruiker_id,
                details={"locaties": len(daar.locatie_ids), "leerlingen": len(daar.leerling_pgns),
                         "vanaf": daar.vanaf.isoformat(), "tot": daar.tot.isoformat() if daar.tot else ""},
            )  # fmt: skip
    oud = Toewijzing.objects.unscoped("rollen bij een organisatie die is opgegaan").filter(organisatie=fusie.van)
    oud.filter(vanaf__gte=fusie.datum).delete()
    oud.nog_niet_voorbij(fusie.datum).update(tot=fusie.datum - timedelta(days=1))
    return len(gezien)


def _voeg_samen(eerste: Toewijzing, tweede: Toewijzing) -> None:
    """Twee toewijzingen die op dezelfde dag beginnen, worden er één: alles wat hij las, tot de vroegste einddatum."""
    eerste.locatie_ids = sorted({*eerste.locatie_ids, *tweede.locatie_ids})
    eerste.leerling_pgns = sorted({*eerste.leerling_pgns, *tweede.leerling_pgns})
    eerste.tot = min(filter(None, (eerste.tot, tweede.tot)), default=None)


def _op_slot(pk: int) -> Fusie:
    rijen = Fusie.objects.select_for_update(of=("self",)).select_related("van", "naar", "ingestemd_door")
    return rijen.get(pk=pk)


def _schrijf_op(actie: str, fusie: Fusie, door: Gebruiker, **extra: str) -> None:
    record(
        actie=actie, gebruiker=door, organisatie=fusie.bij_id, object_type="fusie", object_id=fusie.pk,
        details={"van": fusie.van_id, "naar": fusie.naar_id, **extra},
    )  # fmt: skip
