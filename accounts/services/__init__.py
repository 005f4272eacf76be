"""De enige plek in deze kamer die schrijft, één module per onderwerp."""
