"""The entry point of the server: `gunicorn trackdiplo.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trackdiplo.settings")

application = get_wsgi_application()
