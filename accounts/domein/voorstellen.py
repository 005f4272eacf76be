"""Vier ogen: welke handelingen pas doorgaan als een tweede persoon instemt, en wie dat mag zijn (besluit 26)."""

from dataclasses import dataclass

from accounts.domein.rechten import Handeling


@dataclass(frozen=True, slots=True)
class Voorstelsoort:
    """Eén handeling met vier ogen.

    `handeling` is wat vrager en beslisser allebei moeten mogen; `uitvoerder` is het pad van een functie
    `(voorstel, door) -> None` die de handeling doet zodra iemand instemt, in dezelfde transactie. Na `dagen` dagen
    zonder besluit vervalt het voorstel.
    """

    label: str
    handeling: Handeling
    uitvoerder: str
    dagen: int = 14


# soort (zoals in de database) en wat erbij hoort; wie een handeling toevoegt, schrijft ook
# templates/accounts/voorstel/<soort>.html
SOORTEN: dict[str, Voorstelsoort] = {
    "fusie": Voorstelsoort("Fusie", Handeling.ORGANISATIES_BEHEREN, "accounts.services.fusies.leg_vast"),
    "eerste_beheerder": Voorstelsoort(
        "Eerste beheerder aanstellen", Handeling.ORGANISATIES_BEHEREN, "accounts.services.eerste_beheerder.stel_aan"
    ),
    "beperking": Voorstelsoort(
        "Beperking van de verwerking", Handeling.BETROKKENEN_INZIEN, "accounts.services.beperkingen.stel_in"
    ),
    "beperking_opheffen": Voorstelsoort(
        "Beperking opheffen", Handeling.BETROKKENEN_INZIEN, "accounts.services.beperkingen.hef_op"
    ),
    "inzage_betrokkene": Voorstelsoort(
        "Inzage voor een betrokkene", Handeling.BETROKKENEN_INZIEN, "accounts.services.betrokkenen.geef_inzage"
    ),
    "rol": Voorstelsoort("Rol geven of afnemen", Handeling.GEBRUIKERS_BEHEREN, "accounts.services.rolbeheer.voer_uit"),
    "tweede_factor": Voorstelsoort(
        "Tweede factor wissen", Handeling.GEBRUIKERS_BEHEREN, "accounts.services.tokens.wis_tweede_factor"
    ),
}
# een organisatie met één beheerder heeft geen tweede: functioneel beheer kan ook beslissen, en krijgt dan bericht
OOK_BESLISSEN = Handeling.ORGANISATIES_BEHEREN
