"""De spiegel van het register: personen, inschrijvingen en diploma's, met twee tijdassen."""
