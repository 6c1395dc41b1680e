"""Pictures outside of pages have the colours of the pages, and are the same everywhere."""

import struct

from trackdiplo.records.drawing import palette, png_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">'
    '<text x="5" y="30" font-family="{family}">{text}</text></svg>'
)


def drawn(text: str, family: str = "serif") -> bytes:
    return png_of(SVG.format(text=text, family=family), width=200)


def test_the_palette_is_that_of_the_style_sheet_by_day():
    colours = palette()

    assert colours["paper"] == "#f6f6f2"
    assert {f"strong-{number}" for number in range(1, 9)} <= colours.keys()
    assert len(set(colours.values())) == len(colours)


def test_a_picture_is_as_wide_as_was_asked_for_and_the_same_each_time():
    picture = drawn("Bridge")

    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (200, 80)
    assert drawn("Bridge") == picture


def test_letters_are_those_of_the_project_on_a_machine_without_fonts():
    missing = drawn("\ue000\ue000")

    for text in ("Əş", "Ди", "Ed"):
        assert drawn(text) not in (missing, drawn("  "))
    assert drawn("Bridge", "sans-serif") != drawn("Bridge", "serif")
