"""With the public record as it is, nothing confidential changes a byte of any public answer.

Not its headers, its ETag among them, and not the answer to a question that no list understands.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from http import HTTPStatus
from itertools import product

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from interviews.coding import work
from interviews.disclosure.withdrawal import withdraw
from interviews.models import Study
from interviews.models.confidential import Quotation, Respondent
from tests.canaries import plant_public
from tests.factories import (
    create_code,
    create_finding,
    create_findingbasis,
    create_question,
    create_user,
)
from tests.factories.confidential import (
    create_auditentry,
    create_coding,
    create_evidence,
    create_excerpt,
    create_preparedfinding,
    create_reading,
    create_respondent,
    create_response,
    create_studyrelease,
    create_undisclosedname,
)
from tests.routes import addresses, public_routes
from trackdiplo.records.models import changes

pytestmark = pytest.mark.django_db

# Somebody who must be nowhere, as four languages write it.
NAMES = ["Zabulon Tekali", "Զաբուլոն Թեքալի", "Zəbulon Təkəli", "Забулон Текали"]
WORDS = ["peace", "bridge", "мост", "görüş", "🕊", "never", "trust", *NAMES]
PSEUDONYM = "R-4k7q"

# --- What is asked ----------------------------------------------------------------------------

OTHERS = ["/robots.txt", "/no-such-page/", "/api/v1/no-such-resource/"]
# What an attacker tries on every list: none of it is understood.
TRIED = [
    "sector=ngo", "sector=media", "respondent=1", f"respondent={PSEUDONYM}", "pseudonym=R",
    f"q={PSEUDONYM}", f"q={NAMES[0]}", f"q={NAMES[1].lower()}", f"q={NAMES[3].upper()}", "q=zebulon",
    f"study__respondents__pseudonym={PSEUDONYM}", "study__respondents__isnull=false",
    "evidence__coding__quote__contains=peace", "codings__isnull=false", "status=draft", "released=0",
    "n_with=7", "n_with__gte=1", "n_base=20", "count=7", "ordering=n_with", "order_by=-n_with",
    "sort=count", "fields=n_with", "fields=*", "include=respondents", "expand=study.respondents",
    "group_by=sector", "facet=sector", "format=api", "format=xml", "format=html",
    "page=0", "page=2", "page=9999", "page=last", "page_size=0", "page_size=501", "cursor=x",
]  # fmt: skip
TRIED_ON = ["/findings/", "/api/v1/findings/", "/api/v1/codes/", "/api/v1/studies/", "/search/",
            "/api/v1/search/", "/timeline/"]  # fmt: skip
CROSSROADS = {"home", "timeline", "search", "record-by-id", "api:search", "api:names", "api:changes",
              "api:schema", "api:timeline"}  # fmt: skip
HEADERS = [
    {"accept": "application/json"},
    {"accept": "text/html"},
    {"accept": "text/csv, application/xml;q=0.9"},
    {"accept": "*/*;q=0"},
    {"accept-language": "hy, az;q=0.9, ru;q=0.8"},
    {"accept-encoding": "gzip"},
    {"origin": "https://elsewhere.example"},
    {"x-http-method-override": "PATCH", "x-requested-with": "XMLHttpRequest"},
]


def whole(answer) -> tuple:
    """Return all that a reader gets, the ETag with it."""
    return answer.status_code, dict(answer.headers), str(answer.cookies), b"".join(answer)


def asked_of_interviews(route) -> bool:
    kinds = ("finding", "recommendation", "question", "study", "code", "methods")
    return route.name.removeprefix("api:").startswith(kinds)


def questions() -> Iterator[tuple[str, str, dict]]:
    """Yield (method, address, headers) of all that can be asked while the record is as it is.

    With every query, of the lists of interviews; of all else, bare: `test_leaks` asks the rest.
    """
    for route in public_routes():
        found = addresses(route)
        for address in found if asked_of_interviews(route) else found[:1]:
            yield "get", address, {}
        if found and (asked_of_interviews(route) or route.name in CROSSROADS):
            yield from (("get", found[0], headers) for headers in HEADERS)
            yield from ((method, found[0], {}) for method in ("head", "options", "post"))
    yield from (("get", address, {}) for address in OTHERS)
    yield from (("get", f"{address}?{query}", {}) for address, query in product(TRIED_ON, TRIED))


def answers(asked: list[tuple[str, str, dict]]) -> list[tuple]:
    """Return what a server says that keeps no answers from before."""
    client = Client()
    return [
        whole(getattr(client, method)(address, headers=headers))
        for method, address, headers in asked
    ]


# --- What is confidential ---------------------------------------------------------------------


def some_words(draw: random.Random, count: int) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(count))


def write_confidential_rows(study: Study, draw: random.Random) -> None:
    """Add respondents, answers, codings, excerpts, releases, notes and drafts, drawn at random."""
    question = study.questions.first()
    code = create_code(
        study=study, published=False, definition=some_words(draw, 5), example=some_words(draw, 5)
    )
    coder, lead = create_user(), create_user()
    people = [_respondent(study, draw) for _ in range(draw.randint(4, 8))]
    for respondent in people:
        answer = create_response(
            respondent=respondent, question=question, text=some_words(draw, draw.randint(2, 30))
        )
        coding = work.mark(answer, code, start=0, end=draw.randint(1, 4), by=coder)
        coding.memo = some_words(draw, 3)
        coding.save()
        create_reading(response=answer, coder=coder)
        if draw.random() < 0.7:
            work.settle(answer, [coding], by=lead)
            agreed = answer.codings.get(phase="agreed")
            text = some_words(draw, 5)
            create_excerpt(coding=agreed, cleared_by=lead, public_text=text)
    _release(study, people, code, question, lead, draw)
    withdraw(people[0], by=lead)
    create_undisclosedname(study=study, term=some_words(draw, 2))
    create_auditentry(study=study, reason=some_words(draw, 4))
    create_preparedfinding(code=code, question=question, statement=some_words(draw, 6))
    create_finding(study=study, published=False, statement=some_words(draw, 8))
    create_question(study=study, published=False, wording=some_words(draw, 6))
    with changes(by=lead):
        study.refresh_from_db()
        study.internal_note = some_words(draw, 5)
        study.save()


def _respondent(study: Study, draw: random.Random) -> Respondent:
    first = not Respondent.objects.filter(study=study, pseudonym=PSEUDONYM).exists()
    name = {"pseudonym": PSEUDONYM} if first else {}
    sector = draw.choice(["ngo", "expert", "media"])
    return create_respondent(study=study, sector=sector, quote_consent=True, **name)


def _release(study, people, code, question, lead, draw: random.Random) -> None:
    """Add a release that waits, with a draft and what it rests on."""
    release = create_studyrelease(study=study, built_by=lead, built_at=timezone.now())
    release.base.set(people)
    drafted = create_finding(
        study=study, question=question, published=False, kind="computed",
        band=draw.choice(["few", "most"]), statement=some_words(draw, 6),
        excerpts=[some_words(draw, 4)],
    )  # fmt: skip
    create_findingbasis(finding=drafted, code=code, release=release, n_with=draw.randint(0, 20))
    answer = create_response(
        respondent=people[1], question=create_question(study=study, published=False), text="We met."
    )
    create_evidence(
        finding=drafted, coding=create_coding(response=answer, phase="agreed", code=code)
    )
    Quotation.objects.create(finding=drafted, respondent=people[1], text=some_words(draw, 3))


def confidential_tables() -> list:
    models = apps.get_app_config("interviews").get_models()
    return [model for model in models if ".confidential" in model.__module__]


# --- The tests --------------------------------------------------------------------------------


# On PostgreSQL `test_confidential_commands` has readers answered by a role that may not read these
# tables: what cannot be read changes nothing.
@pytest.mark.any_database
def test_what_is_confidential_changes_no_byte_of_any_public_answer():
    study = plant_public().study
    asked = list(questions())
    before = answers(asked)

    for seed in range(3):
        write_confidential_rows(study, random.Random(seed))

    assert [model for model in confidential_tables() if not model._base_manager.exists()] == []
    after = answers(asked)
    assert len(asked) > 600
    told = zip(asked, before, after, strict=True)
    assert [question for question, one, other in told if one != other] == []


def test_what_becomes_public_changes_some_so_that_a_difference_would_be_seen():
    study = plant_public().study
    seen = ["/findings/", "/api/v1/findings/", "/api/v1/findings/?format=csv", "/api/v1/changes/"]
    before = {address: whole(Client().get(address)) for address in seen}

    create_finding(study=study, name="Bridges helped")

    assert [at for at in seen if whole(Client().get(at)) == before[at]] == []


@pytest.mark.parametrize("address", ["/findings/", "/api/v1/findings/"])
def test_what_no_list_understands_is_refused_and_named(client, address):
    """A page has no sizes; the second page of a list of none is no page."""
    for query in TRIED:
        name = query.partition("=")[0]
        answer = client.get(f"{address}?{query}")
        if name == "q":
            assert "0" in answer.content.decode()
            continue
        assert answer.status_code == HTTPStatus.BAD_REQUEST, query
        assert name in answer.content.decode()
