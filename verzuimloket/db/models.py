"""Geen modellen. Zonder deze module meldt Django deze app niet dat `migrate` klaar is (apps.py)."""
