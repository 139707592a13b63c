# ./timeline test: private servers with durable settings (apart.sh), the programs, and every test; ends in "N passed, N failed".

run_tests() {
  local code=0 out passed failed
  begin_apart test
  need_browser
  need_curl
  start_apart Timeline.sln || { echo "0 passed, 1 failed"; exit 1; }
  export TIMELINE_BIN=$bin TIMELINE_DATA=$home
  out=$data/log/tests.log
  say "running the tests"
  : >"$out"
  # one test program after the other: each keeps two cores busy by itself. None is measured while it runs for a better compilation
  # (DOTNET_TieredPGO): it runs for minutes, and the fast tests take a tenth less
  (cd "$root" && DOTNET_TieredPGO=0 exec setsid dotnet test --solution Timeline.sln -c Release --no-build --no-ansi --no-progress --max-parallel-test-modules 1 "$@") \
    </dev/null 9>&- > >(tee "$out") 2>&1 &
  remember tests $!
  wait $! || code=$?
  end_with_children tests TERM 20
  pause 0.3   # the last lines may still be on their way into the file
  count_tests
  stop_all
  trap - EXIT
  name_failed
  echo "$passed passed, $failed failed"
  exit "$code"
}

# Sets passed and failed from the runner's last block. A run that ended badly without naming a failure counts as one.
count_tests() {
  passed=$(awk '/^ *succeeded: [0-9]+$/ {n = $2} END {print n + 0}' "$out")
  failed=$(awk '/^ *failed: [0-9]+$/ {n = $2} END {print n + 0}' "$out")
  if ((code != 0 && failed == 0)); then failed=1; fi
}

# Each failed test once more with the first line of its message: between its own place and the end lie thousands of lines,
# and a log is often cut to its end.
name_failed() {
  ((failed > 0)) || return 0
  awk '/^failed .* \(([0-9]+(ms|s|m|h) ?)+\)$/ {print; getline; if (getline > 0) print}' "$out" | head -n 60 || true   # who has read enough closes the pipe
  ((code == 0)) || echo "the runner ended with exit code $code; all it wrote: $out"
}

# the calls that the documents show are typed by a test
need_curl() {
  command -v curl >/dev/null || { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && (install_packages curl); } || say "there is no curl, and the tests of the documents need it"
}

# for tests in a browser; without one each of them fails and says so. Chromium's shell without a window lays out, scripts and speaks as it does,
# for three quarters of its processor time
need_browser() {
  [ -d "$root/tests/Browser" ] || return 0
  [ -n "${TIMELINE_CHROMIUM:-}" ] || TIMELINE_CHROMIUM=$(find_browser || true)
  if [ -z "$TIMELINE_CHROMIUM" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing a browser from the system's packages"
    (install_packages chromium-headless-shell) || (install_packages chromium) || true
    TIMELINE_CHROMIUM=$(find_browser || true)
  fi
  if [ -n "$TIMELINE_CHROMIUM" ]; then export TIMELINE_CHROMIUM; else unset TIMELINE_CHROMIUM; say "there is no chromium (as root: apt-get install chromium)"; fi
}

find_browser() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }
