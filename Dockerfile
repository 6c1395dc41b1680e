# The site in one image. docker-compose.yml runs it beside a PostgreSQL; docs/operating.md says how.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

# Before the code, so that a change of the code installs nothing anew.
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt

COPY . .
# Static files hold no secret: any key will do while they are collected.
RUN SECRET_KEY=only-while-the-image-is-built DATABASE_URL=sqlite://:memory: \
    python manage.py collectstatic --noinput --verbosity 0

# It writes nothing but to the database.
USER nobody
EXPOSE 8000
ENTRYPOINT ["trackdiplo/entrypoint.sh"]
