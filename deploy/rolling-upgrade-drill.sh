#!/usr/bin/env bash
# An upgrade under load, done for real: a Host of an earlier release serves, a Host of this one comes beside it and migrates,
# both serve, the earlier one goes. Every entry that was acknowledged must be there, once, and the log must verify.
#   deploy/rolling-upgrade-drill.sh OLD_HOST_DLL [NEW_HOST_DLL]
# Needs PostgreSQL's own tools (PGBIN, else the newest that Debian installed), curl, and both releases built. Ends with 0 or 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

pgbin=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
old=$(realpath "${1:?the Host of the earlier release: a path to Safeguard.Host.dll}")
new=$(realpath "${2:-$(ls src/Host/bin/*/net10.0/Safeguard.Host.dll | head -1)}")
work=$(mktemp -d)
chmod 755 "$work"
# Below the ports that systems give to connections going out: one of those, even long closed, keeps a server from starting.
port=$((25500 + RANDOM % 400))
old_url=http://127.0.0.1:$((port + 500)) new_url=http://127.0.0.1:$((port + 1000))
old_pid="" new_pid="" load_pids=()

# PostgreSQL refuses root.
as() { if [[ $(id -u) == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }
step() { echo "== $*"; }
fail() { echo "The drill failed: $*" >&2; exit 1; }
sql() { as "$pgbin/psql" -X -q -A -t -h 127.0.0.1 -p "$port" -U postgres -d safeguard "$@"; }

cleanup() {
  rm -f "$work/loading"
  for pid in "${load_pids[@]}" $old_pid $new_pid; do kill -9 "$pid" 2>/dev/null || true; done
  [[ -d $work/server ]] && as "$pgbin/pg_ctl" stop -m immediate -s -D "$work/server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

install -d -m 700 "$work/server"
[[ $(id -u) == 0 ]] && chown postgres "$work/server"
as "$pgbin/initdb" -D "$work/server" -U postgres -A trust --no-sync >/dev/null
as "$pgbin/pg_ctl" start -w -s -D "$work/server" -l "$work/server/log" -o "-p $port -h 127.0.0.1 -k ''"
as "$pgbin/psql" -X -q -h 127.0.0.1 -p "$port" -U postgres -d postgres <<'SQL'
create role safeguard_owner login;
create role safeguard_app login;
create database safeguard owner safeguard_owner;
SQL

export ASPNETCORE_ENVIRONMENT=Development Demonstration=false Data__Folder="$work/host" Log__Origin=drill.example/log
export ConnectionStrings__Safeguard="Host=127.0.0.1;Port=$port;Database=safeguard;Username=safeguard_app"
export ConnectionStrings__SafeguardMigrations="Host=127.0.0.1;Port=$port;Database=safeguard;Username=safeguard_owner"

ready() { curl -s -o /dev/null -w '%{http_code}' "$1/health/ready"; }
await_ready() { # url pid log
  for _ in $(seq 300); do
    [[ $(ready "$1") == 200 ]] && return
    kill -0 "$2" 2>/dev/null || break
    sleep 0.2
  done
  cat "$3" >&2
  fail "the Host at $1 did not become ready: $(curl -s "$1/health/ready")"
}

token() { curl -s -X POST "$1/dev/tokens" -H 'Content-Type: application/json' -d '{"persona": "p2r-worker"}' | grep -oE '"token": *"[^"]+"' | cut -d'"' -f4; }
opening() { echo '{"jurisdiction": "England", "area": "Bedford", "reason": "Opened by a drill.", "involvedAs": "KeyWorker", "entry": {"happenedAt": "'"$(date -u -d '-2 minutes' +%FT%TZ)"'", "learnedAt": "'"$(date -u -d '-1 minute' +%FT%TZ)"'", "knownFrom": "ToldByParent", "basis": "Fact"}}'; }

# As a practitioner's system would: opens a record, reads it, opens the next. What is refused is written down with its code.
load() { # name url
  local bearer status n=0 answer="$work/$1.answer"
  bearer=$(token "$2")
  while [[ -e $work/loading ]]; do
    n=$((n + 1))
    status=$(curl -s -o "$answer" -w '%{http_code}' -X POST "$2/families" -H "Authorization: Bearer $bearer" -H "Idempotency-Key: $1-$n" -H 'Content-Type: application/json' -d "$(opening)") || status=000
    if [[ $status == 201 ]]; then
      grep -oE '"id": *"[^"]+"' "$answer" | head -1 | cut -d'"' -f4 >>"$work/$1.acknowledged"
      status=$(curl -s -o "$answer" -w '%{http_code}' "$2/families/$(tail -1 "$work/$1.acknowledged")/risk" -H "Authorization: Bearer $bearer") || status=000
      echo "read $status $(code "$answer")" >>"$work/$1.answers"
    else
      echo "command $status $(code "$answer")" >>"$work/$1.answers"
      sleep 0.1
    fi
  done
}
code() { grep -oE '"code": *"[A-Z_]+"' "$1" 2>/dev/null | head -1 | cut -d'"' -f4 || true; }
start_load() { : >>"$work/$1.acknowledged"; : >>"$work/$1.answers"; load "$1" "$2" & load_pids+=($!); }
count() { wc -l <"$work/$1.acknowledged"; }
summary() { sort "$work/$1.answers" | uniq -c | sed 's/^ */     /'; }
schema() { sql -c 'select max(version) from safeguard.schema_versions' 2>/dev/null || echo '?'; }

step "The earlier release serves"
Log__CheckpointFile="$work/old-checkpoint" dotnet "$old" --urls "$old_url" >"$work/old.log" 2>&1 & old_pid=$!
await_ready "$old_url" "$old_pid" "$work/old.log"
echo "   schema $(schema)"
touch "$work/loading"
start_load old "$old_url"
sleep 5
[[ $(count old) -gt 0 ]] || fail "nothing was recorded: $(summary old)"

step "This release comes beside it and migrates, under load"
Log__CheckpointFile="$work/new-checkpoint" dotnet "$new" --urls "$new_url" >"$work/new.log" 2>&1 & new_pid=$!
await_ready "$new_url" "$new_pid" "$work/new.log"
at_migration=$(count old)
echo "   schema $(schema); the earlier release is $([[ $(ready "$old_url") == 200 ]] && echo ready || echo "not ready: $(curl -s "$old_url/health/ready")")"
start_load new "$new_url"
sleep 8

step "Both have served; the earlier one goes"
kill -TERM "$old_pid"; wait "$old_pid" 2>/dev/null || true; old_pid=""
sleep 3
rm -f "$work/loading"
wait "${load_pids[@]}" 2>/dev/null || true
load_pids=()
echo "   earlier release: $at_migration records before the step, $(count old) in all; answers:"; summary old
echo "   this release: $(count new) records; answers:"; summary new
[[ $(count new) -gt 0 ]] || fail "this release recorded nothing"
grep -qvE ' 200 $' "$work/new.answers" && fail "this release refused something"
# Only a Host that is being stopped, or says that it is not ready, may turn a command away.
grep -qE ' (4[0-9][0-9]|500) ' "$work/old.answers" && fail "the earlier release refused what it had to take"

step "What was acknowledged is there, once, and reads"
cat "$work"/*.acknowledged | sort >"$work/all"
for family in $(cat "$work/all"); do echo "family-$family"; done >"$work/streams"
missing=$(sql -c "select stream_id from safeguard.mt_events where type = 'family_record_opened' order by 1" | comm -13 - <(sort "$work/streams") | wc -l)
[[ $missing == 0 ]] || fail "$missing acknowledged records are not in the log"
twice=$(sql -c "select count(*) - count(distinct stream_id) from safeguard.mt_events where type = 'family_record_opened'")
[[ $twice == 0 ]] || fail "$twice records were opened twice"
bearer=$(token "$new_url")
for family in $(head -3 "$work/old.acknowledged") $(tail -3 "$work/old.acknowledged"); do
  [[ $(curl -s -o /dev/null -w '%{http_code}' "$new_url/families/$family/risk" -H "Authorization: Bearer $bearer") == 200 ]] || fail "a record of the earlier release cannot be read"
done
sleep 2 # the newest checkpoint is kept once a second
kill -TERM "$new_pid"; wait "$new_pid" 2>/dev/null || true; new_pid=""
Log__CheckpointFile="$work/new-checkpoint" dotnet "$new" verify >"$work/verified" || { cat "$work/verified" >&2; fail "the log does not verify"; }
dotnet "$new" projections

echo "The drill holds."
