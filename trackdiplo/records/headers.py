"""What browsers are told about every answer, beside the policy on content."""

from __future__ import annotations

# Nothing here asks for any of these; a script that got in could not either.
UNUSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
OPEN = "/api/v1/"


class UseElsewhere:
    """Middleware: pages of other sites may load the API and our pictures, and nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_picture = response.headers.get("Content-Type", "").startswith("image/")
        is_open = is_picture or request.path.startswith(OPEN)
        response["Cross-Origin-Resource-Policy"] = "cross-origin" if is_open else "same-origin"
        response["Permissions-Policy"] = UNUSED
        return response
