"""Verdieping 5: maandrapportages en tellingen uit het register en de meldingen."""
