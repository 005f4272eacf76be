"""De namen zoals bij het bouwen: van instellingen, gemeenten en opleidingen, en de regio van elke gemeente."""

from rapportages.queries import opvolging

BEWAREN = f"""
INSERT INTO rapportages_naam (rapportage_id, soort, code, naam)
SELECT %(rapportage_id)s, 'I', code, naam FROM accounts_organisatie WHERE soort = 'instelling'
UNION ALL SELECT %(rapportage_id)s, 'G', code, naam FROM accounts_organisatie WHERE soort = 'gemeente'
UNION ALL SELECT %(rapportage_id)s, 'R', g.code, coalesce(n.rmc_nummer, g.rmc_nummer) FROM accounts_organisatie g
    LEFT JOIN {opvolging.GEMEENTEN} o ON o.van = g.code
    LEFT JOIN accounts_organisatie n ON n.soort = 'gemeente' AND n.code = o.naar
    WHERE g.soort = 'gemeente'
UNION ALL SELECT %(rapportage_id)s, 'O', code, naam FROM bron_opleiding
ORDER BY 2, 3"""
