"""Als een gemeente of instelling op een dag in een andere opgaat: wat dan kan, wie opvolgt, en welke rollen meegaan.

Bron: Wet algemene regels herindeling art. 44 (rechten en verplichtingen gaan over naar de opvolger). Wat dat voor een
melding, een rapportage en een rol betekent, is een eigen keuze: docs/domein/fusies.md, besluit 34.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.domein.rechten import Rol, Soort

SOORTEN = (Soort.GEMEENTE, Soort.INSTELLING)


@dataclass(frozen=True, slots=True)
class Overgang:
    """`van` gaat op `dag` op in `naar`; het zijn codes, of sleutels, van organisaties van één soort."""

    van: str
    naar: str
    dag: date


def opvolger(code: str, overgangen: Iterable[Overgang], dag: date) -> str:
    """Wie op deze dag is wat `code` was: ook na meer fusies achter elkaar. Zonder fusie de code zelf."""
    stap = {overgang.van: overgang.naar for overgang in overgangen if overgang.dag <= dag}
    gezien = {code}
    while (volgende := stap.get(code)) is not None and volgende not in gezien:
        gezien.add(volgende)
        code = volgende
    return code


def voorgangers(code: str, overgangen: Iterable[Overgang], dag: date) -> set[str]:
    """Iedereen die op deze dag in `code` is opgegaan, zonder `code` zelf."""
    alle = list(overgangen)
    return {o.van for o in alle if opvolger(o.van, alle, dag) == code} - {code}


def bezwaar(
    nieuw: Overgang,
    overgangen: Iterable[Overgang],
    *,
    vandaag: date,
    soort_van: Soort,
    soort_naar: Soort,
    naar_werkt: bool = True,
) -> str:
    """Waarom deze fusie niet kan, als zin; leeg als zij kan."""
    alle = list(overgangen)
    if soort_van not in SOORTEN:
        return "Alleen een gemeente of een instelling kan in een andere opgaan."
    if soort_van != soort_naar:
        return "Een gemeente gaat op in een gemeente, een instelling in een instelling."
    if nieuw.van == nieuw.naar:
        return "Een organisatie kan niet in zichzelf opgaan."
    if nieuw.dag <= vandaag:
        return "Kies een dag na vandaag."
    if any(o.van == nieuw.van for o in alle):
        return "Voor deze organisatie is al vastgelegd waarin zij opgaat."
    if not naar_werkt or any(o.van == nieuw.naar and o.dag <= nieuw.dag for o in alle):
        return "De organisatie waarin zij opgaat, bestaat op die dag niet meer."
    if any(o.naar == nieuw.van and o.dag >= nieuw.dag for o in alle):
        return "In deze organisatie gaat dan nog een andere op. Annuleer die fusie eerst."
    return ""


def rol_gaat_mee(rol: Rol, *, opvolger_heeft_beheerder: bool, heeft_rol_al: bool) -> bool:
    """Krijgt wie deze rol had, haar bij de opvolger?

    Een beheerder wordt niet vanzelf baas over de gebruikers van een ander: alleen als die nog niemand heeft. Een lezer
    houdt zijn eigen locaties en leerlingen, ook naast een rol die hij er al had.
    """
    if rol is Rol.BEHEERDER and opvolger_heeft_beheerder:
        return False
    return rol is Rol.LEZER or not heeft_rol_al
