"""How many: said as a band of the base, never as a count.

The edges keep one to four respondents together with nobody, and their complement with everybody,
so that no band tells a small number or its absence.
"""

from __future__ import annotations

from math import ceil

from interviews.models import SMALLEST_BASE, Band

# Below this there are two bands, from here four.
FOUR_BANDS = 16
# The fewest respondents that a band at either end holds beside nobody, or beside everybody.
SMALL = 4

Edges = dict[Band, tuple[int, int]]


def bands(base: int) -> Edges:
    """Return (lowest, highest count) of each band; empty where the base is too small for any."""
    half = ceil(base / 2)
    if base < SMALLEST_BASE:
        return {}
    if base < FOUR_BANDS:
        return halves(base)
    few = max(SMALL, ceil(base / 4) - 1)
    most = max(SMALL, ceil(base / 5))
    return {
        Band.FEW: (0, few),
        Band.SOME: (few + 1, half - 1),
        Band.MANY: (half, base - most - 1),
        Band.MOST: (base - most, base),
    }


def halves(base: int) -> Edges:
    """Return the two bands of a small base, or of a group; empty where it is too small."""
    if base < SMALLEST_BASE:
        return {}
    half = ceil(base / 2)
    return {Band.UNDER_HALF: (0, half - 1), Band.HALF_AND_UP: (half, base)}


def band_of(count: int, edges: Edges) -> Band | None:
    """Return the band of `edges` that holds `count`; None where there are no bands."""
    return next((band for band, (low, high) in edges.items() if low <= count <= high), None)
