"""De vaste taken van Celery beat, als één tabel. docs/beheer/taken.md beschrijft ze allemaal.

Een taak mag vaker en tegelijk draaien: zij beslist met de klok van het portaal of er iets te doen is.
"""

from datetime import timedelta

from celery.schedules import crontab, schedule

MINUUT = timedelta(minutes=1)
UUR = timedelta(hours=1)
VAAK = timedelta(seconds=20)  # in de demo en de tests, waar iemand op de uitkomst zit te wachten

# naam, taak, hoe vaak; wat na `expires` seconden nog niet begonnen is, vervalt: de volgende keer is er dan al bijna
_TAKEN: tuple[tuple[str, str, timedelta | schedule, int], ...] = (
    ("outbox-vegen", "verzuimloket.outbox.tasks.veeg", MINUUT, 50),
    ("logboek-verzegelen", "verzuimloket.audit.tasks.verzegel", MINUUT, 50),
    ("zegel-versturen", "verzuimloket.audit.tasks.stuur_zegel", crontab(hour=6, minute=0), 6 * 3600),
    ("accounts-opruimen", "accounts.tasks.ruim_op", UUR, 1800),
    ("bron-aanleveringen", "bron.tasks.lees_in_wachtrij", MINUUT, 50),
    ("vergelijkingen-opruimen", "rapportages.tasks.ruim_vergelijkingen_op", timedelta(minutes=15), 600),
    ("routering-wisselen", "meldingen.tasks.wissel_routering", timedelta(minutes=15), 600),
    ("fusies-uitvoeren", "accounts.tasks.voer_fusies_uit", timedelta(minutes=15), 600),
    ("organisaties-sluiten", "accounts.tasks.sluit_organisaties", crontab(minute=2), 3000),
    ("leesgedrag", "accounts.tasks.bekijk_leesgedrag", crontab(minute=20), 3000),
    ("opschonen", "accounts.tasks.schoon_op", crontab(hour=3, minute=30), 6 * 3600),
    ("hercontrole-herinneren", "accounts.tasks.herinner_hercontrole", crontab(hour=7, minute=0), 6 * 3600),
    ("verzoeken-herinneren", "accounts.tasks.herinner_correcties", crontab(hour=7, minute=10), 6 * 3600),
    # op maandag om 04:00, en na een uitval het eerstvolgende hele uur
    ("weekleveringen-bouwen", "bron.tasks.bouw_weekleveringen", crontab(minute=0), 3000),
    # op de zaterdag van K om 00:00, en na een uitval het eerstvolgende hele uur
    ("maandrapportages-bouwen", "rapportages.tasks.bouw_indien_nodig", crontab(minute=0), 3000),
    # op maandag vanaf 05:00, en na een uitval het eerstvolgende uur
    ("r08-bouwen", "rapportages.tasks.bouw_r08", crontab(minute=10), 3000),
    ("c-leveringen-vegen", "bron.tasks.veeg_c_leveringen", MINUUT, 50),
    ("rapportagebestanden-vegen", "rapportages.tasks.veeg_bestanden", MINUUT, 50),
)
_VAAK_IN_DE_PROEF = {"outbox-vegen", "bron-aanleveringen"}


def vaste_taken(*, proef: bool) -> dict[str, dict[str, object]]:
    """De tabel zoals Celery beat hem leest."""
    return {
        naam: {
            "task": taak,
            "schedule": VAAK if proef and naam in _VAAK_IN_DE_PROEF else hoe_vaak,
            "options": {"expires": vervalt},
        }
        for naam, taak, hoe_vaak, vervalt in _TAKEN
    }
