"""Voorstellen: een gevoelige handeling vragen, en als tweede persoon instemmen of afwijzen (besluit 26)."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.domein.rechten import MATRIX, Rol, Soort
from accounts.domein.voorstellen import OOK_BESLISSEN, SOORTEN
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie, Voorstel
from accounts.queries.rolhouders import met_rol
from verzuimloket.audit.services import record
from verzuimloket.clock import nu
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.gegevens import weiger_persoonsgegevens
from verzuimloket.outbox.services import enqueue_allen


@transaction.atomic
def stel_voor(
    soort: str,
    *,
    door: Gebruiker,
    organisatie: Organisatie,
    over: Gebruiker | None = None,
    gegevens: Mapping[str, object] | None = None,
    reden: str = "",
) -> Voorstel:
    """Vraag een handeling die een tweede persoon moet goedkeuren.

    `gegevens` zijn de nummers die de uitvoerder nodig heeft, en worden geweigerd als er iets persoonlijks in staat.
    Twee keer hetzelfde vragen geeft het voorstel dat er al ligt. Schrijft het voorstel, een logregel, en een bericht
    aan wie kan beslissen. Werpt KeyError bij een onbekende soort, ValueError bij een persoonsgegeven.
    """
    wat = SOORTEN[soort]
    gegevens = dict(gegevens or {})
    weiger_persoonsgegevens(gegevens)
    Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=organisatie.pk)
    eerder = Voorstel.objects.unscoped("ligt dit voorstel er al").open()
    if ligt_er := eerder.filter(soort=soort, organisatie=organisatie, over=over, gegevens=gegevens).first():
        return ligt_er
    voorstel = Voorstel.objects.create(
        soort=soort, organisatie=organisatie, over=over, gegevens=gegevens, reden=reden.strip(),
        gevraagd_door=door, gevraagd_op=nu(), verloopt_op=nu() + timedelta(days=wat.dagen),
    )  # fmt: skip
    _schrijf_op("gevraagd", voorstel, door)
    with buiten_bereik("bericht aan wie over dit voorstel kan beslissen"):
        enqueue_allen(
            sjabloon="beheer/voorstel",
            ontvangers={f"voorstel:{voorstel.pk}:{wie.pk}": wie.email for wie in _beslissers(voorstel)},
            context={"nummer": voorstel.pk},
        )
    return voorstel


@transaction.atomic
def stem_in(voorstel: Voorstel, *, door: Gebruiker) -> Voorstel:
    """Stem als tweede persoon in: de handeling gebeurt nu, in dezelfde transactie. Schrijft een logregel.

    Werpt Geweigerd als `door` dit niet mag beslissen, als er al besloten is, of als de handeling niet meer kan.
    """
    voorstel = _besluit(voorstel, Voorstel.Besluit.INGESTEMD, door)
    with buiten_bereik("een tweede persoon stemde in; de uitvoerder doet alleen wat in het voorstel staat"):
        import_string(SOORTEN[voorstel.soort].uitvoerder)(voorstel, door)
    _schrijf_op("ingestemd", voorstel, door)
    return voorstel


@transaction.atomic
def wijs_af(voorstel: Voorstel, *, door: Gebruiker, reden: str = "") -> Voorstel:
    """Wijs als tweede persoon af: er gebeurt niets. Schrijft een logregel. Werpt Geweigerd als `stem_in`."""
    voorstel = _besluit(voorstel, Voorstel.Besluit.AFGEWEZEN, door, reden)
    _schrijf_op("afgewezen", voorstel, door)
    return voorstel


@transaction.atomic
def trek_in(voorstel: Voorstel, *, door: Gebruiker) -> Voorstel:
    """Wie het vroeg, ziet ervan af. Schrijft een logregel. Werpt Geweigerd bij een ander, of als er al besloten is."""
    voorstel = _besluit(voorstel, Voorstel.Besluit.INGETROKKEN, door)
    _schrijf_op("ingetrokken", voorstel, door)
    return voorstel


def waarom_niet(voorstel: Voorstel, wie: Gebruiker) -> str:
    """Waarom deze persoon niet over dit voorstel kan beslissen, als zin; leeg als hij het kan."""
    scope, wat = wie.scope, SOORTEN[voorstel.soort]
    if voorstel.stand != "open":
        return "Over dit voorstel kan niet meer besloten worden."
    if wie.pk == voorstel.gevraagd_door_id:
        return "U vroeg dit zelf. Een ander moet beslissen."
    if wie.pk == voorstel.over_id:
        return "Dit voorstel gaat over u. Een ander moet beslissen."
    hier = scope is not None and scope.organisatie_id == voorstel.organisatie_id and scope.mag(wat.handeling)
    if not hier and not (scope is not None and scope.mag(OOK_BESLISSEN)):
        return "Uw rol geeft dit recht niet."
    return ""


def _besluit(voorstel: Voorstel, besluit: Voorstel.Besluit, door: Gebruiker, toelichting: str = "") -> Voorstel:
    """Leg het besluit vast, met een slot op de rij: twee tegelijk is er één te laat."""
    voorstel = (
        Voorstel.objects.unscoped("de beslisser kreeg het via visible_to")
        .select_for_update(of=("self",))
        .select_related("organisatie", "over", "gevraagd_door")
        .get(pk=voorstel.pk)
    )
    if besluit is not Voorstel.Besluit.INGETROKKEN:
        fout = waarom_niet(voorstel, door)
    elif voorstel.stand != "open":
        fout = "Over dit voorstel is al besloten."
    else:
        fout = "" if door.pk == voorstel.gevraagd_door_id else "Alleen wie het vroeg, kan een voorstel intrekken."
    if fout:
        raise Geweigerd(fout)
    voorstel.besluit, voorstel.besloten_door, voorstel.besloten_op = besluit, door, nu()
    voorstel.toelichting = toelichting.strip()
    voorstel.save(update_fields=["besluit", "besloten_door", "besloten_op", "toelichting"])
    return voorstel


def _beslissers(voorstel: Voorstel) -> list[Gebruiker]:
    """Wie bericht krijgt: de anderen met dit recht bij de organisatie, of functioneel beheer als er geen ander is."""
    handeling = SOORTEN[voorstel.soort].handeling
    niet = {voorstel.gevraagd_door_id, voorstel.over_id}
    soort = Soort(voorstel.organisatie.soort)
    rollen = [rol for rol, regel in MATRIX.items() if handeling in regel.handelingen and soort in regel.soorten]
    hier = Q(organisatie_id=voorstel.organisatie_id)
    anderen = [wie for rol in rollen for wie in met_rol(rol, hier) if wie.pk not in niet]
    alle = anderen or [wie for wie in met_rol(Rol.FUNCTIONEEL_BEHEER) if wie.pk not in niet]
    return list({wie.pk: wie for wie in alle}.values())


def _schrijf_op(wat: str, voorstel: Voorstel, door: Gebruiker) -> None:
    record(
        actie=f"accounts:voorstel:{wat}", gebruiker=door, organisatie=voorstel.organisatie_id,
        object_type="voorstel", object_id=voorstel.pk,
        details={"soort": voorstel.soort, "over": voorstel.over_id or ""},
    )  # fmt: skip
