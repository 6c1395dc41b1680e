"""Every bound and every word below was worked out by hand from design section 3, then run."""

import os
from datetime import date

import pytest
from django.conf import settings

from trackdiplo.records.spans import (
    OPEN_END,
    OPEN_START,
    Span,
    SpanError,
    display,
    needs_as_of,
    point,
    read,
    suggest,
)

if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    settings.configure(USE_I18N=False)  # gettext asks; the rest of spans.py needs no Django

# Text, first day, last day, words. A single date bounds its start and its end alike.
DATES = [
    ("2003", "2003-01-01", "2003-12-31", "2003"),
    ("1000", "1000-01-01", "1000-12-31", "1000"),
    ("9999", "9999-01-01", "9999-12-31", "9999"),
    (" 2003\n", "2003-01-01", "2003-12-31", "2003"),
    ("2003-09", "2003-09-01", "2003-09-30", "September 2003"),
    ("2003-12", "2003-12-01", "2003-12-31", "December 2003"),
    ("2003-01", "2003-01-01", "2003-01-31", "January 2003"),
    ("2003-02", "2003-02-01", "2003-02-28", "February 2003"),
    ("2004-02", "2004-02-01", "2004-02-29", "February 2004"),
    ("2000-02", "2000-02-01", "2000-02-29", "February 2000"),
    ("1900-02", "1900-02-01", "1900-02-28", "February 1900"),
    ("2019-04-03", "2019-04-03", "2019-04-03", "3 April 2019"),
    ("2004-02-29", "2004-02-29", "2004-02-29", "29 February 2004"),
    # unspecified digits
    ("199X", "1990-01-01", "1999-12-31", "1990s"),
    ("200X", "2000-01-01", "2009-12-31", "2000s"),
    ("19XX", "1900-01-01", "1999-12-31", "1900s, decade unknown"),
    ("20XX", "2000-01-01", "2099-12-31", "2000s, decade unknown"),
    ("2004-XX", "2004-01-01", "2004-12-31", "2004, month unknown"),
    ("2004-XX-XX", "2004-01-01", "2004-12-31", "2004, month and day unknown"),
    ("2004-06-XX", "2004-06-01", "2004-06-30", "June 2004, day unknown"),
    ("2004-02-XX", "2004-02-01", "2004-02-29", "February 2004, day unknown"),
    # seasons
    ("2001-21", "2001-03-01", "2001-05-31", "spring 2001"),
    ("2001-22", "2001-06-01", "2001-08-31", "summer 2001"),
    ("2001-23", "2001-09-01", "2001-11-30", "autumn 2001"),
    ("2001-24", "2001-12-01", "2002-02-28", "winter 2001/02"),
    ("2003-24", "2003-12-01", "2004-02-29", "winter 2003/04"),
    ("1999-24", "1999-12-01", "2000-02-29", "winter 1999/2000"),
    ("9999-24", "9999-12-01", "9999-12-31", "winter 9999/10000"),
    # qualifiers, one unit of the precision both ways
    ("2003~", "2002-01-01", "2004-12-31", "around 2003"),
    ("2003?", "2002-01-01", "2004-12-31", "possibly 2003"),
    ("2003%", "2002-01-01", "2004-12-31", "possibly around 2003"),
    ("2023-12~", "2023-11-01", "2024-01-31", "around December 2023"),
    ("2024-01?", "2023-12-01", "2024-02-29", "possibly January 2024"),
    ("2024-03%", "2024-02-01", "2024-04-30", "possibly around March 2024"),
    ("2003-03-01~", "2003-02-28", "2003-03-02", "around 1 March 2003"),
    ("2004-02-29?", "2004-02-28", "2004-03-01", "possibly 29 February 2004"),
    ("2004-12-31%", "2004-12-30", "2005-01-01", "possibly around 31 December 2004"),
    ("2001-21~", "2000-12-01", "2001-08-31", "around spring 2001"),
    ("2001-23?", "2001-06-01", "2002-02-28", "possibly autumn 2001"),
    ("2001-24%", "2001-09-01", "2002-05-31", "possibly around winter 2001/02"),
    ("199X~", "1980-01-01", "2009-12-31", "around 1990s"),
    ("19XX?", "1800-01-01", "2099-12-31", "possibly 1900s, decade unknown"),
    ("2004-XX~", "2003-01-01", "2005-12-31", "around 2004, month unknown"),
    ("2004-XX-XX%", "2003-01-01", "2005-12-31", "possibly around 2004, month and day unknown"),
    ("2004-06-XX?", "2004-05-01", "2004-07-31", "possibly June 2004, day unknown"),
    # widened to the ends of the calendar, and no further
    ("9999~", "9998-01-01", "9999-12-31", "around 9999"),
    ("9999-12~", "9999-11-01", "9999-12-31", "around December 9999"),
    ("9999-24~", "9999-09-01", "9999-12-31", "around winter 9999/10000"),
    ("9999-12-31~", "9999-12-30", "9999-12-31", "around 31 December 9999"),
    ("99XX~", "9800-01-01", "9999-12-31", "around 9900s, decade unknown"),
    ("1000~", "0999-01-01", "1001-12-31", "around 1000"),
    ("10XX~", "0900-01-01", "1199-12-31", "around 1000s, decade unknown"),
    ("1000-01-01~", "0999-12-31", "1000-01-02", "around 1 January 1000"),
]

