"""Wat deze kamer als bestand schrijft."""
