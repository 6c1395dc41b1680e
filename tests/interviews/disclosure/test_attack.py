"""An attacker who reads all that is public finds nothing; and finds whatever is planted."""

from __future__ import annotations

import itertools
import random
import re
import secrets
from collections import defaultdict

import pytest
from django.db import transaction

from interviews.models import Finding
from tests import factories
from tests.factories import create_code, create_finding
from tests.interviews.disclosure.attack import BASE, Reader
from tests.interviews.disclosure.worlds import CODES, SECTORS, Interviews, any_truth
from tests.once import kept_for_the_module
from tests.routes import every_address
from tests.test_leaks import answers_made_anew
from trackdiplo.records.models import Counter
from trackdiplo.records.models.record import public_id_of

pytestmark = pytest.mark.django_db


# What was said is drawn by lot: one draw is asked of both databases.
@pytest.fixture(params=[0, *(pytest.param(n, marks=pytest.mark.any_database) for n in (1, 2))])
def truth(request):
    return any_truth(random.Random(request.param))


def read(client, interviews: Interviews) -> Reader:
    return Reader(interviews.study.slug).read(client)


# --- Nothing is found -------------------------------------------------------------------------


def test_of_what_is_released_nothing_is_found_from_outside_or_inside(client, truth):
    """Two releases one after the other, and what was read of the first is not forgotten."""
    interviews = Interviews(truth)
    interviews.prepare("trust", "money")
    interviews.release()
    reader = read(client, interviews)
    assert len({told.item for told in reader.told}) == 4
    assert reader.finds() == []

    interviews.prepare("trust grew", "trust lost", "borders")
    interviews.release()
    reader.read(client)

    assert len({told.item for told in reader.told}) == 2 * len(CODES)
    assert len(reader.published({"all": BASE}).links) == 4
    assert reader.finds() == []
    for n, sector in enumerate(SECTORS):
        assert reader.finds_as(sector, interviews.own_answers(n)) == []


def test_every_form_of_a_list_says_the_same(client, truth):
    interviews = Interviews(truth)
    interviews.prepare()
    interviews.release()
    reader = Reader(interviews.study.slug)

    forms = [
        set(form(client))
        for form in (reader.in_json, reader.in_json_lines, reader.in_csv, reader.on_pages)
    ]

    assert len(forms[0]) == 2 * len(CODES)
    assert all(form == forms[0] for form in forms)


# --- What is planted is found -----------------------------------------------------------------


@pytest.fixture(scope="module")
def released(django_db_setup, django_db_blocker) -> Interviews:
    """A study in which seven, then as many as band by band, said it: all bands are there."""
    counts = {"trust": 7, "trust grew": 3, "trust lost": 2, "money": 12, "borders": 17}
    everybody = {code: frozenset(range(count)) for code, count in counts.items()}
    truth = {(question, code): said for question in "12" for code, said in everybody.items()}
    with kept_for_the_module(django_db_blocker):
        interviews = Interviews(truth)
        interviews.prepare()
        interviews.release()
        yield interviews


# The attacker reckons with what was read, and that is the same whatever it is read from.
@pytest.mark.any_database
@pytest.mark.parametrize(
    ("planted", "seen"),
    [
        pytest.param([("Trust", "7 of 20")], "how many said it is known", id="an exact count"),
        pytest.param([("Trust", "35 %")], "how many said it is known", id="a percentage"),
        pytest.param([("Fear", "unanimous")], "everybody", id="unanimous"),
        pytest.param([("Fear", "nobody")], "nobody", id="none"),
        pytest.param(
            [("Fear", "7 of 20"), ("Fear among ngos", "3 of 10"), ("Fear among experts", "0 of 6")],
            "media, to any reader: everybody",
            id="the media by subtraction",
        ),
        pytest.param(
            [("Fear", "half or more"), ("Fear among ngos", "0 of 10")],
            "everybody",
            id="unanimous by subtraction",
        ),
        pytest.param(
            [("Both", "3 of 20")],
            "1/Trust lost",
            id="said together",
        ),
    ],
)
def test_what_is_planted_is_found(client, released, monkeypatch, planted, seen):
    assert read(client, released).finds() == []
    without = tuple(rule for rule in Finding.RULES if rule.code != "bands")
    monkeypatch.setattr(Finding, "RULES", without)
    beside = {"study": released.study, "question": released.questions["1"], "kind": "words"}
    create_code(study=released.study, name="Both", parent=released.codes["trust lost"])
    for name, said in planted:
        create_finding(**beside, name=name, source_words=said)

    found = read(client, released).finds()

    assert any(seen in leak for leak in found), found


