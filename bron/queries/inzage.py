"""Wat het register van iemand heeft, voor wie om inzage vraagt; alles, ook wat wij vroeger wisten."""

from collections.abc import Sequence

from django.db import models

from accounts.domein.inzage import Beschrijving, Groep
from bron.domein.tijd import OPEN_MOMENT
from bron.models import DiplomaVersie, Intrekking, Mutatie, Nummerwijziging, Oordeel, PeriodeVersie, PersoonVersie
from bron.queries.leerling import nummers_van

REDEN = "inzage door een betrokkene, na instemming van een tweede persoon"
_REGISTER = "Tot 5 jaar na de laatste inschrijving, of 2 jaar na overlijden."
_PGN = ("Nummer", "Het persoonsgebonden nummer: het burgerservicenummer of het onderwijsnummer.")
_INTERN = {"id": "eigen nummer van de rij"}
_HERKOMST = {
    "ontvangen_op": ("Ontvangen", "Wanneer de school dit aan het register gaf."),
    "vervallen_op": ("Vervangen", "Wanneer een nieuwer bericht dit verving. Tot dan was dit wat wij wisten."),
    "levering.leverancier": ("Leverancier", "Welk systeem het bericht stuurde."),
    "regel": ("Regel", "De plaats in dat bericht."),
}
_NAAM = {
    "achternaam": ("Achternaam", "De achternaam."),
    "voorvoegsel": ("Voorvoegsel", "Het voorvoegsel bij de achternaam, zoals ‘van der’."),
    "voornamen": ("Voornamen", "De voornamen."),
    "geboortedatum": ("Geboortedatum", "De dag van geboorte."),
}
_ADRES = {
    "straat": ("Straat", "De straat van het adres."),
    "huisnummer": ("Huisnummer", "Het huisnummer."),
    "huisletter": ("Huisletter", "De letter achter het huisnummer."),
    "toevoeging": ("Toevoeging", "De toevoeging bij het huisnummer."),
    "postcode": ("Postcode", "De postcode."),
    "plaats": ("Plaats", "De woonplaats."),
    "gemeentecode": ("Gemeentecode", "De code van de gemeente waar iemand woont."),
}
_SCHOOL = {"brin": ("School", "Het BRIN: het nummer van de school.")}
_OPLEIDING = {
    "sector": ("Onderwijs", "Het soort onderwijs, zoals VO of MBO."),
    "opleidingcode": ("Opleiding", "De code van de opleiding."),
    "niveau": ("Niveau", "Het niveau in het mbo."),
    "leerweg": ("Leerweg", "De leerweg in het mbo: BOL of BBL."),
    "reden_uitstroom": ("Reden van vertrek", "De code van de reden waarom iemand vertrok."),
    "datum_inschrijving": ("Ingeschreven", "De eerste dag van de inschrijving."),
    "datum_uitschrijving": ("Uitgeschreven", "De laatste dag van de inschrijving."),
}

