"""What is not public is nowhere: canaries are planted in all that is hidden, and looked for.

When all that was planted is published, the crawl over every public address finds every canary
that is public by then: it would see them. When the same is hidden, it finds none.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache
from html import unescape
from http import HTTPStatus
from urllib.parse import unquote_plus

import pytest
from django.test import Client
from django.urls import reverse

from actors.models import Donor
from programmes import cards, pictures, sheet
from programmes.compare import SIDES
from programmes.models import AssessmentKind, Programme
from programmes.side_by_side import KINDS
from tests.canaries import (
    PUBLISHED,
    UNPUBLISHED,
    WITHDRAWN,
    Hidden,
    Public,
    plant_hidden,
    plant_public,
)
from tests.factories import create_participation, create_programme
from tests.once import kept_for_the_module
from tests.routes import (
    BY_ID,
    BY_SLUG,
    LIST,
    PUBLIC,
    asked_in_full,
    every_address,
    one_of_each,
    public_routes,
)
from trackdiplo.records.filters import AddressFilter, LinkedFilter

# To a query, what is withdrawn is hidden as what never was published, which is looked for on both
# databases; and that the crawl sees what is published is true of its addresses.
A_WITHDRAWN_ONE = pytest.param(WITHDRAWN, marks=pytest.mark.any_database)
A_PUBLISHED_ONE = pytest.param(PUBLISHED, marks=pytest.mark.any_database)
hidden_by = pytest.mark.parametrize("planted", [UNPUBLISHED, A_WITHDRAWN_ONE], indirect=True)
unpublished = pytest.mark.parametrize("planted", [UNPUBLISHED], indirect=True)
withdrawn = pytest.mark.parametrize("planted", [A_WITHDRAWN_ONE], indirect=True)
published = pytest.mark.parametrize("planted", [A_PUBLISHED_ONE], indirect=True)
OTHERS = [
    "/admin/login/",
    "/admin/",
    "/no-such-page/",
    "/api/v1/no-such-resource/",
    "/programmes/?preiod=x",
    "/api/v1/?x=y",
]
PICTURES = ("/pictures/", "/timeline/", "/network/", "/compare/")
# Links of our own in pages, and addresses in JSON.
LINK = re.compile(
    r'(?:href="|"(?:url|page|organisation|next|previous|schema)":"(?:http://testserver)?)(/[^"#]*)'
)

pytestmark = pytest.mark.django_db


def ask(client, address: str) -> str:
    """Return all that a reader gets at an address, as text: status, headers and body."""
    answer = client.get(address)
    # An ETag is a digest of the address and the revision: it differs, and tells nothing.
    headers = "\n".join(
        f"{name}: {value}" for name, value in answer.headers.items() if name != "ETag"
    )
    body = b"".join(answer).decode(errors="backslashreplace")  # a picture is no text
    return f"{answer.status_code}\n{headers}\n{answer.cookies}\n\n{body}"


def answers_made_anew(addresses: list[str]) -> dict[str, str]:
    """Return what a server says that keeps no answers from before, and that sets no cookie."""
    client = Client()
    answers = {address: ask(client, address) for address in addresses}
    assert not client.cookies
    return answers


def crawl(addresses: list[str], never: set[str], *, follow: bool) -> dict[str, str]:
    """Return what these addresses answer, and, to `follow`, all that they lead to; stop at a leak.

    But not from a picture, a timeline or a comparison that asks something itself: numbers, the steps
    through time and neighbours are thousands, and each value is asked for alone in any case. What is
    asked without a filter comes first: most leaks are there.
    """
    client, answers, waiting = Client(), {}, deque(sorted([*addresses, *OTHERS], key=len))
    while waiting:
        address = waiting.popleft()
        if address not in answers and not address.startswith(("/static/", "/admin/logout")):
            answers[address] = ask(client, address)
            assert seen({address: answers[address]}, never) == {}
            asks = address.startswith(PICTURES) and "?" in address
            waiting += links_in(answers[address]) if follow and not asks else []
    return answers


def links_in(text: str) -> list[str]:
    return [unescape(link) for link in LINK.findall(text)]


def seen(answers: dict[str, str], canaries: set[str]) -> dict[str, list[str]]:
    """Return where each canary is seen; not where the reader typed it into the address."""
    found = {}
    for address, text in answers.items():
        typed, said = unquote_plus(address), unescape(text)
        words = {word.lower() for word in re.findall("zq[a-z]+?qz", said, re.IGNORECASE)}
        for canary in canaries:
            if (canary in words or canary in said) and canary not in typed:
                found.setdefault(canary, []).append(address)
    return found


# --- Withheld ---------------------------------------------------------------------------------


def test_a_withheld_label_stands_once_for_each_role(client):
    programme = create_programme()
    label = "a partner organisation in Azerbaijan"
    for role in ("host", "host", "partner", "partner"):
        create_participation(programme=programme, withheld="partner_azerbaijan", role=role)

    page = ask(client, programme.get_absolute_url())
    document = client.get(programme.get_api_url()).json()

    rows = [(row["role"], row["withheld"]) for row in document["participations"]]
    assert page.count(label) == 2
    assert rows == [("implementer", ""), ("partner", label), ("host", label)]


# --- The crawl --------------------------------------------------------------------------------


@dataclass
class Planted:
    """What is public, what was planted beside it, and what was answered without that."""

    public: Public
    hidden: Hidden
    before: dict[str, str]
    status: str

    @property
    def never(self) -> set[str]:
        """The canaries that no answer may hold."""
        canaries = self.hidden.canaries
        hidden = canaries.never if self.status == PUBLISHED else canaries.all
        return self.public.canaries.never | hidden


@pytest.fixture(scope="module", autouse=True)
def pictures_in_words():
    """Give what is sent as PNG as the SVG that it is made of: there, a canary can be read."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (cards, pictures, sheet):
            patch.setattr(module, "png_of", lambda svg, width=None: svg.encode())
        yield


