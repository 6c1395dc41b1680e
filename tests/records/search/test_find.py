"""What a search finds, in which order, and that nothing hidden is found."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.factories import (
    create_name,
    create_organisation,
    create_participation,
    create_person,
    create_programme,
)
from trackdiplo.records.models import changes
from trackdiplo.records.search.find import did_you_mean, documents, find, suggested
from trackdiplo.records.search.snippets import Question
from trackdiplo.records.search.words import asked, name_word, text_word

pytestmark = pytest.mark.django_db


def names(text: str, *kinds: str) -> list[str]:
    return [document["name"] for _kind, document in documents(find(text, kinds).keys)]


# --- Words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spellings",
    [
        ["Aliev", "Aliyev", "Əliyev", "Алиев", "Ալիև", "ALİYEV"],
        ["Tekali", "Թեքալի", "Текали", "tekali"],
        ["Zərdüşt", "Zardusht", "Зардушт"],
        ["Gəncə", "Ganja", "Gence"],
        ["Navasardian", "Navasardyan", "Նավասարդյան", "Навасардян"],
        ["Türkiye", "Turkiye"],
    ],
)
def test_spellings_of_a_name_are_one_word(spellings):
    assert len({name_word(each) for each in spellings}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        ["journalist", "journalists", "Journalists"],
        ["society", "societies"],
        ["журналист", "журналистов", "Журналисты"],
        ["լրագրող", "լրագրողներ"],
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({text_word(each) for each in forms}) == 1


@pytest.mark.parametrize("text", ["", "  ", "'", '"', "*:()", "\x00", "– — !", "🕊"])
def test_without_a_word_nothing_is_asked_for_and_nothing_is_found(text):
    assert asked(text) == []
    assert find(text).keys == []
    assert suggested(text) == []


@pytest.mark.parametrize("text", ['tekali"', "tekali*", "NEAR(tekali)", "tekali:*", "' OR 1=1 --"])
def test_what_engines_would_read_as_a_command_is_words(text):
    create_programme(published=True, name="Tekali Process")

    find(text)

    assert "tekali" not in text or names("tekali") == ["Tekali Process"]


# --- Finding ----------------------------------------------------------------------------------


def test_a_person_is_found_by_four_spellings():
    create_person(published=True, name="Ilham Aliyev")

    for spelling in ("Aliev", "Əliyev", "Алиев", "Ալիև"):
        assert names(spelling) == ["Ilham Aliyev"]


def test_every_other_name_finds_its_record():
    organisation = create_organisation(published=True, name="Stepanakert Media Club")
    create_name(target=organisation, name="Ստեփանակերտի մամուլի ակումբ")

    assert names("Ստեփանակերտ մամուլ") == ["Stepanakert Media Club"]
    assert Question("մամուլ").other_name(documents(find("մամուլ").keys)[0][1]) == (
        "Ստեփանակերտի մամուլի ակումբ"
    )


def test_every_word_must_be_there_in_a_name_a_text_or_the_name_of_a_partner():
    partner = create_organisation(published=True, name="Yerevan Press Club")
    programme = create_programme(published=True, name="Bridges", summary="Journalists met.")
    create_participation(programme=programme, organisation=partner)

    assert names("press journalist") == ["Bridges"]
    assert names("press journalist soldiers") == []


def test_names_come_before_texts_and_a_whole_name_before_a_longer_one():
    create_programme(published=True, name="Other", summary="All of it was dialogue, dialogue.")
    create_programme(published=True, name="Dialogue of women")
    create_programme(published=True, name="Dialogue")
    create_programme(published=True, name="Women in dialogue")

    assert names("dialogue") == ["Dialogue", "Dialogue of women", "Women in dialogue", "Other"]


def test_beginnings_of_words_are_found():
    create_organisation(published=True, name="Helsinki Citizens' Assembly")

    assert names("hels citiz") == ["Helsinki Citizens' Assembly"]
    assert [document["name"] for _kind, document in suggested("Helsi")] == [
        "Helsinki Citizens' Assembly"
    ]


def test_kinds_are_counted_whichever_are_asked_for():
    create_organisation(published=True, name="Links")
    create_programme(published=True, name="Links of trust")

    found = find("links", ["programme"])

    assert found.by_kind == {"organisation": 1, "programme": 1}
    assert [kind for kind, _id in found.keys] == ["programme"]


@pytest.mark.parametrize("change", ["draft", "withdrawn", "renamed"])
def test_what_is_not_public_is_not_found(change):
    organisation = create_organisation(published=change != "draft", name="Secret Circle")
    if change == "withdrawn":
        organisation.withdraw(by=None, reason="A mistake.")
    if change == "renamed":
        organisation.refresh_from_db()
        organisation.name = "Open Circle"
        with changes(by=None):
            organisation.save()

    assert names("secret") == []
    assert suggested("secret") == []
    assert did_you_mean("sekret") == ""


def test_a_slip_of_the_pen_is_put_right_by_public_names():
    create_person(published=True, name="Thomas de Waal")
    create_organisation(name="Woal Draft")

    assert did_you_mean("Thomaz de Waul") == "Thomas de Waal"
    assert did_you_mean("xylophone") == ""


# --- Snippets ---------------------------------------------------------------------------------


def test_a_snippet_shows_where_the_words_stand():
    text = f"{'Before that. ' * 30}Then Journalists met by the river.{' After that.' * 30}"
    create_programme(published=True, name="Bridges", summary=text)
    [(_kind, document)] = documents(find("journalist river").keys)

    pieces = Question("journalist river").snippet(document)

    assert [piece.text for piece in pieces if piece.found] == ["Journalists", "river"]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert len(whole) < 260


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_search_costs_the_same_for_one_and_for_three(item_count, django_assert_num_queries):
    for number in range(item_count):
        create_programme(published=True, name=f"Bridge {number}")

    with django_assert_num_queries(4):
        found = find("bridge")
        documents(found.keys)

    assert len(found.keys) == item_count


def test_both_databases_keep_an_index():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_indexes WHERE indexname = 'records_document_words'")
        else:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'records_search'")
        assert cursor.fetchone()