# Text, as of, earliest and latest start, earliest and latest end, words.
INTERVALS = [
    ("2003/2009", "", "2003-01-01 2003-12-31 2009-01-01 2009-12-31", "2003–2009"),
    (" 2003/2009 ", "", "2003-01-01 2003-12-31 2009-01-01 2009-12-31", "2003–2009"),
    ("2003/2003", "", "2003-01-01 2003-12-31 2003-01-01 2003-12-31", "2003–2003"),
    (
        "2003-09/2009-05",
        "",
        "2003-09-01 2003-09-30 2009-05-01 2009-05-31",
        "September 2003 to May 2009",
    ),
    ("2003/2009-05", "", "2003-01-01 2003-12-31 2009-05-01 2009-05-31", "2003 to May 2009"),
    (
        "2019-04-03/2019-04-05",
        "",
        "2019-04-03 2019-04-03 2019-04-05 2019-04-05",
        "3 April 2019 to 5 April 2019",
    ),
    # a side inside the other: no start after the latest end, no end before the earliest start
    ("2003/2003-05", "", "2003-01-01 2003-05-31 2003-05-01 2003-05-31", "2003 to May 2003"),
    ("2003-05/2003", "", "2003-05-01 2003-05-31 2003-05-01 2003-12-31", "May 2003 to 2003"),
    ("1999/199X", "", "1999-01-01 1999-12-31 1999-01-01 1999-12-31", "1999 to 1990s"),
    (
        "2001-24/2002-01",
        "",
        "2001-12-01 2002-01-31 2002-01-01 2002-01-31",
        "winter 2001/02 to January 2002",
    ),
    # qualifiers, each on its own side
    ("2003~/2009", "", "2002-01-01 2004-12-31 2009-01-01 2009-12-31", "around 2003 to 2009"),
    ("2003/2009?", "", "2003-01-01 2003-12-31 2008-01-01 2010-12-31", "2003 to possibly 2009"),
    (
        "2003%/2009-05~",
        "",
        "2002-01-01 2004-12-31 2009-04-01 2009-06-30",
        "possibly around 2003 to around May 2009",
    ),
    (
        "2003~/2004~",
        "",
        "2002-01-01 2004-12-31 2003-01-01 2005-12-31",
        "around 2003 to around 2004",
    ),
    ("2004~/2004", "", "2003-01-01 2004-12-31 2004-01-01 2004-12-31", "around 2004 to 2004"),
    ("2004/2004~", "", "2004-01-01 2004-12-31 2004-01-01 2005-12-31", "2004 to around 2004"),
    (
        "2001-24?/2003-21%",
        "",
        "2001-09-01 2002-05-31 2002-12-01 2003-08-31",
        "possibly winter 2001/02 to possibly around spring 2003",
    ),
    # unspecified digits
    ("199X/2005", "", "1990-01-01 1999-12-31 2005-01-01 2005-12-31", "1990s to 2005"),
    (
        "19XX/2005",
        "",
        "1900-01-01 1999-12-31 2005-01-01 2005-12-31",
        "1900s (decade unknown) to 2005",
    ),
    (
        "2004-XX/2005-06-XX",
        "",
        "2004-01-01 2004-12-31 2005-06-01 2005-06-30",
        "2004 (month unknown) to June 2005 (day unknown)",
    ),
    # an end that is not known
    (
        "1998-11/",
        "",
        "1998-11-01 1998-11-30 1998-11-01 9999-12-31",
        "from November 1998, end unknown",
    ),
    ("1998~/", "", "1997-01-01 1999-12-31 1997-01-01 9999-12-31", "from around 1998, end unknown"),
    ("9999/", "", "9999-01-01 9999-12-31 9999-01-01 9999-12-31", "from 9999, end unknown"),
    # a start that is not known
    ("/2001", "", "0001-01-01 2001-12-31 2001-01-01 2001-12-31", "until 2001, start unknown"),
    ("../2001", "", "0001-01-01 2001-12-31 2001-01-01 2001-12-31", "until 2001, start unknown"),
    (
        "../2001-06~",
        "",
        "0001-01-01 2001-07-31 2001-05-01 2001-07-31",
        "until around June 2001, start unknown",
    ),
    # an end that is open
    ("2023/..", "", "2023-01-01 2023-12-31 2023-01-01 9999-12-31", "from 2023, ongoing"),
    ("2023?/..", "", "2022-01-01 2024-12-31 2022-01-01 9999-12-31", "from possibly 2023, ongoing"),
    (
        "2023-12~/..",
        "2025-10",
        "2023-11-01 2024-01-31 2025-10-01 9999-12-31",
        "from around December 2023, ongoing as of October 2025",
    ),
    (
        "2023/..",
        " 2025-10-07 ",
        "2023-01-01 2023-12-31 2025-10-07 9999-12-31",
        "from 2023, ongoing as of 7 October 2025",
    ),
    (
        "2004-XX/..",
        "2025",
        "2004-01-01 2004-12-31 2025-01-01 9999-12-31",
        "from 2004 (month unknown), ongoing as of 2025",
    ),
    (
        "2023-12~/..",
        "2023",
        "2023-11-01 2023-12-31 2023-11-01 9999-12-31",
        "from around December 2023, ongoing as of 2023",
    ),
]

