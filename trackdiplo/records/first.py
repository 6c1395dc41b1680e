"""The first of many rows: what a page shows of what it leads to, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

# A page shows so many; the list has the others.
MOST_SHOWN = 100


@dataclass(frozen=True)
class First:
    """The first of some rows, as many as a page shows, and how many there are in all."""

    rows: list
    count: int

    @classmethod
    def of(cls, queryset, most: int | None = None) -> First:
        """Read `most` rows, or as many as any page shows: 1 query, and 1 more where that is not all."""
        most = MOST_SHOWN if most is None else most
        rows = list(queryset[: most + 1])
        return cls(rows[:most], len(rows) if len(rows) <= most else queryset.count())

    @property
    def are_all(self) -> bool:
        return self.count == len(self.rows)
