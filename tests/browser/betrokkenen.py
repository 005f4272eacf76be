"""Verzoeken van betrokkenen in elke stand, voor de browser."""

from datetime import date

from accounts.domein.beperking import Grond
from accounts.domein.correctie import ONDERWERPEN
from accounts.domein.rechten import Rol
from accounts.models import Beperking, Gebruiker, Inzageverzoek
from accounts.services.beperkingen import vraag_beperking, vraag_opheffing
from accounts.services.betrokkenen import vraag_inzage
from accounts.services.correcties import leg_vast, verleng, werk_bij
from accounts.services.gebruikers import maak_gebruiker
from accounts.services.rollen import ken_rol_toe
from accounts.services.voorstellen import stem_in, wijs_af
from demo.wereld import WACHTWOORD
from demo.zaken import bij
from tests.accounts.opschoning import opgeschoond
from tests.leveringen import pgn
from verzuimloket.clock import nu, vandaag


def _beperkingen(beheer: Gebruiker, tweede: Gebruiker, beperkt: str) -> dict[str, Beperking]:
    """Een beperking in elke stand; die geldt, rust op `beperkt`."""
    loket = beheer.organisatie
    assert loket is not None
    uit = {}
    for nummer, stand in enumerate(("wacht", "geldt", "opheffen", "klaar")):
        wie = beperkt if stand == "geldt" else pgn(960 + nummer)
        uit[stand] = rij = vraag_beperking(beheer, loket, wie, Grond.JUISTHEID, f"Brief 2026-14{nummer}")
        if stand != "wacht" and rij.voorstel:
            stem_in(rij.voorstel, door=tweede)
        if stand in ("opheffen", "klaar"):
            vraag = vraag_opheffing(beheer, rij, reden="Het adres is aangepast", gemeld_op=vandaag())
            if stand == "klaar":
                stem_in(vraag, door=tweede)
    return uit


def laad_betrokkenen(beheer: Gebruiker, beperkt: str) -> dict[str, int]:
    """Een verzoek dat wacht, is toegestaan, is afgewezen en voorbij is; geeft het nummer per stand."""
    loket = beheer.organisatie
    assert loket is not None
    tweede = maak_gebruiker("tweede", "T. Tweede", email="tweede@verzuimloket.example", wachtwoord=WACHTWOORD)
    ken_rol_toe(tweede, Rol.FUNCTIONEEL_BEHEER, loket, vanaf=date(2026, 1, 1))
    tweede = bij(tweede, loket)
    verzoeken = {
        stand: vraag_inzage(beheer, loket, pgn(nummer), f"Brief 2026-11{nummer} van de betrokkene")
        for nummer, stand in enumerate(("wacht", "klaar", "afgewezen", "voorbij"))
    }
    for stand, besluit in {"klaar": stem_in, "afgewezen": wijs_af, "voorbij": stem_in}.items():
        voorstel = verzoeken[stand].voorstel
        assert voorstel is not None
        besluit(voorstel, door=tweede)
    Inzageverzoek.objects.unscoped("proef").filter(pk=verzoeken["voorbij"].pk).update(verloopt_op=nu())
    for nummer, onderwerp in enumerate(ONDERWERPEN):
        laat = leg_vast(
            beheer, loket, kenmerk=f"Brief 2026-12{nummer}", onderwerp=onderwerp, ontvangen_op=date(2026, 9, 1 + nummer)
        )
    klaar = leg_vast(beheer, loket, kenmerk="Brief 2026-130", onderwerp="adres", ontvangen_op=date(2026, 11, 2))
    werk_bij(beheer, klaar, doorgegeven_aan="Gemeente Achtkarspelen", uitkomst="De gemeente paste het adres aan.")
    beperkingen = _beperkingen(beheer, tweede, beperkt)
    verlengd = leg_vast(beheer, loket, kenmerk="Brief 2026-131", onderwerp="inzage", ontvangen_op=date(2026, 11, 2))
    verleng(beheer, verlengd, reden="Er zijn veel verzoeken", gemeld_op=date(2026, 11, 10))
    standen = {
        "weg": opgeschoond(1240),
        "niets": opgeschoond(0),
        "open": opgeschoond(5000, klaar=False),
        "ontbreekt": opgeschoond(7, logregel=False),
    }
    return (
        {f"opschoning_{stand}": rij.pk for stand, rij in standen.items()}
        | {f"beperking_{stand}": rij.nummer for stand, rij in beperkingen.items()}
        | {"voorstel_beperking": beperkingen["wacht"].voorstel_id or 0}
        | {"correctie_laat": laat.nummer, "correctie_verlengd": verlengd.nummer, "correctie_klaar": klaar.nummer}
        | {f"verzoek_{stand}": verzoek.nummer for stand, verzoek in verzoeken.items()}
        | {"voorstel_inzage": verzoeken["wacht"].voorstel_id or 0}
    )