@pytest.fixture(scope="module")
def brief(request) -> bool:
    """Whether to ask less: a database changes how a filter finds, not what, nor where links lead."""
    return request.config.option.on_another_database


def some_addresses(brief: bool) -> list[str]:
    """Return addresses of everything: of lists with each record and word, or `brief`, with one."""
    asked = every_address(thin=True)
    return one_of_each(asked) if brief else asked


@pytest.fixture(scope="module")
def planted(request, brief, django_db_setup, django_db_blocker) -> Planted:
    """A world in which what may be hidden has the status that the tests ask for."""
    with kept_for_the_module(django_db_blocker):
        public = plant_public()
        asked = some_addresses(brief) if request.param == UNPUBLISHED else []
        before = answers_made_anew(asked)
        yield Planted(public, plant_hidden(public, request.param), before, request.param)


@pytest.fixture(scope="module")
def crawled(planted, brief, django_db_blocker) -> dict[str, str]:
    """All answers, and those that were there before; links are followed where something is hidden.

    Of what never was published, every value of every filter is asked; to a query, what is withdrawn
    is no less hidden. That, and what is published, is looked for where it would stand: in lists
    without filters, and in those of what is about it.
    """
    follow = planted.status != PUBLISHED and not brief
    if planted.status == UNPUBLISHED:
        asked = [*planted.before, *(some_addresses(brief) if brief else every_address())]
    else:
        asked = [at for at in every_address(thin=True) if "?" not in at or "=zq" in at]
    with django_db_blocker.unblock():
        return crawl(asked, planted.never, follow=follow)


@published
def test_the_crawl_sees_what_is_published_and_never_notes_reasons_or_names_of_users(
    planted, crawled
):
    canaries = planted.hidden.canaries
    former_slugs = set(planted.hidden.former_slugs.values())
    in_api = {at: text for at, text in crawled.items() if at.startswith("/api/")}
    on_pages = {at: text for at, text in crawled.items() if not at.startswith("/api/")}
    assert canaries.in_api - set(seen(in_api, canaries.in_api)) == former_slugs
    assert canaries.on_pages - set(seen(on_pages, canaries.on_pages)) == former_slugs
    assert seen(crawled, planted.never) == {}


@unpublished
def test_what_was_never_published_or_is_withheld_too_changes_no_byte_of_any_public_answer(
    planted, crawled
):
    before = planted.before

    assert len(before) > 300
    assert [address for address in before if crawled[address] != before[address]] == []


@hidden_by
def test_no_public_answer_holds_anything_that_is_hidden(planted, crawled):
    assert len(crawled) > 300
    assert seen(crawled, planted.never) == {}


@pytest.mark.any_database  # another is asked briefly
@hidden_by
def test_every_link_of_a_public_answer_leads_somewhere(crawled):
    dead = {
        (address, link)
        for address, text in crawled.items()
        if text.startswith("200")
        for link in links_in(text)
        if not crawled.get(link, "200").startswith(("200", "30"))
        # The feed says what is gone, and where it was.
        and not (address.startswith("/api/v1/changes/") and crawled[link].startswith("410"))
    }
    assert dead == set()


# --- Hidden and absent ------------------------------------------------------------------------


def rows_of(hidden: Hidden, models: list[type]) -> list:
    """Return what is hidden of these models: for donors, also who paid for what is hidden alone."""
    concrete = {model._meta.concrete_model for model in models}
    rows = [row for row in hidden.all if type(row) in concrete]
    return [*rows, hidden.was_donor] if models == [Donor] else rows


def slugs(hidden: Hidden) -> list[tuple[str, str]]:
    """Return (address with a GAP, what a stranger may put there) for every slug, and former slug."""
    return [
        (route.address("GAP"), slug)
        for route in public_routes()
        if PUBLIC[route.name] == BY_SLUG
        for row in rows_of(hidden, route.models)
        for slug in {row.slug, hidden.former_slugs.get(row, row.slug)}
    ]


def ids(hidden: Hidden) -> list[tuple[str, str]]:
    return [
        (route.address("GAP"), row.public_id)
        for route in public_routes()
        if PUBLIC[route.name] == BY_ID
        for row in rows_of(hidden, route.models)
    ]


