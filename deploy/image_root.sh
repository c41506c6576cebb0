#!/usr/bin/env bash
# Makes the root of a container image out of a Debian 12 on which the package is installed: the program, what it loads
# and reads, and nothing else. No shell, no package manager, nothing setuid.
# Usage: image_root.sh DIR
set -euo pipefail
out=${1:?usage: image_root.sh DIR}
user=10001

mkdir -p "$out"/{etc/ssl/certs,tmp,usr/{bin,lib,lib64,share},var/lib/alurbot}
ln -s usr/lib "$out/lib"
ln -s usr/lib64 "$out/lib64"

copy() {
  local path
  for path in "$@"; do
    mkdir -p "$out$(dirname "$path")"
    cp -RL --preserve=mode,timestamps "$path" "$out$path"
  done
}
copy /usr/bin/alurbot /usr/share/alurbot /usr/share/zoneinfo /usr/share/misc/magic.mgc \
  /etc/alurbot/alurbot.toml /etc/ssl/openssl.cnf /etc/ssl/certs/ca-certificates.crt
# Where OpenSSL looks.
mkdir "$out/usr/lib/ssl"
ln -s /etc/ssl/certs/ca-certificates.crt "$out/usr/lib/ssl/cert.pem"
ln -s /etc/ssl/openssl.cnf "$out/usr/lib/ssl/openssl.cnf"
# The libraries with their loader, as "name => path (address)" or "path (address)".
ldd /usr/bin/alurbot | grep -o '/[^ ]*' | while read -r library; do copy "$library"; done

echo "alurbot:x:$user:$user::/var/lib/alurbot:/nonexistent" >"$out/etc/passwd"
echo "alurbot:x:$user:" >"$out/etc/group"
echo "hosts: files dns" >"$out/etc/nsswitch.conf"
chown "$user:$user" "$out/var/lib/alurbot"
chmod 0700 "$out/var/lib/alurbot"
chmod 1777 "$out/tmp"
