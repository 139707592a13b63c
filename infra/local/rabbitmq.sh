# A private RabbitMQ node: its own name server (epmd), every socket on loopback, ports of its own.
# Debian's /usr/sbin/rabbitmq-* are not used: they change directory and user and refuse everybody else.

# the command line that runs something as the node's user with the node's surroundings and nothing else
rabbit_env() {
  local dir=$data/rabbitmq who=()
  [ "$(id -u)" != 0 ] || who=(setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups)
  rabbit_run=("${who[@]}" env -i PATH="$parts_path" ${parts_libraries:+LD_LIBRARY_PATH="$parts_libraries"} LANG=C.UTF-8 HOME="$dir/home"
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME=timeline@localhost
    RABBITMQ_DIST_PORT="${port[distribution]}" ERL_EPMD_PORT="${port[epmd]}" ERL_EPMD_ADDRESS=127.0.0.1
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
    RABBITMQ_CTL_DIST_PORT_MIN="${port[cli]}" RABBITMQ_CTL_DIST_PORT_MAX="$((port[cli] + 3))"
    RABBITMQ_CONFIG_FILE="$dir/rabbitmq.conf" RABBITMQ_ADVANCED_CONFIG_FILE="$dir/advanced.config" RABBITMQ_MNESIA_BASE="$dir/mnesia"
    RABBITMQ_LOG_BASE="$dir/log" RABBITMQ_ENABLED_PLUGINS_FILE="$dir/enabled_plugins" RABBITMQ_GENERATED_CONFIG_DIR="$dir/schema"
    RABBITMQ_PID_FILE="$dir/pid" RABBITMQ_ALLOW_INPUT=1 ERL_CRASH_DUMP_SECONDS=0)
}

make_rabbitmq() {
  local dir=$data/rabbitmq
  mkdir -p "$dir/home" "$dir/log" "$dir/mnesia" "$dir/schema"
  chmod 700 "$dir"
  if [ ! -s "$dir/home/.erlang.cookie" ]; then secret cookie 20 >"$dir/home/.erlang.cookie"; chmod 400 "$dir/home/.erlang.cookie"; fi
  cat >"$dir/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:${port[amqp]}
management.tcp.ip = 127.0.0.1
management.tcp.port = ${port[management]}
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = ${port[prometheus]}
default_user = timeline
default_pass = $(secret rabbitmq 24)
default_user_tags.administrator = true
default_permissions.configure = .*
default_permissions.read = .*
default_permissions.write = .*
log.file.level = info
log.console = false
disk_free_limit.absolute = 200MB
vm_memory_high_watermark.absolute = 1GB
CONF
  echo '[rabbitmq_management,rabbitmq_prometheus].' >"$dir/enabled_plugins"
  [ "$(id -u)" != 0 ] || chown -R rabbitmq: "$dir"
}

start_rabbitmq() {
  if alive rabbitmq && rabbitmq_ready; then say "RabbitMQ still runs and is taken over"; return; fi
  stop_rabbitmq
  if in_containers; then launch_rabbitmq_container; else launch_rabbitmq; fi
  wait_until 120 rabbitmq_answers && alive rabbitmq || { show_log "$data/log/rabbitmq.log"; show_log "$data/rabbitmq/log/timeline@localhost.log"; return 1; }
  say "RabbitMQ $(rabbitmq_version) is up on 127.0.0.1:${port[amqp]}"
}

launch_rabbitmq() {
  make_rabbitmq
  start_epmd
  launch rabbitmq "$data/rabbitmq" "${rabbit_run[@]}" "$rabbit_server" -noinput
}

rabbitmq_version() {
  if in_containers; then echo "in a container ($(image_of rabbitmq))"; else basename "$(dirname "$(dirname "$rabbit_server")")" | sed 's/rabbitmq_server-//'; fi
}

start_epmd() { rabbit_env; launch epmd "$data/rabbitmq" "${rabbit_run[@]}" "$epmd" -address 127.0.0.1 -port "${port[epmd]}"; }

# 200 only once the AMQP port takes connections
rabbitmq_ready() {
  local inner=${port[amqp]}
  if in_containers; then inner=5672; fi
  answers_ok "${port[management]}" "/api/health/checks/port-listener/$inner" "timeline:$(secret rabbitmq 24)"
}

rabbitmq_answers() { rabbitmq_ready || gone rabbitmq; }

stop_rabbitmq() {
  end rabbitmq TERM 40
  end epmd TERM 5
  if in_containers; then remove_container rabbitmq; fi
}
