#!/bin/sh
# What ./timeline up does once the services stand: loads the paper where nothing was ever recorded, and says what the system makes of it.
set -eu
url=http://127.0.0.1:8080   # the console's own loopback, which this container shares: by no other name does the console answer
case $TIMELINE_SAMPLE in
  paper) ./run import paper.ndjson --set paper --if-empty --url $url ;;
  none) ;;
  *) echo "TIMELINE_SAMPLE is '$TIMELINE_SAMPLE'; it may be paper or none" >&2; exit 2 ;;
esac
./run tell --settle 120 --url $url
echo "Timeline is at http://127.0.0.1:$TIMELINE_PORT"
