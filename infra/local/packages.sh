# The parts that come from the system's packages: PostgreSQL, RabbitMQ, for tests a browser, and .NET where the system has it.
# $prefix is where they lie: nothing for the system itself, or a directory into which an ordinary user unpacked them.

find_parts() {
  local erl
  for prefix in "" "$home/packages"; do
    pg_bin=$(find_last "$prefix"/usr/lib/postgresql/*/bin/initdb) || continue
    rabbit_server=$(find_last "$prefix"/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server) || continue
    erl=$prefix/usr/lib/erlang/bin/erl
    [ -x "$erl" ] || continue
    epmd=$(find_last "$prefix"/usr/lib/erlang/erts-*/bin/epmd "$prefix"/usr/bin/epmd) || continue
    pg_bin=$(dirname "$pg_bin")
    parts_path=${prefix:+$prefix/usr/lib/erlang/bin:$prefix/usr/bin:}/usr/sbin:/usr/bin:/sbin:/bin
    parts_libraries=
    [ -z "$prefix" ] || parts_libraries=$(printf '%s:' "$prefix"/usr/lib/*-linux-gnu* "$prefix"/lib/*-linux-gnu*)$prefix/usr/lib
    return 0
  done
  return 1
}

# the last of the paths that exist, by version
find_last() { local found; found=$(ls -d "$@" 2>/dev/null | sort -V | tail -n 1); [ -n "$found" ] && echo "$found"; }

need_parts() {
  find_parts && return
  command -v apt-get >/dev/null || give_up 4 "PostgreSQL and RabbitMQ are missing and this system has no apt-get: install both with its own package tool, or use docker compose up"
  if [ "$(id -u)" = 0 ]; then
    say "installing PostgreSQL and RabbitMQ from the system's packages"
    install_packages postgresql rabbitmq-server
  else
    say "unpacking PostgreSQL and RabbitMQ into $home/packages (no root needed)"
    unpack_packages postgresql rabbitmq-server
  fi
  find_parts || give_up 4 "PostgreSQL or RabbitMQ is still missing; as root type: apt-get install --no-install-recommends postgresql rabbitmq-server"
}

# Installs as root, without letting the packages start servers of their own on 5432 and 5672.
install_packages() (
  policy=/usr/sbin/policy-rc.d cluster=/etc/postgresql-common/createcluster.conf log=$data/log/packages.log
  put_back() {
    if [ -e "$policy.before-timeline" ]; then mv -f "$policy.before-timeline" "$policy"; elif [ -n "${placed:-}" ]; then rm -f "$policy"; fi
  }
  trap put_back EXIT
  trap 'exit 130' INT TERM
  if [ -e "$policy" ] && ! grep -q timeline "$policy"; then mv "$policy" "$policy.before-timeline"; fi
  placed=yes
  printf '#!/bin/sh\n# timeline installs packages and wants no service started; this file goes away by itself\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  if [ ! -e "$cluster" ]; then
    mkdir -p "$(dirname "$cluster")"
    echo 'create_main_cluster = false' >"$cluster"
  fi
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@"; } >"$log" 2>&1 </dev/null 9>&- ||
    { show_log "$log"; give_up 4 "apt-get could not install $*"; }
)

# Fetches and unpacks as an ordinary user what root would install; only what the system lacks.
unpack_packages() {
  local into=$home/packages log=$data/log/packages.log mine missing
  mkdir -p "$into" "$data/apt/lists/partial" "$data/apt/cache/archives/partial"
  mine=(-o "Dir::State::lists=$data/apt/lists" -o "Dir::Cache=$data/apt/cache" -o Debug::NoLocking=true -o APT::Sandbox::User=)
  (
    cd "$data/apt"
    apt-get "${mine[@]}" update >"$log" 2>&1 9>&- || exit 1
    missing=$(apt-get "${mine[@]}" -s --no-install-recommends install "$@" 2>>"$log" | awk '$1 == "Inst" {print $2}')
    [ -n "$missing" ] || exit 1
    # shellcheck disable=SC2086
    apt-get "${mine[@]}" download $missing >>"$log" 2>&1 9>&- || exit 1
    for deb in ./*.deb; do dpkg -x "$deb" "$into" || exit 1; rm -f "$deb"; done
  ) >>"$log" 2>&1 || { show_log "$log"; give_up 4 "could not fetch the packages; as root type: apt-get install --no-install-recommends $*"; }
  # Erlang has its place written into two scripts
  for script in erl start; do
    [ ! -f "$into/usr/lib/erlang/bin/$script" ] || sed -i "s#/usr/lib/erlang#$into/usr/lib/erlang#g" "$into/usr/lib/erlang/bin/$script"
  done
  rm -rf "$data/apt"
}

need_dotnet() {
  local ask
  if ! command -v dotnet >/dev/null && [ -x "$HOME/.dotnet/dotnet" ]; then PATH=$HOME/.dotnet:$PATH; fi
  if (cd "$root" && dotnet --version >/dev/null 2>&1); then return; fi
  ask="install the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0; without root: its dotnet-install.sh with --channel 10.0 puts it into ~/.dotnet, where it is found)"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update >/dev/null 2>&1; } 9>&- || true
    if apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
      say "installing the .NET SDK from the system's packages"
      install_packages dotnet-sdk-10.0
      return
    fi
  fi
  if command -v dotnet >/dev/null; then give_up 4 "the .NET SDK here is not the one that global.json asks for: $ask"; fi
  give_up 4 "there is no .NET SDK: $ask"
}
