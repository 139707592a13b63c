# ./timeline status: 0 when all is well, 1 when something is not, 3 when nothing runs.

status() {
  local name code=0 health where
  remembered_ports || true
  remembered_servers
  [ -z "${port[console]+set}" ] || port[console]=$gateway
  anything_alive || { echo "nothing runs (data in $data)"; return 3; }
  printf '%-12s %6s %8s %10s  %s\n' part port pid 'up for' health
  for name in postgres rabbitmq "${service_names[@]}"; do
    case $name in rabbitmq) where=${port[amqp]} ;; *) where=${port[$name]} ;; esac
    if alive "$name"; then
      health=$(health_of "$name")
      [ "$health" = ready ] || code=1
      printf '%-12s %6s %8s %10s  %s\n' "$name" "$where" "$(pid_of "$name")" "$(lasting "$(age_of "$name")")" "$health"
    else
      printf '%-12s %6s %8s %10s  %s\n' "$name" "$where" - - 'does not run'
      code=1
    fi
  done
  alive up && echo "address http://127.0.0.1:$gateway, data in $data" || { echo "the run that started these was killed: ./timeline up takes over, ./timeline down stops them"; code=1; }
  return $code
}

health_of() {
  case $1 in
    postgres) { in_containers || find_parts; } && postgres_ready && echo ready || echo 'does not answer' ;;
    rabbitmq) rabbitmq_ready && echo ready || echo 'does not answer' ;;
    *) case $(http_status "${port[$1]}" /health/ready) in 200) echo ready ;; 000) echo 'does not answer' ;; *) echo 'not ready' ;; esac ;;
  esac
}

# ./timeline logs [part]: the end, and on a terminal what comes
logs() {
  local files=("$data"/log/"${1:-*}".log)
  [ -n "${1:-}" ] || files=("$data"/log/*.log)
  [ -e "${files[0]}" ] || give_up 2 "no log of '${1:-}'; there are: $(cd "$data/log" && ls -- *.log 2>/dev/null | sed 's/\.log$//' | tr '\n' ' ')"
  if [ -t 1 ]; then exec tail -n 40 -F "${files[@]}"; else exec tail -n 200 "${files[@]}"; fi
}
