"""De pagina's van de melding: bereik, formulier, dienst, doorsturen."""
