"""De rechtentabel: wie wat mag, uitgeschreven zoals de beschrijving van de rollen."""

import pytest

from accounts.domein.rechten import MATRIX, Handeling, Rol, Soort, bestaat_bij, handelingen_van

BEHANDELEN = "raadplegen terugmelden heropenen doorsturen notitie"
VERWACHT = {
    "melder": "raadplegen opvoeren wijzigen intrekken aanvullen notitie doorgeven",
    "lezer": "raadplegen",
    "beheerder_onderwijs": "locaties_beheren melders_beheren",
    "rapportages": "rapportages_lezen leveringen_lezen",
    "behandelaar": BEHANDELEN,
    "behandelaar_rmc": f"{BEHANDELEN} leveringen_lezen c_levering_aanvragen",
    "beheerder": "gebruikers_beheren sleutels_beheren logboek_lezen",
    "functioneel_beheer": (
        "organisaties_beheren routering_beheren referentie_beheren leveringen_volgen register_inzien betrokkenen_inzien"
        " logboek_lezen logboek_leerling"
    ),
}
BIJ = {
    "melder": "instelling",
    "lezer": "instelling",
    "beheerder_onderwijs": "instelling",
    "rapportages": "instelling gemeente rmc_regio uitvoerende_instantie",
    "behandelaar": "gemeente uitvoerende_instantie",
    "behandelaar_rmc": "rmc_regio gemeente",
    "beheerder": "instelling gemeente rmc_regio uitvoerende_instantie loket",
    "functioneel_beheer": "loket",
}
INHOUD = {
    Handeling(h)
    for h in f"{BEHANDELEN} opvoeren wijzigen intrekken aanvullen doorgeven rapportages_lezen leveringen_lezen".split()
}


@pytest.mark.parametrize("rol", Rol)
def test_een_rol_mag_precies_wat_beschreven_is(rol):
    assert MATRIX[rol].handelingen == {Handeling.START, *map(Handeling, VERWACHT[rol].split())}


@pytest.mark.parametrize("rol", Rol)
def test_een_rol_bestaat_precies_bij_de_beschreven_organisaties(rol):
    assert {soort for soort in Soort if bestaat_bij(rol, soort)} == set(map(Soort, BIJ[rol].split()))


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.FUNCTIONEEL_BEHEER, Rol.BEHEERDER_ONDERWIJS])
def test_een_beheerder_ziet_geen_melding_leerling_of_rapport(rol):
    assert MATRIX[rol].handelingen & INHOUD == set()


def test_elke_handeling_is_van_iemand():
    assert handelingen_van(Rol) == set(Handeling)


def test_zonder_rol_mag_niemand_iets():
    assert handelingen_van([]) == set()
