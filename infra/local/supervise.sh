# Looks after what runs, until a signal comes: what died is started again, later each time;
# what dies five times in a row soon after its start is not going to live.

declare -A quick_deaths=() start_again_at=()

supervise() {
  local name looked_after=(postgres epmd rabbitmq "${service_names[@]}")
  if in_containers; then looked_after=(postgres rabbitmq "${service_names[@]}"); fi
  while pause 1; do
    for name in "${looked_after[@]}"; do
      alive "$name" || look_after "$name" || return 1
    done
  done
}

look_after() {
  local name=$1 lived=0 deaths=${quick_deaths[$1]:-0} wait_for
  if [ -e "$data/run/$name" ]; then   # news of this death
    lived=$(($(date +%s) - $(stat -c %Y "$data/run/$name")))
    rm -f "$data/run/$name"
    ((lived < 30)) && ((++deaths)) || deaths=1
    quick_deaths[$name]=$deaths
    if ((deaths >= 5)); then
      show_log "$data/log/$name.log" 25
      say "$name died five times in a row; stopping everything"
      return 1
    fi
    wait_for=$((2 ** (deaths - 1)))
    start_again_at[$name]=$((SECONDS + wait_for))
    say "$name died after $(lasting "$lived"); it is started again in $wait_for s (log: $data/log/$name.log)"
  fi
  ((SECONDS >= ${start_again_at[$name]:-0})) || return 0
  case $name in
    postgres) start_postgres || true ;;
    rabbitmq) start_rabbitmq || true ;;
    epmd) start_epmd ;;
    *) launch_service "$name" ;;
  esac
}
