"""De pagina's van de kamer bron, per onderwerp een module."""
