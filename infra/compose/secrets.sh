#!/bin/sh
# Makes, once, what nobody else may know: the key that signs tokens, and the passwords of the two servers; each as the one who reads it wants it.
# They are kept in a volume that only this system's containers mount, so every one of them may read them, whatever its user.
set -eu
cd /secrets
[ ! -e made ] || exit 0
random() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }
postgres=$(random 24)
rabbitmq=$(random 24)

head -c 32 /dev/urandom | base64 -w0 >key
printf %s "$postgres" >postgres-password
printf %s "Host=postgres;Port=5432;Username=timeline;Password=$postgres" >postgres
printf %s "amqp://timeline:$rabbitmq@rabbitmq:5672/" >rabbit
printf %s "http://timeline:$rabbitmq@rabbitmq:15672" >rabbit-management
cat >rabbitmq.conf <<CONF
default_user = timeline
default_pass = $rabbitmq
default_user_tags.administrator = true
default_permissions.configure = .*
default_permissions.read = .*
default_permissions.write = .*
disk_free_limit.absolute = 200MB
vm_memory_high_watermark.absolute = 1GB
CONF
chmod 444 key postgres-password postgres rabbit rabbit-management rabbitmq.conf
touch made   # last: a container killed before this makes all of them anew, and nobody has read them yet