BESCHRIJVINGEN: dict[type[models.Model], Beschrijving] = {
    PersoonVersie: Beschrijving(
        "Persoon in het register", "Naam en adres, zoals scholen die doorgaven. Elke stand is een rij.", _REGISTER,
        {"pgn": _PGN, **_NAAM, "geslacht": ("Geslacht", "M, V of O (onbekend)."), **_ADRES,
         "overleden_op": ("Overleden", "De dag van overlijden."),
         "vertrokken_op": ("Vertrokken", "De dag van vertrek uit Nederland."), **_HERKOMST}, _INTERN,
    ),
    PeriodeVersie: Beschrijving(
        "Inschrijvingen", "Elke periode op een school, en hoe wij haar eerder kenden.", _REGISTER,
        {"pgn": _PGN, **_SCHOOL, "volgnummer": ("Inschrijving", "Het nummer dat de school aan de inschrijving gaf."),
         **_OPLEIDING, "geldig_van": ("Vanaf", "De eerste dag van deze periode."),
         "geldig_tot": ("Tot", "De eerste dag waarop deze periode niet meer gold."),
         "leerjaar": ("Leerjaar", "Het leerjaar in het voortgezet onderwijs."),
         "intensiteit": ("Vorm", "Voltijd (VT), deeltijd (DT) of alleen examen (EX)."),
         "examen": ("Alleen examen", "Of iemand alleen examen doet."),
         "bekostigd": ("Bekostigd", "Of de school voor deze inschrijving geld van het Rijk krijgt."),
         "vestiging": ("Vestiging", "Het nummer van de vestiging."), **_HERKOMST}, _INTERN,
    ),
    DiplomaVersie: Beschrijving(
        "Diploma's", "Elk diploma dat een school doorgaf.", "60 jaar na het behalen, of 2 jaar na overlijden.",
        {"pgn": _PGN, **_SCHOOL, "soort": ("Diploma", "De soort diploma."),
         "opleidingcode": _OPLEIDING["opleidingcode"], "niveau": _OPLEIDING["niveau"],
         "datum_behaald": ("Behaald", "De dag waarop het diploma behaald is."),
         "startkwalificatie": ("Startkwalificatie", "Of dit diploma een startkwalificatie is."), **_HERKOMST}, _INTERN,
    ),
    Nummerwijziging: Beschrijving(
        "Nieuw nummer", "Een onderwijsnummer dat door een burgerservicenummer vervangen is.", _REGISTER,
        {"oud_pgn": ("Oud nummer", "Het onderwijsnummer."), "nieuw_pgn": ("Nieuw nummer", "Het burgerservicenummer."),
         **{naam: uitleg for naam, uitleg in _HERKOMST.items() if naam != "vervallen_op"}}, _INTERN,
    ),
    Intrekking: Beschrijving(
        "Ingetrokken", "Een inschrijving of diploma die de school introk.", _REGISTER,
        {"pgn": _PGN, "get_soort_display": ("Wat", "Inschrijving of diploma."), **_SCHOOL,
         "sleutel": ("Welke", "Het volgnummer van de inschrijving, of soort en datum van het diploma."),
         **{naam: uitleg for naam, uitleg in _HERKOMST.items() if naam != "vervallen_op"}}, _INTERN,
    ),
    Oordeel: Beschrijving(
        "Afgekeurde berichten", "Berichten over deze persoon die niet of met een opmerking verwerkt zijn.",
        "1 jaar na de levering.",
        {"levering.leverancier": _HERKOMST["levering.leverancier"], "regel": _HERKOMST["regel"],
         "recordsoort": ("Soort bericht", "De soort bericht van de school."),
         "sleutel": ("Waarover", "School, persoonsgebonden nummer en inschrijving of diploma."),
         "get_oordeel_display": ("Oordeel", "Afgekeurd, of goedgekeurd met een opmerking."),
         "code": ("Code", "De code van de reden."), "melding": ("Reden", "Waarom.")}, _INTERN,
    ),
    Mutatie: Beschrijving(
        "Weekleveringen", "Wijzigingen die wij aan gemeente en regio doorgaven.", "3 maanden na het maken.",
        {"weeklevering.peildatum": ("Week", "De maandag van de levering."), "pgn": _PGN,
         "ontvanger_gemeente": ("Naar gemeente", "De code van de gemeente die dit kreeg."),
         "ontvanger_regio": ("Naar regio", "Het nummer van de RMC-regio die dit kreeg."),
         "soort": ("Wijziging", "Wat er veranderde."), "datum": ("Datum", "De dag van de wijziging."),
         **_NAAM, **_ADRES, "rmc_nummer": ("Regio", "De RMC-regio van het adres."), **_SCHOOL,
         "naam_instelling": ("Naam van de school", "De naam van de school."), **_OPLEIDING,
         "bekostigd": ("Bekostigd", "Of de school voor deze inschrijving geld van het Rijk krijgt."),
         "hoogste_diploma": ("Hoogste diploma", "Het hoogste diploma dat wij kenden."),
         "startkwalificatie": ("Startkwalificatie", "Of iemand een startkwalificatie had.")}, _INTERN,
    ),
}  # fmt: skip


def nummers(pgn: str) -> list[str]:
    """Alle nummers van de persoon met dit nummer, het huidige eerst (settings.NUMMERS_VAN_PERSOON)."""
    return nummers_van(pgn, OPEN_MOMENT)[1]


def verzamel(pgns: Sequence[str]) -> list[Groep]:
    """Alles wat deze kamer van deze nummers heeft. De aanroeper bewaakt het recht en legt het vast."""
    versies = (PersoonVersie, PeriodeVersie, DiplomaVersie, Intrekking)
    rijen: dict[type[models.Model], models.QuerySet] = {
        model: model.objects.unscoped(REDEN).filter(pgn__in=pgns).select_related("levering") for model in versies
    }
    rijen = {model: alle.order_by("ontvangen_op", "pk") for model, alle in rijen.items()}
    rijen[Nummerwijziging] = (
        Nummerwijziging.objects.unscoped(REDEN).filter(nieuw_pgn__in=pgns).select_related("levering")
    )
    waarover = models.Q()
    for pgn in pgns:
        waarover |= models.Q(sleutel__contains=pgn)
    rijen[Oordeel] = Oordeel.objects.unscoped(REDEN).filter(waarover).select_related("levering").order_by("pk")
    rijen[Mutatie] = Mutatie.objects.unscoped(REDEN).filter(pgn__in=pgns).select_related("weeklevering").order_by("pk")
    return [beschrijving.groep(rijen[model]) for model, beschrijving in BESCHRIJVINGEN.items()]
