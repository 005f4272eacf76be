"""Mails die ook naar de extra adressen van een organisatie gaan."""

from collections.abc import Collection, Mapping

from accounts.queries.berichtadressen import bevestigde_adressen
from verzuimloket.outbox.services import enqueue_allen


def ook_aan_adressen(
    organisaties: Collection[int], *, sjabloon: str, sleutel: str, context: Mapping[str, object], behalve: str = ""
) -> None:
    """Zet dezelfde mail klaar voor de bevestigde adressen van deze organisaties; `behalve` kreeg hem al.

    Hoort in de transactie van de handeling, als `enqueue`.
    """
    adressen = bevestigde_adressen(organisaties, sjabloon)
    ontvangers = {f"{sleutel}:adres:{pk}": wie for pk, wie in adressen.items() if wie.casefold() != behalve.casefold()}
    if ontvangers:
        enqueue_allen(sjabloon=sjabloon, ontvangers=ontvangers, context=context)
