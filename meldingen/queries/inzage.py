"""Wat er in meldingen over iemand staat, voor wie om inzage vraagt; ook interne notities."""

from collections.abc import Sequence

from django.db import models

from accounts.domein.inzage import Beschrijving, Groep
from meldingen.models import Doorzending, Gebeurtenis, Melding, Notitie, Verzuimdag

REDEN = "inzage door een betrokkene, na instemming van een tweede persoon"
_TERMIJN = "2 jaar na het registreren van de melding."
_NUMMER = {"melding_id": ("Melding", "Het nummer van de melding.")}
_WIE = "medewerkers noemen wij met hun organisatie, niet met hun naam"

BESCHRIJVINGEN: dict[type[models.Model], Beschrijving] = {
    Melding: Beschrijving(
        "Verzuimmeldingen", "Wat een school over verzuim meldde, en het laatste antwoord daarop.", _TERMIJN,
        {"nummer": ("Melding", "Het nummer van de melding."),
         "get_status_display": ("Status", "Hoe ver de behandeling is."),
         "geregistreerd_op": ("Gemeld", "Wanneer de school meldde."),
         "gewijzigd_op": ("Gewijzigd", "Wanneer er voor het laatst iets veranderde."),
         "school.naam": ("School", "De school die meldde."),
         "instantie.naam": ("Behandelaar", "De gemeente, regio of instantie die behandelt."),
         "get_leeftijdsgroep_display": ("Groep", "Leerplichtig, kwalificatieplichtig, of 18 jaar en ouder."),
         "routering_reden": ("Waarom daar", "Waarom de melding naar deze behandelaar ging."),
         "gemeentecode": ("Gemeentecode", "De gemeente waar de melding bij hoort."),
         "pgn": ("Nummer", "Het persoonsgebonden nummer."), "achternaam": ("Achternaam", "Bij het melden."),
         "voorvoegsel": ("Voorvoegsel", "Bij het melden."), "voornamen": ("Voornamen", "Bij het melden."),
         "geslacht": ("Geslacht", "M, V of O (onbekend)."), "geboortedatum": ("Geboortedatum", "De dag van geboorte."),
         "adres": ("Adres", "Straat en nummer bij het melden."), "postcode": ("Postcode", "Bij het melden."),
         "plaats": ("Plaats", "Bij het melden."),
         "afwijkend_adres": ("Verblijfadres", "Waar de leerling verblijft, als dat ergens anders is."),
         "startkwalificatie": ("Startkwalificatie", "Of er een startkwalificatie was."),
         "opleiding": ("Opleiding", "De opleiding bij het melden."),
         "bron_stand_van": ("Stand van", "Van wanneer de gegevens uit het register waren."),
         "bron_opgehaald_op": ("Opgehaald", "Wanneer zij uit het register gehaald zijn."),
         "leerlingnummer": ("Leerlingnummer", "Het eigen nummer van de school."),
         "soort.label": ("Soort verzuim", "Welk verzuim de school meldde."),
         "reden": ("Reden", "Wat de school over de reden schreef."),
         "begin": ("Begin", "De eerste dag van het verzuim."),
         "eind": ("Eind", "De laatste dag van het verzuim."),
         "alle_lessen_gemist": ("Alle lessen", "Of alle lessen gemist zijn."),
         "toelichting": ("Toelichting", "Een korte toelichting van de school."),
         "ondernomen_actie": ("Ondernomen actie", "Wat de school al deed."),
         "actie_gewenst": ("Actie gewenst", "Of de school om actie vraagt."),
         "toelichting_actie_gewenst": ("Welke actie", "Welke actie de school vraagt."),
         "locatie.naam": ("Locatie", "De locatie van de school."),
         "telefoon_ouder": ("Telefoon ouder", "Het nummer van een ouder of verzorger."),
         "get_reden_afsluiting_display": ("Reden van afsluiten", "Waarom de behandelaar afsloot."),
         "get_toelichting_afsluiting_display": ("Toelichting bij afsluiten", "Wat de behandelaar daarbij koos.")},
        {"versie": "telt wijzigingen", "sleutel": "technisch nummer", "zoeknaam": "de naam, nog eens, om op te zoeken",
         "ongelezen_school": "of iets gelezen is", "ongelezen_instantie": "of iets gelezen is",
         **dict.fromkeys(
             ("geregistreerd_door", "gewijzigd_door", "melder", "naam_melder", "functie_melder", "telefoon_melder",
              "email_melder", "contact_naam", "contact_functie", "contact_telefoon", "contact_email"), _WIE)},
    ),
    Verzuimdag: Beschrijving(
        "Verzuimdagen", "De dagen en lesuren bij een melding.", _TERMIJN,
        {**_NUMMER, "datum": ("Dag", "De dag van het verzuim."), "hele_dag": ("Hele dag", "Of de hele dag gemist is."),
         "lesuren": ("Lesuren", "Welke lesuren gemist zijn.")}, {"id": "eigen nummer van de rij"},
    ),
    Gebeurtenis: Beschrijving(
        "Tijdlijn", "Wat er met een melding gebeurde.", _TERMIJN,
        {**_NUMMER, "op": ("Wanneer", "Het moment."), "get_soort_display": ("Wat", "De gebeurtenis."),
         "organisatie.naam": ("Organisatie", "Wie dit deed."),
         "wijzigingen": ("Wijzigingen", "Per veld: de naam, wat er stond en wat het werd."),
         "tekst": ("Tekst", "Wat erbij geschreven is.")},
        {"id": "eigen nummer van de rij", "gebruiker": _WIE, "aan": _WIE},
    ),
    Notitie: Beschrijving(
        "Notities", "Wat medewerkers bij een melding schreven.", _TERMIJN,
        {**_NUMMER, "op": ("Wanneer", "Het moment."), "organisatie.naam": ("Organisatie", "Wie dit schreef."),
         "intern": ("Intern", "Of alleen die organisatie de notitie ziet."), "tekst": ("Tekst", "De notitie.")},
        {"id": "eigen nummer van de rij", "gebruiker": _WIE},
    ),
    Doorzending: Beschrijving(
        "Doorgestuurd", "Een melding die naar een andere behandelaar ging.", _TERMIJN,
        {**_NUMMER, "op": ("Wanneer", "Het moment."), "van.naam": ("Van", "De vorige behandelaar."),
         "naar.naam": ("Naar", "De nieuwe behandelaar."), "reden": ("Reden", "Waarom.")},
        {"id": "eigen nummer van de rij", "gebeurtenis": "staat in de tijdlijn"},
    ),
}  # fmt: skip
_ERBIJ = {
    Melding: ("school", "instantie", "soort", "locatie"), Verzuimdag: (), Gebeurtenis: ("organisatie",),
    Notitie: ("organisatie",), Doorzending: ("van", "naar"),
}  # fmt: skip


def verzamel(pgns: Sequence[str]) -> list[Groep]:
    """Alles wat deze kamer van deze nummers heeft. De aanroeper bewaakt het recht en legt het vast."""
    groepen = []
    for model, beschrijving in BESCHRIJVINGEN.items():
        veld = "pgn__in" if model is Melding else "melding__pgn__in"
        alle = model.objects.unscoped(REDEN).filter(**{veld: pgns})  # type: ignore[attr-defined]
        groepen.append(beschrijving.groep(alle.select_related(*_ERBIJ[model] or (None,)).order_by("pk")))
    return groepen
