"""Wat er van de meldingen meegaat bij een fusie, in pakketten (verzuimloket/bijdragen.py: FUSIE_VOLGT).

De regels staan in docs/domein/fusies.md. Elke stap kijkt alleen naar wat nog bij de oude organisatie ligt: na een
onderbreking gaat zij gewoon verder.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from django.db.models import Q

from accounts.domein.rechten import Soort
from accounts.models import Fusie
from meldingen.domein.workflow import LOPEND, Status
from meldingen.models import Doorzending, Gebeurtenis, Locatie, Melder, Melding, Notitie, Routering, Routeringwissel
from meldingen.queries.fusies import elders_van_gemeente, van_organisatie
from verzuimloket.audit.services import onderwerp_van, record
from verzuimloket.clock import nu

WAAROM = "bij een fusie"


def volg(fusie: Fusie, hoogstens: int) -> dict[str, int]:
    """Zet hoogstens zoveel over, in de transactie van de aanroeper; geeft hoeveel van wat. Leeg: er ligt niets meer."""
    stappen = _SCHOOL if fusie.van.soort == Soort.INSTELLING else _GEMEENTE
    for stap in stappen:
        if gedaan := stap(fusie, hoogstens):
            return gedaan
    return {}


def _locaties(fusie: Fusie, hoogstens: int) -> dict[str, int]:
    """Een naam die de opvolger al heeft, krijgt het oude BRIN erachter."""
    eigen = Locatie.objects.unscoped(WAAROM).filter(school=fusie.van).select_for_update(of=("self",))
    bezet = set(Locatie.objects.unscoped(WAAROM).filter(school=fusie.naar).values_list("naam", flat=True))
    rijen = list(eigen.order_by("pk")[:hoogstens])
    for rij in rijen:
        if rij.naam in bezet:
            rij.naam = _vrije_naam(rij.naam, fusie.van.code, bezet)
        bezet.add(rij.naam)
        rij.school = fusie.naar
    Locatie.objects.unscoped(WAAROM).bulk_update(rijen, ["school", "naam"])
    return {"locaties": len(rijen)} if rijen else {}


def _vrije_naam(naam: str, brin: str, bezet: set[str]) -> str:
    nummer = 1
    while True:
        staart = f" ({brin})" if nummer == 1 else f" ({brin}, {nummer})"
        if (vrij := naam[: 100 - len(staart)] + staart) not in bezet:
            return vrij
        nummer += 1


def _melders(fusie: Fusie, hoogstens: int) -> dict[str, int]:
    """Wie bij beide scholen in de lijst stond, staat er daarna één keer; de andere rij gaat naar het archief."""
    eigen = Melder.objects.unscoped(WAAROM).filter(school=fusie.van).select_for_update(of=("self",))
    daar = Melder.objects.unscoped(WAAROM).filter(school=fusie.naar, gearchiveerd_op__isnull=True)
    dubbel = set(daar.values_list("email", "naam"))
    rijen = list(eigen.order_by("pk")[:hoogstens])
    for rij in rijen:
        if rij.gearchiveerd_op is None and (rij.email, rij.naam) in dubbel:
            rij.gearchiveerd_op = nu()
        rij.school = fusie.naar
    Melder.objects.unscoped(WAAROM).bulk_update(rijen, ["school", "gearchiveerd_op"])
    return {"melders": len(rijen)} if rijen else {}


def _meldingen(fusie: Fusie, hoogstens: int) -> dict[str, int]:
    """Open en afgeronde meldingen: de opvolger treedt in de plaats van de oude organisatie."""
    rijen = list(van_organisatie(fusie.van).select_for_update(of=("self",)).order_by("nummer")[:hoogstens])
    if not rijen:
        return {}
    _schrijf_op(rijen, fusie)
    school = fusie.van.soort == Soort.INSTELLING
    for melding in rijen:
        loopt = Status(melding.status) in LOPEND
        melding.versie += 1
        melding.gewijzigd_op, melding.gewijzigd_door = nu(), fusie.ingestemd_door
        if school:
            melding.school = fusie.naar
            melding.ongelezen_instantie = melding.ongelezen_instantie or loopt
        else:
            melding.instantie = fusie.naar
            melding.ongelezen_school = melding.ongelezen_school or loopt
            if melding.gemeentecode == fusie.van.code:
                melding.gemeentecode = fusie.naar.code
    Melding.objects.unscoped(WAAROM).bulk_update(
        rijen,
        ["versie", "gewijzigd_op", "gewijzigd_door", "school", "instantie", "gemeentecode", "ongelezen_instantie",
         "ongelezen_school"],
    )  # fmt: skip
    notities = Notitie.objects.unscoped(WAAROM).filter(melding__in=rijen, intern=True, organisatie=fusie.van)
    notities.update(organisatie=fusie.naar)
    return {"meldingen": len(rijen)}


def _schrijf_op(rijen: Sequence[Melding], fusie: Fusie) -> None:
    """De tijdlijn en het logboek van elke melding noemen de fusie; wie instemde, deed het."""
    wat = "School" if fusie.van.soort == Soort.INSTELLING else "Instantie"
    dag = fusie.datum
    tekst = f"{fusie.van.naam} ging op {dag.day}-{dag.month}-{dag.year} op in {fusie.naar.naam}."
    Gebeurtenis.objects.bulk_create(
        Gebeurtenis(
            melding=melding, soort=Gebeurtenis.Soort.OVERGENOMEN, op=nu(), gebruiker=fusie.ingestemd_door,
            organisatie_id=fusie.bij_id, wijzigingen=[[wat, fusie.van.naam, fusie.naar.naam]], tekst=tekst,
        )
        for melding in rijen
    )  # fmt: skip
    for melding in rijen:
        record(
            actie="meldingen:melding:overgenomen", gebruiker=fusie.ingestemd_door, organisatie=fusie.bij_id,
            onderwerp=onderwerp_van(melding.pgn), object_type="melding", object_id=melding.nummer,
            details={"versie": melding.versie + 1, "velden": [wat]},
        )  # fmt: skip


def _gemeente_van_meldingen_elders(fusie: Fusie, hoogstens: int) -> dict[str, int]:
    """Wat een ander behandelt, blijft daar; de routering van de nieuwe gemeente gaat er voortaan over."""
    nummers = list(elders_van_gemeente(fusie.van).order_by("nummer").values_list("nummer", flat=True)[:hoogstens])
    rijen = Melding.objects.unscoped(WAAROM).filter(nummer__in=nummers)
    _log(nummers, fusie, "Gemeente")
    return {"meldingen bij een ander": rijen.update(gemeentecode=fusie.naar.code)} if nummers else {}


def _log(nummers: Iterable[int], fusie: Fusie, wat: str) -> None:
    """Een logregel bij elke melding die blijft waar zij is, maar waar de nieuwe organisatie bij komt."""
    meldingen = Melding.objects.unscoped(WAAROM).filter(nummer__in=nummers).order_by("nummer")
    for nummer, pgn, versie in meldingen.values_list("nummer", "pgn", "versie"):
        record(
            actie="meldingen:melding:overgenomen", gebruiker=fusie.ingestemd_door, organisatie=fusie.bij_id,
            onderwerp=onderwerp_van(pgn), object_type="melding", object_id=nummer,
            details={"versie": versie, "velden": [wat]},
        )  # fmt: skip


def _doorzendingen(fusie: Fusie, hoogstens: int) -> dict[str, int]:
    """Wat de oude gemeente eerder doorstuurde, ziet de nieuwe tot en met die regel."""
    van = Doorzending.objects.unscoped(WAAROM).filter(van=fusie.van).values("pk")[:hoogstens]
    naar = Doorzending.objects.unscoped(WAAROM).filter(naar=fusie.van).values("pk")[:hoogstens]
    aantal = Doorzending.objects.unscoped(WAAROM).filter(pk__in=list(van.values_list("pk", flat=True)))
    verder = Doorzending.objects.unscoped(WAAROM).filter(pk__in=list(naar.values_list("pk", flat=True)))
    _log({*aantal.values_list("melding", flat=True), *verder.values_list("melding", flat=True)}, fusie, "Doorzending")
    gedaan = aantal.update(van=fusie.naar) + verder.update(naar=fusie.naar)
    return {"doorzendingen": gedaan} if gedaan else {}


def _routering(fusie: Fusie, hoogstens: int) -> dict[str, int]:
    """Regels naar de oude gemeente wijzen vanaf de dag naar de nieuwe; haar eigen regels eindigen."""
    loopt = Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=fusie.datum)
    eigen = Q(gebied=fusie.van)
    rijen = list(Routering.objects.select_for_update().filter(loopt, eigen | Q(instantie=fusie.van))[:hoogstens])
    for rij in rijen:
        tot, begon = rij.geldig_tot, rij.geldig_van < fusie.datum
        if begon:
            rij.geldig_tot = fusie.datum - timedelta(days=1)
            rij.save(update_fields=["geldig_tot"])
        else:
            rij.delete()
        if rij.gebied_id != fusie.van_id:
            Routering.objects.create(
                gebied_id=rij.gebied_id, groep=rij.groep, instantie=fusie.naar,
                geldig_van=max(rij.geldig_van, fusie.datum), geldig_tot=tot,
            )  # fmt: skip
    Routeringwissel.objects.filter(gebied=fusie.van, uitgevoerd_op__isnull=True).delete()
    return {"routeringsregels": len(rijen)} if rijen else {}


_Stap = Callable[[Fusie, int], dict[str, int]]
_SCHOOL: tuple[_Stap, ...] = (_locaties, _melders, _meldingen)
_GEMEENTE: tuple[_Stap, ...] = (_routering, _meldingen, _gemeente_van_meldingen_elders, _doorzendingen)
