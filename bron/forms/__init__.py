"""Formulieren van het register, één module per onderwerp."""
