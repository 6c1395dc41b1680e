"""What one process withdraws, another that has kept it does not say again."""

import pytest

from interviews.disclosure.withdrawal import withdraw
from tests.interviews.house import House
from tests.servers import serving

pytestmark = pytest.mark.django_db(transaction=True)


def test_another_process_that_kept_the_words_does_not_say_them_again():
    house = House()
    at = house.finding.get_absolute_url()
    with serving() as one, serving() as other:
        assert all(b"zqquoteqz" in each.get(at)[2] for each in (one, one, other, other))

        withdraw(house.answers[0].respondent, by=house.lead)

        for each in (one, other):
            status, _headers, body = each.get(at)
            assert status == 200
            assert b"zqquoteqz" not in body