# Text, as of, a word that the sentence must have.
REFUSED = [
    ("", "", "Give a date"),
    ("   ", "", "Give a date"),
    ("2003/" + "2" * 100, "", "100 characters"),
    ("x" * 100_000, "", "100 characters"),
    ("٢٠٠٣", "", "plain digits"),
    ("２００３", "", "plain digits"),
    ("200٣", "", "plain digits"),
    ("2003-09-0٤", "", "plain digits"),
    ("2003/200٩", "", "plain digits"),
    ("2023/..", "202٥", "2025-10"),
    ("2003–2009", "", "slash"),
    ("2003-2009", "", "slash"),
    ("2003\x00", "", "plain digits"),
    ("2003-09-04T10:00:00", "", "time of day"),
    ("2003-09-04T10:00:00/2004", "", "time of day"),
    ("0999", "", "1000 to 9999"),
    ("0003/2003", "", "1000 to 9999"),
    ("09XX", "", "1000 to 9999"),
    ("-2003", "", "1000 to 9999"),
    ("Y20030", "", "1000 to 9999"),
    ("20030904", "", "1000 to 9999"),
    ("2003/12345", "", "1000 to 9999"),
    ("[2003,2004]", "", "set"),
    ("{2003..2005}", "", "set"),
    ("2003~-05", "", "after a date"),
    ("~2003", "", "after a date"),
    ("2003?~", "", "after a date"),
    ("2003/~", "", "such as"),
    ("2003/..~", "", "such as"),
    ("156X-12-25", "", "only at the end"),
    ("20XX-05", "", "only at the end"),
    ("199X-XX", "", "only at the end"),
    ("2004-XX-05", "", "only at the end"),
    ("2004-0X", "", "only at the end"),
    ("1XXX", "", "only at the end"),
    ("XXXX", "", "only at the end"),
    ("199x", "", "capital"),
    ("199u", "", "such as"),
    ("2001-25", "", "seasons 21 to 24"),
    ("2001-41", "", "seasons 21 to 24"),
    ("2001-00", "", "Months are 01 to 12"),
    ("1988-94", "", "1988/1994"),
    ("2003-02-29", "", "calendar"),
    ("2003-04-31", "", "calendar"),
    ("2003-09-00", "", "calendar"),
    ("1900-02-29~", "", "calendar"),
    ("2003/2004-02-30", "", "calendar"),
    ("2003-24-01", "", "calendar"),
    ("2003/2004/2005", "", "Write one slash"),
    ("2003//2009", "", "Write one slash"),
    ("/", "", "one side"),
    ("..", "", "one side"),
    ("../..", "", "one side"),
    ("/..", "", "one side"),
    ("../", "", "one side"),
    ("2003..", "", "slash"),
    ("..2003", "", "slash"),
    ("2003S2", "", "such as"),
    ("2003-9", "", "such as"),
    ("2003 /2009", "", "such as"),
    ("04.09.2003", "", "such as"),
    ("tomorrow", "", "such as"),
    ("2009/2003", "", "end (2003) is before the start (2009)"),
    ("2003-09/2003-08", "", "end (August 2003)"),
    ("2004~/2003~", "", "before the start (around 2004)"),
    ("2002/2001-24", "2003", "where the end is"),
    ("2003", "2025", "where the end is"),
    ("1998/", "2025", "where the end is"),
    ("2023/..", "2022", "before the start"),
    ("2023-12~/..", "2023-11", "before the start"),
    ("2023/..", "2025~", "2025-10"),
    ("2023/..", "2025-21", "2025-10"),
    ("2023/..", "202X", "2025-10"),
    ("2023/..", "2025-02-29", "2025-10"),
    ("2023/..", "2025/2026", "2025-10"),
    ("2023/..", "October", "2025-10"),
]


