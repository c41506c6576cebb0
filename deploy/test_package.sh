#!/usr/bin/env bash
# Proves the Debian package in a clean Debian 12 made by debootstrap: installs, checks, serves a whole case, backs up,
# restores, upgrades, is removed; and tries the root of the container image, made there by the script that the
# Dockerfile runs. Needs root (chroot, mounts) and the network (Debian's archive). About 5 minutes after the build.
# Usage: deploy/test_package.sh [-y] [--work DIR]    default: /var/tmp/alur-package, where downloads are kept
assume_yes=no
work=/var/tmp/alur-package
while [ $# -gt 0 ]; do
  case "$1" in
    -y) assume_yes=yes ;;
    --work) work=$(realpath -m "${2:?--work needs a folder}") && shift ;;
    *) echo "usage: deploy/test_package.sh [-y] [--work DIR]" >&2 && exit 2 ;;
  esac
  shift
done
. "$(dirname "$0")/lib.sh"
cd "$root"
[ "$(id -u)" -eq 0 ] || die "it makes a root of its own: run it as root"
install_missing package clean-root

debian=$work/root
image=$debian/image
logs=$work/logs
started=()
finish() {
  trap - EXIT INT TERM
  local pid point
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; done
  while read -r point; do umount "$point"; done < <(cut -d' ' -f2 /proc/self/mounts | grep "^$work/" | sort -r)
}
trap finish EXIT
trap 'exit 130' INT TERM

