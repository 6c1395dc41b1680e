"""What visitors read of programmes and periods, and how they find them."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from tests.factories import (
    create_area,
    create_citation,
    create_funding,
    create_name,
    create_organisation,
    create_paragraph,
    create_participation,
    create_period,
    create_programme,
    create_source,
)
from tests.pages import links, page, rows, section, words
from trackdiplo.records.drawing import palette
from trackdiplo.records.models import changes

pytestmark = pytest.mark.django_db


# --- A programme ------------------------------------------------------------------------------


def test_the_page_of_a_programme_says_what_was_done_and_what_came_of_it(client):
    programme = create_programme(summary="Films were made.", outcome="Two films.", reach="Wide.")

    html = page(client, programme.get_absolute_url())

    assert section(html, "What was done") == "Films were made."
    assert section(html, "What came of it") == "Two films."
    assert section(html, "Reach") == "Wide."


def test_where_the_sources_do_not_tell_the_outcome_the_page_says_so(client):
    programme = create_programme(outcome="", outcome_unknown=True)

    html = page(client, programme.get_absolute_url())

    assert section(html, "What came of it") == "The sources do not tell."
    assert section(html, "Reach") == ""


def test_every_claim_stands_with_its_place_in_its_source(client):
    source = create_source(name="A study", authors="Press Club", published="2025-10")
    create_paragraph(source=source, key="stages-7", section="Stages", number=7)
    programme = create_programme()
    role = programme.participations.get()
    create_citation(target=programme, source=source, field="when", locator="stages-7", note="So.")
    create_citation(target=role, source=source, locator="stages-7", confidence="low")

    sources = section(page(client, programme.get_absolute_url()), "Sources, claim by claim")

    first = programme.citations.order_by("pk").first().source
    assert sources == (
        f"{first} A study Press Club, October 2025"
        f" The whole record {first} the work as a whole confidence: high"
        " When A study Stages, paragraph 7 confidence: high So."
        f" {role.organisation}, implementer A study Stages, paragraph 7 confidence: low"
    )


def test_places_of_one_source_that_are_cited_alike_stand_on_one_line_in_its_order(client):
    source = create_source(name="A study")
    for key in ("stages-1", "stages-2", "stages-3", "aims-1"):
        name, number = key.split("-")
        create_paragraph(source=source, key=key, section=name.capitalize(), number=number)
    period = create_period(published=False)
    for key, values in {
        "aims-1": {},
        "stages-3": {},
        "stages-2": {"note": "So."},
        "stages-1": {},
    }.items():
        create_citation(target=period, source=source, locator=key, **values)
    period.publish(by=None)

    sources = section(page(client, period.get_absolute_url()), "Sources, claim by claim")

    assert sources == (
        "A study The whole record Stages, paragraphs 1, 3 confidence: high"
        " Aims, paragraph 1 confidence: high Stages, paragraph 2 confidence: high So."
    )


def test_claims_that_rest_on_the_same_places_stand_together(client):
    source, club = create_source(name="A study"), create_organisation(name="Club")
    fund = create_organisation(name="Fund")
    programme = create_programme(published=False, organisations=[club, fund])
    for row in (programme, *programme.participations.all()):
        create_citation(target=row, source=source, note="In passing.")
    create_citation(target=programme, source=source, field="when")
    programme.publish(by=None)

    html = page(client, programme.get_absolute_url())

    assert section(html, "Sources, claim by claim") == (
        "A study The whole record Club, implementer Fund, implementer"
        " the work as a whole confidence: high In passing."
        " When the work as a whole confidence: high"
    )


def test_a_table_of_programmes_has_no_empty_column_of_donors(client):
    programme = create_programme()
    before = page(client, "/programmes/")

    create_funding(programme=programme, withheld="donor")

    assert ">Donors</th>" not in before
    assert ">Donors</th>" in page(client, "/programmes/")


def test_who_paid_is_said_with_the_amount_and_an_unknown_one_is_no_zero(client):
    programme = create_programme(donors=[create_organisation(name="Quiet Fund")])
    create_funding(
        programme=programme,
        donor=create_organisation(name="Loud Fund"),
        amount=1250000,
        currency="EUR",
        note="In two parts.",
    )
    create_funding(programme=programme, withheld="donor")

    money = section(page(client, programme.get_absolute_url()), "Who funded or supported it")

    assert money == (
        "Loud Fund 1,250,000 EUR In two parts. Quiet Fund amount not known a donor amount not known"
    )


def test_who_took_part_is_said_by_role_with_a_link_or_the_label_in_its_place(client):
    host = create_organisation(name="Host")
    programme = create_programme(organisations=[host])
    create_participation(programme=programme, role="lead", withheld="partner_azerbaijan")

    html = page(client, programme.get_absolute_url())

    part = section(html, "Who took part")
    assert part == "Lead a partner organisation in Azerbaijan Implementer Host"
    assert links(html, "Host") == [host.get_absolute_url()]


def test_other_names_are_marked_with_their_language(client):
    programme = create_programme()
    create_name(target=programme, name="Կամուրջ", kind="translation", language="hy", script="Armn")

    html = page(client, programme.get_absolute_url())

    assert '<span lang="hy">Կամուրջ</span>' in html
    assert section(html, "Other names") == "Կամուրջ translation"


def test_the_page_says_how_to_cite_it_by_its_permanent_address(client):
    programme = create_programme(name="Bridge")

    html = page(client, programme.get_absolute_url())

    address = f"http://testserver/id/{programme.public_id}/"
    assert links(html, address) == [address]
    assert links(html, "The record as JSON") == [programme.get_api_url()]


def test_what_a_curator_writes_is_text_and_never_marks(client):
    programme = create_programme(name="<b>Bold</b>", summary="<script>alert(1)</script>")

    html = page(client, programme.get_absolute_url())

    assert "<b>Bold</b>" not in html
    assert "<script>alert" not in html
    assert section(html, "What was done") == "<script>alert(1)</script>"


# --- Periods ----------------------------------------------------------------------------------


def test_the_page_of_a_period_has_the_programmes_that_possibly_fall_into_it(client):
    period = create_period(when="1992/1994", summary="A war.")
    for name, when in [("Before", "1990"), ("Perhaps", "1995~"), ("Within", "1993")]:
        create_programme(name=name, when=when)
    create_programme(name="Assigned", when="", periods=[period])

    html = page(client, period.get_absolute_url())

    assert section(html, "What marked it") == "A war."
    assert [row.split()[0] for row in rows(html)] == ["Assigned", "Within", "Perhaps"]
    assert "Programmes possibly in it 3" in words(html)


def test_periods_are_listed_by_number_with_their_blurred_edges(client):
    create_period(name="Second", number=2, when="1992~/1994")
    create_period(name="First", number=1, when="1988/1991")

    listed = rows(page(client, "/periods/"))

    assert listed[0].startswith("1 First 1988–1991 What marked it.")
    assert listed[1].startswith("2 Second around 1992 to 1994 What marked it.")


# --- Lists ------------------------------------------------------------------------------------


def test_a_list_says_how_many_there_are_and_shows_each_with_who_took_part_and_who_paid(client):
    host, payer = create_organisation(name="Host"), create_organisation(name="Payer")
    programme = create_programme(
        name="Bridge", when="2003~", areas=[create_area(name="Media")],
        organisations=[host], donors=[payer],
    )  # fmt: skip
    create_participation(programme=programme, role="host", withheld="partner_georgia")

    html = page(client, "/programmes/")

    assert "1 programme " in words(html)
    assert rows(html) == [
        "Bridge programme around 2003 Media Host ; a partner organisation in Georgia Payer"
    ]


def test_a_list_shows_what_was_asked_for_and_how_to_take_each_back(client):
    create_period(slug="war", name="The war", when="1992/1994")
    create_programme(name="Found", when="1993")
    create_programme(name="Other", when="2003")

    html = page(client, "/programmes/?period=war&track=2&active_from=1990")

    assert [row.split()[0] for row in rows(html)] == ["Found"]
    assert links(html, "Period: The war × remove") == ["/programmes/?track=2&active_from=1990"]
    assert links(html, "Track: Track 2 × remove") == ["/programmes/?period=war&active_from=1990"]


def test_a_list_is_offered_to_programs_as_it_was_asked_for(client):
    create_programme()

    html = page(client, "/programmes/?track=2&page=1")

    assert links(html, "JSON") == ["/api/v1/programmes/?track=2"]
    assert links(html, "CSV") == ["/api/v1/programmes/?track=2&format=csv"]
    assert links(html, "JSON Lines") == ["/api/v1/programmes/?track=2&format=jsonl"]


def test_a_box_is_ticked_for_a_record_that_was_named_by_its_id(client):
    period = create_period(slug="war", when="2003")
    create_programme()

    html = page(client, f"/programmes/?period={period.public_id}")

    box = html.partition('value="war"')[2].partition(">")[0]
    assert "checked" in box


def test_a_long_list_has_pages_that_keep_what_was_asked(client):
    host, area = create_organisation(), create_area()
    with changes(by=None):
        for _ in range(51):
            create_programme(areas=[area], organisations=[host])

    first = page(client, "/programmes/?track=2")
    second = page(client, "/programmes/?track=2&page=2")

    assert (len(rows(first)), len(rows(second))) == (50, 1)
    assert links(first, "Next →") == ["?track=2&page=2"]
    assert links(second, "← Previous") == ["?track=2"]


def test_where_nothing_is_found_the_page_says_so_and_leads_to_the_whole(client):
    create_programme()

    html = page(client, "/programmes/?q=nothing-like-it")

    assert rows(html) == []
    assert 'data-count="0"' in html
    assert links(html, "Without it: 1 programme") == ["/programmes/"]
    assert links(html, "Clear all: 1 programme") == ["/programmes/"]


def test_the_filter_that_excludes_everything_is_named_and_can_be_dropped_alone(client):
    media, youth = create_area(slug="media"), create_area(slug="youth", name="Youth")
    create_programme(areas=[media], when="1994")
    create_programme(areas=[media], when="1995")
    create_programme(areas=[youth], when="2010")

    html = page(client, "/timeline/?active_to=1999&area=youth&lanes=area")

    assert "Each of these filters excludes everything" in words(html)
    assert links(html, "Without it: 1 programme") == ["/timeline/?area=youth&lanes=area"]
    assert links(html, "Without it: 2 programmes") == ["/timeline/?active_to=1999&lanes=area"]
    assert links(html, "Clear all: 3 programmes") == ["/timeline/"]


def test_where_no_single_filter_excludes_everything_each_alone_is_offered(client):
    media = create_area(slug="media")
    create_programme(areas=[media], when="1994", track="2")
    create_programme(when="2010", track="1.5")

    html = page(client, "/programmes/?area=media&track=1.5&active_from=2020")

    assert "No single filter excludes everything" in words(html)
    assert links(html, "It alone: 1 programme") == [
        "/programmes/?area=media",
        "/programmes/?track=1.5",
    ]
    assert links(html, "Clear all: 2 programmes") == ["/programmes/"]


def test_where_there_is_nothing_at_all_nothing_is_offered(client):
    html = page(client, "/programmes/")

    assert "Nothing is on record here yet" in words(html)
    assert "Clear all:" not in words(html)


# --- Home -------------------------------------------------------------------------------------


def test_the_first_page_says_how_much_there_is_and_leads_to_it(client):
    period = create_period(when="2003")
    area = create_area(name="Media", slug="media")
    organisation = create_organisation()
    create_organisation(is_donor=True)
    create_programme(areas=[area], organisations=[organisation])
    create_programme(areas=[area], organisations=[organisation], when="", periods=[period])

    html = page(client, "/")

    counts = words(html.partition('<dl class="counts">')[2].partition("</dl>")[0])
    assert counts == "programmes 2 organisations 2 donors 1 periods 1"
    assert links(html, "Media") == ["/programmes/?area=media"]


def test_the_first_page_of_an_empty_record_is_a_page_all_the_same(client):
    html = page(client, "/")

    assert "programmes 0 organisations 0 donors 0 periods 0" in words(html)


# --- Pictures of numbers ----------------------------------------------------------------------


def test_a_list_leads_to_a_picture_of_what_was_asked_for(client):
    create_programme(areas=[create_area(slug="media")])

    html = page(client, "/programmes/?area=media&page=1")

    assert links(html, "Areas by period") == ["/pictures/areas-by-period/?area=media"]


def test_who_is_withheld_has_no_line_among_the_donors_and_no_number(client):
    period = create_period(number=1, name="Early", when="2001/2005")
    named = create_organisation(name="Fund", slug="fund")
    programmes = [create_programme(when="2003") for _ in range(3)]
    create_funding(programme=programmes[0], donor=named)
    create_funding(programme=programmes[1], withheld="donor")

    html = page(client, "/pictures/donors-by-period/")
    lines = client.get("/pictures/donors-by-period/?format=csv").content.decode("utf-8-sig")

    assert rows(html) == ["Fund 1 1", "No donor known 1 1"]
    assert "Who must not be named is not counted." in words(html)
    assert lines.splitlines() == [
        f"donor_slug,donor,{period.number} Early,all",
        "fund,Fund,1,1",
        ",No donor known,1,1",
        ",All programmes,3,3",
    ]


def test_a_picture_in_an_unknown_form_is_refused_by_its_name(client):
    create_programme()

    answer = client.get("/pictures/areas-by-period/?format=pdf")

    assert answer.status_code == 400
    assert "<code>format</code>" in answer.content.decode()


def test_a_picture_as_a_file_is_the_picture_of_the_page_in_colours_of_its_own(client):
    create_period(number=3, when="2001/2005")
    create_programme(when="2003", areas=[create_area(name="Media & <more>")])

    files = {
        form: client.get(f"/pictures/areas-by-period/?format={form}") for form in ("svg", "png")
    }

    svg = files["svg"].content.decode()
    ElementTree.fromstring(svg)
    assert "Media &amp; &lt;more&gt;" in svg
    assert f'fill="{palette()["fill-3"]}"' in svg
    assert "var(" not in svg
    assert files["png"].content[:4] == b"\x89PNG"
    for form, answer in files.items():
        name = f'attachment; filename="areas-by-period.{form}"'
        assert answer["Content-Disposition"] == name


def test_colours_of_pictures_are_told_apart_by_day_and_by_night():
    """Text on what is under it: 4.5 to 1, as WCAG asks; a circle on its column, 3 to 1."""
    sheet = (settings.BASE_DIR / "static" / "css" / "base.css").read_text()
    roots = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    for colours in (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", root)) for root in roots):
        assert contrast(colours["surface"], colours["bar"]) >= 4.5
        for number in range(1, 9):
            fill = colours[f"fill-{number}"]
            assert contrast(colours["ink"], fill) >= 4.5
            assert contrast(colours["bar"], fill) >= 3


def contrast(one: str, other: str) -> float:
    lights = sorted(map(luminance, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
