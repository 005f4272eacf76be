"""Op welke rapportages iemand staat, voor wie om inzage vraagt."""

from collections.abc import Sequence

from django.db import models

from accounts.domein.inzage import Beschrijving, Groep
from rapportages.models import R08Rij, RapportageRij, VerzuimRij

REDEN = "inzage door een betrokkene, na instemming van een tweede persoon"
_TERMIJN = "3 maanden na het maken van de rapportage."
_WIE = {
    "persoon": ("Nummer", "Het persoonsgebonden nummer."),
    "brin": ("School", "Het BRIN: het nummer van de school die de rapportage krijgt."),
    "gemeentecode": ("Gemeente", "De code van de gemeente die de rapportage krijgt."),
    "rmc_nummer": ("Regio", "Het nummer van de RMC-regio die de rapportage krijgt."),
    "achternaam": ("Achternaam", "De achternaam."),
    "voorvoegsel": ("Voorvoegsel", "Het voorvoegsel bij de achternaam."),
    "voornamen": ("Voornamen", "De voornamen."),
    "geboortedatum": ("Geboortedatum", "De dag van geboorte."),
}
_MAAND = {"rapportage.maand": ("Maand", "De maand van de rapportage.")}
_INTERN = {"id": "eigen nummer van de rij"}

BESCHRIJVINGEN: dict[type[models.Model], Beschrijving] = {
    RapportageRij: Beschrijving(
        "Maandrapportages", "Lijsten van leerlingen zonder inschrijving of startkwalificatie.", _TERMIJN,
        {**_MAAND, "code": ("Lijst", "De code van de lijst."), **_WIE,
         "nieuw": ("Nieuw", "Of iemand de maand ervoor nog niet op de lijst stond."),
         "reden": ("Reden", "Waarom iemand op de lijst staat."), "waarom": ("Waarom", "De regel die daartoe leidde."),
         "vanaf": ("Vanaf", "De maand waarin iemand op de lijst kwam, als jaar en maand."),
         "type": ("Onderwijs", "Het soort onderwijs."),
         "volgnummer": ("Inschrijving", "Het nummer van de inschrijving."),
         "vestiging": ("Vestiging", "Het nummer van de vestiging."),
         "opleidingcode": ("Opleiding", "De code van de opleiding."), "leerweg": ("Leerweg", "BOL of BBL, in het mbo."),
         "datum_inschrijving": ("Ingeschreven", "De eerste dag van de inschrijving."),
         "datum_uitschrijving": ("Uitgeschreven", "De laatste dag van de inschrijving."),
         "reden_uitstroom": ("Reden van vertrek", "De code van de reden waarom iemand vertrok."),
         "straat": ("Straat", "De straat van het adres."), "huisnummer": ("Huisnummer", "Het huisnummer."),
         "huisletter": ("Huisletter", "De letter achter het huisnummer."),
         "toevoeging": ("Toevoeging", "De toevoeging bij het huisnummer."), "postcode": ("Postcode", "De postcode."),
         "plaats": ("Plaats", "De woonplaats."),
         "melding_wettelijk": ("Verplichte melding", "Of er een melding was die de wet eist."),
         "melding_niet_wettelijk": ("Andere melding", "Of er een andere melding was.")}, _INTERN,
    ),
    VerzuimRij: Beschrijving(
        "Verzuimoverzicht (R01)", "Meldingen van een maand.", _TERMIJN,
        {**_MAAND, **_WIE, "nummer": ("Melding", "Het nummer van de melding."), "soort": ("Soort", "De soort verzuim."),
         "verplicht": ("Verplicht", "Of de wet deze melding eist."),
         "status": ("Status", "De status bij het maken, als code."),
         "geregistreerd_op": ("Gemeld", "Wanneer de school meldde."),
         "eerste_dag": ("Eerste dag", "De eerste dag van het verzuim."),
         "laatste_dag": ("Laatste dag", "De laatste dag van het verzuim.")}, _INTERN,
    ),
    R08Rij: Beschrijving(
        "Mogelijk langdurig verzuim (R08)", "Leerlingen met veel verzuim in vier weken.", _TERMIJN,
        {"week.peildatum": ("Week", "De maandag van de lijst."), **_WIE,
         "naam_instelling": ("Naam van de school", "De naam van de school."),
         "naam_gemeente": ("Naam van de gemeente", "De naam van de gemeente."),
         "uren": ("Lesuren", "Hoeveel lesuren gemist zijn."), "dagen": ("Dagen", "Hoeveel dagen er verzuim was."),
         "eerste_dag": ("Eerste dag", "De eerste dag met verzuim."),
         "laatste_dag": ("Laatste dag", "De laatste dag met verzuim."),
         "nummer": ("Melding", "Het nummer van de laatste melding."), "soort": ("Soort", "De soort verzuim."),
         "aantal_weken": ("Weken", "Hoeveel weken achter elkaar iemand op de lijst staat.")}, _INTERN,
    ),
}  # fmt: skip
_ERBIJ: dict[type[models.Model], str] = {RapportageRij: "rapportage", VerzuimRij: "rapportage", R08Rij: "week"}


def verzamel(pgns: Sequence[str]) -> list[Groep]:
    """Alles wat deze kamer van deze nummers heeft. De aanroeper bewaakt het recht en legt het vast."""
    return [
        beschrijving.groep(
            model.objects.unscoped(REDEN)  # type: ignore[attr-defined]
            .filter(persoon__in=pgns)
            .select_related(_ERBIJ[model])
            .order_by("pk")
        )
        for model, beschrijving in BESCHRIJVINGEN.items()
    ]
