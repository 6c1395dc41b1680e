"""Every number of the network is that of the list that it leads to."""

import re
from html import unescape

import pytest
from django.http import QueryDict

from programmes.filters import ProgrammeFilterSet
from programmes.models import Programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LINKED = re.compile(r'<a href="/programmes/\?([^"]*)">(\d+)</a>')


@pytest.mark.parametrize(
    "query",
    [
        "",
        "ties=money",
        "period=peak-years&focus=yerevan-press-club",
        "ties=money&donor=european-union&active_from=2010",
        "organisation=international-alert&organisation=baku-press-club&match=certain&period=peak-years",
        "ties=money&organisation=yerevan-press-club&together=baku-press-club",
    ],
)
def test_each_number_is_that_of_its_list(client, query):
    html = client.get(f"/network/?{query}").content.decode()

    found = [(unescape(asked), int(number)) for asked, number in LINKED.findall(html)]

    assert found
    assert [(asked, listed(asked)) for asked, _number in found] == found


def listed(query: str) -> int:
    filterset = ProgrammeFilterSet(QueryDict(query), Programme.objects.published())
    assert filterset.check() == {}
    return filterset.qs.count()


def test_the_whole_study_is_drawn_with_every_name_in_full(client):
    html = client.get("/network/").content.decode()
    picture = html.partition('class="chart network"')[2].partition("</svg>")[0]

    assert html.count("Drawn and listed are") == 0
    assert picture.count("<a ") == 68
    assert "…" not in picture
