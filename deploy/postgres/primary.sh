#!/usr/bin/env bash
# Runs once, when the cluster is new: the four logins of Stoa, the one that replicates, and the database. The same as libs/tools/launcher/roles.mjs makes
# (a test holds the two together); none is superuser, none bypasses row-level security.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username postgres \
  -v owner="$STOA_OWNER_PASSWORD" -v app="$STOA_APP_PASSWORD" -v control="$STOA_CONTROL_PASSWORD" -v relay="$STOA_RELAY_PASSWORD" -v replica="$STOA_REPLICA_PASSWORD" <<'SQL'
create role stoa_owner login nosuperuser nocreatedb nocreaterole nobypassrls password :'owner';
create role stoa_app login nosuperuser nocreatedb nocreaterole nobypassrls password :'app';
create role stoa_control login nosuperuser nocreatedb nocreaterole nobypassrls password :'control';
create role stoa_relay login nosuperuser nocreatedb nocreaterole nobypassrls password :'relay';
create role stoa_replica login replication nosuperuser nocreatedb nocreaterole nobypassrls password :'replica';
grant stoa_app to stoa_owner;
create database "stoa" owner stoa_owner template template0 encoding 'UTF8';
revoke all on database "stoa" from public;
grant connect on database "stoa" to stoa_app, stoa_relay, stoa_control;
grant temporary on database "stoa" to stoa_relay;
SQL

echo 'host replication stoa_replica all scram-sha-256' >>"$PGDATA/pg_hba.conf"
