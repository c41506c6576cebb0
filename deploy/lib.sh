# Shared by run.sh and test.sh; sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
assume_yes=${assume_yes:-no}

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$0: $*"
  exit 1
}

# packages SECTION...: the packages of these sections of packages.txt
packages() {
  local wanted=" $* " section=""
  while read -r line; do
    case "$line" in
      '' | '#'*) ;;
      '['*) section=${line//[\[\]]/} ;;
      *) if [[ $wanted == *" $section "* ]]; then printf '%s\n' "$line"; fi ;;
    esac
  done <"$root/deploy/packages.txt"
}

# Names what is missing and installs it: the one part that needs root.
install_missing() {
  local missing=() name
  while read -r name; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done < <(packages "$@")
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Missing packages: ${missing[*]}"
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "install them as root: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  if [ "$assume_yes" != yes ]; then
    [ -t 0 ] || die "not on a terminal: run again with -y to install them"
    read -r -p "Install them with apt-get? [Y/n] " answer
    case "$answer" in '' | y | Y | yes | ya) ;; *) die "nothing installed" ;; esac
  fi
  "${sudo[@]}" apt-get update -qq >&2
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# build PRESET [-DNAME=VALUE...] TARGET...
build() {
  local preset=$1 settings=()
  shift
  while [[ $1 == -D* ]]; do
    settings+=("$1")
    shift
  done
  (
    cd "$root"
    cmake --preset "$preset" "${settings[@]}" >"$root/build-$preset.log" 2>&1 || { cat "$root/build-$preset.log" >&2; exit 1; }
    rm -f "$root/build-$preset.log"
    cmake --build --preset "$preset" --target "$@" >&2
  )
}
