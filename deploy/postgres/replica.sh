#!/usr/bin/env bash
# A replica of the primary: copied once, then following it. As root at first, to own its folder; PostgreSQL itself runs as postgres.
set -euo pipefail

mkdir -p "$PGDATA" && chown -R postgres:postgres "$PGDATA" && chmod 700 "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # A copy that broke off left half a folder: it begins anew.
  find "$PGDATA" -mindepth 1 -delete
  gosu postgres pg_basebackup --host=postgres --username=stoa_replica --pgdata="$PGDATA" --wal-method=stream --write-recovery-conf --checkpoint=fast
fi
exec gosu postgres postgres -c hot_standby=on -c max_connections=200
