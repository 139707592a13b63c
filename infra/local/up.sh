# ./timeline up: everything from nothing to a running system, in the foreground unless --detach.

up() {
  check_sample
  take_lock
  if [ -n "$detach" ]; then flock -u 9; exec 9>&-; up_detached; return; fi
  rm -f "$data/run/ready"
  remember up $$
  stopping=
  trap 'stop_all; exit 130' INT
  trap 'stop_all; exit 0' TERM HUP
  trap 'stop_all' EXIT
  keep_last_logs
  need_dotnet
  need_servers
  take_over_or_stop_survivors
  check_gateway_port
  choose_ports
  port[console]=$gateway
  echo "$gateway" >"$data/gateway"
  export_surroundings
  choose_programs
  bring_up || exit 1
  first_start
  terminal tell --settle 120 --url "$TIMELINE_CONSOLE" || say "the report could not be had; the system runs"
  say_where
  touch "$data/run/ready"
  supervise || exit 1
}

# servers and build side by side: the build is mostly one core, the servers wait for their disks
bring_up() {
  local postgres rabbitmq build
  say "starting PostgreSQL and RabbitMQ, data in $data"
  start_postgres & postgres=$!
  start_rabbitmq & rabbitmq=$!
  build_programs & build=$!
  starting="$postgres $rabbitmq $build"
  wait $postgres || { say "PostgreSQL did not start"; return 1; }
  wait $build || return 1
  migrate || return 1
  wait $rabbitmq || { say "RabbitMQ did not start"; return 1; }
  starting=
  start_services
}

# What a killed run left behind: servers that are well are taken over, services may be of another build and go.
take_over_or_stop_survivors() {
  local name
  for name in "${service_names[@]}" terminal build; do
    ! alive "$name" || say "found $name of an earlier run; stopping it"
  done
  end build TERM 10
  end terminal TERM 10
  stop_services
  remove_orphans
}

# one or the other: two samples tell the same history twice, and every incident would count twice
check_sample() {
  local held
  [ -n "$sample" ] || return 0
  [ -z "$empty" ] || give_up 2 "--empty loads no sample; leave one of the two away"
  [[ $sample =~ ^[a-z0-9-]+$ ]] && [ -r "$root/infra/samples/$sample.ndjson" ] || give_up 2 "there is no sample '$sample'; there are: $(samples)"
  held=$(cat "$data/loading" "$data/loaded" 2>/dev/null | head -n 1 || true)   # there may be neither
  [ -z "$held" ] || [ "$held" = "$sample" ] || [ "$held" = empty ] || give_up 2 "this data holds the sample '$held'; ./timeline reset deletes it, or keep the other elsewhere: --data DIR"
}

samples() { (cd "$root/infra/samples" && printf '%s\n' *.ndjson) | sed 's/\.ndjson$//' | paste -sd ' '; }

first_start() {
  local held name
  held=$(cat "$data/loaded" 2>/dev/null || true)
  case $held in '' | empty) ;; *) return 0 ;; esac
  if [ -z "$sample" ] && [ "$held" = empty ] && [ ! -e "$data/loading" ]; then return 0; fi
  if [ -n "$empty" ]; then echo empty >"$data/loaded"; return; fi
  name=${sample:-$(cat "$data/loading" 2>/dev/null || echo paper)}
  echo "$name" >"$data/loading"
  say "first start: loading the history of the paper$([ "$name" = paper ] || echo ", sample $name")"
  # shellcheck disable=SC2046
  if terminal import "$root/infra/samples/$name.ndjson" --set "$name" --url "$TIMELINE_CONSOLE" $([ "$name" = paper ] || echo --backfill); then
    echo "$name" >"$data/loaded"
    rm -f "$data/loading"
  else
    say "not all of it was loaded; the next start tries again (a row that is already there changes nothing)"
  fi
}

say_where() {
  echo
  echo "  Timeline is at  $TIMELINE_CONSOLE"
  echo "  Signing in      on this machine nobody needs to; programs elsewhere show a token: ./timeline token analyst"
  echo "  The rest        ./timeline status | logs | import FILE | down$([ -n "${TIMELINE_DETACHED:-}" ] || echo '   (Ctrl-C stops everything)')"
  echo
}

# The same run in a session of its own; this one repeats what it says until it stands.
up_detached() {
  local log=$data/log/up.log line rest='' child
  rm -f "$data/run/ready"
  : >"$log"
  TIMELINE_DETACHED=yes setsid "$root/timeline" up --data "$data" --port "$gateway" ${empty:+--empty} ${sample:+--sample "$sample"} ${given_servers:+--servers "$given_servers"} >"$log" 2>&1 </dev/null &
  child=$!
  trap 'kill -s TERM $child 2>/dev/null; wait $child; exit 130' INT TERM HUP
  exec 7<"$log"
  while :; do
    while IFS= read -r line <&7; do printf '%s%s\n' "$rest" "$line"; rest=; done
    rest+=$line
    if [ -e "$data/run/ready" ]; then return 0; fi
    kill -0 $child 2>/dev/null || { cat <&7; wait $child; return $?; }
    pause 0.2
  done
}

stop_all() {
  [ -z "${stopping:-}" ] || return 0
  stopping=yes
  trap '' INT TERM HUP
  [ -n "${starting:-}" ] || anything_alive || { rm -f "$data/run/up"; return 0; }
  say "stopping"
  # shellcheck disable=SC2086
  [ -z "${starting:-}" ] || kill $starting 2>/dev/null || true   # else they would go on to start what is being stopped
  end build TERM 10
  end terminal TERM 10
  end_with_children tests TERM 20
  end_with_children faults TERM 20
  stop_services
  stop_postgres & starting=$!
  stop_rabbitmq
  wait "$starting" || true
  rm -f "$data/run/ready" "$data/run/up"
  say "stopped"
}

# each log begins with this run; the one before stays beside it
keep_last_logs() {
  local log
  for log in "$data"/log/*.log; do
    case ${log##*/} in up.log | '*.log') ;; *) mv -f "$log" "$log.1" ;; esac
  done
}
