"""Eigenschappen van de routering die voor elke combinatie van regels gelden."""

from hypothesis import given, settings
from hypothesis import strategies as st

from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.domein.routering import Gemeente, kies

GEMEENTEN = [
    Gemeente("0363", "Amsterdam", "21", 1),
    Gemeente("0394", "Haarlemmermeer", "21", 2),
    Gemeente("0518", "'s-Gravenhage", "28", 3),
]
groepen = st.sampled_from(list(Leeftijdsgroep))
instanties = st.tuples(st.integers(1, 9), st.sampled_from(["Bureau Noord", "Bureau Zuid"]))
alternatieven = st.dictionaries(st.tuples(st.sampled_from(["0363", "0394", "0518"]), groepen), instanties)
regios = st.dictionaries(st.sampled_from(["21", "28"]), instanties)
rustig = settings(max_examples=150, derandomize=True, deadline=None)


@rustig
@given(st.sampled_from(GEMEENTEN), groepen, alternatieven, regios)
def test_een_verblijfadres_in_de_eigen_gemeente_verandert_niets(gemeente, groep, alternatief, rmc):
    met, zonder = (
        kies(woongemeente=gemeente, verblijfgemeente=elk, groep=groep, alternatief=alternatief, rmc_instantie=rmc)
        for elk in (gemeente, None)
    )
    assert met == zonder


@rustig
@given(st.sampled_from(GEMEENTEN), st.sampled_from(GEMEENTEN), groepen, alternatieven, regios)
def test_het_verblijf_wint_van_de_woonplaats(woont, verblijft, groep, alternatief, rmc):
    keuze = kies(
        woongemeente=woont, verblijfgemeente=verblijft, groep=groep, alternatief=alternatief, rmc_instantie=rmc
    )
    daar = kies(woongemeente=verblijft, verblijfgemeente=None, groep=groep, alternatief=alternatief, rmc_instantie=rmc)
    assert (keuze.instantie, keuze.gemeentecode) == (daar.instantie, daar.gemeentecode)


@rustig
@given(
    st.sampled_from(GEMEENTEN),
    st.sampled_from([Leeftijdsgroep.LEERPLICHTIG, Leeftijdsgroep.KWALIFICATIEPLICHTIG]),
    alternatieven,
    regios,
)
def test_de_regio_krijgt_nooit_een_melding_onder_18(gemeente, groep, alternatief, rmc):
    met, zonder = (
        kies(woongemeente=gemeente, verblijfgemeente=None, groep=groep, alternatief=alternatief, rmc_instantie=elk)
        for elk in (rmc, {})
    )
    assert met == zonder
