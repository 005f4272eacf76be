SELECT pgn, brin, '1' AS volgnummer, %(sinds)s::date AS datum_inschrijving, %(sinds)s::date AS geldig_van,
       'VO' AS sector, '0011' AS opleidingcode, '2' AS leerjaar, 'VT' AS intensiteit, false AS examen,
       true AS bekostigd, '00' AS vestiging,
       %(ontvangen)s::timestamptz AS ontvangen_op, %(levering)s::bigint AS levering_id, (j * 3 + 1)::int AS regel
  FROM hulp_leerling ORDER BY j
