# Where PostgreSQL and RabbitMQ come from: the system's packages (packages.sh), or images where there is an engine and packages cannot be had
# (containers.sh). Chosen once for a data directory and remembered: what the one kind has stored the other does not see.

in_containers() { [ "${servers:-}" = docker ]; }

# Sets $servers to packages or docker, and has at hand what they need.
need_servers() {
  remembered_servers
  if [ -n "${given_servers:-}" ] && [ -n "$servers" ] && [ "$given_servers" != "$servers" ]; then
    give_up 2 "what is stored in $data belongs to servers from $servers: delete it (./timeline reset), or keep both (--data DIR)"
  fi
  servers=${given_servers:-$servers}
  [ -n "$servers" ] || choose_servers
  if in_containers; then need_images; else need_parts; fi
  echo "$servers" >"$data/servers"
}

# those of an earlier run; nothing where there was none
remembered_servers() {
  servers=$(cat "$data/servers" 2>/dev/null || true)
  [ -n "$servers" ] || [ ! -d "$data/postgres" ] || servers=packages
}

# Packages that are there, or that root may install; else an engine; else packages that an ordinary user unpacks.
choose_servers() {
  servers=packages
  find_parts && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then return; fi
  if engine_answers; then servers=docker; fi
}

# all that the two have stored
forget_stored() {
  remembered_servers
  if in_containers; then remove_volumes; fi
  rm -rf "$data/postgres" "$data/rabbitmq" "$data/servers"
}
