#!/usr/bin/env bash
# Proves that a backup comes back: checks its sums, restores it into a place of its own with the processes, holidays and
# texts that it holds, verifies the record, and removes it again. The service and its data are not touched.
# Usage: /usr/lib/alurbot/restore-drill [BACKUP]    default: the newest under /var/backups/alurbot
set -euo pipefail
backups=/var/backups/alurbot

backup=${1:-$(find "$backups" -mindepth 1 -maxdepth 1 -type d -name 'alur-*-*[0-9]' | sort | tail -1)}
if [ -z "$backup" ]; then
  echo "restore-drill: there is no backup under $backups" >&2
  exit 1
fi
backup=$(realpath "$backup")
(cd "$backup" && sha256sum --check --quiet --strict SHA256SUMS)

place=$(mktemp -d "${TMPDIR:-/var/tmp}/alurbot-drill.XXXXXX")
trap 'rm -rf "$place"' EXIT
cat >"$place/alurbot.toml" <<TOML
[storage]
data_dir = "data"
[office]
holidays = '$backup/config/holidays'
[process]
dir = '$backup/config/process'
[text]
dir = '$backup/config/text'
TOML
alurbot restore --config "$place/alurbot.toml" "$backup"
alurbot verify --config "$place/alurbot.toml"
echo "$backup comes back"
