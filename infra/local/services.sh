# The four processes of Timeline, what they are told, and their schema step.

# the variables of README.md, for whatever is started from here
export_surroundings() {
  local password
  password=$(secret postgres 24)
  export TIMELINE_POSTGRES="Host=127.0.0.1;Port=${port[postgres]};Username=timeline;Password=$password"
  password=$(secret rabbitmq 24)
  export TIMELINE_RABBIT="amqp://timeline:$password@127.0.0.1:${port[amqp]}/"
  export TIMELINE_RABBIT_MANAGEMENT="http://timeline:$password@127.0.0.1:${port[management]}"
  export TIMELINE_INGESTION="http://127.0.0.1:${port[ingestion]}"
  export TIMELINE_CORRELATION="http://127.0.0.1:${port[correlation]}"
  export TIMELINE_PROJECTION="http://127.0.0.1:${port[projection]}"
  export TIMELINE_CONSOLE="http://127.0.0.1:${port[console]}"
  TIMELINE_KEY=$(secret key 32 base64)
  export TIMELINE_KEY DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
}

# The schema step, before any service starts. It needs PostgreSQL alone, so it runs while RabbitMQ is still starting.
migrate() {
  local name pids=() failed=
  for name in ingestion correlation projection; do
    (cd "$bin/$name" && exec dotnet "${program[$name]}" migrate) >>"$data/log/$name.log" 2>&1 </dev/null 9>&- &
    pids+=("$!:$name")
  done
  for name in "${pids[@]}"; do
    wait "${name%%:*}" || { show_log "$data/log/${name##*:}.log"; say "the schema step of ${name##*:} failed"; failed=yes; }
  done
  [ -z "$failed" ] && say "schemas are as the services want them"
}

launch_service() {
  ASPNETCORE_URLS="http://127.0.0.1:${port[$1]}" TIMELINE_INSTANCE="$1-1" launch "$1" "$bin/$1" dotnet "${program[$1]}"
}

service_ready() { answers_ok "${port[$1]}" /health/ready; }
service_answers() { service_ready "$1" || gone "$1"; }

start_services() {
  local name
  for name in "${service_names[@]}"; do launch_service "$name"; done
  for name in "${service_names[@]}"; do
    wait_until 90 service_answers "$name" && alive "$name" || { show_log "$data/log/$name.log" 25; say "$name does not become ready"; return 1; }
    say "$name is ready"
  done
}

# asked all at once, so that each drains while the others do
stop_services() {
  local name
  for name in "${service_names[@]}"; do ! alive "$name" || kill -s TERM "$(pid_of "$name")" 2>/dev/null || true; done
  for name in console ingestion correlation projection; do end "$name" TERM 20; done
}

# the console binary's verbs for the terminal; a signal to this script ends them too
terminal() {
  local code=0
  (cd "$data" && exec dotnet "$bin/console/${program[console]}" "$@") </dev/null 9>&- &
  remember terminal $!
  wait $! || code=$?
  rm -f "$data/run/terminal"
  return "$code"
}

# ./timeline import FILE [--set NAME] [--format FORMAT] [--mapping NAME] [--encoding NAME] [--dry-run] [--backfill]: a set is named after its file unless told otherwise
import_file() {
  local file='' set_name='' more=()
  while (($# > 0)); do
    case $1 in
      --set) (($# > 1)) || give_up 2 "--set wants a name"; set_name=$2; shift ;;
      --set=*) set_name=${1#*=} ;;
      --format | --mapping | --encoding) (($# > 1)) || give_up 2 "$1 wants a name"; more+=("$1" "$2"); shift ;;
      --format=* | --mapping=* | --encoding=*) more+=("$1") ;;
      --backfill | --dry-run) more+=("$1") ;;
      -*) give_up 2 "import does not know '$1'; ./timeline help" ;;
      *) [ -z "$file" ] || give_up 2 "import reads one file, not also '$1'"; file=$1 ;;
    esac
    shift
  done
  [ -n "$file" ] || give_up 2 "import wants a file"
  [ -r "$file" ] || give_up 2 "cannot read $file"
  [ -n "$set_name" ] || set_name=$(basename "${file%.gz}" | sed -E 's/\.[^.]*$//' | tr '[:upper:]' '[:lower:]' | sed -E 's/[^a-z0-9]+/-/g; s/^-//' | cut -c1-40 | sed 's/-$//')
  need_dotnet
  need_programs
  TIMELINE_KEY=$(secret key 32 base64)
  export TIMELINE_KEY
  exec dotnet "$bin/console/${program[console]}" import "$(realpath "$file")" --set "$set_name" --url "http://127.0.0.1:$gateway" ${more[@]+"${more[@]}"}
}

# ./timeline dead-letters …: what no service could take, seen, replayed, dropped
dead_letters() {
  need_dotnet
  need_programs
  TIMELINE_KEY=$(secret key 32 base64)
  export TIMELINE_KEY
  exec dotnet "$bin/console/${program[console]}" dead-letters "$@" --url "http://127.0.0.1:$gateway"
}

issue_token() {
  need_dotnet
  need_programs
  TIMELINE_KEY=$(secret key 32 base64)
  export TIMELINE_KEY
  exec dotnet "$bin/console/${program[console]}" token "$@"
}
