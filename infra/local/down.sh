# ./timeline down: the run that holds the lock is asked to stop; what a killed run left behind is stopped here.

down() {
  remembered_servers
  exec 9>>"$data/lock"
  if ! flock -n 9; then
    alive up || give_up 1 "something holds $data/lock and is no run of this checkout"
    say "asking the run with pid $(pid_of up) to stop"
    kill -s TERM "$(pid_of up)"
    flock -w 120 9 || give_up 1 "it does not stop; see $data/log"
    anything_alive || { say "stopped"; rm -f "$data"/run/*; return; }
  fi
  if anything_alive; then
    stop_all
  else
    say "nothing runs"
    remove_orphans
  fi
  rm -f "$data"/run/*
}

anything_alive() {
  local name
  for name in "${service_names[@]}" postgres rabbitmq epmd build terminal tests faults; do ! alive "$name" || return 0; done
  return 1
}

# ./timeline reset: all data goes, the programs that were built stay
reset() {
  local answer= stored
  if [ -z "$yes" ]; then
    [ -t 0 ] || give_up 2 "this deletes all data in $data; say --yes if you mean it"
    read -r -p "Delete all data in $data? [y/N] " answer
    case $answer in y | Y | yes) ;; *) give_up 2 "nothing was deleted" ;; esac
  fi
  down
  for stored in "$data" "$data/test" "$data/faults" "$data/bench"; do (data=$stored; forget_stored); done
  rm -rf "$data/loaded" "$data/loading" "$data/secrets" "$data/log"
  say "all data is deleted; the next up starts from nothing"
}
