"""Wat een beheerder met rollen doet: geven, laten eindigen, en iemand uit dienst melden.

Niemand wijzigt zijn eigen rollen, en een organisatie houdt altijd een beheerder. Over de rollen in VIER_OGEN beslist
een tweede persoon; de rest gebeurt meteen.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts.domein.rechten import MATRIX, Rol
from accounts.domein.toewijzen import VIER_OGEN, Looptijd, blijft_beheerd, overlapt
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie, Toewijzing, Voorstel
from accounts.services.concepten import verwijder_concepten_van
from accounts.services.gebruikers import zet_actief
from accounts.services.rollen import ken_rol_toe, trek_rol_in, zet_einde
from accounts.services.vertrek import meld_open_werk
from accounts.services.voorstellen import stel_voor
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag
from verzuimloket.db.bereik import buiten_bereik

SOORT = "rol"


@transaction.atomic
def geef_rol(
    gebruiker: Gebruiker,
    rol: Rol,
    *,
    vanaf: date,
    tot: date | None,
    door: Gebruiker,
    reden: str = "",
    locatie_ids: Iterable[int] = (),
    leerling_pgns: Iterable[str] = (),
) -> Voorstel | None:
    """Geef een gebruiker een rol bij de organisatie van `door`. Geeft het voorstel als een ander moet instemmen.

    Wat een lezer leest, kiest `accounts/services/lezer.py`. Schrijft de toewijzing of het voorstel, met een logregel.
    Werpt Geweigerd bij de eigen rollen, bij een rol die er al is in die tijd, en als `ken_rol_toe`.
    """
    organisatie = op_slot(door)
    eis_ander(gebruiker, door)
    _eis_nieuw(gebruiker, rol, organisatie, (vanaf, tot))
    if rol not in VIER_OGEN:
        ken_rol_toe(
            gebruiker, rol, organisatie, vanaf=vanaf, tot=tot, locatie_ids=locatie_ids, leerling_pgns=leerling_pgns,
            door=door,
        )  # fmt: skip
        return None
    gegevens = {"doe": "geef", "rol": rol.value, "label": MATRIX[rol].label, "vanaf": _iso(vanaf), "tot": _iso(tot)}
    return stel_voor(SOORT, door=door, organisatie=organisatie, over=gebruiker, gegevens=gegevens, reden=reden)


@transaction.atomic
def wijzig_einde(
    toewijzing: Toewijzing, *, laatste_dag: date | None, door: Gebruiker, reden: str = ""
) -> Voorstel | None:
    """Laat een rol eindigen na `laatste_dag` (gisteren: meteen), of zonder einde doorlopen. Geeft het voorstel als een
    ander moet instemmen.

    Schrijft de toewijzing of het voorstel, met een logregel. Werpt Geweigerd bij de eigen rollen, bij een dag die
    voorbij is, en bij de laatste beheerder.
    """
    organisatie = op_slot(door)
    eis_ander(toewijzing.gebruiker, door)
    _eis_lopend(toewijzing, laatste_dag)
    rol = Rol(toewijzing.rol)
    if rol is Rol.LEZER and laatste_dag is None:
        raise Geweigerd("Een lezer leest nooit zonder einddatum. Noem een laatste dag.")
    _eis_beheerder(organisatie, {toewijzing.pk: laatste_dag})
    if rol not in VIER_OGEN:
        _eindig(toewijzing, laatste_dag, door)
        return None
    gegevens = {
        "doe": "einde", "toewijzing": toewijzing.pk, "label": MATRIX[rol].label, "tot": _iso(laatste_dag),
    }  # fmt: skip
    return stel_voor(
        SOORT, door=door, organisatie=organisatie, over=toewijzing.gebruiker, gegevens=gegevens, reden=reden
    )


@transaction.atomic
def meld_uit_dienst(gebruiker: Gebruiker, *, door: Gebruiker, reden: str = "") -> Voorstel | None:
    """Beëindig alle rollen van een gebruiker bij de organisatie van `door`, nu. Geeft het voorstel als een ander moet
    instemmen, omdat er een rol bij is die vier ogen vraagt.

    Met de rollen verdwijnen zijn concepten daar, en collega's krijgen bericht van lopend werk. Heeft hij nergens meer
    een rol, dan wordt hij afgesloten. Werpt Geweigerd bij zichzelf, en bij de laatste beheerder.
    """
    organisatie = op_slot(door)
    eis_ander(gebruiker, door)
    lopend = _lopend(gebruiker, organisatie)
    if not lopend:
        raise Geweigerd("Deze gebruiker heeft hier geen rol meer.")
    _eis_beheerder(organisatie, dict.fromkeys((t.pk for t in lopend), _gisteren()))
    if not {Rol(t.rol) for t in lopend} & VIER_OGEN:
        _uit_dienst(gebruiker, organisatie, door)
        return None
    gegevens = {"doe": "uit_dienst"}
    return stel_voor(SOORT, door=door, organisatie=organisatie, over=gebruiker, gegevens=gegevens, reden=reden)


def voer_uit(voorstel: Voorstel, door: Gebruiker) -> None:
    """De uitvoerder van een voorstel over een rol: dezelfde regels, nu met de stand van dit moment."""
    organisatie, gebruiker, gegevens = voorstel.organisatie, voorstel.over, voorstel.gegevens
    assert gebruiker is not None
    Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=organisatie.pk)
    if gegevens["doe"] == "geef":
        vanaf, tot = max(date.fromisoformat(gegevens["vanaf"]), vandaag()), _datum(gegevens["tot"])
        _eis_nieuw(gebruiker, Rol(gegevens["rol"]), organisatie, (vanaf, tot))
        ken_rol_toe(gebruiker, Rol(gegevens["rol"]), organisatie, vanaf=vanaf, tot=tot, door=door)
    elif gegevens["doe"] == "einde":
        laatste_dag = _datum(gegevens["tot"])
        if laatste_dag is not None:
            laatste_dag = max(laatste_dag, _gisteren())
        toewijzing = _van(organisatie).filter(pk=gegevens["toewijzing"]).first()
        if toewijzing is None:
            raise Geweigerd("Deze rol is er niet meer.")
        _eis_lopend(toewijzing, laatste_dag)
        _eis_beheerder(organisatie, {toewijzing.pk: laatste_dag})
        _eindig(toewijzing, laatste_dag, door)
    else:
        lopend = _lopend(gebruiker, organisatie)
        _eis_beheerder(organisatie, dict.fromkeys((t.pk for t in lopend), _gisteren()))
        _uit_dienst(gebruiker, organisatie, door)


def _uit_dienst(gebruiker: Gebruiker, organisatie: Organisatie, door: Gebruiker) -> None:
    lopend = _lopend(gebruiker, organisatie)
    for toewijzing in lopend:
        trek_rol_in(toewijzing, door=door)
    keer = max((toewijzing.pk for toewijzing in lopend), default=0)
    meld_open_werk(gebruiker, organisatie, {Rol(t.rol) for t in lopend}, keer=keer, door=door)
    with buiten_bereik("wie uit dienst is, heeft hier geen concepten en elders misschien nog rollen"):
        concepten = verwijder_concepten_van(gebruiker, organisatie)
        elders = Toewijzing.objects.unscoped("heeft hij nog ergens een rol").nog_niet_voorbij(vandaag())
        if not elders.filter(gebruiker=gebruiker).exists():
            zet_actief(gebruiker, False, door=door)
    record(
        actie="accounts:gebruiker:uit_dienst", gebruiker=door, organisatie=organisatie,
        object_type="gebruiker", object_id=gebruiker.pk, details={"concepten": concepten},
    )  # fmt: skip


def _eindig(toewijzing: Toewijzing, laatste_dag: date | None, door: Gebruiker) -> None:
    if laatste_dag is not None and laatste_dag < vandaag():
        if laatste_dag < _gisteren():
            raise Geweigerd("Deze dag is al voorbij.")
        trek_rol_in(toewijzing, door=door)
    else:
        zet_einde(toewijzing, laatste_dag, door=door)


def op_slot(door: Gebruiker) -> Organisatie:
    """De organisatie van de beheerder, op slot: twee die tegelijk een beheerder afnemen, wachten op elkaar."""
    assert door.organisatie is not None
    return Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=door.organisatie.pk)


def _van(organisatie: Organisatie) -> Any:
    return Toewijzing.objects.unscoped("van deze organisatie").filter(organisatie=organisatie)


def _lopend(gebruiker: Gebruiker, organisatie: Organisatie) -> list[Toewijzing]:
    return list(_van(organisatie).nog_niet_voorbij(vandaag()).filter(gebruiker=gebruiker).order_by("pk"))


def eis_ander(gebruiker: Gebruiker, door: Gebruiker) -> None:
    if gebruiker.pk == door.pk:
        raise Geweigerd("Uw eigen rollen kunt u niet wijzigen. Vraag een andere beheerder.")


def _eis_nieuw(gebruiker: Gebruiker, rol: Rol, organisatie: Organisatie, looptijd: Looptijd) -> None:
    """Een lezer mag er meer naast elkaar hebben, elk met eigen locaties of leerlingen."""
    bestaand = list(_van(organisatie).filter(gebruiker=gebruiker, rol=rol).values_list("vanaf", "tot"))
    zelfde_begin = looptijd[0] in {vanaf for vanaf, _ in bestaand}
    if zelfde_begin or (rol is not Rol.LEZER and any(overlapt(looptijd, ander) for ander in bestaand)):
        anders = " Wijzig die, of kies een andere dag." if rol is Rol.LEZER else ""
        raise Geweigerd(f"Deze gebruiker heeft de rol {MATRIX[rol].label} in die tijd al.{anders}")


def _eis_lopend(toewijzing: Toewijzing, laatste_dag: date | None) -> None:
    """Een rol die voorbij is, blijft voorbij; en wie langer doorloopt, mag niet over een andere heen lopen."""
    if toewijzing.tot is not None and toewijzing.tot < vandaag():
        raise Geweigerd("Deze rol is voorbij. Geef zo nodig een nieuwe.")
    zelfde = _van(toewijzing.organisatie).filter(gebruiker=toewijzing.gebruiker_id, rol=toewijzing.rol)
    andere = zelfde.exclude(pk=toewijzing.pk).values_list("vanaf", "tot")
    if toewijzing.rol != Rol.LEZER and any(overlapt((toewijzing.vanaf, laatste_dag), ander) for ander in andere):
        raise Geweigerd("Deze gebruiker heeft dezelfde rol nog eens in die tijd.")


def _eis_beheerder(organisatie: Organisatie, einden: dict[int, date | None]) -> None:
    """Werpt Geweigerd als er met deze nieuwe laatste dagen geen beheerder overblijft. Raakt het geen beheerder, dan
    is er niets te eisen."""
    beheerders = {
        pk: (vanaf, tot)
        for pk, vanaf, tot in _van(organisatie)
        .filter(rol=Rol.BEHEERDER, gebruiker__is_active=True)
        .values_list("pk", "vanaf", "tot")
    }
    nieuw = {pk: (vanaf, einden.get(pk, tot)) for pk, (vanaf, tot) in beheerders.items()}
    if nieuw != beheerders and not blijft_beheerd(nieuw.values(), vandaag()):
        raise Geweigerd("Dit is de laatste beheerder zonder einddatum. Wijs eerst een andere beheerder aan.")


def _gisteren() -> date:
    return vandaag() - timedelta(days=1)


def _iso(dag: date | None) -> str:
    return dag.isoformat() if dag else ""


def _datum(tekst: str) -> date | None:
    return date.fromisoformat(tekst) if tekst else None
