"""De pagina's van het register, één module per onderwerp."""
