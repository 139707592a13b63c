#!/bin/bash
# Whether the service in this container can do its work. The image has neither curl nor wget, but bash can speak to a port.
exec 3<>/dev/tcp/127.0.0.1/8080 || exit 1
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r status <&3
[[ $status == *' 200 '* ]]
