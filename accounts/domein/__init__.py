"""Zuivere regels over rollen en rechten; alleen de standaardbibliotheek."""
