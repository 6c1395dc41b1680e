"""No answer is ever older than the record, whatever a curator does, and whoever keeps answers."""

import gzip

import pytest
from django.test import Client

from tests.routes import every_address
from tests.servers import serving
from tests.world import Curator, create_world


def edits_and_reads(seed: int, *, steps: int, reads: int):
    """Yield the addresses to compare after each of a curator's doings, and what was done so far."""
    curator, asked, done = Curator(seed, create_world()), [], []
    for _ in range(steps):
        done.append(curator.act())
        # Some that were asked for before, which may be kept, and some new ones.
        asked = [*asked[-reads:], *curator.random.sample(every_address(), reads), "/", "/api/v1/"]
        yield list(dict.fromkeys(asked)), done


def bytes_of(client: Client, address: str) -> tuple[int, bytes]:
    answer = client.get(address)
    return answer.status_code, b"".join(answer)


# What one process keeps is its own; what another database lets servers see is asked below.
@pytest.mark.any_database
@pytest.mark.django_db
def test_no_answer_is_ever_older_than_the_record():
    # The reader's process keeps answers; a new client is a process that has kept none.
    reader = Client()
    for addresses, done in edits_and_reads(0, steps=15, reads=8):
        stranger = Client()

        for address in addresses:
            assert bytes_of(reader, address) == bytes_of(stranger, address), (address, done)


@pytest.mark.django_db(transaction=True)
def test_of_two_servers_neither_answers_with_what_the_other_has_seen_change():
    with serving() as one, serving() as other:
        for addresses, done in edits_and_reads(1, steps=8, reads=6):
            stranger = Client()

            for address in addresses:
                fresh = bytes_of(stranger, address)
                plain, packed = one.get(address), other.get(address, **{"Accept-Encoding": "gzip"})
                assert (plain[0], plain[2]) == fresh, (address, done)
                assert (packed[0], unpacked(packed)) == fresh, (address, done)


def unpacked(answer: tuple[int, dict[str, str], bytes]) -> bytes:
    _status, headers, body = answer
    return gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
