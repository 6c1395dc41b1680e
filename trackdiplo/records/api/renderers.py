"""JSON, and nothing else: documents are stored as JSON and embedded as they are."""

import orjson
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer


class JSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if data is None:
            return b""
        return data if isinstance(data, bytes) else orjson.dumps(data)


class AlwaysJSON(BaseContentNegotiation):
    """An answer is a function of its address: the Accept header changes nothing."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
