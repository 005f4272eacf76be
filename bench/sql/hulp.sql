-- Hulptabellen: wie waar kan melden. Weg zodra de wereld gevuld is.
-- u(i, zaad): een vast 'toevalsgetal' in [0, 1): dezelfde rij geeft in elke wereld dezelfde waarde.
CREATE OR REPLACE FUNCTION u(i bigint, zaad int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended(i, zaad) & 2147483647)::float8 / 2147483648 $$;

CREATE TABLE hulp_gemeente AS
SELECT row_number() OVER (ORDER BY u(g.id, 11)) AS rang, g.id, g.code, g.naam, r.id AS rmc_id,
       coalesce(min(p.cijfers), '1012') AS cijfers
  FROM accounts_organisatie g
  JOIN accounts_organisatie r ON r.soort = 'rmc_regio' AND r.code = g.rmc_nummer
  LEFT JOIN meldingen_postcodegebied p ON p.gemeentecode = g.code
 WHERE g.soort = 'gemeente'
   -- de vaste gemeente heeft geen eigen school: daar woont alleen wie wij daar neerzetten
   AND g.code <> %(vaste_gemeente)s
 GROUP BY g.id, r.id;

-- rang 1 is de grootste school; de laatste twee zijn van de vaste leerlingen
CREATE TABLE hulp_school AS
SELECT row_number() OVER (ORDER BY u(s.id, 12)) AS rang, count(*) OVER () AS aantal, s.id, s.code, s.gemeentecode
  FROM accounts_organisatie s JOIN hulp_gemeente g ON g.code = s.gemeentecode
 WHERE s.soort = 'instelling';

CREATE TABLE hulp_gebruiker AS
SELECT t.organisatie_id, min(t.gebruiker_id) AS gebruiker_id
  FROM accounts_toewijzing t WHERE t.rol IN ('melder', 'behandelaar', 'behandelaar_rmc') GROUP BY 1;

-- grotere scholen hebben meer locaties en melders
INSERT INTO meldingen_locatie (school_id, naam, adres, plaats)
SELECT id, 'Locatie ' || n, 'Schoolplein ' || n, 'Proefstad'
  FROM hulp_school, generate_series(1, 1 + (60 / (rang + 9))::int) n;
INSERT INTO meldingen_melder (school_id, naam, functie, telefoon, email)
SELECT id, 'Melder ' || n, 'verzuimcoördinator', '030 1234567', 'melder' || n || '@' || lower(code) || '.example'
  FROM hulp_school, generate_series(1, 2 + (80 / (rang + 9))::int) n;
CREATE TABLE hulp_locatie AS
SELECT school_id, array_agg(id ORDER BY id) AS ids, count(*) AS aantal FROM meldingen_locatie GROUP BY 1;
CREATE TABLE hulp_melder AS
SELECT school_id, array_agg(id ORDER BY id) AS ids, count(*) AS aantal FROM meldingen_melder GROUP BY 1;

-- 1,5 miljoen leerlingen: eerst de testreeks 9999xxxxx, dan daaronder verder met een goede elfproef
CREATE UNLOGGED TABLE hulp_leerling AS
WITH voorste AS (
  SELECT p, mod(9 * (p / 10000000) + 8 * mod(p / 1000000, 10) + 7 * mod(p / 100000, 10) + 6 * mod(p / 10000, 10)
             + 5 * mod(p / 1000, 10) + 4 * mod(p / 100, 10) + 3 * mod(p / 10, 10) + 2 * mod(p, 10), 11) AS cijfer
    FROM generate_series(99999999, 99999999 - (%(personen)s * 1.11)::int - 1000, -1) p
), nummers AS (
  SELECT row_number() OVER (ORDER BY p DESC) AS j, lpad((p::bigint * 10 + cijfer)::text, 9, '0') AS pgn
    FROM voorste WHERE cijfer < 10
), geplaatst AS (
  SELECT n.j, n.pgn, n.j <= %(vaste_leerlingen)s AS vast,
         CASE WHEN n.j <= %(vaste_leerlingen)s / 2 THEN a.aantal
              WHEN n.j <= %(vaste_leerlingen)s THEN a.aantal - 1
              ELSE 1 + floor(power(u(n.j, 1), 1.5) * (a.aantal - 2)) END AS schoolrang,
         1 + floor(u(n.j, 2) * a.gemeenten)::int AS gemeenterang
    FROM nummers n, (SELECT (SELECT count(*) FROM hulp_school) AS aantal,
                            (SELECT count(*) FROM hulp_gemeente) AS gemeenten) a
   WHERE n.j <= %(personen)s
)
SELECT l.j, l.pgn, s.id AS school_id, s.code AS brin,
       CASE WHEN l.vast THEN v.id ELSE g.id END AS gemeente_id,
       CASE WHEN l.vast THEN v.code ELSE g.code END AS gemeentecode,
       CASE WHEN l.vast THEN v.naam ELSE g.naam END AS plaats,
       CASE WHEN l.vast THEN '1234AB' ELSE g.cijfers || 'AB' END AS postcode,
       g.rmc_id,
       -- voor vaste leerlingen altijd jonger dan 18: hun meldingen gaan naar de gemeente
       (current_date - CASE WHEN l.vast THEN 4700 + floor(u(l.j, 3) * 800)::int
                            ELSE 4500 + floor(power(u(l.j, 3), 1.6) * 3900)::int END) AS geboortedatum,
       CASE WHEN u(l.j, 4) < 0.5 THEN 'M' ELSE 'V' END AS geslacht,
       (%(achternamen)s)[1 + floor(power(u(l.j, 5), 1.6) * array_length(%(achternamen)s, 1))] AS achternaam,
       CASE WHEN u(l.j, 6) < 0.2 THEN 'van der' WHEN u(l.j, 6) < 0.3 THEN 'de' ELSE '' END AS voorvoegsel,
       (%(voornamen)s)[1 + floor(u(l.j, 7) * array_length(%(voornamen)s, 1))] AS voornaam,
       1 + floor(u(l.j, 8) * 240)::int AS huisnummer
  FROM geplaatst l
  JOIN hulp_school s ON s.rang = l.schoolrang
  -- driekwart woont in de gemeente van de school
  JOIN hulp_gemeente g ON CASE WHEN u(l.j, 9) < 0.75 THEN g.code = s.gemeentecode ELSE g.rang = l.gemeenterang END
 CROSS JOIN (SELECT id, code, naam FROM accounts_organisatie WHERE soort = 'gemeente' AND code = %(vaste_gemeente)s) v;
ALTER TABLE hulp_leerling ADD PRIMARY KEY (j);
ANALYZE hulp_leerling;
