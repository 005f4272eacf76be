"""Een brief als pdf: het geheim staat alleen in dit antwoord (besluit 31)."""

from collections.abc import Sequence

from django.http import HttpResponse

from accounts.models import Activatie, Gebruiker, Organisatie, Toewijzing
from verzuimloket.pdf import maak_pdf


def brief_pdf(
    soort: str,
    geheim: str,
    activatie: Activatie,
    *,
    wie: Gebruiker,
    organisatie: Organisatie,
    rollen: Sequence[Toewijzing],
    beheerder: Gebruiker,
) -> HttpResponse:
    """De brief aan `wie` bij `organisatie`; te bereiken is `beheerder`, met de telefoon van zijn eigen organisatie."""
    context = {
        "wie": wie,
        "organisatie": organisatie,
        "beheerder": beheerder,
        "contact": beheerder.organisatie or organisatie,
        "geheim": geheim,
        "rollen": rollen,
        "activatie": activatie,
    }
    antwoord = HttpResponse(maak_pdf(f"pdf/brief_{soort}.html", context), content_type="application/pdf")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="brief-{soort}-{wie.pk}.pdf"'
    antwoord.headers["Cache-Control"] = "no-store"
    return antwoord
