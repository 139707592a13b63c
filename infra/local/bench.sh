# ./timeline bench: the benchmarks on servers of their own with durable settings (apart.sh). What each figure is: tests/Bench/README.md.

run_bench() {
  local code=0
  case ${1:-} in matching | duplicates) bench_engine "$@" ;; esac
  begin_apart bench
  start_apart tests/Bench || exit 1
  export TIMELINE_BIN=$bin
  (cd "$root" && exec setsid dotnet "$root/tests/Bench/bin/Release/net10.0/Timeline.Bench.dll" "$@") </dev/null 9>&- &
  remember bench $!
  wait $! || code=$?
  end_with_children bench TERM 20
  stop_all
  trap - EXIT
  exit "$code"
}

# the engine, or the reading of files, alone needs no server
bench_engine() {
  mkdir -p "$data/run" "$data/log"
  need_dotnet
  run_build "$data/log/build.log" build tests/Bench || exit 1
  exec dotnet "$root/tests/Bench/bin/Release/net10.0/Timeline.Bench.dll" "$@"
}
