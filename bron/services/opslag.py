"""De besloten map met aangeboden bestanden die nog ingelezen moeten worden. Alleen hier staat hoe zij heten."""

import logging
import os
import re
import time
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

logger = logging.getLogger(__name__)
GEEN_PLAATS = "Het bestand kon niet bewaard worden: er is geen ruimte of geen recht. Vraag de technisch beheerder."
_NAAM = re.compile("[0-9a-f]{32}")  # nooit de naam die de gebruiker koos


def map_() -> Path:
    pad: Path = settings.BIJLAGEN_MAP / "aanleveringen"
    return pad


def pad_van(opslag: str) -> Path:
    """Het bestand bij een opslagnaam. Werpt ValueError bij een naam die wij niet zelf gaven."""
    if not _NAAM.fullmatch(opslag):
        raise ValueError("Dit is geen naam uit de opslag.")
    return map_() / opslag


def verwijder(opslag: str) -> None:
    """Verwijder het bestand, als het er nog is. Lukt dat niet, dan is het verweesd en volgt het later."""
    if opslag:
        try:
            pad_van(opslag).unlink(missing_ok=True)
        except OSError as fout:
            logger.warning("Een aangeboden bestand bleef staan (%s).", type(fout).__name__)


def verwijder_verweesde(bekend: set[str], ouder_dan: float, *, proef: bool = False) -> int:
    """Verwijder bestanden die bij geen enkele inlezing horen en die al `ouder_dan` seconden niet gewijzigd zijn."""
    weg = 0
    grens = time.time() - ouder_dan
    for pad in map_().iterdir() if map_().is_dir() else ():
        try:
            if pad.name not in bekend and pad.stat().st_mtime < grens:
                if not proef:
                    pad.unlink()
                weg += 1
        except OSError as fout:  # een ander was ons voor, of het mag niet: morgen weer
            logger.warning("Een verweesd bestand bleef staan (%s).", type(fout).__name__)
    return weg


class NaarOpslag(FileUploadHandler):
    """Schrijft het eerste bestand van een formulier rechtstreeks naar de opslag, in vaste hoeveelheid geheugen.

    Na het ontleden: `naam` is de opslagnaam (leeg zonder bestand) en `fout` een zin voor de gebruiker. Wat te groot
    is, wordt tot het eind gelezen en weggegooid: anders ziet de browser een verbroken verbinding in plaats van de zin.
    `ruim_op` verwijdert het bestand, tenzij `behoud` is aangeroepen.
    """

    chunk_size = 1 << 20

    def __init__(self, grootste: int) -> None:
        super().__init__()
        self.grootste = grootste
        self.naam = ""
        self.fout = ""
        self.grootte = 0
        self._uit: BinaryIO | None = None  # niet `file`: dat sluit Django zelf, en dan is een volle schijf een storing

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.naam:
            raise SkipFile  # er is maar één veld
        naam = uuid4().hex
        try:
            map_().mkdir(mode=0o700, parents=True, exist_ok=True)  # alleen het portaal zelf mag erin
            handvat = os.open(pad_van(naam), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError as fout:
            self._weiger(GEEN_PLAATS, fout)
        self.naam, self._uit = naam, os.fdopen(handvat, "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.grootte += len(raw_data)
        if self.grootte > self.grootste:
            self._weiger(f"Het bestand is te groot. Een bestand mag hier hoogstens {self.grootste >> 20} MB zijn.")
        try:
            self._uit.write(raw_data)  # type: ignore[union-attr] # new_file ging eraan vooraf
        except OSError as fout:
            self._weiger(GEEN_PLAATS, fout)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Pas klaar als het op de schijf staat: daarna mag de database zeggen dat wij het hebben."""
        if self._uit is None:
            return None
        try:
            self._uit.flush()
            os.fsync(self._uit.fileno())
            self._uit.close()
        except OSError as fout:
            logger.error("Een aangeboden bestand is niet bewaard (%s).", type(fout).__name__)
            self.fout = GEEN_PLAATS
            return None
        return UploadedFile(None, self.file_name, self.content_type, self.grootte)

    def behoud(self) -> str:
        """Het bestand blijft; geeft zijn naam."""
        naam, self.naam = self.naam, ""
        return naam

    def ruim_op(self) -> None:
        self._sluit()
        verwijder(self.naam)

    def _sluit(self) -> None:
        if self._uit is not None:
            try:
                self._uit.close()
            except OSError:  # wat nog niet op de schijf stond, past er ook nu niet op
                logger.warning("Een afgebroken bestand sloot niet.")

    def _weiger(self, zin: str, oorzaak: OSError | None = None) -> None:
        if oorzaak is not None:
            logger.error("Een aangeboden bestand is niet bewaard (%s).", type(oorzaak).__name__)
        self.fout = zin
        self._sluit()
        verwijder(self.naam)  # de ruimte komt meteen vrij
        raise SkipFile
