#!/usr/bin/env bash
# PostgreSQL on a disk that fills up under load: nothing acknowledged may be lost, every caller gets a true answer, and
# the service goes on by itself when there is room again. Needs root (it mounts a small tmpfs), PostgreSQL's own tools,
# curl and a built Host. Ends with 0 or 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

pgbin=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
host=${SAFEGUARD_HOST:-$(ls src/Host/bin/*/net10.0/Safeguard.Host.dll | head -1)}
work=$(mktemp -d)
chmod 755 "$work"
# Below the ports that systems give to connections going out: one of those, even long closed, keeps a server from starting.
port=$((25000 + RANDOM % 90))
url=http://127.0.0.1:$((port + 500))
host_pid=""

as() { runuser -u postgres -- "$@"; }
fail() { echo "The drill failed: $*" >&2; exit 1; }
sql() { as "$pgbin/psql" -X -q -A -t -h 127.0.0.1 -p "$port" -U postgres "$@"; }
start_server() { as "$pgbin/pg_ctl" start -w -s -D "$work/disk/data" -l "$work/server.log" -o "-p $port -h 127.0.0.1 -k ''"; }

cleanup() {
  [[ -n $host_pid ]] && kill -9 "$host_pid" 2>/dev/null || true
  as "$pgbin/pg_ctl" stop -m immediate -s -D "$work/disk/data" 2>/dev/null || true
  umount "$work/disk" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

mkdir "$work/disk"
mount -t tmpfs -o size=120m tmpfs "$work/disk"
install -d -m 700 -o postgres "$work/disk/data"
touch "$work/server.log" && chown postgres "$work/server.log"
as "$pgbin/initdb" -D "$work/disk/data" -U postgres -A trust --no-sync --wal-segsize=4 >/dev/null
echo "max_wal_size = 24MB
min_wal_size = 8MB" >>"$work/disk/data/postgresql.conf"
start_server
sql -d postgres <<'SQL'
create role safeguard_owner login;
create role safeguard_app login;
create database safeguard owner safeguard_owner;
SQL

export ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS=$url Demonstration=false Data__Folder="$work/host" Limits__RequestsPerMinute=100000
export ConnectionStrings__Safeguard="Host=127.0.0.1;Port=$port;Database=safeguard;Username=safeguard_app"
export ConnectionStrings__SafeguardMigrations="Host=127.0.0.1;Port=$port;Database=safeguard;Username=safeguard_owner"
export Log__Origin=drill.example/log
dotnet "$host" >"$work/host.log" 2>&1 &
host_pid=$!
for _ in $(seq 200); do
  [[ $(curl -s -o /dev/null -w '%{http_code}' "$url/health/ready") == 200 ]] && break
  sleep 0.2
done

token=$(curl -s -X POST "$url/dev/tokens" -H 'Content-Type: application/json' -d '{"persona": "p2r-worker"}' | grep -oE '"token": *"[^"]+"' | cut -d'"' -f4)
open_family() {
  curl -s -m 30 -o "$work/answer" -w '%{http_code}' -X POST "$url/families" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
    -d '{"jurisdiction": "England", "area": "Bedford", "reason": "Opened by a drill.", "involvedAs": "KeyWorker", "entry": {"happenedAt": "'"$(date -u -d '-2 minutes' +%FT%TZ)"'", "learnedAt": "'"$(date -u -d '-1 minute' +%FT%TZ)"'", "knownFrom": "ToldByParent", "basis": "Fact"}}'
}

acknowledged=0
record() { # answers the status, and counts what was acknowledged
  status=$(open_family)
  case $status in
    201) acknowledged=$((acknowledged + 1)) ;;
    503) grep -qE 'DATABASE_UNREACHABLE|OUTCOME_UNKNOWN|BUSY|DISK_FULL' "$work/answer" || fail "an answer that says nothing: $(cat "$work/answer")" ;;
    *) fail "status $status: $(cat "$work/answer")" ;;
  esac
}

for _ in 1 2 3 4 5; do record; done
[[ $acknowledged == 5 ]] || fail "nothing could be recorded on an empty disk"

echo "== The disk is filled"
dd if=/dev/zero of="$work/disk/filler" bs=1M 2>/dev/null || true
refused=0
for _ in $(seq 400); do
  record
  [[ $status == 503 ]] && refused=$((refused + 1))
  [[ $refused -ge 5 ]] && break
done
[[ $refused -ge 5 ]] || fail "a full disk was never noticed"
echo "   $acknowledged acknowledged, $refused refused with 503"

echo "== There is room again"
rm "$work/disk/filler"
[[ -f $work/disk/data/postmaster.pid ]] && as "$pgbin/pg_ctl" status -s -D "$work/disk/data" || start_server
for _ in $(seq 100); do
  record
  [[ $status == 201 ]] && break
  sleep 0.2
done
[[ $status == 201 ]] || fail "the service does not go on: $(cat "$work/answer")"

there=$(sql -d safeguard -c "select count(*) from safeguard.mt_events where type = 'family_record_opened'")
[[ $there -ge $acknowledged && $there -le $((acknowledged + refused + 100)) ]] || fail "$acknowledged were acknowledged, $there are there"
dotnet "$host" verify >"$work/verified" 2>&1 || { cat "$work/verified" >&2; fail "the log does not verify"; }
echo "The drill holds: $acknowledged acknowledged, $there recorded."
