"""Wat deze kamer van iemand heeft, en wie zijn gegevens zag; voor wie om inzage vraagt."""

from collections.abc import Sequence

from django.db import models

from accounts.domein.inzage import Beschrijving, Groep, tekst
from accounts.domein.rechten import MATRIX, Rol
from accounts.models import Beperking, Concept, Inzageverzoek, Organisatie, Toewijzing
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.audit.zinnen import zin

REDEN = "inzage door een betrokkene, na instemming van een tweede persoon"
_WIE = "medewerkers noemen wij met hun organisatie, niet met hun naam"
_INTERN = "technisch nummer"

BESCHRIJVINGEN: dict[type[models.Model], Beschrijving] = {
    Toewijzing: Beschrijving(
        "Coaches en mentoren", "Medewerkers van een school die de meldingen over deze leerling mogen lezen.",
        "Zolang de toewijzing in het portaal staat.",
        {"organisatie.naam": ("School", "De school."), "get_rol_display": ("Rol", "Wat hij mag."),
         "vanaf": ("Vanaf", "De eerste dag."), "tot": ("Tot en met", "De laatste dag; leeg is zonder einde.")},
        {"id": _INTERN, "gebruiker": _WIE, "locatie_ids": "gaat over een locatie",
         "gecontroleerd_op": "gaat over de medewerker", "leerling_pgns": "alle leerlingen van de toewijzing"},
    ),
    Concept: Beschrijving(
        "Nog niet verzonden", "Een formulier dat iemand over deze leerling aan het invullen is.",
        "7 dagen na de laatste wijziging.",
        {"organisatie.naam": ("Organisatie", "Waar dit ingevuld wordt."), "soort": ("Formulier", "Welk formulier."),
         "bijgewerkt_op": ("Gewijzigd", "De laatste wijziging."), "gegevens": ("Inhoud", "Wat er ingevuld is.")},
        {"id": _INTERN, "gebruiker": _WIE, "pad": "het adres van de pagina"},
    ),
    Beperking: Beschrijving(
        "Beperking van de verwerking", "Of er gevraagd is om uw gegevens minder te gebruiken, en of dat nu geldt.",
        "Het nummer zolang de beperking geldt of wacht; dat zij er was, blijft.",
        {"nummer": ("Beperking", "Het nummer van de beperking."),
         "get_grond_display": ("Grond", "Waarom zij gevraagd is."), "reden": ("Reden", "De reden die erbij staat."),
         "organisatie.naam": ("Organisatie", "Wie haar vroeg."),
         "gevraagd_op": ("Gevraagd", "Het moment."), "ingegaan_op": ("Ingegaan", "Vanaf wanneer zij geldt."),
         "opgeheven_op": ("Opgeheven", "Tot wanneer zij gold."),
         "opheffen_reden": ("Reden van opheffen", "Waarom zij eindigt."),
         "gemeld_op": ("Gemeld", "Wanneer u hoorde dat zij eindigt.")},
        {"pgn": "het nummer waarom het gaat", "gevraagd_door": _WIE, "voorstel": _INTERN, "opheffing": _INTERN},
    ),
    Inzageverzoek: Beschrijving(
        "Verzoeken om inzage", "Wanneer er om een overzicht als dit gevraagd is.",
        "Het nummer tot 14 dagen na de instemming; dat het gevraagd is, blijft.",
        {"nummer": ("Verzoek", "Het nummer van het verzoek."), "gevraagd_op": ("Gevraagd", "Het moment."),
         "reden": ("Reden", "De reden die erbij staat."), "organisatie.naam": ("Organisatie", "Wie het vroeg."),
         "verloopt_op": ("Beschikbaar tot", "Tot wanneer het overzicht er is.")},
        {"pgn": "het nummer waarom het gaat", "gevraagd_door": _WIE, "voorstel": _INTERN},
    ),
}  # fmt: skip

_GEZIEN = (
    ("Wanneer", "Het moment."),
    ("Organisatie", "Bij welke organisatie de medewerker hoort."),
    ("Rol", "Wat de medewerker daar mag."),
    ("Wat", "Wat er gebeurde: bekeken, gewijzigd of opgehaald."),
    ("Gelukt", "Of het gelukt is, of geweigerd."),
)  # fmt: skip


def verzamel(pgns: Sequence[str]) -> list[Groep]:
    """Alles wat deze kamer van deze nummers heeft. De aanroeper bewaakt het recht en legt het vast."""
    rijen = {
        Toewijzing: Toewijzing.objects.unscoped(REDEN).filter(leerling_pgns__overlap=list(pgns)),
        Concept: Concept.objects.unscoped(REDEN).filter(gegevens__pgn__in=list(pgns)),
        Beperking: Beperking.objects.unscoped(REDEN).filter(pgn__in=pgns),
        Inzageverzoek: Inzageverzoek.objects.unscoped(REDEN).filter(pgn__in=pgns),
    }
    groepen = [
        beschrijving.groep(rijen[model].select_related("organisatie").order_by("pk"))  # type: ignore[index]
        for model, beschrijving in BESCHRIJVINGEN.items()
    ]
    return [*groepen, _wie_zag(pgns)]


def _wie_zag(pgns: Sequence[str]) -> Groep:
    """Elke logregel over deze persoon, de nieuwste eerst."""
    regels = list(
        AuditEvent.objects.filter(onderwerp__in=[onderwerp_van(pgn) for pgn in pgns]).order_by("-moment", "-pk")
    )
    namen = dict(
        Organisatie.objects.filter(pk__in={regel.organisatie_id for regel in regels}).values_list("pk", "naam")
    )
    rijen = tuple(
        (tekst(r.moment), namen.get(r.organisatie_id or 0, ""), _rollen(r.rollen), zin(r), r.get_resultaat_display())
        for r in regels
    )
    return Groep(
        "Wie uw gegevens zag",
        "Elke keer dat iemand deze gegevens bekeek, wijzigde of ophaalde.",
        "3 jaar.",
        _GEZIEN,
        rijen,
    )


def _rollen(namen: str) -> str:
    return ", ".join(MATRIX[Rol(rol)].label for rol in namen.split(",") if rol in set(Rol))
