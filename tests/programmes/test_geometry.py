"""Where on the axis a span is drawn, how it fades, and that nothing collides."""

from datetime import date
from itertools import combinations, pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.geometry import (
    GAP,
    SHORTEST,
    WIDTH,
    Axis,
    Bar,
    axis_of,
    pack,
)
from tests.records.test_span_properties import spans
from trackdiplo.records.drawing import fitted, text_width
from trackdiplo.records.spans import Span, read

TEN_YEARS = Axis(1990, 1999)  # a year is about a hundred units wide


def tones(when: str, *, as_of: str = "") -> list[tuple[str, int]]:
    """Return the tone of each piece of a bar and where it ends, in years of ten."""
    bar = TEN_YEARS.bar(read(when, as_of), ongoing=when.endswith(".."))
    return [(each.tone, round((each.x + each.width) / 100, 1)) for each in bar.segments]


# --- Axes -------------------------------------------------------------------------------------


def test_an_axis_runs_from_the_first_year_that_is_possible_to_the_last():
    assert axis_of([read("1998"), read("1988~/1991")]) == Axis(1987, 1998)


def test_open_ends_do_not_stretch_an_axis():
    assert axis_of([read("2001/..", "2025-10"), read("/1995")]) == Axis(1995, 2025)


def test_without_any_date_there_is_an_axis_all_the_same():
    assert axis_of([]).first < axis_of([]).last


@pytest.mark.parametrize(
    ("axis", "years"),
    [
        (Axis(1988, 2025), [1990, 1995, 2000, 2005, 2010, 2015, 2020, 2025]),
        (Axis(2011, 2019), list(range(2011, 2020))),
        (Axis(2018, 2018), [2018]),
        (Axis(1990, 2009), list(range(1990, 2010, 2))),
        (Axis(1000, 9999), list(range(1000, 10000, 1000))),
    ],
)
def test_an_axis_writes_a_dozen_years_at_most(axis, years):
    assert [year for year, _place in axis.ticks] == years


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (Span.window(date(2011, 1, 1), date(2018, 12, 31)), Axis(2011, 2018)),
        (Span.window(date(2011, 5, 1), None), Axis(2011, 2025)),
        (Span.window(date(1900, 1, 1), date(1991, 12, 31)), Axis(1988, 1991)),
        (Span.window(date(1900, 1, 1), date(1950, 12, 31)), Axis(1988, 2025)),
        (None, Axis(1988, 2025)),
    ],
)
def test_an_axis_is_cut_to_what_was_asked_for_as_far_as_it_has_that(asked, shown):
    assert Axis(1988, 2025).zoomed(asked) == shown


# --- Bars -------------------------------------------------------------------------------------


def test_days_are_certain_from_end_to_end():
    bar = TEN_YEARS.bar(read("1991-01-01/1993-12-31"))

    assert [each.tone for each in bar.segments] == ["certain"]
    assert (round(bar.x), round(bar.end)) == (100, 400)


def test_years_fade_in_over_the_first_and_out_over_the_last():
    assert tones("1991/1995") == [("rise", 2.0), ("certain", 5.0), ("fall", 6.0)]


def test_a_date_that_is_about_fades_longer():
    assert tones("1993~/1996") == [("rise", 5.0), ("certain", 6.0), ("fall", 7.0)]


def test_a_year_alone_is_certain_on_no_day():
    assert tones("1993") == [("faint-rise", 3.5), ("faint-fall", 4.0)]


def test_what_goes_on_points_beyond_the_axis():
    bar = TEN_YEARS.bar(read("1991/..", "1997-12-31"), ongoing=True)

    assert tones("1991/..", as_of="1997-12-31") == [
        ("rise", 2.0),
        ("certain", 8.0),
        ("onward", 10.0),
    ]
    assert bar.onward


def test_what_ended_nobody_knows_when_fades_away_and_points_nowhere():
    bar = TEN_YEARS.bar(read("1991/"))

    assert tones("1991/") == [("faint-rise", 1.5), ("faint-fall", 10.0)]
    assert not bar.onward


def test_what_began_nobody_knows_when_fades_in_from_the_edge():
    assert tones("/1993") == [("faint-rise", 3.5), ("faint-fall", 4.0)]


