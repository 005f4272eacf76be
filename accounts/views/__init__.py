"""De bladzijden van deze kamer, één module per onderwerp."""
