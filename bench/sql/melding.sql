-- Melding i van n. De vaste meldingen (k = 1, 2, ...) liggen gelijk verdeeld tussen de andere en zijn in elke wereld
-- dezelfde; al het andere hangt van i af.
WITH genummerd AS (
  SELECT i, floor(i::numeric * %(vast)s / %(n)s)::bigint AS k,
         floor(i::numeric * %(vast)s / %(n)s) > floor((i - 1)::numeric * %(vast)s / %(n)s) AS is_vast
    FROM generate_series(1, %(n)s::bigint) i
), bron AS (
  SELECT i, CASE WHEN is_vast THEN k ELSE i + 1000000000 END AS h,
         CASE WHEN is_vast THEN 1 + mod(k, 2) * %(vaste_leerlingen)s / 2
                               + floor(u(k, 20) * %(vaste_leerlingen)s / 2)::bigint
              ELSE %(vaste_leerlingen)s + 1
                   + floor(u(i, 20) * 0.4 * (%(personen)s - %(vaste_leerlingen)s))::bigint END AS j
    FROM genummerd
), gekozen AS (
  SELECT b.i, b.h, l.*, u(b.h, 21) AS s, u(b.h, 22) AS t, lo.ids[1 + floor(u(b.h, 23) * lo.aantal)] AS locatie_id,
         CASE WHEN u(b.h, 24) < 0.7 THEN me.ids[1 + floor(u(b.h, 25) * me.aantal)] END AS melder_id,
         %(nu)s::timestamptz - interval '912 days' * (1 - b.i::float8 / %(n)s) AS op,
         CASE WHEN age(l.geboortedatum) >= interval '18 years' THEN 'rmc'
              WHEN age(l.geboortedatum) >= interval '16 years' THEN 'kwalificatieplichtig'
              ELSE 'leerplichtig' END AS groep
    FROM bron b JOIN hulp_leerling l USING (j)
    JOIN hulp_locatie lo USING (school_id) JOIN hulp_melder me USING (school_id)
), gerouteerd AS (
  SELECT *, CASE WHEN groep = 'rmc' THEN rmc_id ELSE gemeente_id END AS instantie_id,
         CASE WHEN s < 0.15 THEN 'R' WHEN s < 0.40 THEN 'B' WHEN s < 0.85 THEN 'G' WHEN s < 0.93 THEN 'K'
              ELSE 'I' END AS status
    FROM gekozen
)
SELECT i AS nummer, 1 + floor(t * 3)::int AS versie, md5(i::text)::uuid AS sleutel, status,
       op AS geregistreerd_op, sg.gebruiker_id AS geregistreerd_door_id,
       least(op + interval '20 days' * t, %(nu)s::timestamptz) AS gewijzigd_op,
       CASE WHEN status IN ('B', 'G', 'K') THEN ig.gebruiker_id ELSE sg.gebruiker_id END AS gewijzigd_door_id,
       school_id, instantie_id, groep AS leeftijdsgroep,
       'De leerling woont in ' || plaats || '.' AS routering_reden, gemeentecode,
       status IN ('B', 'G', 'K') AND u(h, 26) < 0.1 AS ongelezen_school,
       status IN ('R', 'I') AND u(h, 26) < 0.6 AS ongelezen_instantie,
       pgn, achternaam, voorvoegsel, voornaam AS voornamen, geslacht, geboortedatum,
       'Proefstraat ' || huisnummer AS adres, postcode, plaats, false AS startkwalificatie,
       'VO leerjaar 2, havo' AS opleiding, op - interval '3 days' AS bron_stand_van, op AS bron_opgehaald_op,
       CASE WHEN u(h, 27) < 0.3 THEN (100000 + mod(h, 900000))::text ELSE '' END AS leerlingnummer,
       lower(achternaam || ' ' || voornaam) AS zoeknaam,
       CASE WHEN groep = 'rmc' THEN (ARRAY['RMC', 'V4', 'O'])[1 + floor(t * 3)::int]
            ELSE (ARRAY['V3', 'V3', 'V3', 'L', 'LRV', 'O'])[1 + floor(t * 6)::int] END AS soort_id,
       'Komt na de pauze niet terug' AS reden, (op - interval '9 days')::date AS begin,
       CASE WHEN u(h, 28) < 0.6 THEN op::date END AS eind, u(h, 28) < 0.2 AS alle_lessen_gemist,
       CASE WHEN u(h, 29) < 0.3 THEN 'Zie ook het vorige gesprek.' ELSE '' END AS toelichting,
       repeat('Gesprek gevoerd met de leerling en thuis gebeld. ', 1 + floor(t * 6)::int) AS ondernomen_actie,
       true AS actie_gewenst, '' AS toelichting_actie_gewenst, locatie_id, melder_id,
       'Mees Melder' AS naam_melder, 'coördinator' AS functie_melder, '030 1234567' AS telefoon_melder,
       'melder@school.example' AS email_melder, '06 12345678' AS telefoon_ouder, '{}'::jsonb AS afwijkend_adres,
       CASE WHEN status = 'G' THEN 1 + floor(u(h, 30) * 7)::int END AS reden_afsluiting,
       CASE WHEN status = 'G' THEN 1 + floor(u(h, 31) * 3)::int END AS toelichting_afsluiting,
       CASE WHEN status IN ('B', 'G', 'K') THEN 'Bo Behandelaar' ELSE '' END AS contact_naam
  FROM gerouteerd r
  JOIN hulp_gebruiker sg ON sg.organisatie_id = r.school_id
  JOIN hulp_gebruiker ig ON ig.organisatie_id = r.instantie_id
 ORDER BY i
