"""Elke mutatie als zin: de tabel zegt per soort en geval wat er staat."""

from dataclasses import dataclass, fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.mutatie import MutatieSoort as S
from bron.domein.mutatiezin import REDENEN_UITSTROOM, UITLEG, zin

GEMEENTEN = {"0363": "Amsterdam", "0518": "Den Haag"}
EIND = date(2026, 11, 12)


@dataclass(frozen=True)
class Regel:
    soort: str = S.OVERLEDEN
    datum: date = date(2026, 11, 18)
    ontvanger_gemeente: str = "0363"
    gemeentecode: str = "0363"
    straat: str = "Proefstraat"
    huisnummer: str = "12"
    huisletter: str = ""
    toevoeging: str = ""
    plaats: str = "Amsterdam"
    brin: str = "00ZV"
    naam_instelling: str = "De Brug"
    datum_inschrijving: date | None = date(2025, 8, 1)
    datum_uitschrijving: date | None = None
    reden_uitstroom: str = ""
    bekostigd: bool | None = True
    hoogste_diploma: str = "VMBO"


TABEL = [
    (S.OVERLEDEN, {}, "Op 18-11-2026 is deze leerling overleden."),
    (S.VIER_JAAR, {}, "Op 18-11-2026 is deze leerling 4 jaar geworden."),
    (S.DRIEENTWINTIG_JAAR, {}, "Op 18-11-2026 is deze leerling 23 jaar geworden."),
    (S.VERHUISD_BINNEN, {"huisletter": "a", "toevoeging": "2"},
     "Op 18-11-2026 ontvingen wij dat deze leerling binnen Amsterdam is verhuisd naar Proefstraat 12a-2, Amsterdam."),
    (S.VERHUISD_BINNEN, {"straat": "", "huisnummer": "", "plaats": ""},
     "Op 18-11-2026 ontvingen wij dat deze leerling binnen Amsterdam is verhuisd naar een onbekend adres."),
    (S.VERHUISD_ANDERS, {}, "Op 18-11-2026 ontvingen wij dat deze leerling in Amsterdam is komen wonen."),
    (S.VERHUISD_ANDERS, {"gemeentecode": "0518"},
     "Op 18-11-2026 ontvingen wij dat deze leerling van Amsterdam is verhuisd naar Den Haag."),
    (S.VERHUISD_ANDERS, {"gemeentecode": ""},
     "Sinds 18-11-2026 woont deze leerling volgens het register niet meer in Amsterdam of in Nederland."),
    (S.INSCHRIJVING_TOEGEVOEGD, {}, "Deze leerling is op 1-8-2025 ingeschreven bij De Brug (Kapper)."),
    (S.INSCHRIJVING_TOEGEVOEGD, {"bekostigd": False},
     "Deze leerling is op 1-8-2025 ingeschreven bij De Brug (Kapper). De inschrijving is niet bekostigd."),
    (S.INSCHRIJVING_TOEGEVOEGD, {"datum_uitschrijving": EIND, "reden_uitstroom": "08"},
     "Deze leerling is op 1-8-2025 ingeschreven bij De Brug (Kapper) en op 12-11-2026 uitgeschreven. Reden: geen uitval."),
    (S.INSCHRIJVING_GEWIJZIGD, {"datum": EIND, "datum_uitschrijving": EIND, "reden_uitstroom": "04"},
     "Deze leerling is op 12-11-2026 uitgeschreven bij De Brug (Kapper). Reden: studie- en beroepskeuze."),
    (S.INSCHRIJVING_GEWIJZIGD, {"datum": EIND, "datum_uitschrijving": EIND, "naam_instelling": ""},
     "Deze leerling is op 12-11-2026 uitgeschreven bij 00ZV (Kapper). Reden: niet opgegeven."),
    (S.INSCHRIJVING_GEWIJZIGD, {},
     "Op 18-11-2026 ontvingen wij een wijziging van de inschrijving bij De Brug (Kapper), begonnen op 1-8-2025."),
    (S.INSCHRIJVING_GEWIJZIGD, {"datum_uitschrijving": EIND},
     "Op 18-11-2026 ontvingen wij een wijziging van de inschrijving bij De Brug (Kapper), begonnen op 1-8-2025 en"
     " geëindigd op 12-11-2026."),
    (S.INSCHRIJVING_VERWIJDERD, {},
     "Op 18-11-2026 ontvingen wij dat de inschrijving bij De Brug (Kapper), begonnen op 1-8-2025, is ingetrokken."),
    (S.RESULTAAT_TOEGEVOEGD, {}, "Op 18-11-2026 is een diploma behaald. Hoogste diploma nu: VMBO."),
    (S.RESULTAAT_GEWIJZIGD, {}, "Het diploma dat op 18-11-2026 is behaald, is verbeterd. Hoogste diploma nu: VMBO."),
    (S.RESULTAAT_VERWIJDERD, {"hoogste_diploma": ""},
     "Op 18-11-2026 ontvingen wij dat een diploma is ingetrokken. Hoogste diploma nu: geen."),
    (S.STARTKWALIFICATIE, {"hoogste_diploma": "MBO 2"},
     "Op 18-11-2026 is een startkwalificatie behaald. Hoogste diploma nu: MBO 2."),
    (S.GEEN_STARTKWALIFICATIE, {}, "Op 18-11-2026 verviel de startkwalificatie. Hoogste diploma nu: VMBO."),
]  # fmt: skip


@pytest.mark.parametrize(("soort", "anders", "verwacht"), TABEL, ids=lambda waarde: str(waarde)[:40])
def test_een_mutatie_leest_als_een_zin(soort, anders, verwacht):
    assert zin(Regel(soort=soort, **anders), opleiding="Kapper", gemeenten=GEMEENTEN) == verwacht


def test_elke_soort_staat_in_de_tabel_en_heeft_uitleg():
    assert ({soort for soort, _, _ in TABEL}, set(UITLEG)) == (set(S), set(S))


def test_elke_reden_van_uitstroom_die_een_levering_mag_noemen_heeft_woorden():
    assert sorted(REDENEN_UITSTROOM) == [f"0{nummer}" for nummer in range(1, 10)]


_LEEG = {
    "str": st.sampled_from(["", "x", "07"]),
    "date": st.dates(),
    "datetime.date": st.dates(),
    "bool": st.booleans(),
    "None": st.none(),
}


def _willekeurig(veld):
    return st.one_of(*(_LEEG[deel] for deel in str(getattr(veld.type, "__name__", veld.type)).split(" | ")))


@settings(derandomize=True, max_examples=200)
@given(st.sampled_from(S), st.fixed_dictionaries({v.name: _willekeurig(v) for v in fields(Regel) if v.name != "soort"}))
def test_ook_een_halflege_regel_wordt_een_hele_zin(soort, velden):
    gelezen = zin(Regel(soort=soort, **velden), opleiding="", gemeenten={})
    assert (gelezen[-1], "None" in gelezen, "  " in gelezen) == (".", False, False)
