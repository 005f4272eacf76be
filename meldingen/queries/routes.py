"""De route van een melding uit de referentiegegevens: gemeenten, postcodes en routeringsregels."""

from datetime import date

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from accounts.queries.fusies import opvolgers
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.domein.routering import GeenRoute, Gemeente, Keuze, kies
from meldingen.fouten import Domeinfout
from meldingen.models import Melding, Postcodegebied, Routering
from verzuimloket.clock import vandaag

ONTVANGERS = (Soort.GEMEENTE, Soort.RMC_REGIO, Soort.UITVOERENDE_INSTANTIE)


def gemeente_bij_postcode(postcode: str) -> str | None:
    """De gemeentecode bij een postcode als `1234AB`, of None als die niet bestaat."""
    return Postcodegebied.objects.filter(cijfers=postcode[:4]).values_list("gemeentecode", flat=True).first()


def bepaal_route(*, gemeentecode: str, verblijfpostcode: str, groep: Leeftijdsgroep, dag: date) -> Keuze:
    """Wie de melding krijgt en waarom, met de regels die op `dag` gelden. Werpt Domeinfout zonder gemeente."""
    verblijf = gemeente_bij_postcode(verblijfpostcode) if verblijfpostcode else None
    codes = [code for code in (gemeentecode, verblijf) if code]
    gevonden = Organisatie.objects.filter(soort=Soort.GEMEENTE, code__in=codes).select_related("opvolger__opvolger")
    gemeenten = {o.code: _nu(o, dag) for o in gevonden}
    regels = (
        Routering.objects.geldig(dag)
        .filter(
            groep=groep,
            instantie__actief=True,
            gebied__code__in=[deel for g in gemeenten.values() for deel in (g.code, g.rmc_nummer)],
        )
        .select_related("gebied", "instantie")
        .order_by("geldig_van")
    )
    alternatief: dict[tuple[str, Leeftijdsgroep], tuple[int, str]] = {}
    rmc: dict[str, tuple[int, str]] = {}
    for regel in regels:
        doel = (regel.instantie_id, regel.instantie.naam)
        if regel.gebied.soort == Soort.GEMEENTE:
            alternatief[(regel.gebied.code, groep)] = doel
        elif regel.gebied.soort == Soort.RMC_REGIO:
            rmc[regel.gebied.code] = doel
    try:
        return kies(
            woongemeente=gemeenten.get(gemeentecode),
            verblijfgemeente=gemeenten.get(verblijf or ""),
            groep=groep,
            alternatief=alternatief,
            rmc_instantie=rmc,
        )
    except GeenRoute as fout:
        raise Domeinfout(str(fout), "afwijkend_adres-postcode") from None


def _nu(gemeente: Organisatie, dag: date) -> Gemeente:
    """De gemeente zelf, of waar zij op deze dag in is opgegaan."""
    while gemeente.opvolger and gemeente.opgegaan_op and gemeente.opgegaan_op <= dag:
        gemeente = gemeente.opvolger
    return Gemeente(gemeente.code, gemeente.naam, gemeente.rmc_nummer, gemeente.pk)


def gemeenten_van_instantie(organisatie_id: int) -> frozenset[str]:
    """De gemeentecodes waarvoor deze instantie vandaag meldingen krijgt, rechtstreeks of via een hele regio.

    Leveringen uit het register gaan voor die gemeenten ook naar haar (settings.GEMEENTEN_VAN_INSTANTIE).
    """
    gebieden = (
        Routering.objects.geldig(vandaag())
        .filter(instantie_id=organisatie_id)
        .values_list("gebied__soort", "gebied__code")
    )
    codes = {code for soort, code in gebieden if soort == Soort.GEMEENTE}
    regios = {code for soort, code in gebieden if soort == Soort.RMC_REGIO}
    in_regio = Organisatie.objects.filter(soort=Soort.GEMEENTE, rmc_nummer__in=regios).values_list("code", flat=True)
    eigen = frozenset(codes) | (frozenset(in_regio) if regios else frozenset())
    return eigen | {oud for oud, nieuw in opvolgers(Soort.GEMEENTE, vandaag()).items() if nieuw in eigen}


def mogelijke_ontvangers(melding: Melding) -> list[Organisatie]:
    """Naar wie doorgestuurd kan worden: gemeenten en uitvoerende instanties, en regio's als de melding RMC is."""
    soorten = ONTVANGERS if melding.leeftijdsgroep == Leeftijdsgroep.RMC else (ONTVANGERS[0], ONTVANGERS[2])
    return list(
        Organisatie.objects.filter(soort__in=soorten, actief=True)
        .exclude(pk=melding.instantie_id)
        .exclude(opgegaan_op__lte=vandaag())
        .order_by("naam")
    )
