"""Room on the stack: wherever a call stands, it maps no memory again and again."""

from concurrent.futures import ThreadPoolExecutor
from resource import RUSAGE_THREAD, getrusage

from trackdiplo.stack import with_room

TIMES = 1000


def most_pages_mapped() -> int:
    """Return the most pages that calling a function a thousand times maps, at any depth."""
    return max(map(pages_mapped, range(300)))


def pages_mapped(depth: int) -> int:
    if depth:
        return pages_mapped(depth - 1)
    before = getrusage(RUSAGE_THREAD).ru_minflt
    for _ in range(TIMES):
        nothing()
    return getrusage(RUSAGE_THREAD).ru_minflt - before


def nothing() -> None:
    pass


def in_a_stack_of_its_own(call) -> int:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call).result()


def test_python_maps_memory_for_every_call_over_the_end_of_a_chunk():
    """The day this fails, Python does so no more, and `with_room` can go."""
    assert in_a_stack_of_its_own(most_pages_mapped) >= TIMES


def test_with_room_it_maps_next_to_none():
    assert in_a_stack_of_its_own(with_room(most_pages_mapped)) < TIMES / 10


def test_what_has_room_takes_and_gives_what_it_did():
    assert with_room(divmod)(7, 2) == (3, 1)
    assert with_room(nothing).__name__ == "nothing"
