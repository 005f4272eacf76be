SELECT m.nummer AS melding_id, m.begin + d AS datum, u(m.nummer, 40 + d) < 0.6 AS hele_dag,
       CASE WHEN u(m.nummer, 40 + d) < 0.6 THEN '{}'::smallint[] ELSE '{2,3,4}'::smallint[] END AS lesuren
  FROM meldingen_melding m, generate_series(1, floor(u(m.nummer, 39) * 5)::int) d
