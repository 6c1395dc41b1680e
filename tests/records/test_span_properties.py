"""What holds of every uncertain date, whatever was typed."""

from contextlib import suppress
from datetime import date
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from tests.records.test_spans import DATES
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

UNQUALIFIED = [text for text, *_ in DATES if text == text.strip() and text[-1] not in "~?%"]
SIDES = st.sampled_from(UNQUALIFIED + [text for text, *_ in DATES if text[-1] in "~?%"])
TEXTS = SIDES | st.builds(
    "{}/{}".format, SIDES | st.sampled_from(["", ".."]), SIDES | st.just("..")
)
NEAR_TEXTS = st.text("0123456789X-/.~?%", max_size=24) | st.text("012X-/.~", max_size=12)


@st.composite
def spans(draw) -> Span:
    """Blurred as read from a text, or any four days in order on both sides."""
    days = st.dates(date(1990, 1, 1), date(1990, 1, 12))
    starts, ends = sorted([draw(days), draw(days)]), sorted([draw(days), draw(days)])
    (earliest_start, latest_start), (earliest_end, latest_end) = starts, ends
    return Span(earliest_start, latest_start, earliest_end, latest_end)


def read_or_none(text: str, as_of: str = "") -> Span | None:
    try:
        return read(text, as_of)
    except SpanError:
        return None


@given(st.text() | NEAR_TEXTS | TEXTS, st.sampled_from(["", "2025-10"]) | st.text(max_size=12))
def test_no_text_raises_anything_but_a_span_error(text, as_of):
    found = read_or_none(text, as_of)
    needs_as_of(text)
    for reader in (display, suggest, partial(point, end=True)):
        with suppress(SpanError):
            reader(text)
    assert found is None or display(text, as_of)


@given(TEXTS | NEAR_TEXTS)
def test_the_bounds_are_in_order(text):
    found = read_or_none(text)

    assert found is None or (
        OPEN_START <= found.earliest_start <= found.latest_start <= found.latest_end
        and found.earliest_start <= found.earliest_end <= found.latest_end <= OPEN_END
    )


@given(st.sampled_from(UNQUALIFIED), st.sampled_from("~?%"))
def test_a_qualifier_only_widens(text, qualifier):
    exact, blurred = read(text), read(text + qualifier)

    assert blurred.earliest_start < exact.earliest_start
    assert blurred.latest_end > exact.latest_end or exact.latest_end == OPEN_END


@given(spans() | TEXTS.map(read_or_none), spans() | TEXTS.map(read_or_none))
def test_what_overlaps_for_certain_overlaps_possibly_and_both_ways_round(one, other):
    if one is None or other is None:
        return

    assert one.possibly_overlaps(other) or not one.certainly_overlaps(other)
    assert one.possibly_overlaps(other) == other.possibly_overlaps(one)
    assert one.certainly_overlaps(other) == other.certainly_overlaps(one)


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_windows_of_days_overlap_when_they_share_a_day(one, other):
    first, last = sorted([one, other])
    interval = read_or_none(f"{first}/{last}")

    assert interval == Span.window(first, last)
    assert interval.certainly_overlaps(Span.window(last, None))