def filters(hidden: Hidden) -> list[tuple[str, str]]:
    return [
        (f"{route.address()}?{name}=GAP", value)
        for route in public_routes()
        if PUBLIC[route.name] == LIST
        for name, each in route.view_class.filterset_class.base_filters.items()
        if isinstance(each, AddressFilter | LinkedFilter)
        for row in rows_of(hidden, [each.extra["queryset"].model])
        for value in {row.slug, getattr(row, "public_id", row.slug)}
    ]


def compared(hidden: Hidden) -> list[tuple[str, str]]:
    return [
        (f"{reverse('compare-two', args=[kinds])}?{name}=GAP", value)
        for kinds, kind in KINDS.items()
        for name in SIDES
        for row in rows_of(hidden, [kind.records().model])
        for value in (row.slug, row.public_id)
    ]


def words(hidden: Hidden) -> list[tuple[str, str]]:
    """Every word in the API; on pages, which look for it in the same way, names of what they list."""
    return [
        (f"{route.address()}?q=GAP", word)
        for route in public_routes()
        if route.name in asked_in_full()
        for word in (words_of(hidden) if route.is_api else names_of(hidden, route.models))
    ]


def words_of(hidden: Hidden) -> list[str]:
    said = re.compile(r"zq[a-z]+?(name|summary)qz")
    return [word for word in sorted(hidden.canaries.on_pages) if said.fullmatch(word)]


def names_of(hidden: Hidden, models: list[type]) -> list[str]:
    rows = rows_of(hidden, models)
    names = {
        name for row in rows for name in (row.name, *(other.name for other in row.names.all()))
    }
    return sorted(names & hidden.canaries.on_pages)


@hidden_by
def test_the_slug_of_what_is_hidden_answers_like_what_never_was(client, planted):
    assert_like_what_never_was(client, slugs(planted.hidden), HTTPStatus.NOT_FOUND)


# Values and words are looked for among what is public, however the rest is hidden; values by
# every database in one way, words by each in its own.
@unpublished
@pytest.mark.parametrize(
    ("asked_by", "expected"),
    [
        pytest.param(filters, HTTPStatus.BAD_REQUEST, marks=pytest.mark.any_database),
        pytest.param(compared, HTTPStatus.BAD_REQUEST, marks=pytest.mark.any_database),
        (words, HTTPStatus.OK),
    ],
)
def test_what_is_asked_with_what_is_hidden_answers_as_if_it_never_was(
    client, planted, asked_by, expected
):
    assert_like_what_never_was(client, asked_by(planted.hidden), expected)


@unpublished
def test_the_id_of_what_was_never_published_answers_like_what_never_was(client, planted):
    assert_like_what_never_was(client, ids(planted.hidden), HTTPStatus.NOT_FOUND)


def assert_like_what_never_was(client, asked: list[tuple[str, str]], expected: HTTPStatus):
    answer = cache(lambda address: ask(client, address))

    assert asked
    for address, value in asked:
        # A word is like no other; an address that is close to another is told so.
        absent = "aaaaaaa" if "?q=" in address else re.sub("[a-z2-7]{7}$", "aaaaaaa", value)
        texts = [answer(address.replace("GAP", each)) for each in (value, absent)]
        assert texts[0].startswith(str(expected.value)), address
        told, of_absent = [
            # As long as what was asked for.
            re.sub("Content-Length: .*", "", text).replace(value, "GAP").replace(absent, "GAP")
            for text in texts
        ]
        assert told == of_absent, address


@withdrawn
def test_what_was_withdrawn_is_said_to_be_gone_without_its_name_or_slug(client, planted):
    hidden = planted.hidden
    answers = {address.replace("GAP", value): value for address, value in ids(hidden)}
    texts = {
        address: ask(client, address).replace(public_id, "GAP")
        for address, public_id in answers.items()
    }

    pages = {text for address, text in texts.items() if not address.startswith("/api/")}
    rest = {text for address, text in texts.items() if address.startswith("/api/")}
    # The same words for all of them: nothing of a record can be among these.
    assert [text[:3] for text in (*pages, *rest)] == ["410", "410"]
    # Twelve kinds, and four more: thrice in `/id/`, and in the API; two were donors as well.
    assert len(texts) == 3 * 16 + 18


@published
def test_a_former_slug_leads_to_its_record_as_long_as_this_is_published(client, planted):
    hidden = planted.hidden

    for route in public_routes():
        for row in rows_of(hidden, route.models if PUBLIC[route.name] == BY_SLUG else []):
            if row in hidden.former_slugs:
                answer = client.get(route.address(hidden.former_slugs[row]))

                assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
                assert answer["Location"] == route.address(row.slug)


@hidden_by
def test_programmes_are_not_found_through_who_or_what_is_hidden(planted):
    hidden = planted.hidden
    programmes, organisations = Programme.objects.published(), [hidden.organisation]

    found = [
        *programmes.funded_by(organisations),
        *programmes.with_organisations(organisations),
        *programmes.with_all_of(organisations),
        *programmes.funded_by([hidden.was_donor]),
        *programmes.judged(AssessmentKind.values),
    ]

    assert found == []
