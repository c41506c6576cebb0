#!/usr/bin/env bash
# clang-tidy over src/ and include/, with the checks of .clang-tidy, as build/release compiles them: a few sources to one
# run, so that what they include is read once.
. "$(dirname "$0")/lib.sh"
cd "$root"
cmake --preset release >/dev/null
sed -n 's/^ *"file": "\(.*\)",\?$/\1/p' build/release/compile_commands.json | grep -v '/tests/\|/src/asio/' | tr '\n' '\0' |
  xargs -0 -n 1 -P "$(nproc)" clang-tidy-14 -p build/release --quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-overlength-strings 2> >(grep -v 'warnings generated\|Suppressed\|Use -header-filter' >&2)
