SELECT g.melding_id, g.organisatie_id, g.gebruiker_id, g.op, u(g.melding_id, 53) < 0.5 AS intern, g.tekst
  FROM meldingen_gebeurtenis g WHERE g.soort = 'notitie'
