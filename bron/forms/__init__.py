"""De formulieren van de kamer bron."""
