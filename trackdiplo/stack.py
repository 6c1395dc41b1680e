"""Room on Python's stack of frames."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

# Words of eight bytes. The chunk that such a frame asks for is twice as long.
ROOM = 2**16


def with_room(call: Callable) -> Callable:
    """Return `call`, with half a megabyte of stack for all that it calls in turn.

    Python 3.11 keeps frames in chunks of 16 kB, and maps and unmaps one whenever a call crosses the
    end of the last (https://github.com/python/cpython/issues/142183): a page did so a thousand times,
    for a tenth of its processor time, and `load_package` for a fifth of its. Only a frame too long for
    such a chunk is given a longer one; of that, memory is taken by what is used alone.
    """

    @wraps(call)
    def roomy(*args, **kwargs):
        return call(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=ROOM)
    return roomy