# --- What depends on nobody -------------------------------------------------------------------

# What differs between any two records, whatever they say: ids, times, digests of these, and the
# revision, which numbers what goes public at once in the order of the ids.
OF_NOBODY = re.compile(
    r'[a-z]{3}-[a-z2-7]{7}|\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)|W/"[0-9a-f]{32}"|build-[0-9a-f]+'
    r"|revision \d{4}"
)


def all_that_is_said_of(truth, texts: dict[int, str]) -> dict[str, list[str]]:
    """Return what the site answers after a release, by address, and forget it all again."""
    said = defaultdict(list)
    with transaction.atomic():
        Counter.objects.update_or_create(pk=1, defaults={"revision": 1000})  # all as long
        interviews = Interviews(truth)
        interviews.prepare()
        for n, text in texts.items():
            interviews.quote("1", "trust", n, text)
        interviews.release()
        # The picture of a record draws its id; what else is on it, its page says. The package has
        # checksums of its files, which hold ids; what is counted is in none of them.
        asked = [at for at in every_address() if "?" not in at or "/findings/" in at]
        asked = [at for at in asked if not at.endswith(("/card/", "/package.zip"))]
        for at, text in answers_made_anew(asked).items():
            # A feed is in the order of the revisions: of the ids, for what goes public at once.
            text = "".join(sorted(re.split(r"(?=<entry>|</feed>)", text)))
            said[OF_NOBODY.sub("ID", at)].append(OF_NOBODY.sub("ID", text))
        transaction.set_rollback(True)
    assert len(said) > 100
    return {at: sorted(texts) for at, texts in said.items()}


# On PostgreSQL `test_confidential_commands` has readers answered by a role that may not read how many
# said it, and who.
@pytest.mark.any_database
def test_how_many_in_a_band_and_who_changes_no_byte_and_no_length(monkeypatch):
    """Seven or nine, these or others: the same bytes everywhere. So nothing takes longer either."""
    quotes = ["We [met].", "It [helped]."]
    counts = [{"trust": 7, "money": 12, "borders": 16}, {"trust": 9, "money": 15, "borders": 20}]
    worlds = []
    for first, count in zip((0, 5), counts, strict=True):
        monkeypatch.setattr(factories, "_numbers", itertools.count(1000))
        people = [(first + n) % 20 for n in range(20)]
        said = {code: frozenset(people[: count.get(code, 0)]) for code in CODES}
        truth = {(question, code): said[code] for question in "12" for code in CODES}
        texts = dict(zip(people[:2], quotes, strict=True))
        worlds.append(all_that_is_said_of(truth, texts))
        quotes.reverse()

    one, other = worlds
    assert one.keys() == other.keys()
    assert [at for at in one if one[at] != other[at]] == []


def test_ids_are_in_no_order(client):
    """So that nothing can be put in the order in which it came."""
    made = [public_id_of("fnd", secrets.token_bytes(16)) for _ in range(400)]
    places = sorted(range(len(made)), key=made.__getitem__)
    away = sum((place - n) ** 2 for n, place in enumerate(places))
    count = len(made)

    assert abs(1 - 6 * away / (count * (count**2 - 1))) < 0.2  # four deviations
