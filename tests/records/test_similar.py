"""Records that may be the same thing: they are found in every spelling, and each is settled."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from actors.models import Organisation, Person
from programmes.models import Programme
from tests.factories import (
    create_distinct_pair,
    create_event,
    create_name,
    create_organisation,
    create_person,
    create_programme,
    create_user,
)
from tests.pages import rows
from trackdiplo.records.folding import fold
from trackdiplo.records.models import Counter, DistinctPair, changes
from trackdiplo.records.package.dump import dump
from trackdiplo.records.similar import ALIKE, candidates, likeness, similar

pytestmark = pytest.mark.django_db

# --- Two names ------------------------------------------------------------------------------

ALIKE_NAMES = [
    # One name in Latin, Azerbaijani, Russian and Armenian letters
    ("Hasan Jafarov", "Həsən Cəfərov"),
    ("Hasan Jafarov", "Гасан Джафаров"),
    ("Hasan Jafarov", "Հասան Ջաֆարով"),
    ("Həsən Cəfərov", "Гасан Джафаров"),
    ("Գուրգեն Քոչարյան", "Gurgen Kocharyan"),
    ("Рашад Курбанов", "Rəşad Qurbanov"),
    ("Yeni Nesil", "Yeni Nəsil"),
    ("Ереванский пресс-клуб", "Yerevan Press Club"),
    # In another order, with initials, short
    ("Jafarov Hasan", "Hasan Jafarov"),
    ("H. Jafarov", "Hasan Jafarov"),
    ("Jafarov, H.", "Həsən Cəfərov"),
    ("Baku Press Club", "BPC"),
    ("Citizens for the Study of Peace", "CSP"),
    # With a word more
    ("Eurasia Partnership Foundation", "Eurasia Foundation"),
]
OTHER_NAMES = [
    ("Baku Press Club", "Yerevan Press Club"),
    ("Arif Aliyev", "Heydar Aliyev"),
    ("Arif Aliyev", "Aliyev"),
    ("R. Jafarov", "Hasan Jafarov"),
    ("Baku Press Club", "BPA"),
    ("OSCE", "HEKS"),
    ("Civil Society Institute", "Open Society Institute"),
    ("Peace school", "Peace film"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE_NAMES)
def test_names_that_may_be_of_one_are_alike(one, other):
    assert likeness(fold(one), fold(other)) >= ALIKE
    assert likeness(fold(other), fold(one)) >= ALIKE


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_other_names_are_not(one, other):
    assert likeness(fold(one), fold(other)) < ALIKE
    assert likeness(fold(other), fold(one)) < ALIKE


# --- Two records ----------------------------------------------------------------------------


def pairs(model):
    return [{each.one.name, each.other.name} for each in candidates(model)]


SPELLINGS = ["Hasan Jafarov", "Həsən Cəfərov", "Гасан Джафаров", "Հասան Ջաֆարով"]


def test_a_person_entered_in_four_spellings_is_found_six_times():
    for name in [*SPELLINGS, "Gurgen Kocharyan"]:
        create_person(name=name)

    assert sorted(map(sorted, pairs(Person))) == sorted(
        sorted([one, other]) for one in SPELLINGS for other in SPELLINGS if one < other
    )


def test_every_other_name_is_compared_too():
    club = create_organisation(name="Yerevan Press Club")
    create_name(target=club, name="ԵՄԱ", kind="acronym")
    create_organisation(name="EMA")

    (found,) = candidates(Organisation)

    assert (found.score, found.why) == (100, "names alike: “ema”, “ema”")


def test_programmes_of_the_same_dates_and_organisations_are_found():
    clubs = [create_organisation(name="Club"), create_organisation(name="Institute")]
    create_programme(name="Films", when="2003/2009", organisations=clubs)
    create_programme(name="Cinema without borders", when="2003/2009", organisations=clubs[::-1])
    create_programme(name="Letters", when="2003/2009", organisations=clubs[:1])
    create_programme(name="Bridges", when="2004", organisations=clubs)

    (found,) = candidates(Programme)

    assert {found.one.name, found.other.name} == {"Films", "Cinema without borders"}
    assert found.why == "the same dates and organisations"


def test_programmes_without_a_date_or_an_organisation_have_nothing_in_common():
    for name in ("Films", "Letters"):
        create_programme(published=False, name=name)

    assert candidates(Programme) == []


def test_what_is_a_part_of_another_or_withdrawn_is_no_candidate():
    assembly = create_organisation(name="Citizens' Assembly")
    create_organisation(name="Citizens' Assembly, Armenia", parent=assembly)
    create_organisation(name="Citizens' Assembly (twice)").withdraw(by=None, reason="Twice.")

    assert candidates(Organisation) == []


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_candidates_costs_the_same_queries_for_three_as_for_one(
    count, django_assert_num_queries
):
    for number in range(count):
        create_programme(name=f"Films {number}", organisations=[create_organisation()])

    with django_assert_num_queries(4):  # records, names, roles, pairs told apart
        candidates(Programme)


# --- The hint -------------------------------------------------------------------------------


def test_the_hint_knows_initials_and_leaves_out_who_is_told_apart():
    hasan, hikmet = create_person(name="Hasan Jafarov"), create_person(name="Hikmet Jafarov")
    create_distinct_pair(hasan, hikmet)

    assert set(similar(Person, "H. Jafarov")) == {hasan, hikmet}
    assert similar(Person, "H. Jafarov", own=str(hikmet.pk)) == []


# --- Told apart -----------------------------------------------------------------------------


@pytest.fixture
def alike():
    return create_person(name="Mehman Aliyev"), create_person(name="Mehriban Aliyeva")


@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_that_is_told_apart_is_not_listed_again(alike, turned):
    before = pairs(Person)

    create_distinct_pair(*(reversed(alike) if turned else alike), reason="Two people.")

    assert (len(before), pairs(Person)) == (1, [])


def test_a_pair_is_told_apart_once_whichever_comes_first(alike):
    one, other = alike
    create_distinct_pair(one, other)

    pair = DistinctPair(target=other, other_id=one.pk, reason="Two.")

    with pytest.raises(ValidationError, match="told apart already"):
        pair.full_clean()


def test_a_deleted_draft_takes_what_it_was_told_apart_from_along():
    one, other = create_organisation(published=False), create_organisation(published=False)
    create_distinct_pair(one, other)

    with changes(by=None):
        other.delete()

    assert not DistinctPair.objects.exists()


def test_telling_apart_changes_nothing_that_is_public(alike):
    before = Counter.current()

    create_distinct_pair(*alike)

    assert Counter.current() == before


def test_a_public_dump_has_a_pair_whose_records_are_both_public(alike, tmp_path):
    create_distinct_pair(*alike, reason="Two people.")
    create_distinct_pair(alike[0], create_person(published=False), reason="Not yet.")

    dump(tmp_path)

    assert (tmp_path / "distinct.csv").read_text().splitlines() == [
        "kind_of_record,record,other,reason",
        "person,mehman-aliyev,mehriban-aliyeva,Two people.",
    ]


# --- The command ----------------------------------------------------------------------------


def said(capsys, *options):
    call_command("find_duplicates", *options)
    return capsys.readouterr().out.splitlines()


def test_the_command_names_both_with_their_addresses(alike, capsys):
    create_event(name="Truce")

    assert (
        said(capsys)
        == said(capsys, "--kind", "person")
        == [
            "person, 83 of 100, names alike: “mehman aliyev”, “mehriban aliyeva”",
            "    Mehman Aliyev: /people/mehman-aliyev/",
            "    Mehriban Aliyeva: /people/mehriban-aliyeva/",
        ]
    )
    assert said(capsys, "--kind", "event") == []


def test_the_command_says_which_of_them_is_not_public(capsys):
    create_person(name="Mehman Aliyev")
    create_person(name="Mehriban Aliyeva", published=False)

    assert said(capsys)[1:] == [
        "    Mehman Aliyev: /people/mehman-aliyev/",
        "    Mehriban Aliyeva: /people/mehriban-aliyeva/ (draft)",
    ]


def test_strictly_the_command_fails_while_a_pair_is_to_be_settled(alike, capsys):
    with pytest.raises(CommandError, match="1 pairs are still to be settled"):
        said(capsys, "--strict")

    create_distinct_pair(*alike)

    capsys.readouterr()
    assert said(capsys, "--strict") == []


def test_the_command_knows_its_kinds():
    with pytest.raises(CommandError, match="no kind “donor”"):
        call_command("find_duplicates", "--kind", "donor")


# --- The page -------------------------------------------------------------------------------

PAGE = "/admin/records/distinctpair/add/"


@pytest.fixture
def curator(client):
    call_command("setup_groups")
    client.force_login(create_user(groups=["Curators"]))
    return client


def sent(one, other, values=()):
    return {"kind": one.KIND, "one": one.pk, "other": other.pk, "reason": "Two people."} | dict(
        values
    )


def test_a_curator_sees_what_is_alike_and_tells_it_apart(curator, alike):
    before = curator.get(PAGE).content.decode()

    answer = curator.post(PAGE, sent(*alike), follow=True)

    why = "83: names alike: “mehman aliyev”, “mehriban aliyeva”"
    assert rows(before) == [f"Mehman Aliyev Mehriban Aliyeva {why}"]
    assert "every pair of records that look alike is settled" in answer.content.decode()
    pair = DistinctPair.objects.get()
    assert (pair.target, pair.other, pair.reason) == (*alike, "Two people.")


WRONG = {
    "without a reason": ({"reason": " "}, "This field is required."),
    "with a kind that is none": ({"kind": "donor"}, "One of the two is no longer there."),
    "with a record that is gone": ({"other": 0}, "One of the two is no longer there."),
}


@pytest.mark.parametrize(("values", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_pair_is_refused_in_words(curator, alike, values, told):
    answer = curator.post(PAGE, sent(*alike, values))

    assert told in answer.content.decode()
    assert not DistinctPair.objects.exists()


def test_the_reason_can_be_corrected_and_the_pair_looked_for_again(curator, alike):
    pair = create_distinct_pair(*alike, reason="Two peopel.")
    url = f"/admin/records/distinctpair/{pair.pk}/"

    listed = rows(curator.get("/admin/records/distinctpair/").content.decode())
    curator.post(f"{url}change/", {"reason": "Two people."})
    pair.refresh_from_db()
    curator.post(f"{url}delete/", {"post": "yes"})

    assert listed == ["Mehman Aliyev, Mehriban Aliyeva person Two peopel."]
    assert pair.reason == "Two people."
    assert len(pairs(Person)) == 1


def test_the_page_needs_the_permission_to_add_pairs(client, alike):
    client.force_login(create_user())

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, sent(*alike)).status_code == 403
