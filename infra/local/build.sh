# The programs: built once for what the sources say now, and kept under the sum of those sources,
# so that what runs is never overwritten by a later build.

service_names=(ingestion correlation projection console)
declare -A program=([ingestion]=Timeline.Ingestion.dll [correlation]=Timeline.Correlation.dll [projection]=Timeline.Projection.dll [console]=Timeline.Console.dll)

sum_of_sources() {
  (cd "$root" && find services shared Directory.*.props Directory.*.targets global.json infra/local/services.slnf -type f \
    -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
}

# Sets $bin. Programs published elsewhere may be given as TIMELINE_BIN: then nothing is built.
choose_programs() {
  if [ -n "${TIMELINE_BIN:-}" ]; then bin=$TIMELINE_BIN; else bin=$data/bin/$(sum_of_sources); fi
}

# the programs of the last run, for commands that only talk to it; builds where there are none
need_programs() {
  bin=${TIMELINE_BIN:-$(cat "$data/bin/last" 2>/dev/null || true)}
  if [ ! -d "$bin" ]; then choose_programs; build_programs >&2; fi
}

programs_are_there() {
  local name
  for name in "${service_names[@]}"; do [ -s "$bin/$name/${program[$name]}" ] || return 1; done
}

# LOG ARGUMENTS…: one dotnet build at a time in this tree, be it for up or for test. Its projects share a compiler that is this build's own and
# ends with it; what lives for a minute is itself compiled with care only where it runs a thousand times (DECISIONS 180)
run_build() (
  log=$1; shift
  exec 8<"$root/timeline"   # not a file that .NET reads: it takes such locks itself
  flock 8
  cd "$root" || exit
  DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=400 setsid dotnet "$@" -c Release -nologo -v q -clp:ErrorsOnly -nodeReuse:false \
    -p:UseSharedCompilation=true -p:SharedCompilationId="timeline-$BASHPID" >"$log" 2>&1 </dev/null 8>&- 9>&- &
  remember build $!
  code=0
  wait $! || code=$?
  end_with_children build TERM 5
  ((code == 0)) || { show_log "$log" 30; say "the build failed"; exit 5; }
)

build_programs() {
  local log=$data/log/build.log
  if ! programs_are_there; then
    [ -z "${TIMELINE_BIN:-}" ] || give_up 5 "TIMELINE_BIN is $TIMELINE_BIN, and the programs are not there"
    [ -w "$root/services" ] || give_up 5 "this user may not write to $root, so nothing can be built here; clone the repository to a place of your own"
    say "building (log: $log)"
    mkdir -p "$data/bin"
    rm -rf "$bin.new"
    run_build "$log" publish infra/local/services.slnf "-p:TimelinePrograms=$bin.new" || return 5
    mv "$bin.new" "$bin"
    say "built"
  fi
  if [ -z "${TIMELINE_BIN:-}" ]; then
    touch "$bin"
    echo "$bin" >"$data/bin/last"
    # older ones go, save the two before: a test run may still be using one
    find "$data/bin" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn | tail -n +4 | cut -d' ' -f2- | xargs -r rm -rf
  fi
}
