"""What a sentence may not say beside a band: two hundred of them, in four languages."""

from __future__ import annotations

import pytest

from interviews.disclosure.wording import names_in, problems_of
from tests.interviews.disclosure.sentences import HARMLESS, LEAKS, each


def test_there_are_two_hundred_sentences():
    assert len({*each(LEAKS), *each(HARMLESS)}) == 200


@pytest.mark.parametrize("sentence", each(LEAKS))
def test_a_sentence_that_counts_or_singles_out_is_stopped(sentence):
    assert problems_of(sentence)


@pytest.mark.parametrize("sentence", each(HARMLESS))
def test_a_sentence_that_does_not_is_let_through(sentence):
    assert problems_of(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Trust grew, said 7 of 20.",
        "Trust grew (7/20).",
        "Trust grew (n=7).",
        "Trust grew, for 0.35 of the sample.",
        "Trust grew ①.",
        "Trust grew for seven of them.",
        "Trust grew for one in three.",
        "Trust grew for seven out of twenty.",
        "Trust grew for every second respondent.",
        "No one holds that trust grew.",
        "Hardly anyone holds that trust grew.",
        "Se\u200bven respondents hold that trust grew.",
        "\u041ene respondent holds that trust grew.",
        "SEVEN RESPONDENTS hold that trust grew.",
        "Доверие выросло, сказали 7 из 20.",
        "Семеро из них сказали это.",
        "Վստահությունն աճեց (7/20)։",
        "Hər ikinci iştirakçı bunu dedi.",
    ],
)
def test_a_count_is_stopped_however_it_is_written(sentence):
    assert problems_of(sentence)


@pytest.mark.parametrize("name", ["Əliyev", "Tekali", "Armavir Development Center", "R-4k7q"])
@pytest.mark.parametrize("change", [str, str.upper, str.lower])
def test_a_name_is_found_in_any_case(name, change):
    assert names_in(f"They met {change(name)} there.", [name])


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Əliyev", "Aliyev"),
        ("Əliyev", "Алиева"),
        ("Алиев", "Ալիևի"),
        ("Tekali", "Թեքալիում"),
        ("Թեքալի", "Текали"),
        ("Vanyan", "Ванян"),
        ("Vanyan", "Վանյանի"),
        ("Zərdüşt Əlizadə", "Zardusht Alizadeh"),
        ("Gəncə", "Gəncədə"),
    ],
)
def test_a_name_is_found_in_other_scripts_and_inflected(name, spelling):
    assert names_in(f"It was {spelling} who came.", [name])


@pytest.mark.parametrize("text", ["The table was long.", "They talked about talks.", ""])
def test_other_words_are_no_name(text):
    assert names_in(text, ["Tekali", "Vanyan", "Gəncə", ""]) == []


def test_what_is_found_is_not_told():
    assert "Tekali" not in "".join(names_in("At Tekali.", ["Tekali"]))