def test_of_what_fades_the_axis_shows_a_piece_in_one_tone():
    assert tones("1980/1991") == [("certain", 1.0), ("fall", 2.0)]
    assert tones("1989~/1993") == [("possible", 1.0), ("certain", 3.0), ("fall", 4.0)]
    assert tones("1995/2005") == [("rise", 6.0), ("certain", 10.0)]
    assert tones("1980/") == [("possible", 10.0)]


def test_a_day_can_still_be_seen():
    bar = TEN_YEARS.bar(read("1993-05-06"))

    assert isclose(bar.width, SHORTEST)
    assert [each.tone for each in bar.segments] == ["certain"]


@pytest.mark.parametrize(("when", "edge"), [("1950", 0.0), ("2020-05", WIDTH)])
def test_what_lies_beyond_the_axis_is_seen_at_its_edge(when, edge):
    bar = TEN_YEARS.bar(read(when))

    assert edge in (bar.x, bar.end)
    assert TEN_YEARS.box(read(when)) is None


@given(spans(), st.integers(1985, 1995), st.integers(0, 20), st.booleans())
def test_a_bar_is_inside_the_axis_and_has_no_holes(span, first, years, ongoing):
    bar = Axis(first, first + years).bar(span, ongoing=ongoing)

    assert 0 <= bar.x < bar.end <= WIDTH
    assert bar.width >= SHORTEST - 0.11
    assert isclose(bar.x, bar.segments[0].x)
    assert isclose(bar.end, bar.segments[-1].x + bar.segments[-1].width)
    for left, right in pairwise(bar.segments):
        assert isclose(left.x + left.width, right.x, abs_tol=0.01)


@given(spans())
def test_what_is_certain_lies_inside_what_is_possible(span):
    axis = Axis(1990, 1990)
    bar = axis.bar(span)

    if bar.core:
        assert span.latest_start <= span.earliest_end
        assert bar.x <= bar.core.x
        assert bar.core.x + bar.core.width <= bar.end + 0.01


# --- Names and rows ---------------------------------------------------------------------------


def test_a_name_that_is_too_long_is_cut_with_an_ellipsis():
    assert fitted("Bridge", 10, 100) == "Bridge"
    assert fitted("A bridge over the river", 10, 60) == "A bridge…"


@given(st.text(max_size=40), st.floats(20, 300))
def test_a_name_fits_into_its_room(name, room):
    assert text_width(fitted(name, 11, room), 11) <= room


def test_bars_that_leave_room_share_a_row():
    bars = [Bar(0, 100), Bar(50, 150), Bar(110, 200), Bar(105, 120)]

    assert pack(bars) == [0, 1, 0, 2]


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(1, 400)), max_size=60))
def test_no_two_bars_of_a_row_collide(found):
    bars = [Bar(start, start + length) for start, length in found]

    numbers = pack(bars)

    for (bar, row), (other, other_row) in combinations(zip(bars, numbers, strict=True), 2):
        assert row != other_row or bar.end + GAP <= other.x or other.end + GAP <= bar.x
    assert set(numbers) == set(range(len(set(numbers))))


@pytest.mark.parametrize(
    ("shown", "step", "then"),
    [
        (Axis(1990, 1999), "in", Axis(1992, 1996)),
        (Axis(1990, 1999), "out", Axis(1988, 2007)),
        (Axis(2000, 2009), "out", Axis(1995, 2014)),
        (Axis(1990, 1999), "earlier", Axis(1988, 1997)),
        (Axis(1990, 1999), "later", Axis(1995, 2004)),
        (Axis(2020, 2025), "later", Axis(2020, 2025)),
        (Axis(1995, 1995), "in", Axis(1995, 1995)),
        (Axis(1995, 1995), "earlier", Axis(1994, 1994)),
        (Axis(1995, 1995), "out", Axis(1994, 1995)),
        (Axis(1988, 2025), "out", Axis(1988, 2025)),
    ],
)
def test_a_step_goes_half_of_what_is_seen_and_never_off_the_axis(shown, step, then):
    assert shown.steps(Axis(1988, 2025))[step] == then
