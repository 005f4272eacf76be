SELECT m.nummer AS melding_id, g.soort, g.op, g.gebruiker_id, g.organisatie_id, g.wijzigingen, g.tekst
  FROM meldingen_melding m
  JOIN hulp_gebruiker ig ON ig.organisatie_id = m.instantie_id
 CROSS JOIN LATERAL (
   SELECT 1 AS stap, 'ingediend' AS soort, m.geregistreerd_op AS op, m.geregistreerd_door_id AS gebruiker_id,
          m.school_id AS organisatie_id, '[]'::jsonb AS wijzigingen, '' AS tekst
   UNION ALL
   SELECT 2, 'doorgestuurd', m.geregistreerd_op + interval '1 hour', ig.gebruiker_id, m.instantie_id, '[]', 'Verhuisd'
    WHERE u(m.nummer, 50) < 0.02
   UNION ALL
   SELECT 3, 'gewijzigd', m.geregistreerd_op + interval '1 day', m.geregistreerd_door_id, m.school_id,
          '[["Reden", "Te laat", "Komt na de pauze niet terug"]]', ''
    WHERE u(m.nummer, 51) < 0.25
   UNION ALL
   SELECT 4, CASE WHEN m.status = 'I' THEN 'ingetrokken' ELSE 'teruggemeld' END, m.gewijzigd_op, m.gewijzigd_door_id,
          CASE WHEN m.status = 'I' THEN m.school_id ELSE m.instantie_id END, '[]', 'Gesprek gepland.'
    WHERE m.status <> 'R'
   UNION ALL
   SELECT 5, 'notitie', m.gewijzigd_op, m.gewijzigd_door_id, m.instantie_id, '[]', 'Wij bellen morgen.'
    WHERE u(m.nummer, 52) < 0.1
 ) g
 ORDER BY m.nummer, g.stap
