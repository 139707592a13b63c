# ./timeline faults: rounds of faults drawn at random, on PostgreSQL and RabbitMQ servers of its own (apart.sh), because these are killed too.
# What a round is, and how to read what it prints: tests/Faults/README.md.

run_faults() {
  local code=0
  if [ "${1:-}" = server ]; then shift; server_of_faults "$@"; return; fi
  begin_apart faults
  # in a test run everything is built already
  start_apart "$([ -n "${TIMELINE_BIN:-}" ] || echo tests/Faults)" || exit 1
  export TIMELINE_BIN=$bin TIMELINE_FAULTS_DATA=$data
  ulimit -c 0   # what is killed here is killed on purpose
  (cd "$data" && exec setsid dotnet "$root/tests/Faults/bin/Release/net10.0/Timeline.Faults.dll" "$@") </dev/null 9>&- &
  remember faults $!
  wait $! || code=$?
  stop_all
  trap - EXIT
  exit "$code"
}

# NAME start|stop: for the rounds themselves, which kill a server and start it again as up does
server_of_faults() {
  data=${TIMELINE_FAULTS_DATA:?is set by ./timeline faults}
  find_parts && remembered_ports || exit 1
  case "$1 $2" in
    'postgres start') start_postgres ;;
    'postgres stop') stop_postgres ;;
    'rabbitmq start') start_rabbitmq ;;
    'rabbitmq stop') stop_rabbitmq ;;
    *) give_up 2 "there is no '$1 $2'" ;;
  esac
}
