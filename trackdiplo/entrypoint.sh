#!/bin/sh
# What the web container runs: bring the database up to date, then serve. It can run any number of
# times: content goes into an empty database only.
set -eu
cd "$(dirname "$0")/.."

python manage.py prepare "${CONTENT-data}"
exec gunicorn --bind "0.0.0.0:${PORT:-8000}"
