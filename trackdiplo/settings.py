"""The settings, all from the environment. A value that cannot be meant is refused in words.

docs/operating.md lists the variables; below, each is read where it is used.
"""

import os
import tempfile
from functools import partial
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()


def read(reader, name, *default, expects, **options):
    """Return the environment variable `name`, read by one of environs' readers.

    Raises ImproperlyConfigured, naming the variable and what it `expects`, for a value that the
    reader refuses, and for an unset one without a default. The value itself is never shown: it
    may be a secret.
    """
    try:
        return reader(name, *default, **options)
    except EnvError:
        unset = "" if name in os.environ else " It is not set."
        raise ImproperlyConfigured(
            f"The environment variable {name} must be {expects}.{unset}"
        ) from None


def each(pattern):
    """Return a check that every item of a list matches `pattern`."""
    check = validate.Regexp(pattern)
    return lambda items: [check(item) for item in items]


comma_separated = partial(env.list, subcast=str.strip)
some_text = validate.Length(min=1)


def email_or_nothing(text):
    return text and validate.Email()(text)


# What this installation is

SITE_NAME = read(env.str, "SITE_NAME", "trackdiplo", expects="a name", validate=some_text)

# A site for trying things out, with made-up interviews: every page says so.
DEMO = read(env.bool, "DEMO", False, expects="true or false")

# Shown in the footer of every page and at the root of the API.
CONTENT_LICENCE = read(
    env.str, "CONTENT_LICENCE", "CC BY 4.0", expects="a licence's name", validate=some_text
)
CODE_LICENCE = read(env.str, "CODE_LICENCE", "MIT", expects="a licence's name", validate=some_text)

# Where readers report errors and raise objections. Without it, pages offer no address.
CONTACT_EMAIL = read(
    env.str, "CONTACT_EMAIL", "", expects="one e-mail address", validate=email_or_nothing
)


# Where it runs

DEBUG = read(env.bool, "DEBUG", False, expects="true or false")

# True behind TLS: everything is sent to https, and stays there.
SECURE = read(env.bool, "SECURE", False, expects="true or false")

SECRET_KEY = read(
    env.str,
    "SECRET_KEY",
    expects="a long random text that only this installation knows (`make run` makes one)",
    validate=some_text,
)

ALLOWED_HOSTS = read(
    comma_separated,
    "ALLOWED_HOSTS",
    ["localhost", "127.0.0.1", "[::1]"],
    expects="host names separated by commas, at least one, without a scheme (example.org)",
    validate=[validate.Length(min=1), each(r"[^/\s]+$")],
)

CSRF_TRUSTED_ORIGINS = read(
    comma_separated,
    "CSRF_TRUSTED_ORIGINS",
    [],
    expects="addresses separated by commas, each with its scheme and no path (https://example.org)",
    validate=each(r"https?://[^/\s]+$"),
)


# What it is made of

ROOT_URLCONF = "trackdiplo.urls"
WSGI_APPLICATION = "trackdiplo.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "trackdiplo.apps.StaticFiles",
    "django.forms",
    "reversion",
    "rest_framework",
    "django_filters",
    "django_htmx",
    "corsheaders",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "trackdiplo.records",
    "actors",
    "programmes",
    "interviews",
]

# No LocaleMiddleware: an answer does not depend on its reader's language.
MIDDLEWARE = [
    "trackdiplo.records.headers.UseElsewhere",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "trackdiplo.records.caching.Revisioned",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "trackdiplo.records.health.DatabaseGone",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Widgets of the admin have templates in templates/, like all else.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True


# Where the records are


def read_database():
    """Return Django's settings for the database that DATABASE_URL names.

    Relative SQLite files are looked for in the project, not where the command was given.
    """
    example = "sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME"
    refusal = ImproperlyConfigured(
        f"The environment variable DATABASE_URL must be the address of a database: {example}."
    )
    try:
        database = dj_database_url.parse(env.str("DATABASE_URL", "sqlite:///db.sqlite3"))
    except ValueError:
        raise refusal from None
    if not database["NAME"]:
        raise refusal
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return database | sqlite_settings(database["NAME"])
    if database["ENGINE"] == "django.db.backends.postgresql":
        return database | postgresql_settings(database.get("OPTIONS", {}))
    raise refusal


def sqlite_settings(name):
    return {
        "NAME": name if name == ":memory:" else BASE_DIR / name,
        "OPTIONS": {
            # A transaction that reads first and writes later would fail with "database is
            # locked" whenever another wrote in between. ATOMIC_REQUESTS therefore stays off: a
            # GET must not take the write lock.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Readers do not wait for the writer; 16 MB of the file are kept by each connection:
            # with the usual 2, a count over 20,000 programmes reads the same pages again and again.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000"
            ),
        },
        # To open the file anew takes longer than to read a kept answer's revision from it.
        "CONN_MAX_AGE": 60,
        # A file, since threads do not share a database in memory; one for each run of the tests.
        "TEST": {"NAME": Path(tempfile.gettempdir()) / f"trackdiplo-test-{os.getpid()}.sqlite3"},
    }


