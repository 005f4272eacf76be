"""De tweede lijn: PostgreSQL laat een webverzoek alleen rijen van zijn eigen bereik zien (besluit 25).

`base` is het databasebackend dat het bereik meestuurt, `bereik` zegt wat het nu is, `beleid` zet per model het beleid
in de database, en `rollen.sql` maakt de rollen.
"""
