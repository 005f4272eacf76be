"""De jaarlijkse hercontrole: bevestigen dat een rol nog klopt, en eraan herinneren."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from accounts.domein.hercontrole import fase, uiterlijk
from accounts.domein.rechten import Rol
from accounts.models import Gebruiker, Toewijzing
from accounts.queries.hercontrole import aan_de_beurt, te_controleren
from accounts.queries.rolhouders import met_rol
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag
from verzuimloket.outbox.services import enqueue_allen


@transaction.atomic
def bevestig(nummers: Collection[int], *, door: Gebruiker) -> int:
    """Leg vast dat deze rollen vandaag nog kloppen; geeft het aantal. Schrijft een logregel per rol.

    Een nummer dat niet op de lijst van `door` staat, telt niet mee: misschien was een collega net eerder.
    """
    rijen = list(te_controleren(door).filter(pk__in=nummers))
    Toewijzing.objects.visible_to(door).filter(pk__in=[rij.pk for rij in rijen]).update(gecontroleerd_op=vandaag())
    for rij in rijen:
        record(
            actie="accounts:rol:gecontroleerd", gebruiker=door, organisatie=rij.organisatie_id,
            object_type="gebruiker", object_id=rij.gebruiker_id, details={"rol": rij.rol},
        )  # fmt: skip
    return len(rijen)


def herinner() -> int:
    """Mail per organisatie de beheerders dat er rollen wachten: dertig en zeven dagen ervoor, en als het te laat is.

    Geeft het aantal berichten, ook die er al waren. Elke organisatie is één transactie; vaker en tegelijk mag.
    """
    eerste: dict[int, tuple[int, str]] = {}  # organisatie: wanneer uiterlijk, en welke herinnering
    for rij in aan_de_beurt(Toewijzing.objects.unscoped("wie herinnerd moet worden").filter(organisatie__actief=True)):
        dag = uiterlijk(rij.gecontroleerd_op or rij.vanaf)
        if wat := fase(dag, vandaag()):
            eerste.setdefault(rij.organisatie_id, (dag.toordinal(), wat))
    return sum(_mail(organisatie, dag, wat) for organisatie, (dag, wat) in sorted(eerste.items()))


@transaction.atomic
def _mail(organisatie_id: int, dag: int, wat: str) -> int:
    sleutel = f"hercontrole:{organisatie_id}:{dag}:{wat.replace(' ', '_')}"
    return enqueue_allen(
        sjabloon="beheer/hercontrole",
        ontvangers={
            f"{sleutel}:{wie.pk}": wie.email for wie in met_rol(Rol.BEHEERDER, Q(organisatie_id=organisatie_id))
        },
        context={"te_laat": wat == "te laat"},
    )
