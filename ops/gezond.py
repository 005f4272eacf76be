"""Gezondheid van het eigen proces, voor de healthcheck van de container: `gezond.py /gezondheid/klaar/ [POORT]`.

Noemt de hostnaam die het portaal verwacht; loopt rechtstreeks naar het proces, dus zonder https. Stopt met 0 bij een
antwoord 200, anders met 1.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException


def main(pad: str, poort: str = "8000") -> int:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    try:
        verbinding = HTTPConnection("127.0.0.1", int(poort), timeout=4)
        verbinding.request("GET", pad, headers={"Host": host})
        return 0 if verbinding.getresponse().status == 200 else 1
    except (OSError, HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
