#!/usr/bin/env bash
# MinIO, which speaks S3. By hand: . .ci/parts/common.sh && . .ci/parts/minio.sh && get_minio && start_minio /var/tmp/minio 9010; stop_minio
# A bucket `stoa` is there from the start; the key and its secret are minio_key and minio_secret.

minio_pid=''
minio_key=stoa-tests
minio_secret=stoa-tests-secret
minio_bucket=stoa

get_minio() { get_go_program minio github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c; }

start_minio() { # directory, port
  mkdir -p "$1/data/$minio_bucket" || return 1 # on one drive a folder is a bucket
  launch "$1" env MINIO_ROOT_USER="$minio_key" MINIO_ROOT_PASSWORD="$minio_secret" MINIO_BROWSER=off MINIO_UPDATE=off "$parts_home/bin/minio" server "$1/data" --address "127.0.0.1:$2" --quiet || return 1
  minio_pid=$part_pid
  until_up MinIO "$minio_pid" 60 "$1/log" curl -fsS "http://127.0.0.1:$2/minio/health/ready"
}

stop_minio() { end_part "$minio_pid"; minio_pid=''; }
