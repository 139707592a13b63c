# Processes that this checkout started, each remembered in a file with its id and the moment it began:
# an id alone may by now be somebody else's, and nothing is ever ended by name.

# the moment a process began, in ticks since boot; fails when there is none or only its remains
began() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  [ "$1" != Z ] && echo "${20}"
}

remember() { local at; at=$(began "$2") && printf '%s %s\n' "$2" "$at" >"$data/run/$1"; }

pid_of() { local pid at; { read -r pid at <"$data/run/$1"; } 2>/dev/null && echo "$pid"; }

alive() {
  local pid at
  { read -r pid at <"$data/run/$1"; } 2>/dev/null || return 1
  [ "$(began "$pid")" = "$at" ]
}

# seconds since a remembered process began
age_of() {
  local pid at up ticks
  read -r pid at <"$data/run/$1"
  read -r up _ </proc/uptime
  ticks=$(getconf CLK_TCK)
  echo $((${up%.*} - at / ticks))
}

# NAME DIRECTORY COMMAND…: in a session of its own, so that Ctrl-C reaches only this script and the parts stop in order
launch() {
  local name=$1 dir=$2; shift 2
  setsid env -C "$dir" "$@" >>"$data/log/$name.log" 2>&1 </dev/null 9>&- &
  remember "$name" $!
  disown $!   # its end is news for the supervisor, not for bash
}

# NAME SIGNAL SECONDS: asks, waits, and insists when the time is over
end() {
  local name=$1 pid
  if alive "$name"; then
    pid=$(pid_of "$name")
    kill -s "$2" "$pid" 2>/dev/null || true
    wait_until "$3" gone "$name" || { say "$name does not stop within $3 s and is ended"; kill -s KILL "$pid" 2>/dev/null || true; wait_until 5 gone "$name" || true; }
  fi
  rm -f "$data/run/$name"
}

# ends what a remembered process has started and left, too: it leads a group of its own
end_with_children() {
  local pid
  pid=$(pid_of "$1") || return 0
  end "$1" "$2" "$3"
  kill -s TERM -- "-$pid" 2>/dev/null || true
  kill -s CONT -- "-$pid" 2>/dev/null || true   # one that was stopped hears it only now
}

gone() { ! alive "$1"; }

# SECONDS COMMAND…: tries ten times a second
wait_until() {
  local end=$((SECONDS + $1)); shift
  until "$@"; do ((SECONDS <= end)) || return 1; pause 0.1; done
}

# a sleep that a signal interrupts at once
pause() { sleep "$1" 9>&- & wait $! || true; }
