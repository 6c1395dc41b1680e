"""Who worked with whom and who funded whom: as a picture, in numbers, as files and in the API."""

import csv
import io
import random
import re
from itertools import combinations

import networkx
import pytest

from actors.models import Organisation
from programmes.layout import spread
from programmes.models import Programme
from programmes.network import Ties, network_of
from programmes.network_picture import NetworkPicture
from tests.factories import (
    create_area,
    create_funding,
    create_organisation,
    create_participation,
    create_programme,
)
from tests.once import once_for
from tests.pages import links, page, rows
from tests.programmes.drawn import pictures

pytestmark = pytest.mark.django_db

IN_SVG = "{http://www.w3.org/2000/svg}"


@once_for("module")
def friends():
    """Ada, Bea and Cid in one programme, Ada and Bea in another, Dot alone; Eve paid for the first."""
    ada, bea, cid, dot, eve = (
        create_organisation(name=name, slug=name.lower())
        for name in ("Ada", "Bea", "Cid", "Dot", "Eve")
    )
    media = create_area(slug="media")
    create_programme(name="One", organisations=[ada, bea, cid], donors=[eve], areas=[media])
    create_programme(name="Two", organisations=[bea, ada], when="1994")
    create_programme(name="Three", organisations=[dot], donors=[dot])


def document(client, query: str = "") -> dict:
    return client.get(f"/api/v1/network/?{query}").json()


def ties_of(document: dict) -> list[tuple[str, str, int]]:
    names = {node["id"]: node["name"] for node in document["nodes"]}
    return [
        (names[tie["source"]], names[tie["target"]], tie["programmes"]) for tie in document["ties"]
    ]


def names_of(document: dict) -> list[str]:
    return [node["name"] for node in document["nodes"]]


# --- What it says -----------------------------------------------------------------------------


def test_who_took_part_in_the_same_programme_is_tied_as_often_as_they_did(client, friends):
    found = document(client)

    assert ties_of(found) == [("Ada", "Bea", 2), ("Ada", "Cid", 1), ("Bea", "Cid", 1)]
    assert [(node["name"], node["took_part"], node["neighbours"]) for node in found["nodes"]] == [
        ("Ada", 2, 2), ("Bea", 2, 2), ("Cid", 1, 2), ("Dot", 1, 0),
    ]  # fmt: skip
    assert found["count"] == 3


def test_a_donor_is_tied_to_those_who_did_what_it_paid_for_but_not_to_itself(client, friends):
    found = document(client, "ties=money")

    assert ties_of(found) == [("Eve", "Ada", 1), ("Eve", "Bea", 1), ("Eve", "Cid", 1)]
    assert [(node["name"], node["took_part"], node["paid_for"]) for node in found["nodes"]] == [
        ("Ada", 2, 0), ("Bea", 2, 0), ("Cid", 1, 0), ("Dot", 1, 1), ("Eve", 0, 1),
    ]  # fmt: skip


def test_two_roles_in_one_programme_are_one_part(client):
    ada, bea = create_organisation(name="Ada"), create_organisation(name="Bea")
    programme = create_programme(name="Twice", organisations=[ada, bea])
    create_participation(programme=programme, organisation=ada, role="host")

    assert ties_of(document(client, "q=twice")) == [("Ada", "Bea", 1)]


@pytest.mark.parametrize(
    ("query", "ties"),
    [
        ("area=media", [("Ada", "Bea", 1), ("Ada", "Cid", 1), ("Bea", "Cid", 1)]),
        ("active_to=1999", [("Ada", "Bea", 1)]),
        ("donor=eve", [("Ada", "Bea", 1), ("Ada", "Cid", 1), ("Bea", "Cid", 1)]),
        ("donor=dot&ties=money", []),
        ("organisation=dot&organisation=cid", [("Ada", "Bea", 1), ("Ada", "Cid", 1), ("Bea", "Cid", 1)]),
        ("together=ada&together=cid", [("Ada", "Bea", 1), ("Ada", "Cid", 1), ("Bea", "Cid", 1)]),
        ("q=two", [("Ada", "Bea", 1)]),
    ],
)  # fmt: skip
def test_it_is_made_of_the_programmes_that_were_asked_for(client, friends, query, ties):
    assert ties_of(document(client, query)) == ties


def test_in_focus_are_an_organisation_its_neighbours_and_what_ties_them_all(client, friends):
    frank = create_organisation(name="Frank", slug="frank")
    create_programme(organisations=[frank, create_organisation(name="Gus")])
    create_programme(organisations=[frank, Organisation.objects.get(slug="cid")])

    around_ada, around_frank = document(client, "focus=ada"), document(client, "focus=frank")

    assert names_of(around_ada) == ["Ada", "Bea", "Cid"]
    assert len(around_ada["ties"]) == 3
    assert around_ada["focus"]["slug"] == "ada"
    assert ties_of(around_frank) == [("Cid", "Frank", 1), ("Frank", "Gus", 1)]
    assert names_of(document(client, "focus=dot")) == ["Dot"]
    assert names_of(document(client, "focus=eve&q=two")) == ["Eve"]


