"""De meegeleverde organisaties in de database zetten."""

from django.db import transaction

from accounts.models import Organisatie
from accounts.referentie import organisaties, proefadres
from verzuimloket.audit.services import record

# wat de bron bepaalt; e-mail, telefoon en actief zijn van functioneel beheer en blijven staan, en ook naam en adres
# zodra functioneel beheer die zelf wijzigde
VELDEN = ("naam", "rmc_nummer", "adres", "postcode", "plaats", "gemeentecode")


@transaction.atomic
def laad_organisaties(*, proefadressen: bool = False) -> dict[str, int]:
    """Zet elke meegeleverde organisatie neer of werkt haar bij; geeft per soort het aantal in de bron.

    Herhaalbaar. `proefadressen` vult een leeg e-mailadres met een adres dat niet bestaat (demo en test). Schrijft
    organisaties en, als er iets veranderde, één regel in het logboek. Verwijdert nooit.
    """
    bestaand = {(o.soort, o.code): o for o in Organisatie.objects.select_for_update()}
    nieuw, gewijzigd, aantallen = [], [], dict[str, int]()
    for rij in organisaties():
        aantallen[rij.soort.value] = aantallen.get(rij.soort.value, 0) + 1
        organisatie = bestaand.get((rij.soort.value, rij.code))
        zelf = organisatie is not None and organisatie.zelf_bijgehouden
        waarden = {veld: getattr(rij, veld) for veld in (("rmc_nummer",) if zelf else VELDEN)}
        if proefadressen and not (organisatie and organisatie.email):
            waarden["email"] = proefadres(rij)
        if organisatie is None:
            nieuw.append(Organisatie(soort=rij.soort.value, code=rij.code, **waarden))
        elif any(getattr(organisatie, veld) != waarde for veld, waarde in waarden.items()):
            for veld, waarde in waarden.items():
                setattr(organisatie, veld, waarde)
            gewijzigd.append(organisatie)
    Organisatie.objects.bulk_create(nieuw)
    Organisatie.objects.bulk_update(gewijzigd, [*VELDEN, "email"])
    if nieuw or gewijzigd:
        record(actie="accounts:organisaties:geladen", details={"nieuw": len(nieuw), "gewijzigd": len(gewijzigd)})
    return aantallen
