"""The timeline side by side: by what programmes share."""

import re

import pytest

from tests.factories import (
    create_activity,
    create_area,
    create_funding,
    create_organisation,
    create_participation,
    create_programme,
)
from tests.once import once_for
from tests.pages import links, page, words
from tests.programmes.drawn import lanes_of, names

pytestmark = pytest.mark.django_db


@once_for("module")
def shared():
    """Programmes that share words and organisations; one partner and one donor are withheld."""
    media, youth = create_area(name="Media", order=1), create_area(name="Youth", order=2)
    film, school = create_activity(name="Film", order=1), create_activity(name="School", order=2)
    host, payer = create_organisation(name="Host"), create_organisation(name="Payer")
    one = create_programme(
        name="One", when="1990", areas=[media, youth], activities=[film], organisations=[host],
        donors=[payer],
    )  # fmt: skip
    two = create_programme(
        name="Two", when="1991", areas=[youth], activities=[film, school], organisations=[host]
    )
    for role in ("host", "partner"):
        create_participation(programme=two, withheld="partner_azerbaijan", role=role)
    for _ in range(2):
        create_funding(programme=one, withheld="donor")
    return [one, two]


LANES = {
    "area": {"Media 1": ["One"], "Youth 2": ["One", "Two"]},
    "activity": {"Film 2": ["One", "Two"], "School 1": ["Two"]},
    "donor": {"Payer 1": ["One"], "a donor": ["One"], "No donor known 1": ["Two"]},
    "organisation": {
        "Host 2": ["One", "Two"],
        "a partner organisation in Azerbaijan": ["Two"],
    },
}


@pytest.mark.parametrize("lanes", LANES)
def test_a_programme_stands_in_every_lane_that_it_belongs_to_and_is_counted_once(
    client, shared, lanes
):
    html = page(client, f"/timeline/?lanes={lanes}")

    found = {
        heading: [name.partition(",")[0] for name in names]
        for heading, names in lanes_of(html).items()
    }
    assert found == LANES[lanes]
    assert 'data-count="2"' in html


@pytest.mark.parametrize("lanes", LANES)
def test_the_lanes_are_the_same_in_the_table_and_in_the_api(client, shared, lanes):
    html = page(client, f"/timeline/?lanes={lanes}")
    document = client.get(f"/api/v1/timeline/?lanes={lanes}").json()

    headings = [re.sub(r" \d$", "", heading) for heading in LANES[lanes]]
    in_table = [words(each) for each in re.findall(r'scope="rowgroup">(.*?)</th>', html)]
    in_lanes = {
        lane: [row["name"] for row in document["dated"] if lane in names(row["lanes"])]
        for lane in names(document["lanes"])
    }
    assert in_table == headings == list(in_lanes)
    assert list(in_lanes.values()) == list(LANES[lanes].values())


def test_a_label_in_place_of_a_name_has_no_address_and_is_not_counted(client, shared):
    document = client.get("/api/v1/timeline/?lanes=donor").json()
    html = page(client, "/timeline/?lanes=donor")

    assert [lane["slug"] for lane in document["lanes"]] == ["payer", "", ""]
    assert re.search(r'<h3 id="lane-2">\s*a donor\s*</h3>', html)


def test_a_filter_leaves_the_other_lanes_of_what_it_finds(client, shared):
    area = shared[0].areas.get(name="Media")

    html = page(client, f"/timeline/?lanes=area&area={area.slug}")

    assert list(lanes_of(html)) == ["Media 1", "Youth 1"]


def test_the_form_and_the_files_keep_the_lanes(client, shared):
    html = page(client, "/timeline/?lanes=area&track=2")

    assert re.search(r'name="lanes"\s+value="area"\s+checked', html)
    assert links(html, "JSON") == ["/api/v1/timeline/?lanes=area&track=2"]
    assert links(html, "PNG") == ["/timeline/?lanes=area&track=2&format=png"]
