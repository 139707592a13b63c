# Where a checkout keeps what it runs on: servers' data, logs, secrets, published programs.

# PostgreSQL and RabbitMQ run as users of their own when root starts them, and these must be able to walk to the directory.
reachable_by_others() {
  local dir=$1
  while :; do
    [ "$(stat -L -c %A "$dir" | cut -c10)" = x ] || [ "$(stat -L -c %A "$dir" | cut -c10)" = t ] || return 1
    [ "$dir" = / ] && return 0
    dir=$(dirname "$dir")
  done
}

choose_home() {
  if [ -n "${given_data:-}" ]; then
    mkdir -p "$given_data" || give_up 1 "cannot make the directory $given_data"
    data=$(cd "$given_data" && pwd)
  elif [ -w "$root" ] && { [ ! -e "$root/.run" ] || [ -O "$root/.run" ]; } && { [ "$(id -u)" != 0 ] || reachable_by_others "$root"; }; then
    data=$root/.run
  else
    data=/var/tmp/timeline-$(printf '%s:%s' "$(id -u)" "$root" | sha256sum | cut -c1-10)
  fi
  mkdir -p "$data" && [ -O "$data" ] || give_up 1 "$data belongs to somebody else; name another place with --data DIR"
  data=$(cd "$data" && pwd)
  home=$data   # a run apart keeps its own below it
  if [ "$(id -u)" = 0 ] && ! reachable_by_others "$(dirname "$data")"; then
    give_up 1 "the servers' own users cannot walk to $data; name another place with --data DIR"
  fi
  chmod 755 "$data"
  mkdir -p "$data/run" "$data/log"
}

# a secret made once and kept: NAME BYTES, hexadecimal (or base64 where a third argument says so)
secret() {
  local file=$data/secrets/$1
  if [ ! -s "$file" ]; then
    mkdir -p -m 700 "$data/secrets"
    (umask 077; if [ "${3:-hex}" = base64 ]; then head -c "$2" /dev/urandom | base64 -w0; else head -c "$2" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; fi >"$file.new")
    mv "$file.new" "$file"
  fi
  cat "$file"
}

# One run at a time. The descriptor is closed for everything that is started (9>&-), so that the lock ends with this script.
take_lock() {
  exec 9>>"$data/lock"
  flock -n 9 || give_up 2 "already running from this data directory ($data): ./timeline status | logs | down"
}
