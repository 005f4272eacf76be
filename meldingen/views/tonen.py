"""Wat getoond wordt: de samenvatting van een formulier en de delen van de detailpagina."""

from dataclasses import dataclass

from meldingen.domein.workflow import GESLOTEN, LOPEND, Status
from meldingen.forms import Verzuimformulier
from meldingen.gegevens import Dag, Verzuim
from meldingen.models import Melding
from meldingen.velden import LABELS, adresregel, getoonde_waarde, toon


@dataclass(frozen=True, slots=True)
class Regel:
    """Een regel van de controlepagina; `anker` is het veld waar 'Wijzig' heen gaat."""

    naam: str
    waarde: str
    anker: str


def samenvatting(form: Verzuimformulier) -> list[Regel]:
    """De antwoorden in de volgorde van het formulier, met de waarden die verstuurd worden."""
    verzuim: Verzuim = form.uitkomst()
    kolommen = verzuim.kolommen()
    keuzes = {
        "soort_id": form.verzuim.keuzelabel("soort", verzuim.soort),
        "locatie_id": form.verzuim.keuzelabel("locatie", verzuim.locatie),
    }
    regels = [
        Regel(label, keuzes.get(veld) or toon(kolommen[veld]), f"id_{veld.removesuffix('_id')}")
        for veld, label in LABELS.items()
        if veld != "afwijkend_adres"
    ]
    regels.append(Regel("Afwijkend adres", adresregel(verzuim.afwijkend_adres), "id_afwijkend_adres-straat"))
    regels.append(Regel("Verzuimdagen", dagen_als_tekst(verzuim.dagen), "id_dagen-0-datum"))
    return regels


def dagen_als_tekst(dagen: tuple[Dag, ...]) -> str:
    return "\n".join(
        f"{toon(dag.datum)}: " + ("hele dag" if dag.hele_dag else f"lesuur {', '.join(map(str, dag.lesuren))}")
        for dag in dagen
    )


def verzuimregels(melding: Melding) -> list[tuple[str, str]]:
    """Het verzuim op de detailpagina, als (label, waarde)."""
    return [(label, getoonde_waarde(melding, veld)) for veld, label in LABELS.items()]


def handelingen(melding: Melding) -> dict[str, bool]:
    """Wat gezien de status kan; of de rol het mag, beslist de view."""
    status = Status(melding.status)
    return {
        "loopt": status in LOPEND,
        "gesloten": status in GESLOTEN,
        "nieuw": status is Status.GEREGISTREERD,
    }
