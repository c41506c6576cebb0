#!/usr/bin/env bash
# clang-tidy over src/ and include/, with the checks of .clang-tidy. Needs a configured build/release.
. "$(dirname "$0")/lib.sh"
cd "$root"
[ -f build/release/compile_commands.json ] || cmake --preset release >/dev/null
find src -name '*.cpp' ! -path 'src/asio/*' -print0 |
  xargs -0 -n 4 -P "$(nproc)" clang-tidy-14 -p build/release --quiet 2> >(grep -v 'warnings generated\|Suppressed\|Use -header-filter' >&2)
