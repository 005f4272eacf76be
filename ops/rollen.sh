#!/usr/bin/env bash
# Maakt bij een nieuwe database de rollen van het portaal, met hun wachtwoorden (docker-entrypoint-initdb.d; besluit 25).
# De beheerder van PostgreSQL kan het ook later draaien: het is herhaalbaar en wisselt dan de wachtwoorden.
set -euo pipefail

lees=(psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB")
"${lees[@]}" --file=/rollen.sql
for rol in web jobs backup; do
    # langs de invoer: zo staat het wachtwoord niet in de lijst met processen
    printf "ALTER ROLE verzuimloket_%s PASSWORD '%s';\n" "$rol" "$(cat "/run/secrets/postgres_wachtwoord_$rol")" | "${lees[@]}"
done
