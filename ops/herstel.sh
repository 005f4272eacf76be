#!/usr/bin/env bash
# Zet een kopie van back-up.sh terug in een lege database en een lege map: herstel.sh KOPIEMAP.
# Vraagt DATABASE_URL(_FILE) en BIJLAGEN_MAP. Vergelijkt daarna per tabel het aantal rijen met de kopie.
set -euo pipefail
umask 077
. "$(dirname "$0")/gedeeld.sh"

[ $# -eq 1 ] || fout "Gebruik: herstel.sh KOPIEMAP"
: "${BIJLAGEN_MAP:?Zet BIJLAGEN_MAP.}"
url=$(database_url)
(cd "$1" && sha256sum --check --quiet SHA256SUMS) || fout "De kopie in $1 is beschadigd; er is niets gedaan."
[ -z "$(tel_database "$url")" ] || fout "De database is niet leeg; er is niets gedaan."
rollen=$(vraag "$url" "SELECT count(*) FROM pg_roles WHERE rolname IN ('verzuimloket_web', 'verzuimloket_jobs')")
[ "$rollen" = 2 ] || fout "De rollen ontbreken op deze server: voer eerst verzuimloket/db/rollen.sql uit; er is niets gedaan."
mkdir -p "$BIJLAGEN_MAP"
[ -z "$(ls -A "$BIJLAGEN_MAP")" ] || fout "De map $BIJLAGEN_MAP is niet leeg; er is niets gedaan."

pg_restore --no-owner --no-privileges --exit-on-error --single-transaction --dbname="$url" "$1/database.dump"
tar --extract --gzip --file="$1/bijlagen.tar.gz" --directory="$BIJLAGEN_MAP"
diff "$1/tellingen.txt" <(tel_database "$url") || fout "Het aantal rijen klopt niet met de kopie (links: kopie)."
echo "Herstel klaar: $(wc -l < "$1/tellingen.txt") tabellen, aantallen gelijk aan de kopie."
