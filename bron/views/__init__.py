"""Pagina's van de kamer bron, per onderwerp een module."""
