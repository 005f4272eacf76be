"""Fusies lezen: wie waarin opging, en wat er meegaat."""

from datetime import date

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.module_loading import import_string

from accounts.domein.fusie import Overgang, opvolger, rol_gaat_mee, voorgangers
from accounts.domein.rechten import Rol, Soort
from accounts.models import Organisatie, Toewijzing
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik


def opvolging_sql(soort: Soort, dag: str) -> str:
    """Een SELECT (van, naar) van codes, zoals `opvolger` uit het domein, voor vragen die in de database blijven.

    `dag` is SQL, zoals `%(t2)s`. Een ring bestaat niet: `bezwaar` houdt hem tegen.
    """
    return f"""(
    WITH RECURSIVE keten AS (
        SELECT o.code AS van, o.opvolger_id AS bij FROM accounts_organisatie o
        WHERE o.soort = '{soort.value}' AND o.opgegaan_op <= {dag}
        UNION
        SELECT k.van, o.opvolger_id FROM keten k JOIN accounts_organisatie o ON o.id = k.bij
        WHERE o.opgegaan_op <= {dag}
    )
    SELECT k.van, n.code AS naar FROM keten k JOIN accounts_organisatie n ON n.id = k.bij
    WHERE (n.opgegaan_op <= {dag}) IS NOT TRUE)"""  # noqa: S608 - vaste namen


def voorganger_codes(soort: Soort, code: str, dag: date) -> QuerySet[Organisatie, str]:
    """De codes die op deze dag in `code` zijn opgegaan, in een of twee stappen, als deel van een vraag."""
    direct = Q(opvolger__code=code)
    via = Q(opvolger__opvolger__code=code, opvolger__opgegaan_op__lte=dag)
    return Organisatie.objects.filter(direct | via, soort=soort, opgegaan_op__lte=dag).values_list("code", flat=True)


def overgangen(soort: Soort) -> list[Overgang]:
    """Elke vastgelegde fusie van deze soort organisatie, ook een die nog komt, met de codes."""
    rijen = Organisatie.objects.filter(soort=soort, opvolger__isnull=False)
    velden = rijen.values_list("code", "opvolger__code", "opgegaan_op")
    return [Overgang(van, naar, dag) for van, naar, dag in velden if dag is not None]


def opvolgers(soort: Soort, dag: date) -> dict[str, str]:
    """Van elke code die op deze dag in een ander is opgegaan, naar wie dat dan is."""
    alle = overgangen(soort)
    return {o.van: opvolger(o.van, alle, dag) for o in alle if o.dag <= dag}


def met_voorgangers(soort: Soort, code: str, dag: date) -> list[str]:
    """De code zelf, en alles wat op deze dag daarin is opgegaan."""
    return [code, *sorted(voorgangers(code, overgangen(soort), dag))]


@buiten_bereik("wat er bij een fusie meegaat: alleen aantallen, voor functioneel beheer")
def vooraf(van: Organisatie, naar: Organisatie) -> list[tuple[str, int]]:
    """Wat er nu mee zou gaan, per kamer geteld."""
    return [regel for pad in settings.FUSIE_TELT for regel in import_string(pad)(van, naar)]


def toewijzingen_die_meegaan(van: Organisatie, naar: Organisatie, dag: date) -> list[Toewijzing]:
    """De rollen die vanaf deze dag bij de opvolger gelden; de regel staat in `domein/fusie.py`."""
    lopend = Toewijzing.objects.unscoped("welke rollen bij een fusie meegaan").nog_niet_voorbij(dag)
    daar = set(lopend.filter(organisatie=naar).values_list("gebruiker", "rol"))
    heeft_beheerder = any(rol == Rol.BEHEERDER for _, rol in daar)
    hier = lopend.filter(organisatie=van, gebruiker__is_active=True).select_related("gebruiker")
    return [
        rij
        for rij in hier.order_by(F("tot").desc(nulls_first=True), "pk")
        if rol_gaat_mee(
            Rol(rij.rol),
            opvolger_heeft_beheerder=heeft_beheerder,
            heeft_rol_al=(rij.gebruiker_id, rij.rol) in daar,
        )
    ]


def tel(van: Organisatie, naar: Organisatie) -> list[tuple[str, int]]:
    """De rollen die meegaan (zie `vooraf`)."""
    return [("rollen van gebruikers", len(toewijzingen_die_meegaan(van, naar, vandaag())))]
