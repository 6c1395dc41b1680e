"""The entry point of the server: `gunicorn trackdiplo.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from trackdiplo.stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trackdiplo.settings")

application = with_room(get_wsgi_application())
