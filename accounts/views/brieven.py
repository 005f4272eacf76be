"""Brieven als pdf: het geheim staat alleen in dit antwoord (besluit 31)."""

from collections.abc import Sequence
from typing import Any

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
    context = {"wie": wie, "geheim": geheim, "rollen": rollen, "activatie": activatie}
    return brieven_pdf(f"pdf/brief_{soort}.html", context, f"brief-{soort}-{wie.pk}.pdf", organisatie, beheerder)


def brieven_pdf(
    sjabloon: str, context: dict[str, Any], naam: str, organisatie: Organisatie, beheerder: Gebruiker
) -> HttpResponse:
    """Een pdf met een of meer brieven in de huisstijl van `organisatie`, om te bewaren als `naam`."""
    logo = Huislogo.objects.visible_to(beheerder).filter(pk=organisatie.pk).first() if organisatie.logo_afdruk else None
    mee = {"kleur.css": f"h1, h2 {{ color: {organisatie.kleur} }}".encode()}
    if logo is not None:
        mee["logo.png"] = bytes(logo.png)
    ieder = {
        "logo": logo,
        "organisatie": organisatie,
        "beheerder": beheerder,
        "contact": beheerder.organisatie or organisatie,
    }
    kop = {"Content-Disposition": f'attachment; filename="{naam}"', "Cache-Control": "no-store"}
    return HttpResponse(maak_pdf(sjabloon, ieder | context, mee), content_type="application/pdf", headers=kop)
