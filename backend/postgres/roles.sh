#!/bin/sh
# Runs once, when the database's volume is new: an owner that migrates, and a service that owns
# nothing, so that row-level security binds it.
set -eu

psql --set ON_ERROR_STOP=1 --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set database="$POSTGRES_DB" \
    --set owner_password="$TELLMORE_OWNER_PASSWORD" \
    --set app_password="$TELLMORE_APP_PASSWORD" <<'SQL'
CREATE ROLE tellmore_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE tellmore_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';
ALTER DATABASE :"database" OWNER TO tellmore_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO tellmore_app;
SQL
