"""Hulp bij het inloggen in tests: de echte pagina's, met de echte code van nu."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.test import Client
from django_otp.oath import TOTP

from tests.factories import TOTP_SLEUTEL, WACHTWOORD


def code(stap: int = 0) -> str:
    """De eenmalige code van nu, of `stap` keer dertig seconden later."""
    rekenaar = TOTP(bytes.fromhex(TOTP_SLEUTEL))
    rekenaar.time = time.time() + 30 * stap
    return f"{rekenaar.token():06d}"


def geef_wachtwoord(client: Client, gebruikersnaam: str, wachtwoord: str = WACHTWOORD, volgende: str = "/"):
    return client.post("/inloggen/", {"gebruikersnaam": gebruikersnaam, "wachtwoord": wachtwoord, "volgende": volgende})


def geef_code(client: Client, token: str):
    return client.post("/inloggen/token/", {"token": token})


def log_in(client: Client, gebruikersnaam: str, volgende: str = "/"):
    geef_wachtwoord(client, gebruikersnaam, volgende=volgende)
    return geef_code(client, code())


def tegelijk(gebruikersnaam: str, token: str) -> list[int]:
    """Twee bezoekers met het wachtwoord geven op hetzelfde moment dezelfde code; de statussen, laag naar hoog."""
    clients, start = [Client(), Client()], Barrier(2)
    for client in clients:
        geef_wachtwoord(client, gebruikersnaam)

    def poging(client: Client) -> int:
        start.wait()
        try:
            return geef_code(client, token).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(poging, clients))
