#!/usr/bin/env bash
# Builds the Debian package and leaves it in build/release/.
# Usage: deploy/package.sh [-y]    -y: install missing packages without asking
assume_yes=no
for word in "$@"; do
  case "$word" in
    -y) assume_yes=yes ;;
    *) echo "usage: deploy/package.sh [-y]" >&2 && exit 2 ;;
  esac
done
. "$(dirname "$0")/lib.sh"
cd "$root"

install_missing build package
build release -DALUR_TESTS=OFF alurbot alur-sandbox alur_sbom
cd build/release
cpack -G DEB >cpack.log || { cat cpack.log >&2; exit 1; }
sed -n 's/^CPack: - package: \(.*\) generated\.$/\1/p' cpack.log
