# Asking a system that compose runs, with no more on this machine than bash: HTTP over bash's own sockets, JSON by the database that runs anyway.
# Wants $port and compose().

# PATH: the body of the answer; fails where the status is not 2xx. HTTP/1.0, so that the body ends with the connection.
ask() { exchange "GET $1 HTTP/1.0"; }

# PATH JSON: the same for a POST
tell() { exchange "POST $1 HTTP/1.0" "$2"; }

exchange() (
  LC_ALL=C   # lengths in bytes
  { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || exit 1
  printf '%s\r\nHost: 127.0.0.1:%s\r\n' "$1" "$port" >&3
  [ -z "${2:-}" ] || printf 'Content-Type: application/json\r\nContent-Length: %s\r\n' "${#2}" >&3
  printf '\r\n%s' "${2:-}" >&3
  IFS= read -r -t 60 status <&3 || exit 1
  while IFS= read -r -t 60 line <&3 && [ "$line" != $'\r' ]; do :; done
  cat <&3
  [[ $status == HTTP/1.?\ 2* ]] || { echo "$1: $status" >&2; exit 1; }
)

# JSONPATH…: what each finds in the document on standard input, and "-" for nothing, with spaces between
pick() {
  local path
  {
    # signs that no JSON holds stand for the delimiter and the quote, so that each line comes in as it is
    printf "create temp table answer (line text);\ncopy answer from stdin with (format csv, delimiter E'\\\\x01', quote E'\\\\x02');\n"
    cat
    printf '\n\\.\n'
    for path in "$@"; do
      printf "select coalesce(string_agg(found #>> '{}', ' '), '-') from (select string_agg(line, '')::jsonb as body from answer) a, jsonb_path_query(body, '%s') found;\n" "$path"
    done
  } | compose exec -T postgres psql -U timeline -d postgres -qtAX -v ON_ERROR_STOP=1 | paste -sd' '
}

container() { compose ps -aq "$1"; }

# as the container's own check has it
healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$(container "$1")" 2>/dev/null)" = healthy ]; }
