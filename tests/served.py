"""The site for server processes that tests start: as in production, but for collected files."""

from django.core.wsgi import get_wsgi_application

from tests.conftest import serve_static_files_uncollected
from trackdiplo.stack import with_room

serve_static_files_uncollected()
application = with_room(get_wsgi_application())
