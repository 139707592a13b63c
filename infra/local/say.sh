# What the person at the terminal reads.

# a line of progress with the seconds since the start
say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }

# the last line of a run that cannot go on; the first argument is the exit code
give_up() { local code=$1; shift; printf 'timeline: %s\n' "$*" >&2; exit "$code"; }

# the end of a part's log, indented, for a person to read why it failed
show_log() { [ -s "$1" ] && { printf 'the end of %s:\n' "$1"; tail -n "${2:-15}" "$1" | sed 's/^/  | /'; } >&2; return 0; }

# seconds as a person says them
lasting() {
  local s=$1
  if ((s < 120)); then echo "$s s"; elif ((s < 7200)); then echo "$((s / 60)) min"; else echo "$((s / 3600)) h $((s % 3600 / 60)) min"; fi
}
