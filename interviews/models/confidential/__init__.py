"""What no public code may read: import-linter keeps views, filters, addresses and API away.

Nothing here is tracked, has a document, or is kept in the history of changes. No `__str__` holds a
text: the admin's log keeps what it prints.
"""

from interviews.models.confidential.answers import (
    LONGEST_REASON,
    AuditEntry,
    Respondent,
    Response,
    Sector,
    UndisclosedName,
    normalised,
    unused_pseudonym,
)
from interviews.models.confidential.codings import Coding, Phase, Reading
from interviews.models.confidential.releases import (
    MAX_EXCERPT_WORDS,
    Evidence,
    Excerpt,
    FindingBasis,
    PreparedFinding,
    Quotation,
    StudyRelease,
)

__all__ = [
    "LONGEST_REASON", "MAX_EXCERPT_WORDS", "AuditEntry", "Coding", "Evidence", "Excerpt", "FindingBasis", "Phase",
    "PreparedFinding", "Quotation", "Reading", "Respondent", "Response", "Sector", "StudyRelease", "UndisclosedName",
    "normalised", "unused_pseudonym",
]  # fmt: skip
