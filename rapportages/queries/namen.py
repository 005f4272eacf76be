"""De namen zoals bij het bouwen: van instellingen, gemeenten en opleidingen, en de regio van elke gemeente."""

BEWAREN = """
INSERT INTO rapportages_naam (rapportage_id, soort, code, naam)
SELECT %(rapportage_id)s, 'I', code, naam FROM accounts_organisatie WHERE soort = 'instelling'
UNION ALL SELECT %(rapportage_id)s, 'G', code, naam FROM accounts_organisatie WHERE soort = 'gemeente'
UNION ALL SELECT %(rapportage_id)s, 'R', code, rmc_nummer FROM accounts_organisatie WHERE soort = 'gemeente'
UNION ALL SELECT %(rapportage_id)s, 'O', code, naam FROM bron_opleiding
ORDER BY 2, 3"""