# --- Who must not be named --------------------------------------------------------------------


FORMS = ["", "format=svg", "format=csv", "format=graphml"]


def answers(client) -> list[bytes]:
    asked = [f"{ties}&{form}" for ties in ("q=one", "q=one&ties=money") for form in FORMS]
    return [
        *(client.get(f"/network/?{query}").content for query in asked),
        client.get("/api/v1/network/?q=one").content,
        client.get("/api/v1/network/?q=one&ties=money").content,
    ]


def test_who_is_withheld_or_not_public_is_in_no_answer_and_changes_none(client, friends):
    programme = Programme.objects.get(name="One")
    before = answers(client)

    for role in ("host", "partner"):
        create_participation(programme=programme, role=role, withheld="partner_azerbaijan")
    create_funding(programme=programme, withheld="donor")
    draft = create_organisation(name="Never Named", published=False)
    create_participation(programme=programme, organisation=draft)
    create_funding(programme=programme, donor=draft)
    create_programme(name="One more", organisations=[draft], published=False)

    after = answers(client)
    assert after == before
    assert not any(b"never" in answer.lower() for answer in after)


# --- The page ---------------------------------------------------------------------------------


def test_the_tables_say_what_the_picture_and_the_api_say(client, friends):
    html = page(client, "/network/")

    (drawn,) = [each for each in pictures(html) if "chart" in each.get("class")]
    assert [title.text for title in drawn.iter("title")] == [
        "Bea – Cid: 1",
        "Ada – Cid: 1",
        "Ada – Bea: 2",
        "Ada, non-governmental organisation: took part in 2 programmes, tied to 2",
        "Bea, non-governmental organisation: took part in 2 programmes, tied to 2",
        "Cid, non-governmental organisation: took part in 1 programme, tied to 2",
        "Dot, non-governmental organisation: took part in 1 programme, tied to 0",
    ]
    assert [link.get("href") for link in drawn.iter("a")] == [
        f"/network/?focus={slug}" for slug in ("ada", "bea", "cid", "dot")
    ]
    assert rows(html) == [
        "Ada Bea 2",
        "Ada Cid 1",
        "Bea Cid 1",
        "Ada non-governmental organisation 2 2 neighbours",
        "Bea non-governmental organisation 2 2 neighbours",
        "Cid non-governmental organisation 1 2 neighbours",
        "Dot non-governmental organisation 1 0 neighbours",
    ]


def test_what_is_in_focus_leads_to_its_page_and_back_to_the_whole(client, friends):
    html = page(client, "/network/?area=media&focus=ada")

    (drawn,) = [each for each in pictures(html) if "chart" in each.get("class")]
    focus = [link for link in drawn.iter("a") if link.get("class") == "in-focus"]
    assert [link.get("href") for link in focus] == ["/organisations/ada/"]
    assert links(html, "See the whole network") == ["/network/?area=media"]
    assert '<input type="hidden" name="focus" value="ada"' in html


def test_where_nobody_is_named_the_page_says_so(client):
    programme = create_programme(
        name="Nameless", organisations=[create_organisation(published=False)]
    )
    assert programme.is_public()

    html = page(client, "/network/?q=nameless")

    assert 'data-count="1"' in html
    assert "nobody to draw whose name is public" in html


def test_an_organisation_and_a_donor_lead_to_where_they_stand_in_it(client, friends):
    assert 'href="/network/?focus=ada"' in page(client, "/organisations/ada/")
    assert 'href="/network/?focus=' not in page(client, "/organisations/eve/")
    assert 'href="/network/?ties=money&amp;focus=eve"' in page(client, "/donors/eve/")


def test_more_than_a_picture_holds_is_said_and_is_in_the_files(client, friends, monkeypatch):
    monkeypatch.setattr("programmes.pictures.MOST_NODES", 3)
    monkeypatch.setattr("programmes.pictures.MOST_TIES", 2)

    html = page(client, "/network/")

    assert rows(html)[:2] == ["Ada Bea 2", "Ada Cid 1"]
    assert len(rows(html)) == 2 + 3
    assert "the 3 of 4 organisations that have the most ties, and the 2 strongest of 3 ties" in html
    assert len(table_of(client)) == len(document(client)["ties"]) == 3


# --- Files ------------------------------------------------------------------------------------


