"""Het werk van nu voor de startpagina: de nieuwste maandrapportage."""

from django.urls import reverse

from accounts.menu import Tegel
from accounts.models import Gebruiker
from rapportages.domein.codes import TITELS, Code
from rapportages.models import ontvanger_van
from rapportages.queries.cijfers import eigen_aantallen, leesbaar, verdwijnt_binnenkort


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """Wie er op de nieuwste lijst bij kwam, voor wie rapportages leest; met de dag van verdwijnen als die nadert."""
    if gebruiker.scope is None or ontvanger_van(gebruiker.scope) is None:
        return []
    nieuwste = leesbaar().first()
    if nieuwste is None:
        return []
    aantal = eigen_aantallen(gebruiker, [nieuwste]).get(nieuwste.pk, {}).get(Code.A01, 0)
    maand, dag = nieuwste.waarde, nieuwste.verloopt_op
    uitleg = f"Nieuw op uw lijst in de rapportage van {maand.naam}."
    if dag is not None and verdwijnt_binnenkort(nieuwste):
        uitleg += f" Verdwijnt op {dag.day}-{dag.month}-{dag.year}."
    return [Tegel(TITELS[Code.A01], aantal, reverse("rapportages:lijst", args=[maand, Code.A01]), uitleg)]


def wat_ziet(gebruiker: Gebruiker) -> list[tuple[str, int]]:
    """Hoeveel leerlingen er op de nieuwste lijst staan die hij zou lezen."""
    if gebruiker.scope is None or ontvanger_van(gebruiker.scope) is None:
        return []
    nieuwste = leesbaar().first()
    if nieuwste is None:
        return []
    aantal = eigen_aantallen(gebruiker, [nieuwste]).get(nieuwste.pk, {}).get(Code.A04, 0)
    return [("leerlingen op de nieuwste lijst zonder startkwalificatie", aantal)]
