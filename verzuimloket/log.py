"""Logregels zonder persoonsgegevens: geen PGN, en van een fout alleen wat over de code gaat."""

import copy
import logging
import re
import traceback
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist, TemplateSyntaxError

from verzuimloket.gegevens import bevat_pgn

_NEGEN_CIJFERS = re.compile(r"(?<!\d)\d{4}[. ]?\d{2}[. ]?\d{3}(?!\d)")
_WAARDEN = re.compile(r"(\s|\\n)*\b(DETAIL|CONTEXT):.*", re.DOTALL)  # hier zet PostgreSQL de rij zelf in
# hun tekst noemt namen uit de code; elke andere fout kan een ingetypte waarde noemen
_OVER_CODE = (AttributeError, ImportError, NameError, ImproperlyConfigured, TemplateDoesNotExist, TemplateSyntaxError)

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class SchoneFormatter(logging.Formatter):
    """Maskeert elk PGN en laat van een fout de plaats en de soort staan, niet de waarden."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy.copy(record)
        record.exc_text = None  # een andere formatter kan hier al de volledige tekst bewaard hebben
        if isinstance(record.args, dict) and record.exc_info and record.exc_info[1]:
            # Celery zet de tekst van de fout ook in de regel zelf
            record.args = record.args | {"exc": type(record.exc_info[1]).__name__, "traceback": ""}
        record.msg, record.args = _WAARDEN.sub("", record.getMessage()), None
        return _NEGEN_CIJFERS.sub(_masker, super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:
        return "\n".join(_keten(ei[1])) if ei[1] else ""


def _keten(fout: BaseException) -> list[str]:
    """De fout en waar zij vandaan kwam, oudste eerst."""
    fouten: list[BaseException] = []
    volgende: BaseException | None = fout
    while volgende is not None and volgende not in fouten:
        fouten.append(volgende)
        volgende = volgende.__cause__ or (None if volgende.__suppress_context__ else volgende.__context__)
    regels = []
    for een in reversed(fouten):
        regels += ["Traceback:", "".join(traceback.format_tb(een.__traceback__)).rstrip(), _soort(een)]
    return regels


def _soort(fout: BaseException) -> str:
    naam = f"{type(fout).__module__}.{type(fout).__qualname__}"
    if isinstance(fout, _OVER_CODE):
        return f"{naam}: {fout}"
    diag = getattr(fout, "diag", None)  # psycopg2: de regel van de database die geschonden is, zonder de waarde
    regel = getattr(diag, "constraint_name", None)
    return f"{naam} ({getattr(fout, 'pgcode', None)} {regel or ''})".replace(" )", ")") if diag else naam


def _masker(treffer: re.Match[str]) -> str:
    return "*" * 9 if bevat_pgn(treffer.group()) else treffer.group()
