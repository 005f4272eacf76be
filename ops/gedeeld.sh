# Wat de back-up en het herstel delen; bedoeld om in te lezen (source), niet om te draaien.

fout() {
    echo "$1" >&2
    exit 1
}

# het adres van de database staat in de omgeving, of in een bestand
database_url() {
    if [ -n "${DATABASE_URL_FILE:-}" ]; then
        cat "$DATABASE_URL_FILE"
    else
        echo "${DATABASE_URL:?Zet DATABASE_URL of DATABASE_URL_FILE.}"
    fi
}

# een antwoord van één regel
vraag() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$2" "$1"
}

# per tabel het aantal rijen dat in een kopie staat
tel_kopie() {
    pg_restore --data-only --file=- "$1" | awk '
        /^COPY .* FROM stdin;$/ { tabel = $2; aantal = 0; in_tabel = 1; next }
        in_tabel && $0 == "\\." { print tabel, aantal; in_tabel = 0; next }
        in_tabel { aantal++ }' | LC_ALL=C sort
}

# per tabel het aantal rijen in de database
tel_database() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$1" <<'SQL' | LC_ALL=C sort
SELECT format('SELECT %L || count(*) FROM %I.%I', schemaname || '.' || tablename || ' ', schemaname, tablename)
FROM pg_tables WHERE schemaname = 'public' \gexec
SQL
}
