"""Wat een melding nodig heeft: soorten, een leerling uit het register, een locatie; en een melding langs de echte dienst."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from accounts.models import Gebruiker
from bron.queries import LeerlingBeeld, leerling_van_school
from meldingen.domein.soorten import SOORTEN
from meldingen.gegevens import Verzuim
from meldingen.models import Locatie, Melding, Postcodegebied, Verzuimsoort
from meldingen.services import dien_in
from tests.cast import Wereld
from tests.leveringen import inschrijving, lever, persoon, pgn
from verzuimloket import clock

NAAMRUIMTE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


def laad_soorten() -> None:
    for soort in SOORTEN:
        Verzuimsoort.objects.create(
            code=soort.code, label=soort.label, groepen=sorted(soort.groepen), verplicht=soort.verplicht,
            geldig_van=soort.geldig_van, geldig_tot=soort.geldig_tot,
        )  # fmt: skip


@pytest.fixture
def soorten(db: None) -> None:
    laad_soorten()
    Postcodegebied.objects.create(cijfers="1012", gemeentecode="0363")
    Postcodegebied.objects.create(cijfers="2511", gemeentecode="0518")


@pytest.fixture
def school_van(tmp_path: Path, soorten: None) -> Callable[[Wereld], LeerlingBeeld]:
    """Richt een wereld in: een leerling van 15 uit een echte levering, met een locatie; geeft de leerling."""

    def richt_in(wereld: Wereld, *, nummer: int = 0, **velden: str) -> LeerlingBeeld:
        wereld.gemeente, wereld.regio  # noqa: B018 - de organisaties bestaan pas als ernaar gevraagd wordt
        eigen = pgn(nummer if wereld.brin == "00ZV" else nummer + 1000)
        lever(tmp_path, persoon(eigen, gemeente=wereld.gemeentecode, **velden), *inschrijving(eigen, brin=wereld.brin))
        Locatie.objects.unscoped("proef").get_or_create(school=wereld.school, naam="Hoofdlocatie")
        beeld = leerling_van_school(pgn=eigen, brin=wereld.brin, dag=clock.vandaag())
        assert beeld is not None
        return beeld

    return richt_in


def verzuim(wereld: Wereld, **anders: object) -> Verzuim:
    waarden: dict[str, object] = {
        "soort": "V3", "reden": "Komt na de pauze niet terug", "begin": date(2026, 11, 2), "actie_gewenst": True,
        "locatie": Locatie.objects.unscoped("proef").get(school=wereld.school, naam="Hoofdlocatie").pk,
        "naam_melder": "Mees Melder", "email_melder": "mees@school.example",
    }  # fmt: skip
    return Verzuim(**{**waarden, **anders})  # type: ignore[arg-type]


def meld(gebruiker: Gebruiker, wereld: Wereld, leerling: LeerlingBeeld, *, keer: int = 0, **anders: object) -> Melding:
    sleutel = uuid5(NAAMRUIMTE, f"{wereld.brin}:{leerling.pgn}:{keer}")
    return dien_in(gebruiker, leerling, verzuim(wereld, **anders), sleutel=sleutel)
