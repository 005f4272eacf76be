"""Routering door functioneel beheer: een regel toevoegen, laten eindigen of intrekken, en de open meldingen die volgen.

De regel staat in docs/domein/routering.md; wat met een open melding gebeurt in `meldingen/domein/overdracht.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from meldingen import berichten
from meldingen.domein.leeftijd import LABELS, Leeftijdsgroep
from meldingen.domein.overdracht import Regel, wisseldagen
from meldingen.domein.workflow import LOPEND, Status
from meldingen.fouten import Domeinfout
from meldingen.models import Melding, Routering, Routeringwissel
from meldingen.queries.routering import Gevolg, gevolgen, groepen_van, regels_van, streek
from meldingen.services.basis import bereik
from meldingen.services.overdracht import draag_over
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag
from verzuimloket.db.bereik import buiten_bereik

DAG = timedelta(days=1)


def vooraf_nieuw(
    gebied: Organisatie, groepen: Iterable[Leeftijdsgroep], instantie: Organisatie, van: date, tot: date | None
) -> list[Gevolg]:
    """Wat een nieuwe regel doet met de meldingen die nu open staan. Werpt Domeinfout als zij niet kan."""
    uit = []
    for groep in groepen:
        regel = _nieuwe(gebied, groep, instantie, van, tot)
        _toets(gebied, regel)
        uit += _gevolgen(gebied, groep, dag=van, erbij=[regel])
    return uit


def vooraf_einde(regel: Routering, laatste_dag: date) -> list[Gevolg]:
    """Wat het einde van deze regel doet met de meldingen die nu open staan. Werpt Domeinfout als het niet kan."""
    _toets_einde(regel, laatste_dag)
    oud = regel.als_regel()
    return _gevolgen(
        regel.gebied,
        Leeftijdsgroep(regel.groep),
        dag=laatste_dag + DAG,
        eraf=oud,
        erbij=[replace(oud, tot=laatste_dag)],
    )


@transaction.atomic
def voeg_regel_toe(
    gebied: Organisatie,
    groepen: Sequence[Leeftijdsgroep],
    instantie: Organisatie,
    van: date,
    tot: date | None,
    *,
    door: Gebruiker,
) -> int:
    """Wijs voor deze groepen een instantie aan, van en tot en met een dag; geeft hoeveel meldingen nu overgingen.

    Begint de regel vandaag, dan volgen de open meldingen meteen; anders doet de vaste taak het op die dag. Schrijft de
    regels, hun wissels, logregels en een bericht aan wie bij de instantie behandelt. Werpt Domeinfout bij een regel die
    er al is, een begin in het verleden, of een instantie die dit niet kan.
    """
    _op_slot(gebied)
    aantal = 0
    for groep in groepen:
        regel = _nieuwe(gebied, groep, instantie, van, tot)
        _haal_in(gebied, groep)
        _toets(gebied, regel)
        raakt = _gevolgen(gebied, groep, dag=van, erbij=[regel]) if van == vandaag() else []
        rij = Routering.objects.create(gebied=gebied, groep=groep, instantie=instantie, geldig_van=van, geldig_tot=tot)
        record(
            actie="meldingen:routering:gezet", gebruiker=door, object_type="organisatie", object_id=gebied.pk,
            details={"groep": groep.value, "instantie": instantie.pk, "vanaf": van.isoformat(),
                     "tot": tot.isoformat() if tot else ""},
        )  # fmt: skip
        if van == vandaag():
            wissel = Routeringwissel.objects.create(
                gebied=gebied, groep=groep, dag=van, door=door, organisatie_id=bereik(door).organisatie_id
            )
            aantal += _voer_uit(wissel, raakt)
        _plan(gebied, groep, door)
        with buiten_bereik("bericht aan wie bij de aangewezen instantie behandelt"):
            berichten.aangewezen(rij)
    return aantal


@transaction.atomic
def beeindig_regel(regel: Routering, laatste_dag: date, *, door: Gebruiker) -> None:
    """Laat een regel na deze dag niet meer gelden; de dag erna volgen de open meldingen. Werpt Domeinfout."""
    _op_slot(regel.gebied)
    regel.refresh_from_db()
    _toets_einde(regel, laatste_dag)
    regel.geldig_tot = laatste_dag
    regel.save(update_fields=["geldig_tot"])
    _plan(regel.gebied, Leeftijdsgroep(regel.groep), door)
    _schrijf_op("meldingen:routering:beeindigd", regel, door, tot=laatste_dag.isoformat())


@transaction.atomic
def trek_regel_in(regel: Routering, *, door: Gebruiker) -> None:
    """Haal een regel weg die nog niet begon. Werpt Domeinfout als zij al geldt of gold."""
    _op_slot(regel.gebied)
    if regel.geldig_van <= vandaag():
        raise Domeinfout("Deze regel geldt al. Laat haar eindigen op een dag.")
    _schrijf_op("meldingen:routering:ingetrokken", regel, door, vanaf=regel.geldig_van.isoformat())
    gebied, groep = regel.gebied, Leeftijdsgroep(regel.groep)
    regel.delete()
    _plan(gebied, groep, door)


def voer_wissels_uit() -> int:
    """De vaste taak: laat open meldingen volgen waar de routering vandaag of eerder wijzigde. Geeft het aantal.

    Elke wissel is één transactie onder een slot op haar gebied: gedood is hij niet gebeurd, twee tegelijk doen hem één
    keer. De oudste gaat eerst.
    """
    gebieden = Routeringwissel.objects.filter(uitgevoerd_op__isnull=True, dag__lte=vandaag())
    aantal = 0
    for pk, groep in gebieden.order_by("gebied", "groep").values_list("gebied", "groep").distinct():
        with transaction.atomic():
            aantal += _haal_in(_op_slot(Organisatie(pk=pk)), Leeftijdsgroep(groep))
    return aantal


def _op_slot(gebied: Organisatie) -> Organisatie:
    """Eén tegelijk per gebied; zo botsen twee regels die tegelijk bewaard worden nooit."""
    return Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=gebied.pk)


def _nieuwe(gebied: Organisatie, groep: Leeftijdsgroep, instantie: Organisatie, van: date, tot: date | None) -> Regel:
    return Regel(gebied.pk, groep, instantie.pk, instantie.naam, van, tot, instantie.actief)


def _toets(gebied: Organisatie, regel: Regel) -> None:
    """Werpt Domeinfout, met het veld erbij, als deze nieuwe regel niet kan."""
    if regel.van < vandaag():
        raise Domeinfout("Een regel kan niet in het verleden beginnen.", "van")
    if regel.tot is not None and regel.tot < regel.van:
        raise Domeinfout("De laatste dag ligt voor de eerste dag.", "tot")
    if not gebied.actief:
        raise Domeinfout("Deze gemeente of regio is gesloten.")
    if regel.groep not in groepen_van(gebied):
        raise Domeinfout("Een RMC-regio heeft alleen een regel voor 18 jaar en ouder.", "groepen")
    if not regel.werkt:
        raise Domeinfout("Deze instantie is gesloten.", "instantie")
    alleen_rmc = Organisatie.objects.filter(pk=regel.instantie, soort=Soort.RMC_REGIO).exists()
    if alleen_rmc and regel.groep != Leeftijdsgroep.RMC:
        raise Domeinfout("Een RMC-regio behandelt alleen meldingen van 18 jaar en ouder.", "instantie")
    _toets_overlap(regel, regels_van(gebied, regel.groep))


def _toets_overlap(regel: Regel, anderen: Iterable[Regel]) -> None:
    for ander in anderen:
        if regel.overlapt(ander):
            tot = f" tot en met {_dag(ander.tot)}" if ander.tot else ", zonder laatste dag"
            raise Domeinfout(
                f"Voor de groep {LABELS[Leeftijdsgroep(ander.groep)]} geldt al een regel naar {ander.naam}, vanaf "
                f"{_dag(ander.van)}{tot}. Laat die eerst eindigen.",
                "van",
            )


def _toets_einde(regel: Routering, laatste_dag: date) -> None:
    if regel.geldig_tot is not None and regel.geldig_tot < vandaag():
        raise Domeinfout("Deze regel is al voorbij.")
    if laatste_dag < vandaag():
        raise Domeinfout("Deze dag is al voorbij. De eerste dag die nog kan, is vandaag.", "laatste_dag")
    if laatste_dag < regel.geldig_van:
        raise Domeinfout("De laatste dag ligt voor de eerste dag.", "laatste_dag")
    oud = regel.als_regel()
    anderen = [ander for ander in regels_van(regel.gebied, regel.groep) if ander != oud]
    try:
        _toets_overlap(replace(oud, tot=laatste_dag), anderen)
    except Domeinfout as fout:
        raise Domeinfout(fout.zin, "laatste_dag") from None


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"


@buiten_bereik("open meldingen volgen de routering die functioneel beheer vastlegt")
def _gevolgen(
    gebied: Organisatie, groep: Leeftijdsgroep, *, dag: date, erbij: Sequence[Regel] = (), eraf: Regel | None = None
) -> list[Gevolg]:
    """Vergelijk de regels zoals zij vlak voor `dag` gelden met die na de wijziging, op `dag`."""
    waar = streek(gebied, groep)
    nieuw = [regel for regel in waar.regels if regel != eraf] + list(erbij)
    return gevolgen(waar, oud=waar.regels, oud_op=max(vandaag(), dag - DAG), nieuw=nieuw, nieuw_op=dag)


def _plan(gebied: Organisatie, groep: Leeftijdsgroep, door: Gebruiker) -> None:
    """De wissels die nog komen, opnieuw uit de regels zoals zij nu zijn."""
    gepland = Routeringwissel.objects.filter(gebied=gebied, groep=groep, uitgevoerd_op__isnull=True)
    dagen = wisseldagen(regels_van(gebied, groep), vandaag() + DAG)
    gepland.exclude(dag__in=dagen).delete()
    al = set(gepland.values_list("dag", flat=True))
    Routeringwissel.objects.bulk_create(
        Routeringwissel(
            gebied=gebied, groep=groep, dag=dag, door=door, organisatie_id=bereik(door).organisatie_id, gepland_op=nu()
        )
        for dag in dagen
        if dag not in al
    )


@buiten_bereik("open meldingen volgen de routering die functioneel beheer vastlegt")
def _haal_in(gebied: Organisatie, groep: Leeftijdsgroep) -> int:
    """Voer uit wat al had moeten gebeuren, de oudste eerst. De aanroeper heeft het slot op het gebied."""
    wissels = Routeringwissel.objects.filter(
        gebied=gebied, groep=groep, uitgevoerd_op__isnull=True, dag__lte=vandaag()
    ).select_related("door")
    aantal = 0
    for wissel in wissels.order_by("dag"):
        waar = streek(gebied, groep)
        raakt = gevolgen(waar, oud=waar.regels, oud_op=wissel.dag - DAG, nieuw=waar.regels, nieuw_op=wissel.dag)
        aantal += _voer_uit(wissel, raakt)
    return aantal


@buiten_bereik("open meldingen volgen de routering die functioneel beheer vastlegt")
def _voer_uit(wissel: Routeringwissel, raakt: Iterable[Gevolg]) -> int:
    """Laat de open meldingen volgen, en bericht wie ze krijgt."""
    per_instantie: dict[int, int] = {}
    for gevolg in raakt:
        naar = Organisatie.objects.get(pk=gevolg.naar)
        statussen = [Status.GEREGISTREERD] if gevolg.oud_werkt else sorted(LOPEND)
        mee = Melding.objects.unscoped("de open meldingen volgen de routering").filter(
            gemeentecode=gevolg.gemeente.code, leeftijdsgroep=wissel.groep, status__in=statussen,
            instantie_id=gevolg.van,
        )  # fmt: skip
        aantal = draag_over(
            mee, naar=naar, door=wissel.door, bij=wissel.organisatie_id, dag=wissel.dag,
            waarom=f"De routering van {gevolg.gemeente.naam} is gewijzigd.",
        )  # fmt: skip
        if aantal:
            per_instantie[naar.pk] = per_instantie.get(naar.pk, 0) + aantal
    for instantie, aantal in per_instantie.items():
        berichten.overgedragen(
            sleutel=f"routeringwissel:{wissel.pk}", instantie=instantie, groep=wissel.groep, aantal=aantal
        )
    wissel.uitgevoerd_op, wissel.aantal = nu(), sum(per_instantie.values())
    wissel.save(update_fields=["uitgevoerd_op", "aantal"])
    record(
        actie="meldingen:routering:uitgevoerd", gebruiker=wissel.door, organisatie=wissel.organisatie_id,
        object_type="organisatie", object_id=wissel.gebied_id,
        details={"groep": wissel.groep, "dag": wissel.dag.isoformat(), "aantal": wissel.aantal},
    )  # fmt: skip
    return wissel.aantal


def _schrijf_op(actie: str, regel: Routering, door: Gebruiker, **dagen: str) -> None:
    record(
        actie=actie, gebruiker=door, object_type="organisatie", object_id=regel.gebied_id,
        details={"groep": regel.groep, "instantie": regel.instantie_id, **dagen},
    )  # fmt: skip
