SELECT pgn, geboortedatum, geslacht, achternaam, voorvoegsel, voornaam AS voornamen, 'Proefstraat' AS straat,
       huisnummer::text AS huisnummer, postcode, plaats, gemeentecode,
       %(ontvangen)s::timestamptz AS ontvangen_op, %(levering)s::bigint AS levering_id, (j * 3)::int AS regel
  FROM hulp_leerling ORDER BY j
