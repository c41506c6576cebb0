#!/usr/bin/env bash
# Runs the tests behind every promise (promises.txt) and prints a table: promise, what ran, figure, pass.
# Fails when a test fails, or when a promise that has a test has no figure.
# Usage: deploy/promises.sh [-y] [--long]      builds and runs; --long: at full length, hours
#        deploy/promises.sh --from LOG...      from the logs of tests that ran already
assume_yes=no
long=no
logs=()
ended_badly=()  # a program that crashed names no failed test
while [ $# -gt 0 ]; do
  case "$1" in
    -y) assume_yes=yes ;;
    --long) long=yes ;;
    --from) shift && logs=("$@") && break ;;
    *) echo "usage: deploy/promises.sh [-y] [--long] | --from LOG..." >&2 && exit 2 ;;
  esac
  shift
done
. "$(dirname "$0")/lib.sh"
cd "$root"

# rows: id|promise|program|tests of promises.txt, without spaces around the bars
rows() { sed -e '/^#/d' -e '/^$/d' -e 's/ *| */|/g' deploy/promises.txt; }

# run_all: every program once, with all the tests that promises need of it; one log each
run_all() {
  local program tests
  install_missing build test
  mapfile -t programs < <(rows | cut -d'|' -f3 | grep -v '^-$' | sort -u)
  build release -DALUR_TESTS=ON "${programs[@]}"
  [ "$long" = no ] || export ALUR_LONG=1
  mkdir -p build/promises
  for program in "${programs[@]}"; do
    tests=$(rows | awk -F'|' -v wanted="$program" '$3 == wanted { print $4 }' | paste -sd:)
    logs+=("build/promises/$program.log")
    say "== $program"
    "build/release/bin/$program" --gtest_filter="$tests" >"build/promises/$program.log" 2>&1 ||
      ended_badly+=("$program: status $?")
  done
}

[ ${#logs[@]} -gt 0 ] || run_all

# failed_of TESTS: those that failed, by name
failed_of() {
  local name pattern patterns
  IFS=: read -ra patterns <<<"$1"
  sed -n 's/^\[  FAILED  \] \([A-Za-z0-9_./]*\)[ ,].*/\1/p' "${logs[@]}" | while read -r name; do
    for pattern in "${patterns[@]}"; do
      # shellcheck disable=SC2053
      if [[ $name == $pattern ]]; then printf '%s\n' "$name"; fi
    done
  done
}

# column N ID: of the rows of that promise, one below the other
column() { rows | awk -F'|' -v n="$1" -v id="$2" '$1 == id { print $n }'; }
# cell: lines to one cell of the table
cell() { awk '{ printf "%s%s", (NR > 1 ? "<br>" : ""), $0 }'; }

broken=0
printf '| promise | what ran | figure | pass |\n|---|---|---|---|\n'
for id in $(rows | cut -d'|' -f1 | awk '!seen[$0]++'); do
  promise="$id: $(column 2 "$id" | head -1)"
  ran=$(paste -d' ' <(column 3 "$id") <(column 4 "$id") | cell)
  if [ "$(column 3 "$id")" = - ]; then
    printf '| %s | - | not yet there | - |\n' "$promise"
    continue
  fi
  figures=$(sed -n "s/^.*\[ FIGURE \] $id: //p" "${logs[@]}" | sort -u | cell)
  failures=$(failed_of "$(column 4 "$id" | paste -sd:)" | paste -sd' ')
  pass=yes
  [ -n "$figures" ] || pass="NO figure"
  [ -z "$failures" ] || pass="NO: $failures"
  [ "$pass" = yes ] || broken=$((broken + 1))
  printf '| %s | %s | %s | %s |\n' "$promise" "$ran" "${figures:--}" "$pass"
done
if [ ${#ended_badly[@]} -gt 0 ]; then die "not every program ended well: ${ended_badly[*]}"; fi
if [ "$broken" -gt 0 ]; then die "$broken promises are not kept, or not proved"; fi