def table_of(client, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"/network/?format=csv&{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("query", ["", "focus=ada", "ties=money", "ties=money&focus=bea"])
def test_another_program_reads_in_graphml_what_the_api_says(client, friends, query):
    said, answer = document(client, query), client.get(f"/network/?format=graphml&{query}")

    graph = networkx.parse_graphml(answer.content.decode())

    assert answer["Content-Type"] == "application/graphml+xml"
    assert answer["Content-Disposition"] == 'attachment; filename="network.graphml"'
    assert graph.is_directed() is ("money" in query)
    assert {(one, other, told["weight"]) for one, other, told in graph.edges(data=True)} == {
        (tie["source"], tie["target"], tie["programmes"]) for tie in said["ties"]
    }
    assert {
        (node, told["label"], told["took_part"], told.get("paid_for"), told["page"])
        for node, told in graph.nodes(data=True)
    } == {
        (node["id"], node["name"], node["took_part"], node["paid_for"],
         f"http://testserver{node['page']}")
        for node in said["nodes"]
    }  # fmt: skip


def test_a_table_has_the_ties_with_both_names(client, friends):
    ends = ("one", "other"), ("donor", "organisation")

    for query, (first, second) in zip(("", "ties=money"), ends, strict=True):
        found = [
            (row[first], row[second], int(row["programmes"])) for row in table_of(client, query)
        ]
        assert found == ties_of(document(client, query))


def test_a_sheet_says_what_it_shows_and_is_well_formed_whatever_a_name_holds(client):
    name = "Q&A <b>“now”</b> > 'then'"
    create_programme(organisations=[create_organisation(name=name), create_organisation()])

    svg = client.get("/network/?format=svg&track=2").content.decode()
    graph = networkx.parse_graphml(client.get("/network/?format=graphml").content.decode())

    (drawn,) = pictures(svg)
    titles = [" ".join(title.text.split()) for title in drawn.iter(f"{IN_SVG}title")]
    texts = [" ".join("".join(each.itertext()).split()) for each in drawn.iter(f"{IN_SVG}text")]
    assert titles[0] == texts[0] == "Network: Track 2"
    assert any(title.startswith(f"{name}, ") for title in titles)
    assert texts[-1] == "trackdiplo, http://testserver/network/?track=2 · CC BY 4.0"
    assert name in {told["label"] for _node, told in graph.nodes(data=True)}
    assert client.get("/network/?format=png").content[:4] == b"\x89PNG"


# --- The layout -------------------------------------------------------------------------------


SIZES = [(1, 0), (2, 1), (12, 30), (60, 40), (100, 400)]


def crowd(amount: int, *, ties: int) -> tuple[list[tuple[float, float]], list[tuple[int, int]]]:
    dice = random.Random(amount)
    boxes = [(30 + 100 * dice.random(), 25 + 60 * dice.random()) for _ in range(amount)]
    pairs = list(combinations(range(amount), 2))
    return boxes, [pairs[int(dice.random() * len(pairs))] for _ in range(ties)]


CROWDS = {f"{amount} with {ties}": crowd(amount, ties=ties) for amount, ties in SIZES}
CROWDS["a chain"] = crowd(80, ties=0)[0], [(number, number + 1) for number in range(79)]
CROWDS["a star"] = crowd(100, ties=0)[0], [(0, number) for number in range(1, 100)]


@pytest.mark.parametrize(("boxes", "links"), CROWDS.values(), ids=CROWDS)
@pytest.mark.parametrize("middle", [None, 0])
def test_no_box_stands_on_another_or_outside_of_the_picture(boxes, links, middle):

    places, height = spread(boxes, links, width=1000, middle=middle)

    rooms = [
        (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        for (x, y), (wide, high) in zip(places, boxes, strict=True)
    ]
    assert all(room[0] >= -0.01 and room[1] >= -0.01 for room in rooms)
    assert all(room[2] <= 1000.01 and room[3] <= height + 0.01 for room in rooms)
    for one, other in combinations(rooms, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_neighbours_stand_around_what_is_in_the_middle():
    boxes = [(60.0, 40.0)] * 9
    places, _height = spread(boxes, [(0, other) for other in range(1, 9)], width=1000, middle=0)

    x, y = places[0]

    for side in (
        [place[0] < x for place in places[1:]],
        [place[1] < y for place in places[1:]],
    ):
        assert 2 <= sum(side) <= 6


def test_the_same_graph_has_the_same_places_on_every_machine():
    """To the last digit: what was reckoned once, wherever and on whatever Python."""
    boxes, links = crowd(12, ties=14)

    places, height = spread(boxes, links, width=1000)

    assert [(x.hex(), y.hex()) for x, y in places[:2]] == [
        ("0x1.d541eb52f0c86p+8", "0x1.3c1b510b096f8p+7"),
        ("0x1.c46375fc8f7c2p+8", "0x1.e28f1a302de2ep+7"),
    ]
    assert height.hex() == "0x1.241e7435806d6p+8"


def test_the_same_rows_are_drawn_in_the_same_bytes_whatever_their_keys(client, friends):
    """As another database would number them: nothing but names and slugs decides."""
    before = client.get("/network/?format=svg").content

    drawn = NetworkPicture(
        network_of(Programme.objects.published().order_by("-pk"), Ties.WORK), lambda node: ""
    )

    places = re.findall(rb'transform="translate\(([\d.]+) ([\d.]+)\) scale', before)
    assert {(float(x), float(y)) for x, y in places} >= {(dot.x, dot.y) for dot in drawn.dots}
    assert client.get("/network/?format=svg").content == before
