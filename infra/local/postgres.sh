# A private PostgreSQL: its own data, one port on loopback, no socket file, passwords by SCRAM.

# PostgreSQL refuses to run as root, so root lends it the package's user
postgres_run() {
  as_postgres=(env LC_ALL=C.UTF-8 ${parts_libraries:+LD_LIBRARY_PATH="$parts_libraries"})
  [ "$(id -u)" != 0 ] || as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups "${as_postgres[@]}")
}

make_postgres() {
  local dir=$data/postgres password
  [ -f "$dir/data/PG_VERSION" ] && return
  rm -rf "$dir"
  mkdir -m 700 "$dir"
  password=$(mktemp "$dir/password.XXXX")
  secret postgres 24 >"$password"
  [ "$(id -u)" != 0 ] || chown -R postgres: "$dir"
  (
    cd "$dir"
    "${as_postgres[@]}" "$pg_bin/initdb" -D "$dir/data" -U timeline -E UTF8 --locale=C.UTF-8 -A scram-sha-256 --pwfile="$password"
  ) >>"$data/log/postgres.log" 2>&1 9>&- || { rm -rf "$dir"; return 1; }
  rm -f "$password"
}

# A server that was killed needs no help: it recovers from its log by itself.
start_postgres() {
  if alive postgres && postgres_ready; then say "PostgreSQL still runs and is taken over"; return; fi
  stop_postgres
  if in_containers; then launch_postgres_container; else launch_postgres || { show_log "$data/log/postgres.log"; return 1; }; fi
  wait_until 60 postgres_answers && alive postgres || { show_log "$data/log/postgres.log"; return 1; }
  say "PostgreSQL $(postgres_version) is up on 127.0.0.1:${port[postgres]}"
}

launch_postgres() {
  postgres_run
  make_postgres || return 1
  launch postgres "$data/postgres" "${as_postgres[@]}" "$pg_bin/postgres" -D "$data/postgres/data" -c listen_addresses=127.0.0.1 \
    -c "port=${port[postgres]}" -c unix_socket_directories= -c max_connections=300 -c timezone=UTC -c log_timezone=UTC
}

postgres_version() { if in_containers; then echo "in a container ($(image_of postgres))"; else cat "$data/postgres/data/PG_VERSION"; fi; }

postgres_ready() {
  if in_containers; then postgres_container_ready; return; fi
  env ${parts_libraries:+LD_LIBRARY_PATH="$parts_libraries"} "$pg_bin/pg_isready" -q -h 127.0.0.1 -p "${port[postgres]}" -U timeline -d postgres
}

# ends the waiting also when the server died
postgres_answers() { postgres_ready || gone postgres; }

# SIGINT is PostgreSQL's fast shutdown: clients are sent away, nothing is lost
stop_postgres() {
  end postgres INT 30
  if in_containers; then remove_container postgres; fi
}