def span(bounds: str) -> Span:
    return Span(*map(date.fromisoformat, bounds.split()))


@pytest.mark.parametrize(("text", "first", "last", "words"), DATES)
def test_a_single_date_bounds_its_start_and_its_end_alike(text, first, last, words):
    assert read(text) == span(f"{first} {last} {first} {last}")


@pytest.mark.parametrize(("text", "as_of", "bounds", "words"), INTERVALS)
def test_an_interval_has_a_start_and_an_end_of_its_own(text, as_of, bounds, words):
    assert read(text, as_of) == span(bounds)


@pytest.mark.parametrize(("text", "words"), [(row[0], row[3]) for row in DATES])
def test_a_date_is_said_as_precisely_as_it_was_written(text, words):
    assert display(text) == words


@pytest.mark.parametrize(("text", "as_of", "bounds", "words"), INTERVALS)
def test_an_interval_is_said_as_precisely_as_it_was_written(text, as_of, bounds, words):
    assert display(text, as_of) == words


@pytest.mark.parametrize("reader", [read, display])
@pytest.mark.parametrize(("text", "as_of", "words"), REFUSED)
def test_what_is_refused_is_refused_in_words(reader, text, as_of, words):
    with pytest.raises(SpanError) as refused:
        reader(text, as_of)

    assert words in str(refused.value)


@pytest.mark.parametrize(("text", "as_of", "words"), REFUSED)
def test_every_refusal_is_a_sentence_with_an_example(text, as_of, words):
    with pytest.raises(SpanError, match=r"^[A-Z“].*([12]\d{3}|199X).*\.$"):
        read(text, as_of)


def test_a_refused_text_is_refused_again():
    for _attempt in range(2):
        with pytest.raises(SpanError):
            read("2003-02-29")


@pytest.mark.parametrize("text", ["2004-0X", "2004-X1", "2003S2", "XXXX-12"])
def test_the_library_prints_nothing(capsys, text):
    with pytest.raises(SpanError):
        read(text)

    assert capsys.readouterr() == ("", "")


def test_a_winter_is_before_the_spring_of_the_next_year():
    assert read("2001-24/2002-21") == span("2001-12-01 2002-02-28 2002-03-01 2002-05-31")


