"""The condition in SQL and the one in Python find the same rows."""

from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmes.models import Period, Programme
from tests.factories import create_period, create_programme
from tests.once import once_for
from trackdiplo.records.models import Match, changes
from trackdiplo.records.spans import OPEN_END, OPEN_START, Span, point, read

pytestmark = pytest.mark.django_db

# Hypothesis rolls nothing back, and nothing here writes: one set of rows serves all examples.
on_rows = partial(settings, suppress_health_check=[HealthCheck.function_scoped_fixture])

TEXTS = [
    # days, months, years, decades, centuries
    "2003-09-04", "2003-09", "2003", "199X", "19XX", "2003-12-31", "2004-01-01", "2004-02-29",
    # qualified, seasons, unspecified
    "2003~", "2003-09~", "2003-09-04?", "2003%", "2003-24", "2003-21~", "2003-XX", "2003-09-XX",
    # closed intervals
    "1988/1991", "1992/1994", "1995/1997", "1998/2001", "2001/2010", "2011/2018~", "2019/2023",
    "2003-09/2003-10", "2003-09-04/2004-01-15", "1990~/1995~", "1990?/1995", "1990/1995%",
    "199X/200X",
    "1999-24/2001-22", "2003/2003", "2003-12/2004-01", "1991-12-31/1992-01-01", "1000/9999",
    # open on one side
    "1998/", "2003-09/", "/1998", "/2003-09-04", "../1998", "../2003-09~", "1998~/",
]  # fmt: skip
ONGOING = [
    ("2023-12~/..", "2025-10"),
    ("2015/..", "2025"),
    ("2003/..", ""),
    ("199X/..", "2003-09-04"),
]


@once_for("class")
def rows():
    """Sixty rows: with every form of date, with none, and assigned to one period or to two."""
    periods = [
        create_period(when=when, as_of=as_of, summary="What marked it.")
        for when, as_of in [
            ("1988/1991", ""), ("1992/1994", ""), ("1995/1997", ""), ("1998/2001", ""),
            ("2001/2010", ""), ("2011/2018~", ""), ("2019/2023", ""),
            ("2023-12~/..", "2025-10"),
        ]
    ]  # fmt: skip
    for when, as_of in [*((text, "") for text in TEXTS), *ONGOING]:
        bare(when=when, as_of=as_of)
    for number in range(4):
        bare(when="", periods=periods[number : number + 1])
        bare(when="", periods=periods[2 * number : 2 * number + 2])
        bare(when="2003", periods=periods[number : number + 1])
        bare(when="199X", periods=periods[number::4])
    bare(when="")
    bare(when="", periods=[create_period(published=False, when="2003")])


def bare(*, periods=(), **values):
    """A draft with nothing but its span: what is tried here does not ask for more."""
    programme = Programme.objects.create(name="Programme", **values)
    programme.periods.set(periods)


DATES = st.sampled_from(
    [OPEN_START, OPEN_END, *(date(year, 1, 1) for year in range(1986, 2028, 2))]
    + [date(2003, 9, 3), date(2003, 9, 4), date(2003, 9, 5), date(2003, 12, 31), date(2018, 12, 31)]
)
WINDOWS = st.tuples(st.none() | DATES, st.none() | DATES).map(lambda ends: Span.window(*ends))
SPANS = st.sampled_from(TEXTS).map(read) | WINDOWS
MATCHES = st.sampled_from(Match.values)


def overlaps(row, span, match):
    test = Span.certainly_overlaps if match == Match.CERTAIN else Span.possibly_overlaps
    return test(row.span, span)


@pytest.mark.usefixtures("rows")
class TestSQLAndPythonAgree:
    @on_rows(max_examples=80)
    @given(span=SPANS, match=MATCHES)
    def test_active_in_finds_the_rows_whose_spans_overlap(self, span, match):
        found = set(Programme.objects.active_in(span, match))

        assert found == {row for row in Programme.objects.all() if overlaps(row, span, match)}

    @on_rows(max_examples=20)
    @given(span=SPANS, match=MATCHES)
    def test_active_in_is_the_same_for_periods(self, span, match):
        found = set(Period.objects.active_in(span, match))

        assert found == {row for row in Period.objects.all() if overlaps(row, span, match)}

    @on_rows(max_examples=60)
    @given(numbers=st.sets(st.integers(0, 8)), match=MATCHES)
    def test_in_periods_finds_the_rows_that_fall_into_one(self, numbers, match):
        periods = [period for i, period in enumerate(Period.objects.in_order()) if i in numbers]

        found = list(Programme.objects.in_periods(periods, match))

        rows = Programme.objects.prefetch_related("periods")
        expected = [row for row in rows if any(row.falls_into(each, match) for each in periods)]
        assert sorted(row.pk for row in found) == sorted(row.pk for row in expected)

    @pytest.mark.parametrize("match", Match.values)
    def test_the_periods_of_each_row_are_those_that_find_it(self, match):
        periods = list(Period.objects.in_order())

        for period in periods:
            found = set(Programme.objects.in_periods([period], match))
            assert found == {
                row for row in Programme.objects.all() if row.falls_into(period, match)
            }

    def test_the_rows_are_enough_to_tell_the_words_apart(self):
        rows = list(Programme.objects.all())
        window = Span.window(point("2003-09", end=False), point("2003-09", end=True))

        possible = [row for row in rows if overlaps(row, window, Match.POSSIBLE)]
        certain = [row for row in rows if overlaps(row, window, Match.CERTAIN)]

        assert len(rows) >= 60
        assert 0 < len(certain) < len(possible) < len(rows)


@once_for("class")
def numbered():
    """Periods that touch each other, or not: all but the seventh of eight."""
    spans = ["1988/1991", "1992/1994", "1995/1997", "1998/2001", "2001/2010", "2011/2018~"]
    for number, when in enumerate(spans, start=1):
        create_period(number=number, when=when)
    create_period(number=8, when="2023-12~/..", as_of="2025-10")


@pytest.mark.usefixtures("numbered")
class TestOfNumberedPeriods:
    @pytest.mark.parametrize(
        ("match", "text", "numbers"),
        [
            # 2001 is the last year of the fourth period and the first of the fifth
            ("possible", "2001", [4, 5]),
            # ... but the one may have ended before, and the other begun after it
            ("certain", "2001", []),
            ("possible", "1998~", [3, 4]),
            ("certain", "1998~", []),
            ("possible", "199X", [1, 2, 3, 4]),
            ("certain", "1996/1999", [3, 4]),
            ("possible", "2026", [8]),
            ("certain", "2026", []),
        ],
    )
    def test_a_programme_falls_into_those_of_its_span(self, match, text, numbers):
        programme = create_programme(when=text)

        periods = [p for p in Period.objects.in_order() if programme.falls_into(p, match)]

        assert [period.number for period in periods] == numbers


def test_an_assigned_period_replaces_what_the_dates_say():
    with changes(by=None):
        by_date, assigned = create_period(when="2001/2005"), create_period(when="1988/1991")
        programme = create_programme(when="2003", periods=[assigned])

    assert list(Programme.objects.in_periods([by_date])) == []
    assert list(Programme.objects.in_periods([assigned])) == [programme]
    assert list(Programme.objects.in_periods([assigned], Match.CERTAIN)) == [programme]
    assert programme.periods_among([by_date, assigned]) == [assigned]
