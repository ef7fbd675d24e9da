#!/bin/sh
# Starts PostgreSQL on the data in $PGDATA, and makes the database first where there is none yet.
# POSTGRES_PASSWORD_FILE names a file with the superuser's password; it is read only when the database is made.
set -eu

: "${PGDATA:=/var/lib/postgresql/data/pgdata}"
export PGDATA

if [ "${1:-postgres}" != postgres ]; then exec "$@"; fi
[ $# -eq 0 ] || shift

if [ "$(id -u)" = 0 ]; then
  # A new volume belongs to root. Only its top and the database's own folder are handed over, not what else may be on it.
  mkdir -p "$(dirname "$PGDATA")" /run/postgresql
  chown postgres:postgres "$(dirname "$PGDATA")" /run/postgresql
  # The secret may be readable by root alone: it is opened here and read through the open descriptor.
  [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || exec 3<"$POSTGRES_PASSWORD_FILE"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" postgres "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if ! { true <&3; } 2>/dev/null; then
    if [ -z "${POSTGRES_PASSWORD_FILE:-}" ]; then
      echo "there is no database in $PGDATA yet, and POSTGRES_PASSWORD_FILE does not say where its first password is" >&2
      exit 1
    fi
    exec 3<"$POSTGRES_PASSWORD_FILE"
  fi
  # Made beside its place and moved there when it is whole, so that a crash half way leaves nothing that looks finished.
  unfinished="$PGDATA.unfinished"
  rm -rf "$unfinished"
  cat <&3 | initdb --pgdata="$unfinished" --username=postgres --pwfile=/dev/stdin --encoding=UTF8 --no-locale --no-sync \
    --auth-local=scram-sha-256 --auth-host=scram-sha-256
  echo 'host all all all scram-sha-256' >>"$unfinished/pg_hba.conf"
  sync
  rm -rf "$PGDATA"
  mv "$unfinished" "$PGDATA"
fi
exec 3<&-

# A few megabytes are enough for a lesson, and several databases share a small machine.
exec postgres -c listen_addresses='*' -c unix_socket_directories=/run/postgresql -c shared_buffers=16MB -c max_connections=20 \
  -c max_wal_size=128MB -c max_wal_senders=0 -c wal_level=minimal -c max_parallel_workers=0 -c max_worker_processes=2 \
  -c max_logical_replication_workers=0 -c jit=off "$@"