def test_a_winter_is_not_before_the_january_of_its_own_year():
    with pytest.raises(SpanError, match="before the start"):
        read("2001-24/2001-01")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2023/..", True),
        (" 2023-12~/.. ", True),
        ("2023", False),
        ("2023/", False),
        ("2023/2025", False),
        ("../2025", False),
        ("", False),
        ("..", False),
    ],
)
def test_only_an_open_end_needs_an_as_of(text, answer):
    assert needs_as_of(text) is answer


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2003", "2003-01-01", "2003-12-31"),
        (" 2003 ", "2003-01-01", "2003-12-31"),
        ("1000", "1000-01-01", "1000-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2003-09", "2003-09-01", "2003-09-30"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2003-12", "2003-12-01", "2003-12-31"),
        ("2003-09-04", "2003-09-04", "2003-09-04"),
        ("2004-02-29", "2004-02-29", "2004-02-29"),
    ],
)
def test_a_point_is_the_first_day_in_from_and_the_last_in_to(text, first, last):
    found = point(text, end=False), point(text, end=True)

    assert found == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2003~",
        "2003-21",
        "2003-13",
        "2003-00",
        "2003-9",
        "199X",
        "2004-XX",
        "2003/2009",
        "2003/..",
        "2003-02-29",
        "2003-09-00",
        "0999",
        "0000",
        "10000",
        "-2003",
        "٢٠٠٣",
        "２００３",
        "200٣",
        "2003-09-0٤",
        "200³",
        "2003-09-04T10:00",
        "20030904",
        "2003\x00",
        "today",
    ],
)
def test_a_point_is_nothing_but_a_year_month_or_day(text):
    with pytest.raises(SpanError, match="for example 2003, 2003-09 or 2003-09-04"):
        point(text, end=False)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("2003-09", "September 2003; did you mean 2003/2009?"),
        (" 2003-09 ", "September 2003; did you mean 2003/2009?"),
        ("1900-01", "January 1900; did you mean 1900/1901?"),
        ("2011-12", "December 2011; did you mean 2011/2012?"),
        ("2012-12", "December 2012"),
        ("2003-03", "March 2003"),
        ("2019-04", "April 2019"),
        ("1988-12", "December 1988"),
        ("2003-09~", "around September 2003"),
        ("2003-09-04", "4 September 2003"),
        ("2003-09/2009", "September 2003 to 2009"),
        ("2001-21", "spring 2001; did you mean 2001/2021?"),
        ("2031-21", "spring 2031"),
        ("2023/..", "from 2023, ongoing"),
    ],
)
def test_the_reading_is_echoed_with_a_hint_where_a_slip_is_likely(text, reading):
    assert suggest(text) == reading


def test_what_cannot_be_read_gets_no_suggestion():
    with pytest.raises(SpanError, match="1988/1994"):
        suggest("1988-94")


@pytest.mark.parametrize(
    ("text", "start", "end", "possible", "certain"),
    [
        ("2003", "2003", "2003", True, True),
        ("2003", "2003-06", "2003-06", True, False),
        ("2003", "2004", "2005", False, False),
        ("2003~", "2004", "2005", True, False),
        ("2003~", "2002", "2004", True, True),
        ("2003~", "2005", "2006", False, False),
        ("2003/2009", "2005", "2005", True, True),
        ("2003/2009", "2003-06", "2003-06", True, False),
        ("2003/2009", "2010", "2010", False, False),
        ("1998-11/", "2020", "2020", True, False),
        ("1998-11/", "1998-11", "1998-11", True, True),
        ("/2001", "1950", "1950", True, False),
        ("2023-12~/..", "2024-06", "2024-06", True, True),
        ("2023-12~/..", "2025-11", "2026", True, False),
        ("2023-12~/..", "2023-11", "2023-12", True, False),
    ],
)
def test_possible_and_certain_overlap_with_a_window(text, start, end, possible, certain):
    found = read(text, "2025-10" if needs_as_of(text) else "")
    window = Span.window(point(start, end=False), point(end, end=True))

    answers = found.possibly_overlaps(window), found.certainly_overlaps(window)

    assert answers == (possible, certain)


def test_a_window_that_is_open_on_a_side_reaches_to_the_end_of_the_calendar():
    day = date(2003, 9, 4)

    windows = [Span.window(day, day), Span.window(None, day), Span.window(day, None)]

    assert windows == [
        Span(day, day, day, day),
        Span(OPEN_START, OPEN_START, day, day),
        Span(day, day, OPEN_END, OPEN_END),
    ]


def test_everything_overlaps_an_open_window_for_certain():
    everything = Span.window(None, None)

    assert [text for text, *_ in DATES if not read(text).certainly_overlaps(everything)] == []
