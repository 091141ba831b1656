#!/usr/bin/env bash
# PostgreSQL 15, of Debian: another one than the embedded. It refuses root, and runs as the user of its package. The superuser's address is postgres_url, once it runs.
# By hand: . .ci/parts/common.sh && . .ci/parts/postgres.sh && get_postgres && start_postgres /var/tmp/postgres 5499; stop_postgres

postgres_data=''
postgres_url=''

get_postgres() {
  # Only the programs are wanted: no cluster on port 5432.
  mkdir -p /etc/postgresql-common && [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  postgresql_bin >/dev/null || get_packages postgresql
}

start_postgres() { # directory, port
  local bin directory=$1 port=$2 password
  bin=$(postgresql_bin) || return 1
  password=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
  mkdir -p "$directory" && chown postgres "$directory" && (umask 077 && printf %s "$password" >"$directory/password") && chown postgres "$directory/password" || return 1
  (cd / && as_postgres "$bin/initdb" -D "$directory/main" -U postgres --pwfile "$directory/password" --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null) || return 1
  (cd / && as_postgres "$bin/pg_ctl" start -w -D "$directory/main" -l "$directory/log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c jit=off") >/dev/null || { tail -n 40 "$directory/log"; return 1; }
  postgres_data="$directory/main"
  postgres_url="postgres://postgres:$password@127.0.0.1:$port/postgres"
}

stop_postgres() {
  [ -n "$postgres_data" ] || return 0
  (cd / && as_postgres "$(postgresql_bin)/pg_ctl" stop -w -m "${1:-fast}" -D "$postgres_data" >/dev/null)
  postgres_data=''
}

postgresql_bin() {
  local bin
  for bin in /usr/lib/postgresql/15/bin /usr/lib/postgresql/*/bin; do [ -x "$bin/initdb" ] && echo "$bin" && return 0; done
  return 1
}

as_postgres() { setpriv --reuid postgres --regid postgres --init-groups "$@"; }
