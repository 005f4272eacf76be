"""De leesvragen van deze kamer, één module per onderwerp."""
