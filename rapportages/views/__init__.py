"""De bladzijden van de rapportages, één module per onderwerp."""
