"""Wat er misging bij het inlezen, als zin. Nooit de tekst van de database zelf: die kan een record noemen."""

import psycopg2
from django.db import Error, IntegrityError

# copy_expert gaat buiten Django om, en werpt de fout van psycopg2 zelf
STORINGEN = (Error, psycopg2.Error, MemoryError)
NIETS = "Er is niets opgeslagen. "
OPNIEUW = "Bied de levering daarna opnieuw aan."
_VERBINDING = (
    "De verbinding met de database viel weg. Bied de levering opnieuw aan: is zij toch al verwerkt, dan verandert "
    "er niets."
)
# Bij een SQLSTATE, of bij haar eerste twee tekens (de klasse). Bron: PostgreSQL, Appendix A.
_ZINNEN = {
    "53100": f"De schijf van de database is vol. {NIETS}Maak ruimte. {OPNIEUW}",
    "53200": f"De database heeft te weinig geheugen. {NIETS}{OPNIEUW}",
    "53300": f"De database heeft geen verbinding vrij. {NIETS}{OPNIEUW}",
    "53400": f"Een grens van de database is bereikt, bijvoorbeeld voor tijdelijke bestanden. {NIETS}{OPNIEUW}",
    "55P03": f"Een ander werk hield het register te lang bezet. {NIETS}{OPNIEUW}",
    "57014": f"Het inlezen is afgebroken door de database of een beheerder. {NIETS}{OPNIEUW}",
    "25006": f"De database staat op alleen lezen. {NIETS}{OPNIEUW}",
    "08": _VERBINDING,
    "28": "De database laat deze gebruiker niet toe. Controleer DATABASE_URL.",
    "3D": "De database bestaat niet. Controleer DATABASE_URL.",
    "40": f"Een ander werk zat in de weg. {NIETS}{OPNIEUW}",
    "42": f"De tabellen of rechten van de database kloppen niet met dit portaal. {NIETS}Draai eerst `migrate`.",
    "57": _VERBINDING,
}


def zin_bij_storing(fout: Error | psycopg2.Error | MemoryError) -> str:
    """Een Nederlandse zin bij een fout van de database of een tekort aan geheugen, zonder gegevens uit de levering."""
    if isinstance(fout, MemoryError):
        return f"Er is te weinig geheugen om deze levering in te lezen. {NIETS}{OPNIEUW}"
    code = getattr(fout, "pgcode", None) or getattr(fout.__cause__, "pgcode", None) or ""
    zin = _ZINNEN.get(code) or _ZINNEN.get(code[:2])
    if zin:
        return zin
    if not code and not isinstance(fout, IntegrityError):  # zonder code: er was geen server om te antwoorden
        return _VERBINDING
    return f"De database weigerde de levering (code {code or 'onbekend'}). {NIETS}"
