"""De formulieren van de rapportages."""
