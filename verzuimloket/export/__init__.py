"""Gegevens die het huis verlaten: één tabel, één rij-iterator, meer schrijvers."""
