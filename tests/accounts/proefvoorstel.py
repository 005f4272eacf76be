"""Een handeling met vier ogen om mee te proeven: de uitvoerder zet het telefoonnummer van de organisatie."""

from accounts.domein.rechten import Handeling, Rol
from accounts.domein.voorstellen import SOORTEN, Voorstelsoort
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie, Voorstel
from accounts.services.voorstellen import stel_voor
from tests.cast import Wereld, maak_lid

SOORT = "proef"
SOORTEN[SOORT] = Voorstelsoort("Proef met vier ogen", Handeling.GEBRUIKERS_BEHEREN, f"{__name__}.voer_uit")


def voer_uit(voorstel: Voorstel, door: Gebruiker) -> None:
    if voorstel.gegevens["nummer"] < 0:
        raise Geweigerd("Dat kan niet meer.")
    Organisatie.objects.filter(pk=voorstel.organisatie_id).update(telefoon=str(voorstel.gegevens["nummer"]))


def doe_voorstel(wereld: Wereld, nummer: int = 14, over: Gebruiker | None = None, van: str = "collega") -> Voorstel:
    """Een voorstel van een andere beheerder van de school dan `wereld.beheerder`."""
    collega = maak_lid(van, wereld.school, Rol.BEHEERDER)
    return stel_voor(
        SOORT, door=collega, organisatie=wereld.school, over=over, gegevens={"nummer": nummer}, reden="Proef"
    )
