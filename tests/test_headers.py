"""What browsers are told of each kind of answer, by the rules of Mozilla's HTTP Observatory.

It gives 100 points, takes some away for what is missing, and adds some for what is strict:
docs/operating.md has the sheet. What it takes away for, fails here.
"""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import create_programme, create_user
from tests.once import once_for

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "frame-ancestors": "'none'",
}  # fmt: skip
PAGES = [
    "/", "/timeline/", "/programmes/", "/programmes/?colour=red", "/programmes/bridge/", "/search/?q=x",
    "/api/docs/", "/no-such-page/", "/admin/login/", "/about/", "/healthz",
]  # fmt: skip
FOR_OTHER_SITES = [
    "/api/v1/", "/api/v1/programmes/", "/api/v1/programmes/?format=csv", "/api/v1/no-such/",
    "/timeline/?format=svg", "/timeline/?format=png",
]  # fmt: skip
FRAMED = "/timeline/embed/"


@once_for("module")
def programme():
    return create_programme(slug="bridge")


@pytest.fixture
def https(settings):
    """A browser at the site as it runs behind a proxy that ends TLS."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = True
    settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return Client(headers={"X-Forwarded-Proto": "https"})


def policy(answer) -> dict[str, str]:
    parts = [part.split(maxsplit=1) for part in answer["Content-Security-Policy"].split(";")]
    return dict(parts)


@pytest.mark.parametrize("where", [*PAGES, *FOR_OTHER_SITES, FRAMED])
def test_each_answer_says_what_a_browser_may_do_with_it(client, programme, where):
    answer = client.get(where)

    ancestors = "*" if where == FRAMED else "'none'"
    assert policy(answer) == STRICT | {"frame-ancestors": ancestors}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Permissions-Policy"].startswith("camera=()")
    assert answer.headers.get("X-Frame-Options") == (None if where == FRAMED else "DENY")


def test_other_sites_may_load_the_api_and_pictures_and_nothing_else(client, programme):
    asked = [*PAGES, *FOR_OTHER_SITES, FRAMED, f"/id/{programme.public_id}/card/"]

    answers = {where: client.get(where, headers={"Origin": "https://x.example"}) for where in asked}

    said = {where: each["Cross-Origin-Resource-Policy"] for where, each in answers.items()}
    opened = {where for where, policy in said.items() if policy == "cross-origin"}
    assert opened == {*FOR_OTHER_SITES, asked[-1]}
    assert set(said.values()) == {"cross-origin", "same-origin"}
    shared = {where: each.get("Access-Control-Allow-Origin") for where, each in answers.items()}
    assert {where for where, origin in shared.items() if origin == "*"} == {
        where for where in FOR_OTHER_SITES if where.startswith("/api/v1/")
    }
    assert not any("Access-Control-Allow-Credentials" in each for each in answers.values())


def test_over_http_one_is_sent_to_https_on_the_same_host(https):
    answer = https.get("/programmes/", headers={"X-Forwarded-Proto": "http"})

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/programmes/")


@pytest.mark.parametrize("where", ["/", "/api/v1/", "/api/docs/", FRAMED, "/admin/login/", "/no/"])
def test_https_is_for_a_year(https, where):
    assert https.get(where)["Strict-Transport-Security"] == "max-age=31536000"


def test_the_public_gets_no_cookie_and_staff_only_safe_ones(https, programme):
    create_user(username="nare", password="secret", is_superuser=True)
    public = [
        https.get(where) for where in [*PAGES, *FOR_OTHER_SITES, FRAMED] if "admin" not in where
    ]

    https.get("/admin/login/")
    https.post("/admin/login/", {"username": "nare", "password": "secret"})

    assert [answer.cookies for answer in public if answer.cookies] == []
    flags = {
        name: (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"])
        for name, cookie in https.cookies.items()
    }
    assert flags == {
        settings.CSRF_COOKIE_NAME: (True, False, "Lax"),
        settings.SESSION_COOKIE_NAME: (True, True, "Lax"),
    }
