"""Wat de kamer bron het huis uit laat gaan, per onderwerp een module."""
