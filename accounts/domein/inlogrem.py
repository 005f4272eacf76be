"""De rem op raden: per account steeds langer wachten, per adres pas als er bij veel accounts geraden wordt.

Een school deelt één adres. Daarom telt per adres niet hoe vaak het misging, maar bij hoeveel verschillende accounts, en
telt een account niet mee als het daar pas nog lukte. Bron: OWASP Authentication Cheat Sheet (Account Lockout), NCSC
Password policy (throttling, password spraying).
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

VENSTER = timedelta(days=1)  # zo lang telt een fout mee voor het account
EERSTE_WACHT = timedelta(minutes=15)
LANGSTE_WACHT = timedelta(hours=4)
FOUTEN = {"inloggen": 5, "activeren": 5, "code": 10, "bevestigen": 10}  # per keer dat het account dichtgaat

ADRES_VENSTER = timedelta(hours=1)
ADRES_ACCOUNTS = 30  # bij zoveel verschillende accounts gaat het adres dicht, voor wie er niet bekend is
BEKEND = timedelta(days=30)  # zo lang blijft een account bekend op een adres waar het lukte

GEEN = timedelta()


def wacht_account(ouderdom: Sequence[timedelta], doel: str) -> timedelta:
    """Hoe lang dit account nog dicht is, uit hoe lang geleden elke fout was sinds het voor het laatst lukte.

    Na elke `FOUTEN[doel]` fouten gaat het dicht: 15 minuten, dan 30, 60, 120, en daarna steeds vier uur. De wachttijd
    loopt vanaf de fout die het dichtdeed, dus wie intussen doorprobeert maakt haar niet langer.
    """
    fouten = sorted((oud for oud in ouderdom if oud < VENSTER), reverse=True)
    keer, per_keer = len(fouten) // FOUTEN[doel], FOUTEN[doel]
    if not keer:
        return GEEN
    straf = min(EERSTE_WACHT * 2 ** min(keer - 1, 10), LANGSTE_WACHT)
    return max(GEEN, straf - fouten[keer * per_keer - 1])


def wacht_adres(laatste_fout: Mapping[str, timedelta], *, bekend: bool) -> timedelta:
    """Hoe lang dit adres nog dicht is, uit hoe lang geleden elk account er zijn laatste fout maakte.

    `laatste_fout` noemt alleen accounts die hier niet bekend zijn. Voor wie `bekend` is, gaat een adres nooit dicht.
    Een adres gaat weer open als er in het laatste uur bij minder dan ADRES_ACCOUNTS accounts een fout was.
    """
    if bekend:
        return GEEN
    jong = sorted(oud for oud in laatste_fout.values() if oud < ADRES_VENSTER)
    return GEEN if len(jong) < ADRES_ACCOUNTS else ADRES_VENSTER - jong[ADRES_ACCOUNTS - 1]


def minuten(wacht: timedelta) -> int:
    """Hele minuten om te noemen, naar boven afgerond."""
    return max(1, -(-int(wacht.total_seconds()) // 60))