checks=0
# passes WHAT COMMAND...: says so, or ends with the command's words
passes() {
  local what=$1
  shift
  if ! "$@" >"$logs/last" 2>&1; then
    cat "$logs/last" >&2
    die "failed: $what"
  fi
  checks=$((checks + 1))
  echo "passed: $what"
}
# refuses WORDS COMMAND...: it fails, and says WORDS
refuses() {
  local words=$1
  shift
  ! "$@" >"$logs/refused" 2>&1 && grep -F "$words" "$logs/refused"
}
in_debian() { timeout 600 chroot "$debian" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
as_service() { timeout 600 chroot --userspec=alurbot:alurbot "$debian" env -i PATH=/usr/bin:/bin "$@"; }
lacks() { ! compgen -G "$1"; }
# field NAME: its string value out of one line of flat JSON
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
# until_there FILE PID: waits for the file's first line, as long as the process lives
until_there() {
  until [ -s "$1" ]; do
    kill -0 "$2" 2>/dev/null || die "it did not start: see $logs"
    sleep 0.1
  done
}
# stop PID: by SIGTERM; its status
stop() { kill "$1" && wait "$1"; }

# --- a clean root, and two versions of the package -----------------------------------------------------------------

say "== packages"
if [ "$assume_yes" = yes ]; then deploy/package.sh -y; else deploy/package.sh; fi
rm -rf --one-file-system "$debian" "$logs"
mkdir -p "$work/debs" "$logs" "$work/packages"
rm -f "$work"/packages/*
# make_package [CPACK OPTION...]: into packages/
make_package() {
  (cd build/release && cpack -G DEB -B "$work/packages" "$@") >"$logs/cpack" 2>&1 || { cat "$logs/cpack" >&2; die "no package"; }
}
make_package
make_package -D CPACK_PACKAGE_VERSION=99.0.0
rm -rf "$work/packages/_CPack_Packages"
package=$(basename "$(find "$work/packages" -name '*.deb' ! -name '*_99.0.0_*')")
newer=$(basename "$(find "$work/packages" -name '*_99.0.0_*.deb')")

say "== a clean Debian 12"
debootstrap --variant=minbase --cache-dir="$work/debs" bookworm "$debian" http://deb.debian.org/debian >"$logs/debootstrap" 2>&1 ||
  { tail -5 "$logs/debootstrap" >&2; die "no clean root"; }
mount -t proc proc "$debian/proc"
mount --bind /dev "$debian/dev"
cp "$work"/packages/*.deb "$debian/root/"
cp -R tests/data "$debian/tmp/samples"
cp deploy/image_root.sh "$debian/root/"
chmod -R a+rX "$debian/tmp/samples"

# --- installation --------------------------------------------------------------------------------------------------

say "== installation"
in_debian apt-get update -qq >"$logs/apt" 2>&1
passes "it installs" in_debian apt-get install -y -qq --no-install-recommends "/root/$package"
passes "alurbot check finds no fault" in_debian alurbot check --offline
passes "service and timer are enabled" in_debian systemctl is-enabled alurbot.service alurbot-backup.timer
units=(alurbot.service alurbot-backup.service alurbot-backup.timer)
passes "the units verify" in_debian systemd-analyze verify --man=no "${units[@]/#//usr/lib/systemd/system/}"
for unit in alurbot.service alurbot-backup.service; do
  passes "exposure of $unit is at most 1.5" in_debian systemd-analyze security --offline=yes --threshold=15 --no-pager "$unit"
  grep 'Overall exposure' "$logs/last"
done
in_debian touch /var/lib/alurbot/stray
passes "alurbot check names a file that root left in data_dir" \
  refuses "belongs to root" in_debian alurbot check --offline
rm "$debian/var/lib/alurbot/stray"
passes "alurbot check asks for the token" refuses "no token" in_debian alurbot check

# --- a case --------------------------------------------------------------------------------------------------------

say "== a whole case"
token="1000000001:$(head -c 27 /dev/urandom | base64 | tr '+/' '-_')"
(umask 077 && echo "$token" >"$debian/etc/alurbot/token")
timeout --foreground 1800 chroot --userspec=nobody:nogroup "$debian" env -i PATH=/usr/bin alur-sandbox --token "$token" \
  --samples /tmp/samples >"$logs/sandbox.json" 2>"$logs/sandbox" &
started+=($!)
until_there "$logs/sandbox.json" $!
api=$(head -1 "$logs/sandbox.json" | field api)
page=$(head -1 "$logs/sandbox.json" | field page)
sed -i -e "s|^#api_root = .*|api_root = \"$api\"|" -e 's|^#source = .*|source = "sandbox"|' \
  -e 's|^#listen = "127.0.0.1:8088"|listen = "127.0.0.1:0"|' "$debian/etc/alurbot/alurbot.toml"
passes "alurbot check reaches the server with the token" in_debian env CREDENTIALS_DIRECTORY=/etc/alurbot alurbot check

# As systemd starts it: the unit's command, the service's user, the token as a credential of its own.
serve_command=$(sed -n 's/^ExecStart=//p' "$debian/usr/lib/systemd/system/alurbot.service")
credentials=/run/credentials/alurbot.service
install -d -m 0755 "$debian$credentials"
cp "$debian/etc/alurbot/token" "$debian$credentials/token"
in_debian chown alurbot "$credentials/token"
start_service() {
  rm -f "$debian/var/lib/alurbot/http.port"
  timeout --foreground 1800 chroot --userspec=alurbot:alurbot "$debian" env -i CREDENTIALS_DIRECTORY="$credentials" $serve_command \
    >>"$logs/alurbot" 2>&1 &
  service=$!
  started+=("$service")
  until_there "$debian/var/lib/alurbot/http.port" "$service"
  health=http://127.0.0.1:$(cat "$debian/var/lib/alurbot/http.port")
}
start_service
# Invitations carry the bot's name, which it asks the server for once it serves.
until grep -q username "$logs/alurbot"; do
  kill -0 "$service" 2>/dev/null || die "it ended: see $logs"
  sleep 0.1
done
in_debian alur-sandbox people | while IFS='|' read -r id role agency name title nip; do
  link=$(in_debian alurbot invite --json --role "$role" --agency "$agency" --name "$name" --title "$title" --nip "$nip" </dev/null | field link)
  printf '%s %s\n' "$id" "$link"
done >"$debian/tmp/invites"
passes "a case runs to its end" \
  in_debian alur-sandbox play pengembang --page "$page" --health "$health" --invites /tmp/invites

# --- backups -------------------------------------------------------------------------------------------------------

say "== backups"
backups=$debian/var/backups/alurbot
for day in $(seq 1 20); do
  name=$(printf 'alur-202501%02d-013000' "$day")
  install -d -o "$(stat -c %u "$backups")" -m 0700 "$backups/$name"
done
backup_command=$(sed -n 's/^ExecStart=//p' "$debian/usr/lib/systemd/system/alurbot-backup.service")
passes "the timer's command makes a backup while the service runs" as_service $backup_command
mapfile -t kept < <(find "$backups" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort)
passes "the newest 14 days stay" test "${#kept[@]} ${kept[0]}" = "14 alur-20250108-013000"
passes "the restore drill passes" in_debian /usr/lib/alurbot/restore-drill
passes "the drill leaves nothing" lacks "$debian/var/tmp/alurbot-drill.*"
passes "the service stops in order" stop "$service"
in_debian alurbot verify >"$logs/verified"
mv "$debian/var/lib/alurbot" "$debian/var/lib/alurbot.lost"
in_debian systemd-tmpfiles --create alurbot.conf
passes "the backup restores" in_debian alurbot restore "/var/backups/alurbot/${kept[-1]}"
in_debian alurbot verify >"$logs/verified.restored"
cases() { grep -o '[0-9]* cases, [0-9]* documents' "$1"; }
passes "with its cases and documents" test "$(cases "$logs/verified")" = "$(cases "$logs/verified.restored")"
start_service
passes "and is served" stop "$service"

# --- upgrade, image, removal ---------------------------------------------------------------------------------------

say "== upgrade"
in_debian alurbot verify >"$logs/verified"
cp "$debian/etc/alurbot/alurbot.toml" "$logs/settings"
passes "it upgrades" in_debian apt-get install -y -qq --no-install-recommends "/root/$newer"
passes "to the newer version" test "$(in_debian dpkg-query -W -f '${Version}' alurbot)" = 99.0.0
passes "settings that were edited are as before" cmp "$logs/settings" "$debian/etc/alurbot/alurbot.toml"
in_debian alurbot verify >"$logs/verified.upgraded"
passes "the record is as before" cmp "$logs/verified" "$logs/verified.upgraded"
start_service
passes "and is served" stop "$service"

passes "it goes back" in_debian apt-get install -y -qq --no-install-recommends --allow-downgrades "/root/$package"
in_debian alurbot verify >"$logs/verified"
start_service
passes "to the older version, and is served" stop "$service"
in_debian alurbot verify >"$logs/verified.older"
passes "with the same record" cmp "$logs/verified" "$logs/verified.older"

say "== the image's root"
in_debian /root/image_root.sh /image
passes "the only program in it is alurbot" test "$(find "$image" -type f -perm /111 ! -name '*.so*')" = "$image/usr/bin/alurbot"
mount --bind "$image" "$image"
mount -o remount,bind,ro "$image"
mount -t tmpfs -o mode=0700,uid=10001,gid=10001 tmpfs "$image/var/lib/alurbot"
mount --bind "$debian$credentials" "$image/tmp"
in_debian chown 10001 "$credentials/token"
as_image=(timeout --foreground 300 chroot --userspec=10001:10001 "$image")
passes "alurbot check finds no fault in it" "${as_image[@]}" /usr/bin/alurbot check --offline
CREDENTIALS_DIRECTORY=/tmp "${as_image[@]}" /usr/bin/alurbot serve >"$logs/image" 2>&1 &
service=$!
started+=("$service")
until_there "$image/var/lib/alurbot/http.port" "$service"
passes "a user without rights serves from a read-only root" stop "$service"

say "== removal"
passes "it is removed" in_debian apt-get remove -y -qq alurbot
passes "nothing of the program is left" lacks "$debian/usr/*/alur*"
passes "nor of its units" lacks "$debian/usr/lib/systemd/system/alur*"
passes "record, backups, settings and token are" \
  test -s "$debian/var/lib/alurbot/alur.db" -a -d "$backups/${kept[-1]}" -a -s "$debian/etc/alurbot/alurbot.toml" -a -s "$debian/etc/alurbot/token"
passes "it is purged" in_debian apt-get purge -y -qq alurbot
passes "settings and token are gone" lacks "$debian/etc/alurbot"
passes "record and backups are still there" test -s "$debian/var/lib/alurbot/alur.db" -a -d "$backups/${kept[-1]}"
echo "$checks passed, 0 failed"
