"""Formulieren van de kamer bron, per onderwerp een module. Zij lezen en schrijven niet."""
