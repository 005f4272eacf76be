"""Zuivere regels van de maandrapportages."""
