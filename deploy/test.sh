#!/usr/bin/env bash
# Installs what is missing, then builds and runs every test: style, unit tests under ASan+UBSan, journeys as released.
# Usage: deploy/test.sh [-y] [--quick]    -y: install without asking; --quick: unit tests only
assume_yes=no
quick=no
for word in "$@"; do
  case "$word" in
    -y) assume_yes=yes ;;
    --quick) quick=yes ;;
    *) echo "usage: deploy/test.sh [-y] [--quick]" >&2 && exit 2 ;;
  esac
done
. "$(dirname "$0")/lib.sh"
cd "$root"

install_missing build test

say "== style"
find include src tests -name '*.hpp' -o -name '*.cpp' | grep -v '^tests/data/' | xargs clang-format-14 --dry-run -Werror

say "== unit tests (address and undefined-behaviour sanitizers)"
build asan alur_unit_tests
ctest --preset asan -L unit -j2 --output-on-failure

if [ "$quick" = no ]; then
  say "== journeys (release)"
  build release alurbot alur-sandbox alur_journey_test alur_bench
  ctest --preset release -L journey -j2 --output-on-failure
  say "== speed and memory"
  build/release/bin/alur_bench
  say "== clang-tidy"
  deploy/tidy.sh
fi
say "All tests passed."
