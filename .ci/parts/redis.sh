#!/usr/bin/env bash
# Redis 7, of Debian. By hand: . .ci/parts/common.sh && . .ci/parts/redis.sh && get_redis && start_redis /var/tmp/redis 6390; stop_redis

redis_pid=''

get_redis() { get_packages redis-server; }

start_redis() { # directory, port
  launch "$1" redis-server --bind 127.0.0.1 --port "$2" --save '' --appendonly no --dir "$1" || return 1
  redis_pid=$part_pid
  until_up Redis "$redis_pid" 30 "$1/log" redis-cli -p "$2" ping
}

stop_redis() { end_part "$redis_pid"; redis_pid=''; }
