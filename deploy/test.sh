#!/usr/bin/env bash
# Installs what is missing, then builds and runs every test: style, unit tests under ASan+UBSan, journeys as released,
# the page in a browser.
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
if [ "$quick" = no ]; then
  install_missing browser
  # Of whoever has a newer one than Debian's, that is used.
  command -v npm >/dev/null || install_missing node
fi

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
  say "== data races (thread sanitizer): the service, whose threads are the writer, the workers and the loop"
  build tsan -DALUR_TESTS=ON -DALUR_UNITY=ON alur_service_test
  ctest --preset tsan -R '^alur_service_test' --output-on-failure

  say "== journeys (release)"
  build release -DALUR_TESTS=ON alurbot alur-sandbox alur_journey_test alur_kill_test alur_simulation_test alur_bench
  run_tests release journey
  say "== promises"
  deploy/promises.sh --from build/{asan,release}/Testing/Temporary/LastTest.log
  say "== speed and memory"
  build/release/bin/alur_bench
  say "== the page in a browser: its controls, and a whole case by clicks on a phone and on a desk"
  (cd tests/browser && npm ci --silent --no-audit --no-fund)
  node tests/browser/controls_test.mjs
  node tests/browser/whole_case_test.mjs
  say "== clang-tidy"
  deploy/tidy.sh
fi
echo "$passed passed, 0 failed"
