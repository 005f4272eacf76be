"""Het snelle pad van de inlezer: één patroon per recordsoort, voor de records waar niets aan te merken is.

Een patroon mag te streng zijn (dan beslist bron/domein/levering.py), nooit te soepel; hypothesis bewaakt dat. De
patronen gelden alleen voor regels zonder stuurtekens en backslashes (Partij.schoon).
"""

import re

_BRIN = "[0-9]{2}[A-Z]{2}"
_PGN = "[0-9]{9}"
# 29 februari valt buiten het patroon: of die bestaat, zegt de kalender van het langzame pad.
DATUM = (
    "(?:19|20)[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)

PER = re.compile(
    f"PER;({_PGN});({DATUM});[MVO];[^;]{{1,200}};[^;]{{0,50}};[^;]{{0,200}};[^;]{{0,200}};[^;]{{0,10}};[^;]{{0,5}};"
    f"[^;]{{0,20}};[^;]{{0,20}};[^;]{{0,100}};([0-9]{{4}})?;({DATUM})?;({DATUM})?"
).fullmatch
"""Groepen: pgn, geboortedatum, gemeentecode, overleden_op, vertrokken_op."""

ISG = re.compile(f"ISG;({_BRIN};({_PGN});[^;]{{1,20}};)({DATUM});({DATUM})?;(?:0[1-9])?").fullmatch
"""Groepen: sleutel met ; erachter, pgn, datum_inschrijving, datum_uitschrijving."""

ISP_STAART = re.compile(
    f"({DATUM});((?:(?:VO|VAVO|PRO|VSO|HO);[0-9]{{4,5}};[0-9]?;[1-4]?|MBO;[0-9]{{4,5}};[0-9]?;[1-4])"
    ";(?:BOL|BBL)?;(?:VT|DT|EX);[JN];(?:[0-9]{2})?)"
).fullmatch
"""Wat na de sleutel van een ISP komt. Groepen: datum_begin, de rest."""

DIP = re.compile(
    f"DIP;{_BRIN};({_PGN});(?:(?:VMBO|PRO|VSO|HAVO|VWO);(?:[0-9]{{4,5}})?;[1-4]?|MBO;(?:[0-9]{{4,5}})?;[1-4]);{DATUM}"
).fullmatch
"""Groep: pgn."""
