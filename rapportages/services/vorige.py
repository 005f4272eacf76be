"""De vorige lijst: welke bewaarde rapportage en code telt als de lijst van de maand ervoor."""

from typing import Any

from django.db import connection

from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage
from rapportages.queries import lijst


def vorige_lijst(rapportage: Maandrapportage, code: Code) -> dict[str, Any]:
    """Parameters `vorige_id` en `vorige_code` voor A04 of A14; None als er geen bewaarde lijst is.

    A04 volgt op de A04 van de maand ervoor in hetzelfde convenantjaar; A14 op de A04 van oktober en daarna op de A14.
    """
    maand = rapportage.waarde
    ervoor = Maandrapportage.objects.filter(maand=maand.vorige.t2, zichtbaar=True, opgeruimd_op=None).first()
    t1 = maand.t1 if code is Code.A04 else maand.vorige_t1
    if ervoor is None:
        return {"vorige_id": None, "vorige_code": None}
    if ervoor.t1 == t1:
        return {"vorige_id": ervoor.pk, "vorige_code": Code.A04.value}
    if ervoor.waarde.vorige_t1 == t1:
        return {"vorige_id": ervoor.pk, "vorige_code": Code.A14.value}
    return {"vorige_id": None, "vorige_code": None}


def aantal_op_vorige_lijst(rapportage: Maandrapportage) -> int:
    """Hoeveel personen, zoals nu bekend, op de vorige A04 stonden."""
    with connection.cursor() as cursor:
        cursor.execute(lijst.AANTAL_VORIGE, {"k": rapportage.sluitmoment} | vorige_lijst(rapportage, Code.A04))
        return cursor.fetchone()[0]
