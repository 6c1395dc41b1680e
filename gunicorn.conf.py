"""How gunicorn serves the site; it reads this file by itself when started in this folder."""

import os

wsgi_app = "trackdiplo.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 2
# The longest address that the site reads itself; its own limit on values is far below.
limit_request_line = 8190
# A socket in the home folder, which two sites of one user would share.
control_socket_disable = True


def when_ready(server):
    for listener in server.LISTENERS:
        print(f"Serving on {listener} (Ctrl-C to stop)", flush=True)
