#!/usr/bin/env bash
# Runs docs/checking-one-entry.md exactly as it is written, against a Host of its own with the demonstration's records; then
# once more with one byte of the entry changed, which must be found. Needs a built Host, curl, openssl and python3. Ends with 0 or 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$PWD
host=${SAFEGUARD_HOST:-$(ls src/Host/bin/*/net10.0/Safeguard.Host.dll | head -1)}
work=$(mktemp -d)
chmod 755 "$work"
# Below the ports that systems give to connections going out.
export HOST=http://127.0.0.1:$((25500 + RANDOM % 400))
host_pid=""
cleanup() {
  [[ -n $host_pid ]] && kill "$host_pid" 2>/dev/null && wait "$host_pid" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
fail() { echo "The drill failed: $*" >&2; exit 1; }

ASPNETCORE_ENVIRONMENT=Development Data__Folder="$work/data" dotnet "$host" --contentRoot "$root/src/Host" --urls "$HOST" >"$work/host.log" 2>&1 &
host_pid=$!
ready() { [[ $(curl -s -o /dev/null -w '%{http_code}' "$HOST/health/ready") == 200 ]]; }
for _ in $(seq 1000); do
  ready && break
  kill -0 "$host_pid" 2>/dev/null || { cat "$work/host.log" >&2; fail "the Host did not start"; }
  sleep 0.25
done
ready || fail "the Host did not become ready"

blocks() { awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$root/docs/checking-one-entry.md"; }
cd "$work"
blocks >page.sh
[[ $(grep -c . page.sh) -gt 40 ]] || fail "the page has no commands"
bash -euo pipefail page.sh >said 2>&1 || { cat said >&2; fail "the page does not work as it is written"; }
cat said
for words in 'Verified OK' 'stands in the log'; do grep -q "$words" said || fail "it did not say “$words”"; done

# The page again from its second section, on an entry with one byte changed, then on another head's text.
awk '/^```sh$/ { n++ } { print > ("part-" n) }' "$root/docs/checking-one-entry.md"
sed 's/^/ /' entry.json | head -c "$(($(wc -c <entry.json)))" >changed && mv changed entry.json
{ for part in part-2 part-3 part-4; do awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$part"; done; } >again.sh
bash -euo pipefail again.sh >said 2>&1 && fail "a changed entry was not found"
printf 'x' >>key.txt
bash -euo pipefail again.sh >said 2>&1 && fail "a changed key was not found"
echo "The drill holds."
