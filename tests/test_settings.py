"""The settings refuse what cannot be meant, naming the variable."""

import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(settings.BASE_DIR) / "trackdiplo" / "settings.py"
VARIABLES = [
    "ALLOWED_HOSTS",
    "CODE_LICENCE",
    "CONTACT_EMAIL",
    "CONTENT_LICENCE",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "DEBUG",
    "LOG_LEVEL",
    "SECURE",
    "SITE_NAME",
    "STATIC_ROOT",
]


@pytest.fixture
def load(monkeypatch):
    """Return a function that gives the settings of an environment with these variables only."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SECRET_KEY", "a-key")

    def load_settings(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "example.org,"),
        ("ALLOWED_HOSTS", "https://example.org"),
        ("CODE_LICENCE", ""),
        ("CONTACT_EMAIL", "press club"),
        ("CONTACT_EMAIL", "one@example.org,two@example.org"),
        ("CONTENT_LICENCE", ""),
        ("CSRF_TRUSTED_ORIGINS", "example.org"),
        ("CSRF_TRUSTED_ORIGINS", "https://example.org/"),
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "foo"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/trackdiplo"),
        ("DATABASE_URL", "postgres://postgres@127.0.0.1:5432"),
        ("DATABASE_URL", "postgres://postgres@127.0.0.1:port/trackdiplo"),
        ("DEBUG", ""),
        ("DEBUG", "perhaps"),
        ("LOG_LEVEL", "loud"),
        ("SECRET_KEY", ""),
        ("SECURE", "2"),
        ("SITE_NAME", ""),
        ("STATIC_ROOT", ""),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_by_the_name_of_its_variable(load, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^The environment variable {name} must be "):
        load(**{name: value})


def test_a_missing_secret_key_is_said_to_be_missing(load, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")

    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY must be .* It is not set\.$"):
        load()


def test_a_refused_address_of_a_database_does_not_show_its_password(load):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(DATABASE_URL="mysql://curator:hunter2@127.0.0.1/trackdiplo")

    assert "hunter2" not in str(refusal.value)


def test_with_a_secret_key_alone_the_site_answers_this_machine_from_a_file(load):
    loaded = load()

    assert loaded["DEBUG"] is False
    assert loaded["SITE_NAME"] == "trackdiplo"
    assert loaded["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert loaded["DATABASES"]["default"]["NAME"] == settings.BASE_DIR / "db.sqlite3"
    assert loaded["STATIC_ROOT"] == settings.BASE_DIR / "staticfiles"


def test_lists_may_have_blanks_after_their_commas(load):
    loaded = load(ALLOWED_HOSTS="example.org, www.example.org")

    assert loaded["ALLOWED_HOSTS"] == ["example.org", "www.example.org"]


def test_options_in_the_address_of_postgresql_are_kept_beside_the_pool(load):
    database = load(DATABASE_URL="postgres://me:pass@db.example:5433/records?sslmode=require")[
        "DATABASES"
    ]["default"]

    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "records")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["timeout"] == 1


@pytest.mark.parametrize("secure", [True, False])
def test_cookies_travel_by_tls_alone_exactly_when_the_site_is_secure(load, secure):
    loaded = load(SECURE=str(secure))

    assert loaded.get("SESSION_COOKIE_SECURE", False) is secure
    assert loaded.get("CSRF_COOKIE_SECURE", False) is secure
    assert loaded.get("SECURE_SSL_REDIRECT", False) is secure
