"""De pagina's en koppelingen van het register, per onderwerp een module."""