def postgresql_settings(options):
    # The pool asks each connection whether it is alive before handing it out, and gives up on a
    # database that is gone after a second: a reader is told within three. It tries again for
    # three seconds, then anew at the next request; left to itself, it waits ever longer.
    pool = {"min_size": 1, "max_size": 16, "timeout": 1, "reconnect_timeout": 3}
    # A machine that vanishes refuses nothing: it is given up on after two seconds of silence.
    silence = {"connect_timeout": 2, "tcp_user_timeout": 2000}
    # One statement counts for all facets. It looks so dear to the planner that it would be compiled
    # first: seconds, for what takes a tenth of one.
    planner = {"options": "-c jit=off"}
    known = {"pool": pool, **silence, **planner}
    return {"OPTIONS": {**known, **options}, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": read_database()}


# Files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / read(
    env.str, "STATIC_ROOT", "staticfiles", expects="a folder", validate=some_text
)
STATICFILES_DIRS = [BASE_DIR / "static"]

# Names that change with the content need `collectstatic`, which the development server and the
# tests do without.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}


# Curators

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]

# A programme's form with a hundred roles and citations has more fields than Django's thousand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# A table of answers, at most 5 MB, comes back with the report on it: nothing of it is kept between.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000


# What browsers are told

# Nothing is loaded from elsewhere, nothing is inline; data: is for the admin's own icons.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# The API is for every page on the web, without cookies; nothing else is.
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_URLS_REGEX = r"^/api/v1/.*$"
WHITENOISE_ALLOW_ALL_ORIGINS = False

if SECURE:
    # The proxy must set this header itself, and drop what a client sends in its place.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# W005 and W021 ask for HSTS on all subdomains and in the browsers' own list: a promise about
# other hosts of the same domain, which is its owner's to make.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]


# The API

REST_FRAMEWORK = {
    # Nobody logs in to the API: its answers are the same for all.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    # JSON only; `format` is a parameter of ours.
    "DEFAULT_RENDERER_CLASSES": ["trackdiplo.records.api.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "trackdiplo.records.api.renderers.AlwaysJSON",
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_PAGINATION_CLASS": "trackdiplo.records.api.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": [],
    "EXCEPTION_HANDLER": "trackdiplo.records.api.errors.handler",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}

SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": (
        "What was tried in civic diplomacy between Armenia and Azerbaijan, by whom, with whose"
        " money, and what came of it: each claim with its source. Read-only, without a key."
        " The examples are fictional."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "LICENSE": {"name": CONTENT_LICENCE},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "trackdiplo.records.api.description.complete",
    ],
    # Else the names of these would be made of a hash of their values.
    "ENUM_NAME_OVERRIDES": {
        "ProgrammeKind": "programmes.models.ProgrammeKind",
        "OrganisationKind": "actors.models.OrganisationKind",
        "EventKind": "programmes.models.EventKind",
        "SourceKind": "trackdiplo.records.models.SourceKind",
        "NameKind": "trackdiplo.records.models.NameKind",
    },
}


# Logs

LOG_LEVEL = read(
    env.str,
    "LOG_LEVEL",
    "INFO",
    expects="DEBUG, INFO, WARNING, ERROR or CRITICAL",
    validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]),
)

# To stderr: paths, status codes and tracebacks, never what a request carried.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_rows": {"()": "trackdiplo.records.logs.WithoutRows"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_rows"],
        }
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handlers would send errors by mail.
        "django": {"handlers": [], "level": "NOTSET", "propagate": True},
        # It warns at every HEAD that it, and not Django, leaves out the body.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
