#!/usr/bin/env bash
# Software bill of materials (SPDX 2.3, JSON) of the programs given: the Debian packages they were built with, in the
# versions installed here, and those whose libraries they load. To stdout.
# Usage: deploy/sbom.sh VERSION PROGRAM...
. "$(dirname "$0")/lib.sh"
version=${1:?usage: deploy/sbom.sh VERSION PROGRAM...}
shift
programs=("$@")

# loaded: the packages whose libraries the programs name
loaded() {
  local name path owner
  ldd "${programs[@]}" | sed -n 's/^\t\([^ ]*\) => \(\/[^ ]*\) .*/\1 \2/p' | sort -u >"$scratch/resolved"
  readelf -d "${programs[@]}" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u | while read -r name; do
    path=$(awk -v name="$name" '$1 == name { print $2; exit }' "$scratch/resolved")
    # The loader itself is not resolved by a search.
    path=${path:-/lib64/$name}
    owner=$(dpkg-query -S "$path" 2>/dev/null || dpkg-query -S "/usr$path") || die "no package owns $path"
    printf '%s\n' "${owner%%:*}"
  done | sort -u
}

# entry NAME: one package as SPDX has it
entry() {
  local name=$1 source purl
  source=$(dpkg-query -W -f '${Version} ${Architecture} ${source:Package} ${source:Version}\n' "$name" | head -1)
  read -r v architecture source_name source_version <<<"$source"
  [ -n "$v" ] || die "$name is not installed"
  purl="pkg:deb/debian/${name//+/%2B}@${v//+/%2B}?arch=$architecture&distro=debian-12"
  purl=${purl/@${v%%:*}:/@${v%%:*}%3A}
  printf ',\n    {"SPDXID": "%s", "name": "%s", "versionInfo": "%s", "supplier": "Organization: Debian",' "$(id "$name")" "$name" "$v"
  printf ' "downloadLocation": "NOASSERTION", "filesAnalyzed": false, "licenseConcluded": "NOASSERTION",'
  printf ' "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",'
  printf ' "sourceInfo": "built from %s %s", "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER",' "$source_name" "$source_version"
  printf ' "referenceType": "purl", "referenceLocator": "%s"}]}' "$purl"
}

id() { printf 'SPDXRef-deb-%s' "${1//[^A-Za-z0-9.-]/-}"; }

related() { printf ',\n    {"spdxElementId": "%s", "relationshipType": "%s", "relatedSpdxElement": "%s"}' "$@"; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
loaded >"$scratch/loaded"
packages build | sort -u >"$scratch/built_with"
sum=$(cat "${programs[@]}" | sha256sum | cut -d' ' -f1)
created=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%Y-%m-%dT%H:%M:%SZ)

cat <<JSON
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "alurbot-$version",
  "documentNamespace": "https://spdx.org/spdxdocs/alurbot-$version-$sum",
  "creationInfo": {"created": "$created", "creators": ["Tool: alurbot deploy/sbom.sh"]},
  "packages": [
    {"SPDXID": "SPDXRef-alurbot", "name": "alurbot", "versionInfo": "$version", "downloadLocation": "NOASSERTION",
     "filesAnalyzed": false, "licenseConcluded": "MIT", "licenseDeclared": "MIT", "copyrightText": "NOASSERTION"}
JSON
sort -u "$scratch/loaded" "$scratch/built_with" | while read -r name; do entry "$name"; done
cat <<'JSON'

  ],
  "relationships": [
    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-alurbot"}
JSON
while read -r name; do related SPDXRef-alurbot DYNAMIC_LINK "$(id "$name")"; done <"$scratch/loaded"
while read -r name; do related "$(id "$name")" BUILD_DEPENDENCY_OF SPDXRef-alurbot; done <"$scratch/built_with"
printf '\n  ]\n}\n'
