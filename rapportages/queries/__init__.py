"""Vragen aan het register en aan de bewaarde rapportages. Alleen lezen."""
