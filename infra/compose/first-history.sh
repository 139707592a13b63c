#!/bin/bash
# What ./timeline up does once the services stand: loads the paper where nothing was ever recorded, and says what the system makes of it.
# Then it waits to be stopped; that it has told is this container's health.
set -euo pipefail
trap 'exit 0' TERM   # process 1 hears only what it asks for
url=http://127.0.0.1:8080   # the console's own loopback, which this container shares: by no other name does the console answer

until ./ready.sh 2>/dev/null; do sleep 1; done
case $TIMELINE_SAMPLE in
  paper) ./run import paper.ndjson --set paper --if-empty --url $url ;;
  as-if-reported) ./run import as-if-reported.ndjson --set as-if-reported --backfill --if-empty --url $url ;;
  none) ;;
  *) echo "TIMELINE_SAMPLE is '$TIMELINE_SAMPLE'; it may be paper, as-if-reported or none" >&2; exit 2 ;;
esac
./run tell --settle 120 --url $url
echo "Timeline is at http://127.0.0.1:$TIMELINE_PORT"
touch /tmp/told
sleep infinity &
wait $!
