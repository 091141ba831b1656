#!/usr/bin/env bash
# Toxiproxy: a network that can be made slow, cut and half-open. Its port is that of its control API; proxies are made there.
# By hand: . .ci/parts/common.sh && . .ci/parts/toxiproxy.sh && get_toxiproxy && start_toxiproxy /var/tmp/toxiproxy 8474; stop_toxiproxy

toxiproxy_pid=''

get_toxiproxy() { get_go_program toxiproxy github.com/Shopify/toxiproxy/v2/cmd/server@v2.5.0; }

start_toxiproxy() { # directory, port
  launch "$1" "$parts_home/bin/toxiproxy" -host 127.0.0.1 -port "$2" || return 1
  toxiproxy_pid=$part_pid
  until_up Toxiproxy "$toxiproxy_pid" 30 "$1/log" curl -fsS "http://127.0.0.1:$2/version"
}

stop_toxiproxy() { end_part "$toxiproxy_pid"; toxiproxy_pid=''; }
