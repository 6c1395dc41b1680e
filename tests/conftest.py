"""What every test runs under: the project's own settings, but for what would only make it slow."""

from django.conf import settings


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Eight writers at once, and a machine that is busy: nobody is told to come back.
    if pool := settings.DATABASES["default"]["OPTIONS"].get("pool"):
        pool["timeout"] = 30
    # Static files straight from static/, without `collectstatic` before every run.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
