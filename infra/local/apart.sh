# A run beside up, with servers, data and lock of its own under the same data directory: ./timeline test, faults, bench.

# NAME: the servers of an earlier one that was killed go with their data; whatever this one starts ends with it
begin_apart() {
  data=$data/$1
  mkdir -p "$data/run" "$data/log"
  take_lock
  stopping=
  trap 'stop_all; exit 130' INT
  trap 'stop_all; exit 143' TERM HUP
  trap 'stop_all' EXIT
  need_dotnet
  remembered_servers
  if anything_alive; then say "found servers of a killed run; stopping them"; stop_rest; fi
  forget_stored
  need_servers
  choose_ports
  export_surroundings
  choose_programs_of_up
}

# the programs lie beside those of up, built once for both
choose_programs_of_up() { local here=$data; data=$home; choose_programs; data=$here; }

# what a killed run left: its program first, which would go on to start and kill
stop_rest() {
  end_with_children tests TERM 20
  end_with_children faults TERM 20
  end_with_children bench TERM 20
  stop_services
  stop_postgres
  stop_rabbitmq
}

# WHAT: the two servers, and the programs and what runs on them built beside them; nothing is built of WHAT where it is not named
start_apart() {
  local postgres rabbitmq code=0
  say "starting PostgreSQL and RabbitMQ for ${data##*/}, data in $data"
  start_postgres & postgres=$!
  start_rabbitmq & rabbitmq=$!
  starting="$postgres $rabbitmq"
  (data=$home; build_programs) && { [ -z "${1:-}" ] || run_build "$data/log/build.log" build "$1"; } || code=1
  wait $postgres || code=1
  wait $rabbitmq || code=1
  starting=
  return $code
}
