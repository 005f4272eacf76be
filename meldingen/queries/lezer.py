"""Wat een beheerder een lezer kan toewijzen: locaties en leerlingen van de school (verzuimloket/bijdragen.py)."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.domein.rechten import Rol
from accounts.models import Gebruiker, Organisatie, Toewijzing
from bron.domein.pgn import is_pgn
from bron.queries.van_school import bij_school, personen
from meldingen.models import Locatie, Melding
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik


def locaties(gebruiker: Gebruiker) -> list[tuple[int, str, bool]]:
    """De locaties van de eigen school, op naam: (nummer, naam, gearchiveerd)."""
    rijen = Locatie.objects.visible_to(gebruiker).values_list("pk", "naam", "gearchiveerd_op").order_by("naam", "pk")
    return [(pk, naam, gearchiveerd is not None) for pk, naam, gearchiveerd in rijen]


def zoek(school: Organisatie, waarden: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Per waarde de leerlingen die erbij horen, elk met al zijn nummers; leeg als de school hem niet kent.

    Een persoonsgebonden nummer zoeken wij bij de inschrijvingen van de school. Een leerlingnummer kent het register
    niet: dat staat alleen bij meldingen van de school zelf. Alleen nummers, nooit wat er gemeld is.
    """
    waarden = list(waarden)
    # een rekenblad laat een nul aan het begin weg
    pgns = {waarde: pgn for waarde in waarden if len(waarde) in (8, 9) and is_pgn(pgn := waarde.zfill(9))}
    per_pgn = {
        pgn: persoon for persoon in bij_school(pgns.values(), brin=school.code, dag=vandaag()) for pgn in persoon
    }
    uit = {waarde: [per_pgn[pgn]] for waarde, pgn in pgns.items() if pgn in per_pgn}
    per_nummer = _van_leerlingnummers(school, [waarde for waarde in waarden if waarde not in uit])
    return {waarde: uit.get(waarde) or personen(per_nummer.get(waarde, ())) for waarde in waarden}


def lezers_van(melding: Melding, *, behalve: Gebruiker) -> list[Gebruiker]:
    """De lezers van de school die deze melding vandaag mogen zien en te mailen zijn, op naam."""
    with buiten_bereik("aan welke lezers van de eigen school een melder kan doorgeven"):
        rollen = Toewijzing.objects.unscoped("welke lezers deze melding mogen zien").geldig(vandaag())
        leest = Q(locatie_ids__contains=[melding.locatie_id]) | Q(leerling_pgns__contains=[melding.pgn])
        wie = rollen.filter(leest, organisatie=melding.school_id, rol=Rol.LEZER).values("gebruiker")
        lezers = Gebruiker.objects.filter(is_active=True, pk__in=wie).exclude(email="").exclude(pk=behalve.pk)
        return list(lezers.order_by("naam", "pk"))


def _van_leerlingnummers(school: Organisatie, nummers: list[str]) -> dict[str, list[str]]:
    uit: dict[str, list[str]] = {}
    with buiten_bereik("welke leerling de school onder dit leerlingnummer meldde"):
        rijen = Melding.objects.unscoped("alleen het nummer").filter(school=school, leerlingnummer__in=nummers)
        for nummer, pgn in rijen.exclude(leerlingnummer="").values_list("leerlingnummer", "pgn").distinct():
            uit.setdefault(nummer, []).append(pgn)
    return uit
