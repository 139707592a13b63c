# As much HTTP as asking after somebody's health takes; a fresh machine need not have curl.

# PORT PATH [USER:PASSWORD]: the status of the answer, or 000
http_status() {
  local line=
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || { echo 000; return; }
  {
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n' "$2" "$1"
    [ -z "${3:-}" ] || printf 'Authorization: Basic %s\r\n' "$(printf %s "$3" | base64 -w0)"
    printf '\r\n'
  } >&3 2>/dev/null || true
  IFS= read -r -t 5 line <&3 2>/dev/null || true
  exec 3>&- 3<&-
  line=${line#HTTP/1.? }
  echo "${line:0:3}" | grep -E '^[0-9]{3}$' || echo 000
}

answers_ok() { [ "$(http_status "$@")" = 200 ]; }
