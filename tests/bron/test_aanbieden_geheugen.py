"""Een groot bestand gaat door het hele portaal naar de schijf zonder ooit helemaal in het geheugen te staan."""

import tracemalloc

import pytest
from django.conf import settings
from django.test import RequestFactory

from bron.models import Inlezing
from tests.bron.hulp import vlp

MB = 1 << 20
SLEUTEL = "a" * 32  # dezelfde waarde in cookie en formulier is wat een browser verstuurt
KOP = (
    f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{SLEUTEL}\r\n'
    f'--x\r\nContent-Disposition: form-data; name="bestand"; filename="a.csv"\r\n\r\n{vlp()}\n'
).encode()
STAART = b"\r\n--x--\r\n"


class Stroom:
    """De invoer van een webserver: `over` megabytes die pas ontstaan als iemand ze leest."""

    def __init__(self, over: int) -> None:
        self.kop, self.over, self.staart = KOP, over * MB, STAART

    def read(self, aantal: int) -> bytes:
        if self.kop:
            deel, self.kop = self.kop[:aantal], self.kop[aantal:]
        elif self.over:
            deel = b"\n" * min(aantal, self.over)
            self.over -= len(deel)
        else:
            deel, self.staart = self.staart[:aantal], self.staart[aantal:]
        return deel

    readline = read  # de ontleder vraagt er niet om, de ingang wel


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("grens", "verwacht"), [(2048, 302), (50, 200)], ids=["past", "te groot"])
def test_het_geheugen_groeit_niet_mee_met_het_bestand(ingelogd, functioneel, opslagmap, settings, grens, verwacht):
    from verzuimloket.wsgi import application

    settings.AANLEVERING_GROOTSTE = grens * MB
    status: list[str] = []
    verzoek = omgeving(ingelogd(functioneel), over=100)
    tracemalloc.start()
    try:
        b"".join(application(verzoek, lambda regel, koppen: status.append(regel)))
        piek = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (status[0][:3], Inlezing.objects.count()) == (str(verwacht), int(verwacht == 302))
    assert piek < 30 * MB
    assert sum(pad.stat().st_size for pad in opslagmap.iterdir()) // MB == (100 if verwacht == 302 else 0)


def omgeving(client, over: int):
    """Wat een webserver aan het portaal geeft, met de sessie van deze client."""
    sessie = client.cookies[settings.SESSION_COOKIE_NAME].value
    verzoek = RequestFactory()._base_environ(
        REQUEST_METHOD="POST", PATH_INFO="/beheer/aanleveringen/nieuw/", HTTP_ORIGIN="http://testserver",
        CONTENT_TYPE="multipart/form-data; boundary=x", CONTENT_LENGTH=str(len(KOP) + over * MB + len(STAART)),
        HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={sessie}; {settings.CSRF_COOKIE_NAME}={SLEUTEL}",
    )  # fmt: skip
    verzoek["wsgi.input"] = Stroom(over)
    return verzoek
