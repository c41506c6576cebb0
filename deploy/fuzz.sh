#!/usr/bin/env bash
# The nightly hunt: builds the libFuzzer targets and gives each its time, two side by side. What they learn stays in
# build/fuzz/corpus/; an input that does harm is kept in build/fuzz/found/ and fails the run.
# Usage: deploy/fuzz.sh [-y] [--seconds N] [TARGET...]    default: 1200 seconds each, every target
assume_yes=no
seconds=1200
chosen=()
while [ $# -gt 0 ]; do
  case "$1" in
    -y) assume_yes=yes ;;
    --seconds) seconds=${2:?} && shift ;;
    -*) echo "usage: deploy/fuzz.sh [-y] [--seconds N] [TARGET...]" >&2 && exit 2 ;;
    *) chosen+=("$1") ;;
  esac
  shift
done
. "$(dirname "$0")/lib.sh"
cd "$root"

install_missing build test fuzz
build fuzz alur_fuzzers

export seeds=$root/tests/fuzz out=$root/build/fuzz seconds
mkdir -p "$out/found"

# hunt TARGET: one program, its time, its corpus; the log is build/fuzz/<target>.log
hunt() {
  local options=(-max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -print_final_stats=1
    -artifact_prefix="$out/found/$1-")
  [ -f "$seeds/$1.dict" ] && options+=(-dict="$seeds/$1.dict")
  mkdir -p "$out/corpus/$1"
  if "$out/bin/alur_fuzz_$1" "${options[@]}" "$out/corpus/$1" "$seeds/corpus/$1" >"$out/$1.log" 2>&1; then
    echo "$1: $(grep -o 'DONE.*' "$out/$1.log")"
  else
    echo "$1: harmed, see build/fuzz/$1.log and build/fuzz/found/" >&2
    return 1
  fi
}
export -f hunt

[ ${#chosen[@]} -gt 0 ] || mapfile -t chosen < <(find "$seeds/corpus" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)
printf '%s\n' "${chosen[@]}" | xargs -P2 -I{} bash -c 'hunt {}'
echo "${#chosen[@]} targets, nothing found"
