"""De vaste taken van Celery beat, als één tabel. docs/beheer/taken.md beschrijft ze allemaal.

Een taak mag vaker en tegelijk draaien: zij beslist met de klok van het portaal of er iets te doen is.
"""

from datetime import timedelta

from celery.schedules import crontab


def vaste_taken(*, proef: bool) -> dict[str, dict[str, object]]:
    """Per naam de taak en haar schema. `expires` (seconden): wat zo lang bleef liggen, vervalt."""
    return {
        "outbox-vegen": {
            "task": "verzuimloket.outbox.tasks.veeg",
            "schedule": timedelta(seconds=20 if proef else 60),
            "options": {"expires": 50},
        },
        "accounts-opruimen": {
            "task": "accounts.tasks.ruim_op",
            "schedule": timedelta(hours=1),
            "options": {"expires": 1800},
        },
        "bron-aanleveringen": {
            "task": "bron.tasks.lees_in_wachtrij",
            "schedule": timedelta(seconds=20 if proef else 60),
            "options": {"expires": 50},
        },
        "opschonen": {
            "task": "accounts.tasks.schoon_op",
            "schedule": crontab(hour=3, minute=30),
            "options": {"expires": 6 * 3600},
        },
        "weekleveringen-bouwen": {
            "task": "bron.tasks.bouw_weekleveringen",
            "schedule": crontab(minute=0),  # op maandag om 04:00, en na een uitval het eerstvolgende hele uur
            "options": {"expires": 3000},
        },
        "c-leveringen-vegen": {
            "task": "bron.tasks.veeg_c_leveringen",
            "schedule": timedelta(minutes=1),
            "options": {"expires": 50},
        },
        "rapportagebestanden-vegen": {
            "task": "rapportages.tasks.veeg_bestanden",
            "schedule": timedelta(minutes=1),
            "options": {"expires": 50},
        },
    }
