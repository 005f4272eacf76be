"""Eén melding: bekijken, en elke handeling erop. De volgorde is altijd bereik (404), recht (403), versie en status."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, mag, requires, scope_van, vereis
from accounts.domein.rechten import Handeling, Soort
from accounts.queries.beperkingen import is_beperkt
from bron.queries import leerling_van_school
from meldingen.domein.leeftijd import LABELS as GROEPLABELS
from meldingen.forms import (
    AanvulForm,
    DoorgeefForm,
    DoorstuurForm,
    HeropenForm,
    IntrekForm,
    NotitieForm,
    TerugmeldForm,
    Verzuimformulier,
)
from meldingen.fouten import Domeinfout, Verouderd
from meldingen.models import Gebeurtenis, Melding, Verzuimdag
from meldingen.queries import eigen_doorzending, tijdlijn
from meldingen.queries.lezer import lezers_van
from meldingen.services import (
    bekijk,
    eis_versie,
    geef_door,
    heropen,
    meld_terug,
    plaats_notitie,
    stuur_door,
    trek_in,
    vul_aan,
    wijzig,
)
from meldingen.views.tonen import handelingen, verzuimregels

H = Handeling


def zichtbare_melding(request: Verzoek, nummer: int) -> Melding:
    """De melding binnen het bereik, met alles wat een pagina toont; anders 404."""
    meldingen = Melding.objects.visible_to(request.user).select_related(
        "school", "instantie", "locatie", "soort", "melder"
    )
    return get_object_or_404(meldingen, nummer=nummer)


def eigen_melding(request: Verzoek, nummer: int, handeling: Handeling) -> Melding:
    """De melding zoals zij nu bij de eigen organisatie ligt, als de rol deze handeling mag: 404, dan 403."""
    melding = zichtbare_melding(request, nummer)
    vereis(request, handeling)
    scope = scope_van(request)
    kant = melding.school_id if scope.soort is Soort.INSTELLING else melding.instantie_id
    if kant != scope.organisatie_id:
        vereis(request)  # een eerdere instantie ziet de melding nog, maar mag er niets meer mee
    return melding


@requires(H.RAADPLEGEN)
def detail(request: Verzoek, nummer: int) -> HttpResponse:
    """De hele melding; een eerdere instantie ziet alleen de tijdlijn tot en met haar doorzending."""
    melding = zichtbare_melding(request, nummer)
    doorzending = eigen_doorzending(request.user, melding)
    bekijk(request.user, melding)
    if doorzending is not None:
        items = tijdlijn(request.user, melding, tot_en_met=doorzending.gebeurtenis_id)
        context = {"melding": melding, "doorzending": doorzending, "tijdlijn": items}
        return render(request, "meldingen/doorgestuurd.html", context)
    return render(request, "meldingen/detail.html", gegevens_van(request, melding))


def gegevens_van(
    request: Verzoek,
    melding: Melding,
    notitieform: NotitieForm | None = None,
    doorgeefform: DoorgeefForm | None = None,
) -> dict[str, Any]:
    items = tijdlijn(request.user, melding)
    beantwoord = any(item.kop == Gebeurtenis.Soort.TERUGGEMELD.label for item in items)
    if beantwoord and doorgeefform is None and mag(request, H.DOORGEVEN):
        doorgeefform = DoorgeefForm(lezers=lezers_van(melding, behalve=request.user))
    dagen = Verzuimdag.objects.visible_to(request.user).filter(melding_id=melding.nummer).order_by("datum")
    return {
        "melding": melding,
        "beperkt": is_beperkt(melding.pgn),
        "groep": GROEPLABELS[melding.leeftijdsgroep],  # type: ignore[index]
        "verzuim": verzuimregels(melding),
        "dagen": list(dagen),
        "tijdlijn": items,
        "doorgeefform": doorgeefform,
        "kan": handelingen(melding),
        "mag": {handeling.value: mag(request, handeling) for handeling in H},
        "notitieform": notitieform or NotitieForm(),
    }


def _handel(
    request: Verzoek,
    nummer: int,
    handeling: Handeling,
    vorm: Callable[..., Any],
    dienst: Callable[[Any], Any],
    *,
    sjabloon: str,
    gelukt: str,
    begin: dict[str, Any] | None = None,
) -> HttpResponse:
    """Eén formulier, één dienst. Een domeinfout komt bij haar veld; een oude versie wordt vervangen door de nieuwe."""
    melding = eigen_melding(request, nummer, handeling)
    teruggezet = request.teruggezet if request.method == "GET" else None
    data = request.POST if request.method == "POST" else teruggezet
    form = vorm(data, melding=melding, initial=dict(begin or {}))
    if request.method == "POST":
        try:
            klaar = _probeer(request, nummer, form.is_valid(), lambda: dienst(form))
        except Domeinfout as fout:
            klaar = False
            form.add_error(fout.veld if fout.veld in form.fields else None, fout.zin)
            if isinstance(fout, Verouderd):
                form.data = form.data.copy()
                form.data["versie"] = str(zichtbare_melding(request, nummer).versie)
        if klaar:
            messages.success(request, gelukt)
            return redirect("meldingen:detail", nummer)
    return render(request, sjabloon, {"form": form, "melding": melding, "teruggezet": bool(teruggezet)})


def _versie(data: Any) -> int:
    """De versie uit een formulier; wat geen getal is, is geen versie."""
    tekst = data.get("versie", "")
    return int(tekst) if tekst.isdecimal() and len(tekst) < 10 else -1


def _probeer(request: Verzoek, nummer: int, goed: bool, dienst: Callable[[], Any]) -> bool:
    """Doe de dienst, of zeg bij een formulier met fouten toch of het verouderd is. Werpt Domeinfout."""
    if goed:
        dienst()
    else:
        eis_versie(request.user, nummer, _versie(request.POST))
    return goed


@requires(H.RAADPLEGEN, methoden=FORMULIER, concept="melding.intrekken")
def intrekken(request: Verzoek, nummer: int) -> HttpResponse:
    return _handel(
        request, nummer, H.INTREKKEN, IntrekForm,
        lambda form: trek_in(request.user, nummer, form.cleaned_data["versie"], form.cleaned_data["reden"]),
        sjabloon="meldingen/intrekken.html", gelukt="De melding is ingetrokken. De instantie krijgt bericht.",
    )  # fmt: skip


@requires(H.RAADPLEGEN, methoden=FORMULIER, concept="melding.aanvullen")
def aanvullen(request: Verzoek, nummer: int) -> HttpResponse:
    return _handel(
        request, nummer, H.AANVULLEN, AanvulForm,
        lambda form: vul_aan(request.user, nummer, form.cleaned_data["versie"], form.cleaned_data["tekst"]),
        sjabloon="meldingen/aanvullen.html", gelukt="De aanvulling staat bij de melding. De instantie krijgt bericht.",
    )  # fmt: skip


@requires(H.RAADPLEGEN, methoden=FORMULIER, concept="melding.terugmelden")
def terugmelden(request: Verzoek, nummer: int) -> HttpResponse:
    gebruiker = request.user
    return _handel(
        request, nummer, H.TERUGMELDEN, TerugmeldForm,
        lambda form: meld_terug(gebruiker, nummer, form.cleaned_data["versie"], form.uitkomst()),
        sjabloon="meldingen/terugmelden.html", gelukt="Uw terugmelding is verstuurd. De melder krijgt bericht.",
        begin={"contact_naam": gebruiker.naam, "contact_email": gebruiker.email},
    )  # fmt: skip


@requires(H.RAADPLEGEN, methoden=FORMULIER, concept="melding.heropenen")
def heropenen(request: Verzoek, nummer: int) -> HttpResponse:
    return _handel(
        request, nummer, H.HEROPENEN, HeropenForm,
        lambda form: heropen(request.user, nummer, form.cleaned_data["versie"], form.cleaned_data["reden"]),
        sjabloon="meldingen/heropenen.html", gelukt="De melding is heropend. De melder krijgt bericht.",
    )  # fmt: skip


@requires(H.RAADPLEGEN, methoden=FORMULIER, concept="melding.doorsturen")
def doorsturen(request: Verzoek, nummer: int) -> HttpResponse:
    def dienst(form: DoorstuurForm) -> Melding:
        naar = form.ontvangers[form.cleaned_data["naar"]]
        return stuur_door(request.user, nummer, form.cleaned_data["versie"], naar, form.cleaned_data["reden"])

    return _handel(
        request, nummer, H.DOORSTUREN, DoorstuurForm, dienst,
        sjabloon="meldingen/doorsturen.html", gelukt="De melding is doorgestuurd. De nieuwe instantie krijgt bericht.",
    )  # fmt: skip


@requires(H.RAADPLEGEN, methoden=ALLEEN_POST)
def notitie(request: Verzoek, nummer: int) -> HttpResponse:
    """Plaats een notitie onder de melding; een fout toont de melding met het formulier en de getypte tekst."""
    melding = eigen_melding(request, nummer, H.NOTITIE)
    form = NotitieForm(request.POST)
    if not form.is_valid():
        return render(request, "meldingen/detail.html", gegevens_van(request, melding, form))
    intern = form.cleaned_data["zichtbaar"] == "intern"
    plaats_notitie(request.user, nummer, form.cleaned_data["tekst"], intern=intern)
    messages.success(request, "De notitie is geplaatst.")
    return redirect("meldingen:detail", nummer)


@requires(H.RAADPLEGEN, methoden=ALLEEN_POST)
def doorgeven(request: Verzoek, nummer: int) -> HttpResponse:
    """Geef de laatste terugmelding door aan een lezer; een fout toont de melding met het formulier."""
    melding = eigen_melding(request, nummer, H.DOORGEVEN)
    form = DoorgeefForm(request.POST, lezers=lezers_van(melding, behalve=request.user))
    if form.is_valid():
        try:
            nieuw = geef_door(request.user, nummer, form.cleaned_data["lezer"])
        except Domeinfout as fout:
            form.add_error(fout.veld, fout.zin)
        else:
            zin = "Het antwoord is doorgegeven. De lezer krijgt bericht."
            messages.success(request, zin if nieuw else "Dit antwoord was al aan deze lezer doorgegeven.")
            return redirect("meldingen:detail", nummer)
    return render(request, "meldingen/detail.html", gegevens_van(request, melding, doorgeefform=form))


@requires(H.RAADPLEGEN, methoden=FORMULIER, concept="melding.wijzigen")
def wijzigen(request: Verzoek, nummer: int) -> HttpResponse:
    """Het formulier van opvoeren, gevuld met de melding; het adres en de dagen horen erbij."""
    melding = eigen_melding(request, nummer, H.WIJZIGEN)
    teruggezet = request.teruggezet if request.method == "GET" else None
    data = request.POST if request.method == "POST" else teruggezet
    form = _wijzigformulier(request, data, melding)
    versie = data.get("versie", "") if data else str(melding.versie)
    if request.method == "POST" and "meer_dagen" not in request.POST:
        try:
            if _probeer(
                request, nummer, form.is_valid(),
                lambda: wijzig(request.user, nummer, _versie(request.POST), form.uitkomst()),
            ):  # fmt: skip
                messages.success(request, "De melding is gewijzigd. De instantie krijgt bericht.")
                return redirect("meldingen:detail", nummer)
        except Domeinfout as fout:
            form.voeg_fout_toe(fout.veld, fout.zin)
            versie = str(melding.versie) if isinstance(fout, Verouderd) else versie
    if request.method == "GET":
        bekijk(request.user, melding)
    context = {"form": form, "melding": melding, "versie": versie, "teruggezet": bool(teruggezet)}
    return render(request, "meldingen/wijzigen.html", context)


def _wijzigformulier(request: Verzoek, data: Any, melding: Melding) -> Verzuimformulier:
    velden = (
        "reden", "begin", "eind", "alle_lessen_gemist", "toelichting", "ondernomen_actie", "actie_gewenst",
        "toelichting_actie_gewenst", "leerlingnummer", "naam_melder", "functie_melder", "telefoon_melder",
        "email_melder", "telefoon_ouder",
    )  # fmt: skip
    waarden = {veld: getattr(melding, veld) for veld in velden}
    waarden |= {"soort": melding.soort_id, "locatie": melding.locatie_id, "melder": melding.melder_id}
    leerling = {
        "school_id": melding.school_id,
        "geboren": melding.geboortedatum,
        "startkwalificatie": melding.startkwalificatie,
        "inschrijving": _inschrijving(request, melding) if data else None,
        "huidige": melding,
    }
    if data and "meer_dagen" in data:
        return Verzuimformulier.met_dag_erbij(data, **leerling)
    dagen = Verzuimdag.objects.visible_to(request.user).filter(melding_id=melding.nummer).order_by("datum")
    begin = {
        "verzuim": waarden,
        "adres": melding.afwijkend_adres,
        "dagen": [{"datum": d.datum, "hele_dag": d.hele_dag, "lesuren": d.lesuren} for d in dagen],
    }
    return Verzuimformulier(data, begin=begin, **leerling)


def _inschrijving(request: Verzoek, melding: Melding) -> tuple[date, date | None] | None:
    """De inschrijving waarin de melding begon, voor een nieuwe begindatum; None als zij niet meer bekend is."""
    leerling = leerling_van_school(pgn=melding.pgn, brin=scope_van(request).brin, dag=melding.begin)
    return (leerling.datum_inschrijving, leerling.datum_uitschrijving) if leerling else None
