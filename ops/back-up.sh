#!/usr/bin/env bash
# Kopie van de database en de bijlagen: back-up.sh DOELMAP. Vraagt DATABASE_URL(_FILE) en BIJLAGEN_MAP.
# De kopie is één moment van de database; het portaal kan blijven draaien.
set -euo pipefail
umask 077
. "$(dirname "$0")/gedeeld.sh"

[ $# -eq 1 ] || fout "Gebruik: back-up.sh DOELMAP"
: "${BIJLAGEN_MAP:?Zet BIJLAGEN_MAP.}"
[ -e "$1" ] && fout "De map $1 bestaat al; er is niets gedaan."
url=$(database_url)
# wie onder de rij-beveiliging valt, zou lege tabellen kopiëren
langs=$(vraag "$url" "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") || fout "Geen database."
[ "$langs" = t ] || fout "Deze rol mag niet alle rijen lezen. Gebruik verzuimloket_backup; er is niets gedaan."

half="$1.half"
rm -rf "$half"
mkdir -p "$half"
pg_dump --format=custom --no-owner --no-privileges --file="$half/database.dump" "$url"
tel_kopie "$half/database.dump" > "$half/tellingen.txt"
# na de database: een bijlage waar de database nog niet van weet, stoort niet; andersom wel
mkdir -p "$BIJLAGEN_MAP"
tar --create --gzip --file="$half/bijlagen.tar.gz" --directory="$BIJLAGEN_MAP" .
(cd "$half" && sha256sum database.dump tellingen.txt bijlagen.tar.gz > SHA256SUMS)
mv "$half" "$1" # pas nu heet de kopie af
echo "Kopie klaar in $1: $(awk '{ som += $2 } END { print som + 0 }' "$1/tellingen.txt") rijen."
