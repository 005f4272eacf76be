"""Opschonen draait als de rol van de taken: die mag overal verwijderen wat de termijn bereikt heeft."""

from datetime import date

from django.db import transaction

from bron.models import Oordeel
from meldingen.models import Melding
from verzuimloket.db.bereik import JOBS, Bereik, gezet
from verzuimloket.opschonen import schoon_op


def test_de_rol_van_de_taken_voert_elke_regel_uit(vol, settings, db):
    with transaction.atomic():
        with gezet(Bereik(JOBS)):
            aantallen = schoon_op(date(2099, 1, 1))
        over = (Melding.objects.unscoped("test").count(), Oordeel.objects.unscoped("test").count())
        transaction.set_rollback(True)
    assert (set(aantallen), aantallen["register"] > 0, over) == (set(settings.OPSCHOONREGELS), True, (0, 0))
