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

passed=0
# run_tests PRESET LABEL: fails when one does; counts those that passed
run_tests() {
  ctest --preset "$1" -L "$2" -j2 --output-on-failure
  passed=$((passed + $(grep -c '^\[       OK \]' "build/$1/Testing/Temporary/LastTest.log")))
}

say "== style"
find include src tests -name '*.hpp' -o -name '*.cpp' | grep -v '^tests/data/' | xargs clang-format-14 --dry-run -Werror

say "== unit tests (address and undefined-behaviour sanitizers)"
build asan alur_unit_tests
run_tests asan unit

if [ "$quick" = no ]; then
  say "== journeys (release)"
  build release -DALUR_TESTS=ON alurbot alur-sandbox alur_journey_test alur_kill_test alur_bench
  run_tests release journey
  say "== promises"
  deploy/promises.sh --from build/{asan,release}/Testing/Temporary/LastTest.log
  say "== speed and memory"
  build/release/bin/alur_bench
  say "== clang-tidy"
  deploy/tidy.sh
fi
echo "$passed passed, 0 failed"
