-- van een andere gemeente naar de instantie van nu
SELECT g.melding_id, v.id AS van_id, g.organisatie_id AS naar_id, g.id AS gebeurtenis_id, g.tekst AS reden, g.op
  FROM meldingen_gebeurtenis g
  JOIN hulp_gemeente v ON v.rang = 1 + floor(u(g.melding_id, 54) * (SELECT count(*) FROM hulp_gemeente))::int
 WHERE g.soort = 'doorgestuurd' AND v.id <> g.organisatie_id
