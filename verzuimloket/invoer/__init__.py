"""Bestanden die iemand van buiten aanbiedt, zo gelezen dat zij ons niets kunnen aandoen."""
