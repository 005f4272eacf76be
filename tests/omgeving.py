"""Vroege pytest-plugin: zet de testomgeving klaar voordat Django zijn instellingen leest."""

import os

os.environ.setdefault("VERZUIMLOKET_TEST", "1")
os.environ.setdefault("VERZUIMLOKET_EMBEDDED", "1")
os.environ.setdefault("BASIS_URL", "http://testserver")
os.environ.pop("VERZUIMLOKET_DEMO", None)
os.environ.pop("VERZUIMLOKET_NU", None)
