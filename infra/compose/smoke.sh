#!/usr/bin/env bash
# Brings the system up with compose under a name and a port of its own, and goes through what must hold: the paper's seasons, an alert heard live,
# a killed service, a restart, down and up. Needs bash and Docker. The last line says how it went; nothing stays but the build cache.
#
#   infra/compose/smoke.sh [--port N]
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
. infra/local/say.sh
. infra/compose/asking.sh

project=timeline-smoke
port=8180
case "$#:${1:-}" in 0:) ;; 2:--port) port=$2 ;; *) give_up 2 "usage: infra/compose/smoke.sh [--port N]" ;; esac
compose() { COMPOSE_PROJECT_NAME=$project TIMELINE_PORT=$port TIMELINE_SAMPLE=paper TIMELINE_REQUIRE_TOKEN='' docker compose "$@"; }
quietly() { "$@" >"$work/last" 2>&1 </dev/null || { tail -n 30 "$work/last" >&2; fail "$*"; }; }

checks=0
work=$(mktemp -d)
finish() {
  code=$?
  trap - EXIT
  [ -z "${listening:-}" ] || kill "$listening" 2>/dev/null || true
  ((code == 0)) || { say "what the containers say:"; compose ps -a; compose logs --tail 20; } >&2 || true
  compose down -v --timeout 20 >/dev/null 2>&1 || true
  docker image rm "$project"/{ingestion,correlation,projection,console}:0.1.0 >/dev/null 2>&1 || true
  rm -rf "$work"
  if ((code == 0)); then echo "smoke: all well, $checks checks in $SECONDS s"; else echo "smoke: failed after $checks checks and $SECONDS s"; fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() { say "NOT SO: $*"; exit 1; }
holds() { say "holds: $*"; checks=$((checks + 1)); }
# WORDS EXPECTED FOUND
same() { [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"; holds "$1: $2"; }
# SECONDS WORDS COMMAND…
soon() {
  local end=$((SECONDS + $1)) words=$2; shift 2
  until "$@"; do ((SECONDS < end)) || fail "$words"; sleep 0.5; done
  holds "$words"
}


window='$.phases[*] ? (@.name == "harvest-window")'

paper_stands() {
  ask /api/seasons/fergana/1999 >"$work/1999"
  ask /api/seasons/fergana/2000 >"$work/2000"
  ask /api/seasons/fergana/2001 >"$work/2001"
  same "1999, incursions certain and possible" "1 0" "$(pick '$.incursions.certain.size()' '$.incursions.possible.size()' <"$work/1999")"
  same "1999, the window" "observed 1999-06-01 1999-06-30 1999-09-21 1999-09-30" \
    "$(pick "$window.basis" "$window.opens.earliest" "$window.opens.latest" "$window.closes.earliest" "$window.closes.latest" <"$work/1999")"
  same "1999, dollars of ransom" "2050000 5050000" "$(pick '$.ransomUsd.low' '$.ransomUsd.high' <"$work/1999")"
  same "2000, the window, and incursions certain" "usual 1" "$(pick "$window.basis" '$.incursions.certain.size()' <"$work/2000")"
  same "2001, the window, and what came" "none 0 confirmed-none" "$(pick "$window.basis" '$.incursions.certain.size()' '$.coverage.incursion.zero' <"$work/2001")"
  same "the correlation of 1999" "holds certain anecdote" "$(ask '/api/correlations?rule=incursion-in-harvest-window&seasonYear=1999' |
    pick '$[*].state' '$[*].verdict' '$[*].evidence.tier')"
  one_alert_each
}

# a list is complete only where the services have caught up with one another, so it is asked until it is; only some rules alert on a match
one_alert_each() {
  local end=$((SECONDS + 60)) loud rule standing raised
  loud=$(ask /api/rules | pick '$[*] ? (@.alert == true).id')
  while :; do
    standing=0
    for rule in $loud; do standing=$((standing + $(ask "/api/correlations?state=holds&rule=$rule" | pick '$.size()'))); done
    raised=$(ask '/api/alerts?state=raised' | pick '$.size()')
    [ "$standing" != "$raised" ] || break
    ((SECONDS < end)) || fail "$standing correlations hold of rules that alert, and $raised alerts are raised"
  done
  ((standing > 0)) || fail "no correlation of a rule that alerts holds"
  holds "$standing correlations of rules that alert hold, each with one alert"
}

# YEAR: an incursion in that year's window; sets incident
report_incursion() {
  incident=$(tell /api/reports "{\"kind\":\"incursion\",\"title\":\"Armed men seen above Vorukh\",\"when\":{\"text\":\"10 August $1\"},
    \"where\":{\"text\":\"Vorukh\"},\"source\":{\"name\":\"a herdsman\",\"reliability\":\"C\",\"credibility\":3}}" | pick '$.incidentId')
  [ -n "$incident" ] || fail "the report was not taken"
}

times_heard() { grep -cE "^data: .*\"change\":\"raised\".*\"correlationId\":\"incursion-in-harvest-window~[^\"]*~$incident\"" "$work/stream" || true; }
heard() { [ "$(times_heard)" -ge 1 ]; }
listen() {
  : >"$work/stream"
  ask /api/alerts/stream >"$work/stream" &
  listening=$!
  soon 30 "the stream of alerts says hello" grep -q '^event: hello' "$work/stream"
}

# from outside its container, as a crash would: a container ended by docker kill is not started again
kill_minus_nine() {
  docker run --rm --pid host --user root --entrypoint bash "$project/console:0.1.0" -c "kill -9 $(docker inspect -f '{{.State.Pid}}' "$(container "$1")")"
}
started_again() { [ "$(docker inspect -f '{{.RestartCount}}' "$(container "$1")")" -ge 1 ]; }

say "building and starting as $project on port $port"
compose down -v --timeout 5 >/dev/null 2>&1 || true
quietly compose build
say "built"
begun=$SECONDS
quietly compose up -d --wait --wait-timeout 300
say "from up to the report: $((SECONDS - begun)) s"
docker logs "$(container first-history)" 2>&1 | sed 's/^/       | /'
paper_stands
same "published" "127.0.0.1:$port" "$(compose ps --format '{{range .Publishers}}{{if .PublishedPort}}{{.URL}}:{{.PublishedPort}} {{end}}{{end}}' | xargs)"

listen
report_incursion 2002
soon 30 "a report is heard as an alert on the open stream" heard

kill_minus_nine correlation
report_incursion 2003
soon 60 "the engine starts the killed correlation again" started_again correlation
soon 120 "it becomes healthy" healthy correlation
soon 60 "what was reported meanwhile is heard on the same stream" heard
one_alert_each
same "how often it was heard" 1 "$(times_heard)"
kill "$listening" 2>/dev/null || true
listening=

say "restarting all of it"
quietly compose restart
for service in postgres rabbitmq ingestion correlation projection console first-history; do soon 180 "$service is healthy again" healthy "$service"; done
ask "/api/incidents/$incident" >"$work/incident" || fail "the report is gone"
paper_stands

say "down, and up again"
quietly compose down
quietly compose up -d --wait --wait-timeout 300
# read whole: who only looks for a word closes the pipe, and that counts as a failure of the other end
said=$(docker logs "$(container first-history)" 2>&1)
[[ $said == *'is not read'* ]] || fail "the history was loaded twice"
holds "the history is not loaded a second time"
ask "/api/incidents/$incident" >"$work/incident" || fail "the report is gone"
paper_stands

quietly compose down -v
same "what is left after down -v" "" "$(docker ps -aq --filter "label=com.docker.compose.project=$project"; docker volume ls -q --filter "label=com.docker.compose.project=$project")"
