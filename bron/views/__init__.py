"""De pagina's van het register, per onderwerp een module."""
