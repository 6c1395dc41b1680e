from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """`collectstatic` leaves out what packages bring along and no page asks for."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "rest_framework",  # the look of an API that is browsed as HTML; ours is JSON
        "redoc",
        "swagger-ui-standalone-preset.js",
        "oauth2-redirect.*",
        "*.js.map",
    ]
