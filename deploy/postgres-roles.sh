#!/usr/bin/env bash
# Run once by the image, on an empty data folder: the database, its owner, and the application's role, which can
# append and read but neither change nor delete an event. Migrations grant the rights.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
     --set owner="$SAFEGUARD_OWNER_PASSWORD" --set app="$SAFEGUARD_APP_PASSWORD" <<'SQL'
create role safeguard_owner login password :'owner';
create role safeguard_app login password :'app';
create database safeguard owner safeguard_owner;
SQL
