#!/usr/bin/env bash
# A backup, and once it is whole the end of those older than the newest 14 days that have one.
# Usage: /usr/lib/alurbot/backup [DEST]    default: /var/backups/alurbot
set -euo pipefail
days_kept=14
dest=${1:-/var/backups/alurbot}

alurbot backup "$dest"
mapfile -t days < <(find "$dest" -mindepth 1 -maxdepth 1 -type d -regextype posix-extended \
  -regex '.*/alur-[0-9]{8}-[0-9]{6}' -printf '%f\n' | cut -d- -f2 | sort -ru)
for day in "${days[@]:days_kept}"; do
  rm -rf -- "$dest/alur-$day"-[0-9][0-9][0-9][0-9][0-9][0-9]
  echo "removed: the backups of $day"
done
