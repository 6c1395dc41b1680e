"""Save what no form has judged: rows of packages, of which most are right."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


def save_valid(row: models.Model, *, exclude: Collection[str] = ()) -> None:
    """Save a row by all rules of its model. Raises ValidationError, with all that is wrong.

    The database judges the constraints as it saves, all at once; only of a row that is refused is
    each asked about, for what to say. Not for what is confidential: a database may write a row that
    it refuses into its own log.
    """
    try:
        row.full_clean(exclude=exclude, validate_constraints=False)
        with transaction.atomic():
            row.save()
    except (ValidationError, IntegrityError):
        row.full_clean(exclude=exclude)
        raise
