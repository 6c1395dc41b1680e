"""What logs may not hold: PostgreSQL writes the whole row of a failed write into its message."""

from __future__ import annotations

import logging
import traceback

from django.db import Error

WITHHELD = "(what the database said is withheld: it may hold confidential text)"


class WithoutRows(logging.Filter):
    """Keeps where a database error arose, and drops what the database said."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and any(isinstance(each, Error) for each in _chain(error)):
            record.exc_text = "\n".join(_told(each) for each in _chain(error))
            record.exc_info = None
        return True


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return an error and those that it came from, the first cause last."""
    found = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}: {WITHHELD}\n{frames}"
