"""Eén melding als pdf, om te bewaren of af te drukken."""

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import Verzoek, requires
from accounts.domein.rechten import Handeling
from meldingen.queries import eigen_doorzending
from meldingen.services import bekijk
from meldingen.views.zaak import gegevens_van, zichtbare_melding
from verzuimloket import clock
from verzuimloket.pdf import maak_pdf


@requires(Handeling.RAADPLEGEN)
def pdf(request: Verzoek, nummer: int) -> HttpResponse:
    """De melding met haar gedeelde tijdlijn. Een eerdere instantie krijgt de pagina, geen pdf."""
    melding = zichtbare_melding(request, nummer)
    if eigen_doorzending(request.user, melding) is not None:
        return redirect("meldingen:detail", nummer)
    bekijk(request.user, melding)
    context = gegevens_van(request, melding)
    context["tijdlijn"] = [item for item in context["tijdlijn"] if not item.intern]
    inhoud = maak_pdf("pdf/melding.html", {**context, "gemaakt_op": clock.nu(), "wie": request.user.naam})
    return HttpResponse(
        inhoud,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="melding-{melding.nummer}.pdf"'},
    )
