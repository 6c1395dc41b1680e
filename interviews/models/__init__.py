"""What the public may read of interviews. `confidential` is a room of its own: ask it by name."""

from interviews.models import confidential  # noqa: F401 - so that Django knows its tables
from interviews.models.findings import (
    ActorKind,
    Band,
    Conclusion,
    Finding,
    FindingKind,
    Recommendation,
)
from interviews.models.studies import SMALLEST_BASE, Code, Question, Study

__all__ = [
    "SMALLEST_BASE", "ActorKind", "Band", "Code", "Conclusion", "Finding", "FindingKind", "Question",
    "Recommendation", "Study",
]  # fmt: skip
