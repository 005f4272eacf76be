"""De mailserver van de demo: neemt alles aan en bewaart elke mail als bestand. `python -m demo.smtp POORT MAP`."""

import asyncio
import sys
import time
from itertools import count
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Bus:
    def __init__(self, map_: Path) -> None:
        self.map = map_
        self.volgorde = count()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        naam = f"{time.time_ns():020d}-{next(self.volgorde):06d}"
        inhoud = envelope.original_content or b""
        half = self.map / f"{naam}.half"
        half.write_bytes(inhoud)
        half.rename(self.map / f"{naam}.eml")  # de postbus leest alleen hele mails
        return "250 bewaard"


def main() -> None:
    poort, map_ = int(sys.argv[1]), Path(sys.argv[2])
    map_.mkdir(parents=True, exist_ok=True)
    Controller(Bus(map_), hostname="127.0.0.1", port=poort).start()
    asyncio.new_event_loop().run_forever()


if __name__ == "__main__":
    main()
