"""De formulieren van deze kamer, één module per onderwerp."""
