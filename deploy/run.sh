#!/usr/bin/env bash
# Builds Alur and starts it. With a token (ALURBOT_TOKEN, or --config FILE naming one): the service. Without: a sandbox
# in place of Telegram, a demo office of nine people, and a page to try it on.
usage() {
  cat <<'TEXT'
usage: deploy/run.sh [-y] [--config FILE] [--listen ADDRESS] [--language id|en] [--fresh] [--demo DIR]
       deploy/run.sh [-y] --play mandiri|pengembang

  -y                 install missing packages without asking
  --config FILE      serve with these settings (default: config/alurbot.toml when ALURBOT_TOKEN is set)
  --play VARIANT     play a whole case in the terminal against the same programs, and leave
  --listen ADDRESS   address of the page (default 127.0.0.1:8080, or the next free port)
  --language LANG    of the page and of the bot's default, id or en
  --fresh            forget the demo office of last time
  --demo DIR         where the demo office is kept (default build/demo)
TEXT
}
assume_yes=no
play="" config="" listen=127.0.0.1:8080 language=id fresh=no demo=""
while [ $# -gt 0 ]; do
  case "$1" in
    -y) assume_yes=yes ;;
    --play) play=${2:?--play needs mandiri or pengembang} && shift ;;
    --config) config=${2:?--config needs a file} && shift ;;
    --listen) listen=${2:?--listen needs an address} && shift ;;
    --language) language=${2:?--language needs id or en} && shift ;;
    --fresh) fresh=yes ;;
    --demo) demo=$(realpath -m "${2:?--demo needs a folder}") && shift ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
  shift
done
. "$(dirname "$0")/lib.sh"
cd "$root"
case "$play" in '' | mandiri | pengembang) ;; *) die "--play takes mandiri or pengembang" ;; esac
case "$language" in id | en) ;; *) die "--language takes id or en" ;; esac

install_missing build
build release -DALUR_TESTS=OFF alurbot alur-sandbox
programs=$root/build/release/bin

if [ -z "$play" ] && { [ -n "$config" ] || [ -n "${ALURBOT_TOKEN:-}" ]; }; then
  exec "$programs/alurbot" serve --config "${config:-config/alurbot.toml}"
fi

# --- the demo office -----------------------------------------------------------------------------------------------

demo=${demo:-$root/build/demo}
if [ -n "$play" ]; then
  demo=$(mktemp -d "${TMPDIR:-/tmp}/alur-play.XXXXXX")
elif [ "$fresh" = yes ]; then
  rm -rf "$demo"
fi
mkdir -p "$demo"
started=()
finish() {
  trap - EXIT INT TERM
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null && wait "${started[i]}" 2>/dev/null
  done
  [ -n "$play" ] && rm -rf "$demo"
}
trap finish EXIT
trap 'exit 130' INT TERM

# free_address HOST:PORT: the same, or with the next port that nobody listens on
free_address() {
  local host=${1%:*} port=${1##*:}
  while [ "$port" -ne 0 ] && (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; do port=$((port + 1)); done
  printf '%s:%s\n' "$host" "$port"
}
# field NAME: its string value out of one line of flat JSON
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
# until_there FILE PID: waits for the file's first line, as long as the process lives
until_there() {
  until [ -s "$1" ]; do
    kill -0 "$2" 2>/dev/null || die "it did not start: see $demo"
    sleep 0.1
  done
}

token=$(cat "$demo/token" 2>/dev/null) || {
  token="$((RANDOM % 90000 + 10000))$((RANDOM % 90000 + 10000)):$(head -c 27 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=')"
  (umask 077 && printf '%s\n' "$token" >"$demo/token")
}
# A world that goes on must be found where its database knows it.
api=$(cat "$demo/api" 2>/dev/null || free_address 127.0.0.1:8090)
[ -n "$play" ] && api=127.0.0.1:0 && page=127.0.0.1:0 || page=$(free_address "$listen")

rm -f "$demo/sandbox.json"
"$programs/alur-sandbox" --api "$api" --page "$page" --token "$token" --people config/demo.toml \
  --samples "$root/tests/data" --language "$language" --state "$demo/world.json" --bot-data "$demo/data" \
  >"$demo/sandbox.json" 2>"$demo/sandbox.log" &
started+=($!)
until_there "$demo/sandbox.json" $!
api=$(head -1 "$demo/sandbox.json" | field api)
page=$(head -1 "$demo/sandbox.json" | field page)
printf '%s\n' "${api#http://}" >"$demo/api"

cat >"$demo/alurbot.toml" <<TOML
[telegram]
api_root = "$api"
[storage]
data_dir = "data"
[office]
name = "Dinas Komunikasi dan Informatika Kabupaten Muara Enim"
language = "$language"
[http]
listen = "127.0.0.1:0"
[clock]
source = "sandbox"
TOML
rm -f "$demo/data/http.port"
ALURBOT_TOKEN=$token "$programs/alurbot" serve --config "$demo/alurbot.toml" >"$demo/alurbot.out" 2>"$demo/alurbot.log" &
started+=($!)
until_there "$demo/data/http.port" $!
health=http://127.0.0.1:$(cat "$demo/data/http.port")

if [ ! -e "$demo/enrolled" ]; then
  say "Inviting the demo office's people ..."
  "$programs/alur-sandbox" people --people config/demo.toml | while IFS='|' read -r id role agency name title nip; do
    link=$("$programs/alurbot" invite --config "$demo/alurbot.toml" --json --role "$role" --agency "$agency" \
      --name "$name" --title "$title" --nip "$nip" | field link)
    printf '%s %s\n' "$id" "$link"
  done >"$demo/invites"
  "$programs/alur-sandbox" enrol --page "$page" --invites "$demo/invites" >&2
  : >"$demo/enrolled"
fi

if [ -n "$play" ]; then
  "$programs/alur-sandbox" play "$play" --page "$page" --health "$health"
else
  say "The demo office is open: $page"
  say "Press Ctrl-C to close it; deploy/run.sh goes on with it, --fresh begins anew."
  wait "${started[1]}"
fi
