"""Each number that a comparison shows is that of the list that it leads to, over the content of `data/`."""

import re
from itertools import pairwise

import pytest
from django.http import QueryDict

from programmes.filters import ProgrammeFilterSet
from programmes.models import Programme
from programmes.side_by_side import KINDS, compare

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def listed(client, address: str) -> int:
    path, _question, query = address.partition("?")
    if path == "/programmes/":
        filterset = ProgrammeFilterSet(QueryDict(query), Programme.objects.published())
        assert filterset.check() == {}
        return filterset.count()
    return int(re.search(r'data-count="(\d+)"', client.get(address).content.decode())[1])


@pytest.mark.parametrize("kinds", KINDS)
def test_each_number_of_a_comparison_is_that_of_its_list(client, kinds):
    kind = KINDS[kinds]
    busy = sorted(
        kind.records(), key=lambda each: -kind.programmes(Programme.objects, [each]).count()
    )

    for one, other in pairwise(busy[:4]):
        comparison = compare(kind, one, other)
        pairs = [pair for group in (*comparison.words, *comparison.actors) for pair in group.pairs]
        numbers = [
            *(numbers for _title, numbers in comparison.facts),
            *(each.numbers for each in pairs),
        ]

        led = [number for two in numbers for number in two if number.address]
        assert len(led) > 20
        assert [(each.address, listed(client, each.address)) for each in led] == [
            (each.address, each.count) for each in led
        ]
