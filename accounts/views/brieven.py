"""Een brief als pdf: het geheim staat alleen in dit antwoord (besluit 31)."""

from collections.abc import Sequence

from django.http import HttpResponse

from accounts.models import Activatie, Gebruiker, Huislogo, Organisatie, Toewijzing
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
    logo = Huislogo.objects.visible_to(beheerder).filter(pk=organisatie.pk).first() if organisatie.logo_afdruk else None
    mee = {"kleur.css": f"h1, h2 {{ color: {organisatie.kleur} }}".encode()}
    if logo is not None:
        mee["logo.png"] = bytes(logo.png)
    context = {
        "logo": logo,
        "wie": wie,
        "organisatie": organisatie,
        "beheerder": beheerder,
        "contact": beheerder.organisatie or organisatie,
        "geheim": geheim,
        "rollen": rollen,
        "activatie": activatie,
    }
    antwoord = HttpResponse(maak_pdf(f"pdf/brief_{soort}.html", context, mee), content_type="application/pdf")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="brief-{soort}-{wie.pk}.pdf"'
    antwoord.headers["Cache-Control"] = "no-store"
    return antwoord
