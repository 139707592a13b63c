# Ports. The public one is --port; all others are a block of twenty found from the data directory's path,
# so that two checkouts rarely meet, and remembered. 20000 to 31999 lies below the ports the kernel gives out by itself.

declare -A port=()
port_names=(postgres amqp management prometheus distribution epmd ingestion correlation projection console cli)

taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# what listens on a port, as far as this user may see
who_listens() {
  local hex inode fd pid
  hex=$(printf ':%04X' "$1")
  for inode in $(awk -v port="$hex" '$4 == "0A" && index($2, port) {print $10}' /proc/net/tcp /proc/net/tcp6 2>/dev/null); do
    for fd in /proc/[0-9]*/fd/*; do
      [ "$(readlink "$fd" 2>/dev/null)" = "socket:[$inode]" ] || continue
      pid=${fd#/proc/}; pid=${pid%%/*}
      echo "$(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-60 | sed 's/ *$//') (pid $pid)"
      return
    done
  done
  echo "a program of another user"
}

# Sets port[name] for all inner ports. A remembered block is kept while our servers stand on it, or while it is free.
choose_ports() {
  local base tries
  base=$(cat "$data/ports" 2>/dev/null) || base=$((20000 + 16#$(printf '%s' "$data" | sha256sum | cut -c1-6) % 600 * 20))
  for ((tries = 0; tries < 600; tries++)); do
    number_ports "$base"
    if alive postgres || alive rabbitmq || block_is_free; then
      echo "$base" >"$data/ports"
      return
    fi
    base=$((20000 + (base - 20000 + 20) % 12000))
  done
  give_up 3 "no block of free ports between 20000 and 31999"
}

number_ports() {
  local name base=$1
  for name in "${port_names[@]}"; do port[$name]=$((base++)); done
}

# the ports chosen by an earlier run, for commands that only look
remembered_ports() { [ -s "$data/ports" ] && number_ports "$(cat "$data/ports")"; }

block_is_free() {
  local name
  # four for the command line tools of RabbitMQ, from cli on
  for name in "${port_names[@]}"; do ! taken "${port[$name]}" || return 1; done
}

check_gateway_port() {
  local other=$gateway
  taken "$gateway" || return 0
  while taken "$other"; do ((++other)); done
  give_up 3 "port $gateway is taken by $(who_listens "$gateway"); type: ./timeline up --port $other"
}
