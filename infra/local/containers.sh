# The two servers in containers. Each is run by a docker client that is remembered like any process of ours and passes signals on:
# the client's output is the server's log, and its end is the server's end. Nothing of this machine's files is mounted.

# a name of its own for each data directory, so that two checkouts run side by side; the volume has the same
container() { echo "timeline-$(printf '%s' "$data" | sha256sum | cut -c1-10)-$1"; }

# the images are named in one place
image_of() { sed -n "s/^ *image: \($1:[^ ]*\)$/\1/p" "$root/docker-compose.yml"; }

engine_answers() { command -v docker >/dev/null && timeout 10 docker info >/dev/null 2>&1; }

need_images() {
  local name image
  command -v docker >/dev/null || give_up 4 "there is no docker command here"
  engine_answers || give_up 4 "no Docker engine answers this user; 'docker info' says why"
  for name in postgres rabbitmq; do
    image=$(image_of "$name")
    docker image inspect "$image" >/dev/null 2>&1 || {
      say "fetching the image $image"
      docker pull -q "$image" >"$data/log/$name.log" 2>&1 9>&- || { show_log "$data/log/$name.log"; give_up 4 "the image $image cannot be had"; }
    }
  done
}

launch_postgres_container() {
  (
    POSTGRES_PASSWORD=$(secret postgres 24)
    export POSTGRES_PASSWORD   # told by name below: a command line can be read by everybody
    launch_container postgres /var/lib/postgresql/data --env POSTGRES_USER=timeline --env POSTGRES_PASSWORD --shm-size 256m \
      --publish "127.0.0.1:${port[postgres]}:5432" "$(image_of postgres)" postgres -c max_connections=200 -c timezone=UTC -c log_timezone=UTC
  )
}

launch_rabbitmq_container() {
  (
    RABBITMQ_DEFAULT_PASS=$(secret rabbitmq 24)
    export RABBITMQ_DEFAULT_PASS
    # a node finds its data again by its host's name; Erlang makes a table as long as the limit of files, which some engines do not limit
    launch_container rabbitmq /var/lib/rabbitmq --hostname rabbitmq --ulimit nofile=8192 --env RABBITMQ_DEFAULT_USER=timeline --env RABBITMQ_DEFAULT_PASS \
      --env RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-rabbit disk_free_limit 200000000 vm_memory_high_watermark {absolute,1073741824}' \
      --publish "127.0.0.1:${port[amqp]}:5672" --publish "127.0.0.1:${port[management]}:15672" --publish "127.0.0.1:${port[prometheus]}:15692" "$(image_of rabbitmq)"
  )
}

# NAME PATH ARGUMENTS…: what it stores lies in a volume at PATH; its log is ours, so the engine keeps none
launch_container() {
  local name=$1 path=$2; shift 2
  launch "$name" "$data" docker run --rm --name "$(container "$name")" --label "timeline.data=$data" --log-driver none \
    --volume "$(container "$name"):$path" "$@"
}

# what a docker client that was killed, or did not get its server to stop, left behind
remove_container() { docker rm -f "$(container "$1")" >/dev/null 2>&1 || true; }

# those whose clients are gone: their ports are wanted again
remove_orphans() {
  local name
  in_containers || return 0
  for name in postgres rabbitmq; do alive "$name" || remove_container "$name"; done
}

remove_volumes() {
  local name
  for name in postgres rabbitmq; do
    remove_container "$name"
    docker volume rm -f "$(container "$name")" >/dev/null || say "the volume $(container "$name") is still there; docker volume rm deletes it"
  done
}

# only the server itself listens on TCP, not the one that the image starts for a moment to make the first database
postgres_container_ready() { docker exec "$(container postgres)" pg_isready -q -h 127.0.0.1 -U timeline -d postgres >/dev/null 2>&1; }
