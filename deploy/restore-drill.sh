#!/usr/bin/env bash
# The restore of docs/operating.md, done for real on servers of its own: back up, go on, lose the server, put the backup
# back, see the log open read only, accept the loss, go on, verify. Then once more with the keys of an earlier day.
# Needs PostgreSQL's own tools (PGBIN, else the newest that Debian installed), curl, and a built Host. Ends with 0 or 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

pgbin=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
host=${SAFEGUARD_HOST:-$(ls src/Host/bin/*/net10.0/Safeguard.Host.dll | head -1)}
work=$(mktemp -d)
chmod 755 "$work"
# Below the ports that systems give to connections going out: one of those, even long closed, keeps a server from starting.
port=$((24500 + RANDOM % 400))
url=http://127.0.0.1:$((port + 500))
host_pid=""

# PostgreSQL refuses root.
as() { if [[ $(id -u) == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }
step() { echo "== $*"; }
fail() { echo "The drill failed: $*" >&2; exit 1; }
sql() { as "$pgbin/psql" -X -q -A -t -h 127.0.0.1 -p "$port" -U postgres "$@"; }

cleanup() {
  [[ -n $host_pid ]] && kill -9 "$host_pid" 2>/dev/null || true
  for data in "$work"/server-*; do
    [[ -d $data ]] && as "$pgbin/pg_ctl" stop -m immediate -s -D "$data" 2>/dev/null || true # it may have been lost on purpose
  done
  rm -rf "$work"
}
trap cleanup EXIT

server() { # name
  install -d -m 700 "$work/$1"
  [[ $(id -u) == 0 ]] && chown postgres "$work/$1"
  as "$pgbin/initdb" -D "$work/$1" -U postgres -A trust --no-sync >/dev/null
  as "$pgbin/pg_ctl" start -w -s -D "$work/$1" -l "$work/$1/log" -o "-p $port -h 127.0.0.1 -k ''"
  sql -d postgres <<'SQL'
create role safeguard_owner login;
create role safeguard_app login;
create database safeguard owner safeguard_owner;
SQL
}

export ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS=$url Demonstration=false Data__Folder="$work/host"
export ConnectionStrings__Safeguard="Host=127.0.0.1;Port=$port;Database=safeguard;Username=safeguard_app"
export ConnectionStrings__SafeguardMigrations="Host=127.0.0.1;Port=$port;Database=safeguard;Username=safeguard_owner"
export Log__Origin=drill.example/log

start_host() {
  dotnet "$host" >>"$work/host.log" 2>&1 &
  host_pid=$!
  for _ in $(seq 200); do
    [[ $(curl -s -o "$work/ready" -w '%{http_code}' "$url/health/ready") == 200 ]] && return
    kill -0 "$host_pid" 2>/dev/null || break
    sleep 0.2
  done
  cat "$work/host.log" >&2
  fail "the Host did not become ready"
}
kill_host() { kill -9 "$host_pid"; wait "$host_pid" 2>/dev/null || true; host_pid=""; }

token() { curl -s -X POST "$url/dev/tokens" -H 'Content-Type: application/json' -d '{"persona": "p2r-worker"}' | grep -oE '"token": *"[^"]+"' | cut -d'"' -f4; }
open_family() { # answers the status; the answer itself is in $work/answer
  curl -s -o "$work/answer" -w '%{http_code}' -X POST "$url/families" -H "Authorization: Bearer $(token)" -H 'Content-Type: application/json' \
    -d '{"jurisdiction": "England", "area": "Bedford", "reason": "Opened by a drill.", "involvedAs": "KeyWorker", "entry": {"happenedAt": "'"$(date -u -d '-2 minutes' +%FT%TZ)"'", "learnedAt": "'"$(date -u -d '-1 minute' +%FT%TZ)"'", "knownFrom": "ToldByParent", "basis": "Fact"}}'
}
family() { grep -oE '"id": *"[^"]+"' "$work/answer" | head -1 | cut -d'"' -f4; }
read_family() { # id; answers the status
  curl -s -o "$work/read" -w '%{http_code}' "$url/families/$1/risk" -H "Authorization: Bearer $(token)"
}
position() { sql -d safeguard -c 'select position from safeguard.log_head'; }
dump() { # name: log and keys apart, as docs/operating.md says
  as "$pgbin/pg_dump" -h 127.0.0.1 -p "$port" -U postgres -d safeguard -Fc -N safeguard_keys >"$work/$1.log.dump"
  as "$pgbin/pg_dump" -h 127.0.0.1 -p "$port" -U postgres -d safeguard -Fc -n safeguard_keys >"$work/$1.keys.dump"
}
restore() { # log's dump, keys' dump
  as "$pgbin/pg_restore" -h 127.0.0.1 -p "$port" -U postgres -d safeguard <"$work/$2.keys.dump"
  as "$pgbin/pg_restore" -h 127.0.0.1 -p "$port" -U postgres -d safeguard <"$work/$1.log.dump"
}

step "A log, with a family; back up log and keys (monday)"
server server-1
start_host
[[ $(open_family) == 201 ]] || fail "a family could not be opened: $(cat "$work/answer")"
monday=$(family)
dump monday

step "More is recorded; back up again (tuesday); still more is recorded and signed"
[[ $(open_family) == 201 ]] || fail "no second family"
tuesday=$(family)
dump tuesday
[[ $(open_family) == 201 ]] || fail "no third family"
sleep 2.5 # the newest checkpoint is kept once a second
signed=$(position)

step "The server is lost with $signed entries signed; tuesday's backup is put back"
kill_host
as "$pgbin/pg_ctl" stop -m immediate -s -D "$work/server-1"
server server-2
restore tuesday tuesday
dotnet "$host" verify >"$work/verified" 2>&1 && fail "verify did not miss what was signed"
grep -q '^KEPT_CHECKPOINT: ' "$work/verified" || fail "verify found something else: $(cat "$work/verified")"
start_host
grep -q '"readOnly"' "$work/ready" || fail "the log did not open read only: $(cat "$work/ready")"
[[ $(open_family) == 503 ]] && grep -q READ_ONLY "$work/answer" || fail "a read-only log was written to: $(cat "$work/answer")"
restored=$(position)
[[ $(read_family "$tuesday") == 200 ]] || fail "a read-only log could not be read: $(cat "$work/read")"
[[ $(position) == "$restored" ]] || fail "a read-only log has grown"
kill_host

step "The loss is accepted under another name; the log goes on, with the reads that were held"
export Log__Origin=drill.example/log-2
dotnet "$host" accept-loss --by drill-operator || fail "the loss could not be accepted"
start_host
grep -q '"readOnly"' "$work/ready" && fail "the log is still read only"
[[ $(sql -d safeguard -c 'select count(*) from safeguard.held_events') == 0 ]] || fail "held reads were not appended"
[[ $(open_family) == 201 ]] || fail "the log does not go on: $(cat "$work/answer")"
dump wednesday
kill_host
dotnet "$host" verify >"$work/verified" || { cat "$work/verified" >&2; fail "the log does not verify"; }

step "Keys of monday under the log of wednesday: what they open is readable, the rest says that it is unavailable"
as "$pgbin/pg_ctl" stop -m immediate -s -D "$work/server-2"
server server-3
restore wednesday monday
start_host
grep -q '"readOnly"' "$work/ready" && fail "a log that lacks nothing opened read only"
[[ $(read_family "$monday") == 200 ]] || fail "what has its key could not be read: $(cat "$work/read")"
[[ $(read_family "$tuesday") == 200 ]] || fail "what lacks its key could not be read: $(cat "$work/read")"
[[ $(open_family) == 201 ]] || fail "nothing could be recorded: $(cat "$work/answer")"
kill_host
dotnet "$host" verify >"$work/verified" || { cat "$work/verified" >&2; fail "the log does not verify without its keys"; }

echo "The drill holds."
